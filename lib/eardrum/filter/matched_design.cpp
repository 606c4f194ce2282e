// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/filter/matched_design.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <eardrum/base/expects.h>
#include <eardrum/filter/biquad_response.h>

namespace eardrum {
namespace {

// |H|^2 at x = f / f0; letters as in the Audio EQ Cookbook.
double analogue_power(const Band& band, double x) {
  const double A = std::pow(10.0, band.gain.db() / 40.0);
  const double Q = band.q;
  const double xx = x * x;
  const auto square = [](double value) { return value * value; };
  switch (band.type) {
    case BandType::kPeaking:
      return (square(1 - xx) + xx * square(A / Q)) / (square(1 - xx) + xx * square(1 / (A * Q)));
    case BandType::kLowShelf:
      return A * A * (square(A - xx) + xx * A / (Q * Q)) / (square(1 - A * xx) + xx * A / (Q * Q));
    case BandType::kHighShelf:
      return A * A * (square(1 - A * xx) + xx * A / (Q * Q)) / (square(A - xx) + xx * A / (Q * Q));
    case BandType::kLowPass:
      return 1.0 / (square(1 - xx) + xx / (Q * Q));
    case BandType::kHighPass:
      return xx * xx / (square(1 - xx) + xx / (Q * Q));
  }
  return 1.0;
}

struct Pole {
  double frequency;  // over the band's
  double damping;
};

Pole pole_of(const Band& band) {
  const double A = std::pow(10.0, band.gain.db() / 40.0);
  if (band.type == BandType::kPeaking) return {1.0, 0.5 / (A * band.q)};
  if (band.type == BandType::kLowShelf) return {1.0 / std::sqrt(A), 0.5 / band.q};
  return {1.0, 0.5 / band.q};
}

// Letters as in Vicanek's paper. For peaks and low shelves that boost, and for passes: their poles lie below the band's
// frequency.
BiquadCoefficients match(const Band& band, Hertz sample_rate) {
  const double w0 = 2.0 * std::numbers::pi * (band.frequency / sample_rate);
  const Pole pole = pole_of(band);
  const double wp = w0 * pole.frequency;
  const double decay = std::exp(-pole.damping * wp);
  const double ring = wp * std::sqrt(std::abs(1.0 - pole.damping * pole.damping));
  const double a1 = -2.0 * decay * (pole.damping <= 1.0 ? std::cos(ring) : std::cosh(ring));
  const double a2 = decay * decay;

  const double A0 = (1.0 + a1 + a2) * (1.0 + a1 + a2);
  const double A1 = (1.0 - a1 + a2) * (1.0 - a1 + a2);
  const double A2 = -4.0 * a2;
  const double phi1 = std::sin(0.5 * w0) * std::sin(0.5 * w0);
  const double phi0 = 1.0 - phi1;
  const double phi2 = 4.0 * phi0 * phi1;
  const double at_band = (A0 * phi0 + A1 * phi1 + A2 * phi2) * analogue_power(band, 1.0);
  if (band.type == BandType::kHighPass) {
    // Both zeros stay at 0 Hz, where the slope comes from.
    const double b0 = std::sqrt(at_band) / (4.0 * phi1);
    return {b0, -2.0 * b0, b0, a1, a2};
  }
  const double B0 = A0 * analogue_power(band, 0.0);
  const double B1 = A1 * analogue_power(band, 0.5 * (sample_rate / band.frequency));
  const double B2 = (at_band - B0 * phi0 - B1 * phi1) / phi2;
  const double W = 0.5 * (std::sqrt(B0) + std::sqrt(B1));
  const double b0 = 0.5 * (W + std::sqrt(std::max(W * W + B2, 0.0)));
  return {b0, 0.5 * (std::sqrt(B0) - std::sqrt(B1)), -B2 / (4.0 * b0), a1, a2};
}

// 1 / H, times a power ratio's root. Stable because all zeros of match() lie inside the unit circle.
BiquadCoefficients inverse(const BiquadCoefficients& h, double amplitude) {
  return {amplitude / h.b0, amplitude * h.a1 / h.b0, amplitude * h.a2 / h.b0, h.b1 / h.b0, h.b2 / h.b0};
}

double worst_error_db(const BiquadCoefficients& biquad, const Band& band, Hertz sample_rate) {
  constexpr int kFrequencies = 96;
  const double ratio = std::pow(0.45 * sample_rate.value() / 20.0, 1.0 / kFrequencies);
  double worst = 0.0, hz = 20.0;
  for (int i = 0; i <= kFrequencies; ++i, hz *= ratio) {
    const double wanted_db = analogue_magnitude_db(band, Hertz(hz));
    // Nobody hears the error of what is 40 dB down.
    if (wanted_db > -40.0) worst = std::max(worst, std::abs(magnitude_db(biquad, Hertz(hz), sample_rate) - wanted_db));
  }
  return worst;
}

}  // namespace

double analogue_magnitude_db(const Band& band, Hertz frequency) {
  return 10.0 * std::log10(analogue_power(band, frequency / band.frequency));
}

BiquadCoefficients design_matched(const Band& band, Hertz sample_rate) {
  EARDRUM_EXPECTS(band.frequency > Hertz(0) && band.frequency < sample_rate / 2.0 && band.q > 0.0);
  Band boost = band;
  boost.gain = Gain(std::abs(band.gain.db()));
  const bool cut = band.gain < Gain(0.0);
  BiquadCoefficients matched;
  switch (band.type) {
    case BandType::kPeaking:
    case BandType::kLowShelf:
      matched = cut ? inverse(match(boost, sample_rate), 1.0) : match(boost, sample_rate);
      break;
    case BandType::kHighShelf: {
      // A high shelf is its gain times the low shelf of the opposite gain.
      boost.type = BandType::kLowShelf;
      const BiquadCoefficients low = match(boost, sample_rate);
      const double amplitude = band.gain.amplitude_ratio();
      matched = cut ? BiquadCoefficients{amplitude * low.b0, amplitude * low.b1, amplitude * low.b2, low.a1, low.a2}
                    : inverse(low, amplitude);
      break;
    }
    case BandType::kLowPass:
    case BandType::kHighPass:
      matched = match(band, sample_rate);
      break;
  }
  // Resonant shelves at low frequencies are better off bilinear.
  const BiquadCoefficients bilinear = design(band, sample_rate);
  return worst_error_db(matched, band, sample_rate) < worst_error_db(bilinear, band, sample_rate) ? matched : bilinear;
}

}  // namespace eardrum
