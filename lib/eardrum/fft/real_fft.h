// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace eardrum::fft {

/// A discrete Fourier transform of real samples, of one length, with its tables and scratch ready: transforms do not
/// allocate. The spectrum is split: real and imaginary parts in two arrays of size/2 + 1 (bins 0 to Nyquist; the
/// imaginary parts of both ends are zero). Unscaled: inverse(forward(x)) = size * x. One object serves one thread at a
/// time.
template <class Sample>  // float or double
class RealFft {
 public:
  /// `size`: a power of two from 4 to 2^24; anything else is a broken precondition.
  explicit RealFft(std::size_t size);
  ~RealFft();
  RealFft(RealFft&&) noexcept;
  RealFft& operator=(RealFft&&) noexcept;

  std::size_t size() const noexcept;
  std::size_t bins() const noexcept { return size() / 2 + 1; }

  /// X[k] = sum over n of x[n] exp(-2 pi i k n / size). `time` holds size(), `re` and `im` bins() values.
  void forward(std::span<const Sample> time, std::span<Sample> re, std::span<Sample> im) noexcept;
  /// The inverse without the 1/size.
  void inverse(std::span<const Sample> re, std::span<const Sample> im, std::span<Sample> time) noexcept;

  /// The same pair with size/2 values in `re` and `im`: Nyquist, which is real, stands in im[0]. What a convolver
  /// wants: its products then run over whole vectors, with one bin that is not complex.
  void forward_packed(std::span<const Sample> time, std::span<Sample> re, std::span<Sample> im) noexcept;
  void inverse_packed(std::span<const Sample> re, std::span<const Sample> im, std::span<Sample> time) noexcept;

  /// One of the kSteps steps, about equally long, that make up the packed pair, for those who must not be kept waiting.
  /// Steps 0, 1, ... of one transform are done with the same arrays, which are not changed in between, and no other
  /// transform of this object is.
  static constexpr std::size_t kSteps = 7;
  void forward_packed_step(std::size_t step, std::span<const Sample> time, std::span<Sample> re,
                           std::span<Sample> im) noexcept;
  void inverse_packed_step(std::size_t step, std::span<const Sample> re, std::span<const Sample> im,
                           std::span<Sample> time) noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

extern template class RealFft<float>;
extern template class RealFft<double>;

}  // namespace eardrum::fft
