// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <complex>
#include <cstddef>
#include <memory>
#include <vector>

#include <fftw3.h>

/// Convolution in uniform partitions over FFTW, the way most programs do it: a peer, not a model.
class UniformPartitions {
 public:
  UniformPartitions(const float* h, std::size_t taps, std::size_t block)
      : block_(block), count_((taps + block - 1) / block), time_(2 * block), past_(count_), filter_(count_) {
    const auto spectrum = [&] { return std::vector<std::complex<float>>(block + 1); };
    sum_ = spectrum();
    forward_ = fftwf_plan_dft_r2c_1d(static_cast<int>(2 * block), time_.data(),
                                     reinterpret_cast<fftwf_complex*>(sum_.data()), FFTW_MEASURE);
    backward_ = fftwf_plan_dft_c2r_1d(static_cast<int>(2 * block), reinterpret_cast<fftwf_complex*>(sum_.data()),
                                      time_.data(), FFTW_MEASURE);
    for (std::size_t p = 0; p < count_; ++p) {
      past_[p] = spectrum();
      std::fill(time_.begin(), time_.end(), 0.0f);
      std::copy(h + p * block, h + std::min(taps, (p + 1) * block), time_.begin());
      for (float& value : time_) value /= static_cast<float>(2 * block);
      fftwf_execute(forward_);
      filter_[p] = sum_;
    }
    input_.assign(2 * block, 0.0f);
  }
  ~UniformPartitions() {
    fftwf_destroy_plan(forward_);
    fftwf_destroy_plan(backward_);
  }
  UniformPartitions(const UniformPartitions&) = delete;
  UniformPartitions& operator=(const UniformPartitions&) = delete;

  /// A block in, a block out.
  const float* process(const float* in) {
    std::copy(input_.begin() + static_cast<std::ptrdiff_t>(block_), input_.end(), input_.begin());
    std::copy(in, in + block_, input_.begin() + static_cast<std::ptrdiff_t>(block_));
    newest_ = newest_ == 0 ? count_ - 1 : newest_ - 1;
    std::copy(input_.begin(), input_.end(), time_.begin());
    fftwf_execute_dft_r2c(forward_, time_.data(), reinterpret_cast<fftwf_complex*>(past_[newest_].data()));
    std::fill(sum_.begin(), sum_.end(), std::complex<float>());
    for (std::size_t p = 0; p < count_; ++p) {
      const auto* const x = reinterpret_cast<const float*>(past_[(newest_ + p) % count_].data());
      const auto* const h = reinterpret_cast<const float*>(filter_[p].data());
      auto* const sum = reinterpret_cast<float*>(sum_.data());
      for (std::size_t k = 0; k <= block_; ++k) {
        sum[2 * k] += x[2 * k] * h[2 * k] - x[2 * k + 1] * h[2 * k + 1];
        sum[2 * k + 1] += x[2 * k] * h[2 * k + 1] + x[2 * k + 1] * h[2 * k];
      }
    }
    fftwf_execute(backward_);
    return time_.data() + block_;
  }

 private:
  std::size_t block_, count_, newest_ = 0;
  std::vector<float> time_, input_;
  std::vector<std::vector<std::complex<float>>> past_, filter_;
  std::vector<std::complex<float>> sum_;
  fftwf_plan forward_, backward_;
};

/// Short partitions for the beginning and long ones for the rest, which are done whole when a long block is complete.
class TwoStages {
 public:
  TwoStages(const std::vector<float>& h, std::size_t block, std::size_t longer)
      : block_(block),
        longer_(longer),
        head_(h.data(), std::min(h.size(), 2 * longer), block),
        collected_(longer),
        heard_(longer),
        next_(longer) {
    if (h.size() > 2 * longer)
      tail_ = std::make_unique<UniformPartitions>(h.data() + 2 * longer, h.size() - 2 * longer, longer);
  }

  void process(const float* in, float* out) {
    const float* const head = head_.process(in);
    for (std::size_t k = 0; k < block_; ++k) out[k] = head[k] + heard_[at_ + k];
    if (!tail_) return;
    std::copy(in, in + block_, collected_.begin() + static_cast<std::ptrdiff_t>(at_));
    at_ += block_;
    if (at_ < longer_) return;
    at_ = 0;
    heard_.swap(next_);
    const float* const made = tail_->process(collected_.data());
    std::copy(made, made + longer_, next_.begin());
  }

 private:
  std::size_t block_, longer_, at_ = 0;
  UniformPartitions head_;
  std::unique_ptr<UniformPartitions> tail_;
  std::vector<float> collected_, heard_, next_;
};
