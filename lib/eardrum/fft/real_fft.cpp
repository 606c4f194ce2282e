// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/fft/real_fft.h>

#include <cmath>
#include <numbers>
#include <vector>

#include <eardrum/base/expects.h>

namespace eardrum::fft {

// A plain radix-2 transform of size/2 complex points, then the split that makes it real. Twiddles come from a table.
template <class Sample>
struct RealFft<Sample>::State {
  std::size_t size;
  std::size_t half;
  std::vector<Sample> cosine, sine;  // exp(-2 pi i k / size), k < size / 2
  std::vector<Sample> re, im;
  std::vector<std::size_t> reversed;

  explicit State(std::size_t n) : size(n), half(n / 2), cosine(half), sine(half), re(half), im(half), reversed(half) {
    for (std::size_t k = 0; k < half; ++k) {
      const double angle = -2.0 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n);
      cosine[k] = static_cast<Sample>(std::cos(angle));
      sine[k] = static_cast<Sample>(std::sin(angle));
    }
    for (std::size_t k = 1; k < half; ++k) reversed[k] = (reversed[k / 2] / 2) | ((k & 1) != 0 ? half / 2 : 0);
  }

  // In place on re, im, which hold the input in bit-reversed order.
  void butterflies(Sample direction) {
    for (std::size_t span = 1; span < half; span *= 2) {
      const std::size_t stride = half / span;  // of the table, which has size entries a turn
      for (std::size_t start = 0; start < half; start += 2 * span) {
        for (std::size_t k = 0; k < span; ++k) {
          const Sample wr = cosine[k * stride];
          const Sample wi = direction * sine[k * stride];
          const std::size_t a = start + k;
          const std::size_t b = a + span;
          const Sample tr = re[b] * wr - im[b] * wi;
          const Sample ti = re[b] * wi + im[b] * wr;
          re[b] = re[a] - tr;
          im[b] = im[a] - ti;
          re[a] += tr;
          im[a] += ti;
        }
      }
    }
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
  State& s = *state_;
  EARDRUM_EXPECTS(time.size() == s.size && re.size() == bins() && im.size() == bins());
  for (std::size_t k = 0; k < s.half; ++k) {
    s.re[s.reversed[k]] = time[2 * k];
    s.im[s.reversed[k]] = time[2 * k + 1];
  }
  s.butterflies(Sample{1});
  // Z = even + i odd: X[k] = E[k] + W^k O[k], with E and O from Z[k] and conj Z[half - k].
  re[0] = s.re[0] + s.im[0];
  re[s.half] = s.re[0] - s.im[0];
  im[0] = im[s.half] = Sample{0};
  for (std::size_t k = 1; k < s.half; ++k) {
    const std::size_t m = s.half - k;
    const Sample er = (s.re[k] + s.re[m]) / 2;
    const Sample ei = (s.im[k] - s.im[m]) / 2;
    const Sample odd_r = (s.im[k] + s.im[m]) / 2;
    const Sample odd_i = (s.re[m] - s.re[k]) / 2;
    re[k] = er + s.cosine[k] * odd_r - s.sine[k] * odd_i;
    im[k] = ei + s.cosine[k] * odd_i + s.sine[k] * odd_r;
  }
}

template <class Sample>
void RealFft<Sample>::inverse(std::span<const Sample> re, std::span<const Sample> im, std::span<Sample> time) noexcept {
  State& s = *state_;
  EARDRUM_EXPECTS(time.size() == s.size && re.size() == bins() && im.size() == bins());
  for (std::size_t k = 0; k < s.half; ++k) {
    const std::size_t m = s.half - k;
    const Sample er = re[k] + re[m];
    const Sample ei = im[k] - im[m];
    const Sample dr = re[k] - re[m];
    const Sample di = im[k] + im[m];
    // odd = conj(W^k) (X[k] - conj X[half-k])
    const Sample odd_r = s.cosine[k] * dr + s.sine[k] * di;
    const Sample odd_i = s.cosine[k] * di - s.sine[k] * dr;
    s.re[s.reversed[k]] = er - odd_i;
    s.im[s.reversed[k]] = ei + odd_r;
  }
  s.butterflies(Sample{-1});
  for (std::size_t k = 0; k < s.half; ++k) {
    time[2 * k] = s.re[k];
    time[2 * k + 1] = s.im[k];
  }
}

template class RealFft<float>;
template class RealFft<double>;

}  // namespace eardrum::fft
