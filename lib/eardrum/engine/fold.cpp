// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/fold_internal.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include <eardrum/dsp/biquad_cascade.h>
#include <eardrum/dsp/crossfeed.h>
#include <eardrum/fft/real_fft.h>

namespace eardrum::engine::detail {
namespace {

// h * fir, the first `length` samples.
Response convolved(const Response& h, const std::vector<float>& fir, std::size_t length) {
  const std::size_t size = std::bit_ceil(std::max<std::size_t>(4, h.size() + fir.size()));
  fft::RealFft<double> fft(size);
  std::vector<double> a(size), b(size), a_re(fft.bins()), a_im(fft.bins()), b_re(fft.bins()), b_im(fft.bins());
  std::copy(h.begin(), h.end(), a.begin());
  for (std::size_t k = 0; k < fir.size(); ++k) b[k] = static_cast<double>(fir[k]) / static_cast<double>(size);
  fft.forward(a, a_re, a_im);
  fft.forward(b, b_re, b_im);
  for (std::size_t k = 0; k < fft.bins(); ++k) {
    const double re = a_re[k] * b_re[k] - a_im[k] * b_im[k];
    a_im[k] = a_re[k] * b_im[k] + a_im[k] * b_re[k];
    a_re[k] = re;
  }
  fft.inverse(a_re, a_im, a);
  a.resize(length);
  return a;
}

constexpr double kBelowRounding = 1e-8;  // -160 dB: less than single precision keeps

}  // namespace

std::size_t audible_length(const Response& h, double ratio) {
  double peak = 0.0;
  for (const double value : h) peak = std::max(peak, std::abs(value));
  std::size_t length = h.size();
  while (length > 1 && std::abs(h[length - 1]) < ratio * peak) --length;
  return length;
}

Response impulse_response(const std::vector<BiquadCoefficients>& sections, std::size_t length) {
  dsp::BiquadCascade cascade(std::span(&sections, 1));
  Response h(length);
  h[0] = 1.0;
  double* const channel[1] = {h.data()};
  cascade.process(channel, length);
  return h;
}

std::optional<std::vector<std::vector<float>>> fold(const PlanSpec& spec) {
  if (spec.fir.empty()) return std::nullopt;
  const bool any_biquad =
      std::any_of(spec.biquads.begin(), spec.biquads.end(), [](const auto& c) { return !c.empty(); });
  if (!any_biquad && !spec.crossfeed) return spec.fir;
  std::size_t taps = 1;
  for (const auto& response : spec.fir) taps = std::max(taps, response.size());
  const std::size_t allowed = taps + taps / 4 + 4096;
  const std::size_t n = spec.channels;
  std::vector<std::vector<Response>> to(n, std::vector<Response>(n));  // [input][output]
  for (std::size_t i = 0; i < n; ++i) {
    Response eq = spec.biquads.empty() ? Response{1.0} : impulse_response(spec.biquads[i], allowed + 4096);
    const std::size_t eq_length = audible_length(eq, kBelowRounding);
    if (eq_length + taps > allowed + (spec.biquads.empty() ? taps : 0)) return std::nullopt;
    eq.resize(eq_length);
    for (std::size_t o = 0; o < n; ++o) {
      const auto& fir = spec.fir[o * n + i];
      to[i][o] = fir.empty() ? Response(allowed) : convolved(eq, fir, allowed);
    }
    if (spec.crossfeed) {
      dsp::Crossfeed crossfeed(*spec.crossfeed, spec.sample_rate);
      crossfeed.process(to[i][0].data(), to[i][1].data(), allowed);
    }
  }
  std::vector<std::vector<float>> folded(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t o = 0; o < n; ++o) {
      const Response& h = to[i][o];
      if (std::all_of(h.begin(), h.end(), [](double value) { return value == 0.0; })) continue;
      const std::size_t length = audible_length(h, kBelowRounding);
      if (length == h.size()) return std::nullopt;
      folded[o * n + i].assign(h.begin(), h.begin() + static_cast<std::ptrdiff_t>(length));
    }
  }
  return folded;
}

}  // namespace eardrum::engine::detail
