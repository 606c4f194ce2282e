// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set, as fft_kernels.cpp.
#include <eardrum/fft/fft_kernels_internal.h>

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "eardrum/fft/cyclic_kernels.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <eardrum/fft/fft_passes_inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::fft::detail::HWY_NAMESPACE {
namespace {

// The inverse transform is the forward one with re and im exchanged before and after. Only what is wanted is written.
template <class T>
struct SwappedSplit {
  T* re;
  T* im;
  std::size_t first;  // point
  template <class D>
  HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, std::size_t k) const {
    if (k * hn::MaxLanes(D()) >= first) Split<T>{im, re}.store(d, v, k);
  }
};

// Vectors, rotated as they are read or written.
template <class T>
struct Rotated {
  Vectors<T> vectors;
  Vectors<const T> rotation;
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    return vectors.load(d, k) * rotation.load(d, k);
  }
  template <class D>
  HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, std::size_t k) const {
    vectors.store(d, v * rotation.load(d, k), k);
  }
};

// What one output is of the inputs' spectra, re and im exchanged.
template <class T>
struct SwappedSum {
  const T* spectra;            // [input][kLanes vectors]
  const T* const* filters;     // [input], or null
  std::size_t inputs, offset;  // offset: of the vectors in the filters, in values
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    constexpr std::size_t kLanes = hn::MaxLanes(D());
    Complex<hn::Vec<D>> sum{hn::Zero(d), hn::Zero(d)};
    for (std::size_t i = 0; i < inputs; ++i) {
      if (filters[i] == nullptr) continue;
      sum = sum + Vectors<const T>{spectra + 2 * kLanes * kLanes * i}.load(d, k) *
                      Vectors<const T>{filters[i] + offset}.load(d, k);
    }
    return {sum.im, sum.re};
  }
};
// With one input there is no sum.
template <class T>
struct SwappedProduct {
  Vectors<const T> spectrum, filter;
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    const auto product = spectrum.load(d, k) * filter.load(d, k);
    return {product.im, product.re};
  }
};

// Across the lanes, times the filters, and back, for the vectors from `from` on.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE void multiply(D d, const Tables<T>& tables, const Cyclic<T>& c, std::size_t from, std::size_t vectors) {
#if HWY_TARGET == HWY_SCALAR
  (void)tables;
  T spectra[2 * kMostChannels];
  for (std::size_t v = from; v < from + vectors; ++v) {
    for (std::size_t i = 0; i < c.inputs; ++i) std::copy_n(c.work[i] + 2 * v, 2, spectra + 2 * i);
    for (std::size_t o = 0; o < c.outputs; ++o) {
      const SwappedSum<T> sum{spectra, c.filters + o * c.inputs, c.inputs, 2 * v};
      Vectors<T>{c.work[o]}.store(d, sum.load(d, 0), v);
    }
  }
#else
  constexpr std::size_t kLanes = hn::MaxLanes(D());
  HWY_ALIGN T spectra[kMostChannels * 2 * kLanes * kLanes];
  for (std::size_t v = from; v < from + vectors; v += kLanes) {
    const std::size_t at = 2 * kLanes * v;
    const Vectors<const T> rotation{tables.rotation.data() + at};
    for (std::size_t i = 0; i < c.inputs; ++i) {
      across_lanes(d, Rotated<T>{{c.work[i] + at}, rotation}, Vectors<T>{spectra + 2 * kLanes * kLanes * i});
    }
    if (c.inputs == 1 && c.outputs == 1) {
      into_lanes(d, SwappedProduct<T>{{spectra}, {c.filters[0] + at}}, Rotated<T>{{c.work[0] + at}, rotation});
      continue;
    }
    for (std::size_t o = 0; o < c.outputs; ++o) {
      into_lanes(d, SwappedSum<T>{spectra, c.filters + o * c.inputs, c.inputs, at},
                 Rotated<T>{{c.work[o] + at}, rotation});
    }
  }
#endif
}

// All that lies between the passes before `first` and their transposed ones, part by part.
template <class D, class T = hn::TFromD<D>>
HWY_NOINLINE void convolve_part(D d, const Tables<T>& tables, const Cyclic<T>& c, std::size_t first, std::size_t from,
                                std::size_t vectors) {
  constexpr std::size_t kVector = 2 * hn::MaxLanes(D());
  const std::size_t count = tables.passes.size();
  const auto passes = [&](std::size_t k, bool transposed) HWY_ATTR {
    const Pass& pass = tables.passes[k];
    for (std::size_t channel = 0; channel < (transposed ? c.outputs : c.inputs); ++channel) {
      for (std::size_t v = from; v < from + vectors; v += pass.radix * pass.blocks) {
        const Vectors<T> part{c.work[channel] + kVector * v};
        transposed ? transposed_pass(d, tables, pass, part, part) : vertical_pass(d, tables, pass, part, part);
      }
    }
  };
  if (vectors > first_level_vectors<T>(hn::MaxLanes(D())) && first < count) {
    const Pass& pass = tables.passes[first];
    const std::size_t part = pass.radix * pass.blocks;
    if (part < vectors) {  // several parts: each by itself
      for (std::size_t v = from; v < from + vectors; v += part) convolve_part(d, tables, c, first, v, part);
      return;
    }
    passes(first, false);
    convolve_part(d, tables, c, first + 1, from, vectors);
    passes(first, true);
    return;
  }
  for (std::size_t k = first; k < count; ++k) passes(k, false);
  multiply(d, tables, c, from, vectors);
  for (std::size_t k = count; k-- > first;) passes(k, true);
}

template <class T>
HWY_INLINE void convolve_of(const Tables<T>& tables, const Cyclic<T>& c) {
  with_lanes<T>(tables.lanes, [&](auto d) HWY_ATTR {
    const Pass& pass = tables.passes.front();
    for (std::size_t i = 0; i < c.inputs; ++i)
      vertical_pass(d, tables, pass, ConstSplit<T>{c.in_re[i], c.in_im[i]}, Vectors<T>{c.work[i]});
    convolve_part(d, tables, c, 1, 0, tables.vectors);
    for (std::size_t o = 0; o < c.outputs; ++o)
      transposed_pass(d, tables, pass, Vectors<T>{c.work[o]}, SwappedSplit<T>{c.out_re[o], c.out_im[o], c.first});
  });
}

template <class T>
HWY_INLINE void spectrum_of(const Tables<T>& tables, const T* taps, const T* zeros, T* out) {
  with_lanes<T>(tables.lanes, [&](auto d) HWY_ATTR {
    constexpr std::size_t kLanes = hn::MaxLanes(decltype(d)());
    vertical_pass(d, tables, tables.passes.front(), ConstSplit<T>{taps, zeros}, Vectors<T>{out});
    for (std::size_t k = 1; k < tables.passes.size(); ++k) {
      const Pass& pass = tables.passes[k];
      for (std::size_t v = 0; v < tables.vectors; v += pass.radix * pass.blocks) {
        const Vectors<T> part{out + 2 * kLanes * v};
        vertical_pass(d, tables, pass, part, part);
      }
    }
#if HWY_TARGET != HWY_SCALAR
    for (std::size_t v = 0; v < tables.vectors; v += kLanes) {
      const Vectors<T> rows{out + 2 * kLanes * v};
      across_lanes(d, Rotated<T>{rows, {tables.rotation.data() + 2 * kLanes * v}}, rows);
    }
#endif
  });
}

void convolve_float(const Tables<float>& t, const Cyclic<float>& c) {
  convolve_of(t, c);
}
void convolve_double(const Tables<double>& t, const Cyclic<double>& c) {
  convolve_of(t, c);
}
void spectrum_float(const Tables<float>& t, const float* taps, const float* zeros, float* out) {
  spectrum_of(t, taps, zeros, out);
}
void spectrum_double(const Tables<double>& t, const double* taps, const double* zeros, double* out) {
  spectrum_of(t, taps, zeros, out);
}

}  // namespace
}  // namespace eardrum::fft::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::fft::detail {

HWY_EXPORT(convolve_float);
HWY_EXPORT(convolve_double);
HWY_EXPORT(spectrum_float);
HWY_EXPORT(spectrum_double);

void convolve(const Tables<float>& t, const Cyclic<float>& c) {
  HWY_DYNAMIC_DISPATCH(convolve_float)(t, c);
}
void convolve(const Tables<double>& t, const Cyclic<double>& c) {
  HWY_DYNAMIC_DISPATCH(convolve_double)(t, c);
}
void cyclic_spectrum(const Tables<float>& t, const float* taps, const float* zeros, float* out) {
  HWY_DYNAMIC_DISPATCH(spectrum_float)(t, taps, zeros, out);
}
void cyclic_spectrum(const Tables<double>& t, const double* taps, const double* zeros, double* out) {
  HWY_DYNAMIC_DISPATCH(spectrum_double)(t, taps, zeros, out);
}

}  // namespace eardrum::fft::detail
#endif
