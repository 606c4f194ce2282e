// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/fft/real_fft.h>

#include <vector>

#include <eardrum/base/expects.h>
#include <eardrum/fft/fft_kernels_internal.h>
#include <eardrum/fft/turn_internal.h>

namespace eardrum::fft {
namespace {

using detail::kAllSteps;
using detail::Nyquist;
using detail::Steps;
using detail::turn;
using detail::Turn;

// Transforms below 64 points are too short for the vector passes: a textbook sum.
constexpr std::size_t kShortest = 64;

template <class Sample>
detail::Tables<Sample> make_real_tables(std::size_t size) {
  auto tables = detail::make_tables<Sample>(size / 2, detail::Order::kNatural);
  tables.half_turns = AlignedArray<Sample>(tables.points);
  for (std::size_t k = 0; k < tables.points / 2; ++k) {
    const Turn w = turn(k, size);
    Sample* const at = tables.half_turns.data() + 2 * (k - k % tables.lanes) + k % tables.lanes;
    at[0] = static_cast<Sample>(0.5 * w.re);
    at[tables.lanes] = static_cast<Sample>(0.5 * w.im);
  }
  return tables;
}

}  // namespace

template <class Sample>
struct RealFft<Sample>::State {
  std::size_t size;
  detail::Tables<Sample> tables;
  std::vector<Turn> turns;  // of a short transform: exp(-2 pi i k / size)
  AlignedArray<Sample> work;

  explicit State(std::size_t n) : size(n) {
    if (size < kShortest) {
      for (std::size_t k = 0; k < size; ++k) turns.push_back(turn(k, size));
      return;
    }
    tables = make_real_tables<Sample>(size);
    work = AlignedArray<Sample>(2 * tables.points);
  }

  void short_forward(const Sample* time, Sample* re, Sample* im, Nyquist nyquist) const {
    Sample ends[2] = {0, 0};
    for (std::size_t k = 0; k <= size / 2; ++k) {
      double sum_re = 0.0, sum_im = 0.0;
      for (std::size_t n = 0; n < size; ++n) {
        const Turn w = turns[k * n % size];
        sum_re += static_cast<double>(time[n]) * w.re;
        sum_im += static_cast<double>(time[n]) * w.im;
      }
      if (k % (size / 2) == 0) {
        ends[k == 0 ? 0 : 1] = static_cast<Sample>(sum_re);
      } else {
        re[k] = static_cast<Sample>(sum_re);
        im[k] = static_cast<Sample>(sum_im);
      }
    }
    re[0] = ends[0];
    im[0] = nyquist == Nyquist::kInBinZero ? ends[1] : Sample{0};
    if (nyquist == Nyquist::kOwnBin) re[size / 2] = ends[1], im[size / 2] = Sample{0};
  }

  void short_inverse(const Sample* re, const Sample* im, Sample* time, Nyquist nyquist) const {
    const double last = static_cast<double>(nyquist == Nyquist::kInBinZero ? im[0] : re[size / 2]);
    for (std::size_t n = 0; n < size; ++n) {
      double sum = static_cast<double>(re[0]) + (n % 2 == 0 ? last : -last);
      for (std::size_t k = 1; k < size / 2; ++k) {
        const Turn w = turns[k * n % size];
        sum += 2.0 * (static_cast<double>(re[k]) * w.re + static_cast<double>(im[k]) * w.im);
      }
      time[n] = static_cast<Sample>(sum);
    }
  }

  void forward(const Sample* time, Sample* re, Sample* im, Nyquist nyquist, Steps steps) {
    if (size >= kShortest) return detail::forward(tables, work.data(), time, re, im, nyquist, steps);
    if (steps.to == kAllSteps.to) short_forward(time, re, im, nyquist);
  }
  void inverse(const Sample* re, const Sample* im, Sample* time, Nyquist nyquist, Steps steps) {
    if (size >= kShortest) return detail::inverse(tables, work.data(), re, im, time, nyquist, steps);
    if (steps.to == kAllSteps.to) short_inverse(re, im, time, nyquist);
  }
};

template <class Sample>
RealFft<Sample>::RealFft(std::size_t size) {
  EARDRUM_EXPECTS(size >= 4 && size <= (std::size_t{1} << 24) && (size & (size - 1)) == 0);
  state_ = std::make_unique<State>(size);
}
template <class Sample>
RealFft<Sample>::~RealFft() = default;
template <class Sample>
RealFft<Sample>::RealFft(RealFft&&) noexcept = default;
template <class Sample>
RealFft<Sample>& RealFft<Sample>::operator=(RealFft&&) noexcept = default;

template <class Sample>
std::size_t RealFft<Sample>::size() const noexcept {
  return state_->size;
}

template <class Sample>
void RealFft<Sample>::forward(std::span<const Sample> time, std::span<Sample> re, std::span<Sample> im) noexcept {
  EARDRUM_EXPECTS(time.size() == size() && re.size() == bins() && im.size() == bins());
  state_->forward(time.data(), re.data(), im.data(), Nyquist::kOwnBin, kAllSteps);
}

template <class Sample>
void RealFft<Sample>::inverse(std::span<const Sample> re, std::span<const Sample> im, std::span<Sample> time) noexcept {
  EARDRUM_EXPECTS(time.size() == size() && re.size() == bins() && im.size() == bins());
  state_->inverse(re.data(), im.data(), time.data(), Nyquist::kOwnBin, kAllSteps);
}

template <class Sample>
void RealFft<Sample>::forward_packed(std::span<const Sample> time, std::span<Sample> re,
                                     std::span<Sample> im) noexcept {
  EARDRUM_EXPECTS(time.size() == size() && re.size() == size() / 2 && im.size() == size() / 2);
  state_->forward(time.data(), re.data(), im.data(), Nyquist::kInBinZero, kAllSteps);
}

template <class Sample>
void RealFft<Sample>::inverse_packed(std::span<const Sample> re, std::span<const Sample> im,
                                     std::span<Sample> time) noexcept {
  EARDRUM_EXPECTS(time.size() == size() && re.size() == size() / 2 && im.size() == size() / 2);
  state_->inverse(re.data(), im.data(), time.data(), Nyquist::kInBinZero, kAllSteps);
}

template <class Sample>
void RealFft<Sample>::forward_packed_step(std::size_t step, std::span<const Sample> time, std::span<Sample> re,
                                          std::span<Sample> im) noexcept {
  EARDRUM_EXPECTS(time.size() == size() && re.size() == size() / 2 && im.size() == size() / 2 && step < kSteps);
  state_->forward(time.data(), re.data(), im.data(), Nyquist::kInBinZero, {step, step + 1});
}

template <class Sample>
void RealFft<Sample>::inverse_packed_step(std::size_t step, std::span<const Sample> re, std::span<const Sample> im,
                                          std::span<Sample> time) noexcept {
  EARDRUM_EXPECTS(time.size() == size() && re.size() == size() / 2 && im.size() == size() / 2 && step < kSteps);
  state_->inverse(re.data(), im.data(), time.data(), Nyquist::kInBinZero, {step, step + 1});
}

template class RealFft<float>;
template class RealFft<double>;

}  // namespace eardrum::fft
