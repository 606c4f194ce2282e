// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace eardrum::fft {

/// Complex points in two arrays.
template <class Sample>
struct Signal {
  Sample *re, *im;
};

/// Cyclic convolutions of complex points with a matrix of real filters: what overlap-save runs block after block.
/// Neither spectra nor anything else on the way is put into natural order, and each part goes through all that is local
/// to it at once; so a convolution takes three sweeps through its points, where transforms to and fro would take seven.
/// It does not allocate once it is made. One object serves one thread at a time.
template <class Sample>  // float or double
class CyclicConvolution {
 public:
  /// `size`: a power of two from 32 to 2^23; 1 to 8 inputs and outputs. Anything else is a broken precondition.
  CyclicConvolution(std::size_t size, std::size_t inputs, std::size_t outputs);
  ~CyclicConvolution();
  CyclicConvolution(CyclicConvolution&&) noexcept;
  CyclicConvolution& operator=(CyclicConvolution&&) noexcept;

  std::size_t size() const noexcept;

  /// The filter from an input to an output, at most size() taps times `gain`; without one there is no path.
  void set_filter(std::size_t output, std::size_t input, std::span<const Sample> taps, double gain);

  /// out[o][n] = sum over i and k of filter[o][i][k] in[i][(n - k) mod size], for n from `first` on: a multiple of 16;
  /// what is before it is not written. Every array holds size() values. The inputs may overlap each other, and the
  /// output overlap the input: it is read before anything is written.
  void run(std::span<const Signal<const Sample>> in, std::span<const Signal<Sample>> out,
           std::size_t first = 0) noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

extern template class CyclicConvolution<float>;
extern template class CyclicConvolution<double>;

}  // namespace eardrum::fft
