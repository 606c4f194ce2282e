// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/fold_internal.h>

#include <algorithm>
#include <cmath>

#include <eardrum/dsp/biquad_cascade.h>
#include <eardrum/dsp/crossfeed.h>

namespace eardrum::engine::detail {
namespace {

// The most that what is cut off may add to a full-scale signal, of the whole response's rms: -150 dB, where the
// convolver itself errs at -144 dBFS or more.
constexpr double kCut = 3.2e-8;

// The fewest samples whose tail adds up to no more than `most`.
std::size_t length_without_tail(const Response& h, double most) {
  std::size_t length = h.size();
  for (double tail = 0.0; length > 0; --length) {
    tail += std::abs(h[length - 1]);
    if (tail > most) break;
  }
  return length;
}

}  // namespace

std::size_t audible_length(const Response& h, double ratio) {
  double peak = 0.0;
  for (const double value : h) peak = std::max(peak, std::abs(value));
  std::size_t length = h.size();
  while (length > 1 && std::abs(h[length - 1]) < ratio * peak) --length;
  return length;
}

std::size_t settled_length(const Response& h, double ratio) {
  double sum = 0.0;
  for (const double value : h) sum += std::abs(value);
  return length_without_tail(h, ratio * sum);
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
  const std::size_t longer = taps / 4 + 4096, allowed = taps + longer;
  const std::size_t n = spec.channels, computed = allowed + longer;    // what rings on beyond that was refused before
  std::vector<std::vector<Response>> to(n, std::vector<Response>(n));  // [input][output]
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t o = 0; o < n; ++o) {
      const auto& fir = spec.fir[o * n + i];
      Response& h = to[i][o];
      h.resize(computed);
      std::copy(fir.begin(), fir.end(), h.begin());
      if (fir.empty() || spec.biquads.empty()) continue;
      double* const channel[1] = {h.data()};
      dsp::BiquadCascade(std::span(&spec.biquads[i], 1)).process(channel, computed);
    }
    if (spec.crossfeed) {
      dsp::Crossfeed crossfeed(*spec.crossfeed, spec.sample_rate);
      crossfeed.process(to[i][0].data(), to[i][1].data(), computed);
    }
  }
  std::vector<std::vector<float>> folded(n * n);
  for (std::size_t o = 0; o < n; ++o) {
    double energy = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      for (const double value : to[i][o]) energy += value * value;
    }
    const double most = kCut * std::sqrt(energy) / static_cast<double>(n);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t length = length_without_tail(to[i][o], most);
      if (length > allowed) return std::nullopt;
      folded[o * n + i].assign(to[i][o].begin(), to[i][o].begin() + static_cast<std::ptrdiff_t>(length));
    }
  }
  return folded;
}

}  // namespace eardrum::engine::detail
