// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/fft/real_fft.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vector>

#include <eardrum/base/expects.h>
#include <eardrum/fft/fft_kernels_internal.h>

namespace eardrum::fft {
namespace {

using detail::Nyquist;
using detail::Pass;

// exp(-2 pi i k / n) to the last bit of a double: the angle is reduced to an eighth of a turn before sin and cos see
// it.
struct Turn {
  double re, im;
};
Turn turn(std::size_t k, std::size_t n) {
  const std::size_t eighth = (8 * k) / n;  // k < n
  const auto angle = [n](std::size_t a) {
    return 2.0 * std::numbers::pi * static_cast<double>(a) / static_cast<double>(n);
  };
  const std::size_t quarter = (eighth + 1) / 2;  // the nearest multiple of a quarter turn
  const bool beyond = 4 * k >= quarter * n;
  const double a = beyond ? angle((4 * k - quarter * n)) / 4.0 : -angle((quarter * n - 4 * k)) / 4.0;
  const double c = std::cos(a), s = std::sin(a);
  switch (quarter % 4) {
    case 0:
      return {c, -s};
    case 1:
      return {-s, -c};
    case 2:
      return {-c, s};
    default:
      return {s, c};
  }
}

// Transforms below 64 points are too short for the vector passes: a textbook sum.
constexpr std::size_t kShortest = 64;

// Radix 8 wherever the length allows; 4 takes the rest.
template <class Sample>
void make_passes(detail::Tables<Sample>& tables) {
  std::size_t twiddles = 0;
  for (std::size_t left = tables.vectors; left > 1;) {
    std::size_t octal = left;
    while (octal % 8 == 0) octal /= 8;
    const std::size_t radix = octal == 1 ? 8 : 4;  // fours first: the last pass, which turns nothing, does the most
    left /= radix;
    tables.passes.push_back({radix, left, twiddles});
    twiddles += 2 * (radix - 1) * left;
  }
  tables.twiddles = AlignedArray<Sample>(twiddles);
  tables.position.assign(tables.vectors, 0);
  std::size_t points = tables.vectors;
  for (const Pass& pass : tables.passes) {
    Sample* next = tables.twiddles.data() + pass.twiddle;
    for (std::size_t p = 0; p < pass.blocks; ++p) {
      for (std::size_t j = 1; j < pass.radix; ++j) {
        const Turn w = turn(j * p, points);
        *next++ = static_cast<Sample>(w.re);
        *next++ = static_cast<Sample>(w.im);
      }
    }
    // The digits of k, lowest first, choose the part, the part of the part ...
    const std::size_t digit = tables.vectors / points;  // the value of this pass's digit
    for (std::size_t k = 0; k < tables.vectors; ++k)
      tables.position[k] += static_cast<std::uint32_t>(k / digit % pass.radix * pass.blocks);
    points = pass.blocks;
  }
}

template <class Sample>
detail::Tables<Sample> make_tables(std::size_t points) {
  detail::Tables<Sample> tables;
  tables.points = points;
  tables.lanes = detail::lanes<Sample>(points);
  tables.vectors = points / tables.lanes;
  make_passes(tables);
  tables.rotation = AlignedArray<Sample>(2 * points);
  for (std::size_t k = 0; k < tables.vectors; ++k) {
    for (std::size_t n = 0; n < tables.lanes; ++n) {
      const Turn w = turn(k * n, points);
      tables.rotation[2 * tables.lanes * k + n] = static_cast<Sample>(w.re);
      tables.rotation[2 * tables.lanes * k + tables.lanes + n] = static_cast<Sample>(w.im);
    }
  }
  return tables;
}

template <class Sample>
detail::Tables<Sample> make_real_tables(std::size_t size) {
  auto tables = make_tables<Sample>(size / 2);
  tables.cosine.resize(tables.points / 2 + detail::Tables<Sample>::kPadding);
  tables.sine.resize(tables.cosine.size());
  for (std::size_t k = 0; k < tables.points / 2; ++k) {
    const Turn w = turn(k, size);
    tables.cosine[k] = static_cast<Sample>(0.5 * w.re);
    tables.sine[k] = static_cast<Sample>(0.5 * w.im);
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

  void forward(const Sample* time, Sample* re, Sample* im, Nyquist nyquist) {
    size < kShortest ? short_forward(time, re, im, nyquist)
                     : detail::forward(tables, work.data(), time, re, im, nyquist);
  }
  void inverse(const Sample* re, const Sample* im, Sample* time, Nyquist nyquist) {
    size < kShortest ? short_inverse(re, im, time, nyquist)
                     : detail::inverse(tables, work.data(), re, im, time, nyquist);
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
  state_->forward(time.data(), re.data(), im.data(), Nyquist::kOwnBin);
}

template <class Sample>
void RealFft<Sample>::inverse(std::span<const Sample> re, std::span<const Sample> im, std::span<Sample> time) noexcept {
  EARDRUM_EXPECTS(time.size() == size() && re.size() == bins() && im.size() == bins());
  state_->inverse(re.data(), im.data(), time.data(), Nyquist::kOwnBin);
}

template <class Sample>
void RealFft<Sample>::forward_packed(std::span<const Sample> time, std::span<Sample> re,
                                     std::span<Sample> im) noexcept {
  EARDRUM_EXPECTS(time.size() == size() && re.size() == size() / 2 && im.size() == size() / 2);
  state_->forward(time.data(), re.data(), im.data(), Nyquist::kInBinZero);
}

template <class Sample>
void RealFft<Sample>::inverse_packed(std::span<const Sample> re, std::span<const Sample> im,
                                     std::span<Sample> time) noexcept {
  EARDRUM_EXPECTS(time.size() == size() && re.size() == size() / 2 && im.size() == size() / 2);
  state_->inverse(re.data(), im.data(), time.data(), Nyquist::kInBinZero);
}

template class RealFft<float>;
template class RealFft<double>;

}  // namespace eardrum::fft
