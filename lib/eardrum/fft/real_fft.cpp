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

// The passes of a complex transform of `points`, whose twiddles are appended to `twiddles`.
template <class Sample>
std::vector<Pass> make_passes(std::size_t points, std::vector<Sample>& twiddles) {
  std::vector<Pass> passes;
  for (std::size_t stride = 1; points > 1;) {
    const std::size_t radix = points == 8 ? 8 : 4;
    passes.push_back({radix, points / radix, stride, twiddles.size()});
    if (points > radix) {
      const std::size_t row = points / radix + detail::Tables<Sample>::kPadding;
      std::vector<Sample> factors(6 * row);
      for (std::size_t p = 0; p < points / radix; ++p) {
        for (std::size_t power = 1; power <= 3; ++power) {
          const Turn w = turn(power * p, points);
          factors[(2 * power - 2) * row + p] = static_cast<Sample>(w.re);
          factors[(2 * power - 1) * row + p] = static_cast<Sample>(w.im);
        }
      }
      twiddles.insert(twiddles.end(), factors.begin(), factors.end());
    }
    stride *= radix;
    points /= radix;
  }
  return passes;
}

// Above this many bytes a side, columns and rows are faster (bench/fft).
constexpr std::size_t kLongestInOneGo = 16384;

template <class Sample>
detail::Tables<Sample> make_tables(std::size_t size) {
  detail::Tables<Sample> tables;
  tables.half = size / 2;
  if (tables.half * 2 * sizeof(Sample) <= kLongestInOneGo) {
    tables.passes = make_passes(tables.half, tables.twiddles);
  } else {
    tables.columns = 32;
    while (tables.columns * tables.columns < tables.half) tables.columns *= 2;
    tables.rows = tables.half / tables.columns;
    tables.passes = make_passes(tables.rows, tables.twiddles);
    tables.row_passes = make_passes(tables.columns, tables.twiddles);
    tables.rotation_re.resize(tables.half);
    tables.rotation_im.resize(tables.half);
    for (std::size_t k = 0; k < tables.rows; ++k) {
      for (std::size_t n = 0; n < tables.columns; ++n) {
        const Turn w = turn(k * n, tables.half);
        tables.rotation_re[k * tables.columns + n] = static_cast<Sample>(w.re);
        tables.rotation_im[k * tables.columns + n] = static_cast<Sample>(w.im);
      }
    }
  }
  tables.cosine.resize(tables.half / 2 + detail::Tables<Sample>::kPadding);
  tables.sine.resize(tables.cosine.size());
  for (std::size_t k = 0; k < tables.half / 2; ++k) {
    const Turn w = turn(k, size);
    tables.cosine[k] = static_cast<Sample>(w.re);
    tables.sine[k] = static_cast<Sample>(w.im);
  }
  return tables;
}

}  // namespace

template <class Sample>
struct RealFft<Sample>::State {
  std::size_t size;
  detail::Tables<Sample> tables;
  std::vector<Turn> turns;  // of a short transform: exp(-2 pi i k / size)
  std::vector<Sample> scratch;
  detail::Scratch<Sample> sides{};

  explicit State(std::size_t n) : size(n) {
    if (size < kShortest) {
      for (std::size_t k = 0; k < size; ++k) turns.push_back(turn(k, size));
      return;
    }
    tables = make_tables<Sample>(size);
    // Each array starts on a cache line, and 64 bytes further into its page than the one before it: arrays a power of
    // two apart would share cache sets.
    constexpr std::size_t kPadding = detail::Tables<Sample>::kPadding;  // a line
    const std::size_t length = tables.half + kPadding * (2 + tables.columns);
    const std::size_t column = tables.rows == 0 ? 0 : kPadding * (1 + std::max(tables.rows, tables.columns));
    scratch.resize(4 * (length + column) + kPadding);
    const auto misplaced = (reinterpret_cast<std::uintptr_t>(scratch.data()) % 64) / sizeof(Sample);
    Sample* next = scratch.data() + (misplaced == 0 ? 0 : kPadding - misplaced);
    for (auto* const array : {&sides.re[0], &sides.im[0], &sides.re[1], &sides.im[1]})
      *array = std::exchange(next, next + length);
    for (auto* const array : {&sides.column_re[0], &sides.column_im[0], &sides.column_re[1], &sides.column_im[1]}) {
      *array = std::exchange(next, next + column);
    }
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
    size < kShortest ? short_forward(time, re, im, nyquist) : detail::forward(tables, sides, time, re, im, nyquist);
  }
  void inverse(const Sample* re, const Sample* im, Sample* time, Nyquist nyquist) {
    size < kShortest ? short_inverse(re, im, time, nyquist) : detail::inverse(tables, sides, re, im, time, nyquist);
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
