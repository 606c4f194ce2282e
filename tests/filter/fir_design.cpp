// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/filter/fir_design.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/filter/biquad_response.h>

using namespace eardrum;

namespace {

constexpr double kRates[] = {44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0};

// Such a curve as AutoEq's results have: a bass shelf, bells, and a treble that turns.
FrequencyResponse wanted_curve() {
  const Peq peq{Gain(-6.0),
                {{BandType::kLowShelf, Hertz(105.0), Gain(5.5), 0.7},
                 {BandType::kPeaking, Hertz(180.0), Gain(-3.0), 0.9},
                 {BandType::kPeaking, Hertz(1300.0), Gain(-2.4), 2.0},
                 {BandType::kPeaking, Hertz(3100.0), Gain(4.0), 2.9},
                 {BandType::kPeaking, Hertz(5900.0), Gain(-5.2), 4.5},
                 {BandType::kHighShelf, Hertz(10000.0), Gain(-2.0), 0.7}}};
  return response_of(peq, Hertz(192000.0), FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), 48.0));
}

// The textbook sum, one frequency at a time.
std::complex<double> response_at(const Fir& fir, double hz) {
  const auto step = std::polar(1.0, -2.0 * std::numbers::pi * hz / fir.sample_rate.value());
  std::complex<double> sum = 0.0, turn = 1.0;
  for (const double tap : fir.taps) {
    sum += tap * turn;
    turn *= step;
  }
  return sum;
}

double worst_error_db(const Fir& fir, const FrequencyResponse& wanted) {
  double worst = 0.0;
  for (double hz = 20.0; hz <= 20000.0; hz *= 1.06) {
    worst = std::max(worst, std::abs(20.0 * std::log10(std::abs(response_at(fir, hz))) - wanted.db_at(Hertz(hz))));
  }
  return worst;
}

}  // namespace

TEST_CASE("minimum phase: within 0.02 dB from 20 Hz to 20 kHz at every rate, by the textbook sum") {
  const auto wanted = wanted_curve();
  for (const double rate : kRates) {
    FirSpec spec;
    spec.sample_rate = Hertz(rate);
    const auto fir = design_fir(wanted, spec);
    REQUIRE(fir);
    CHECK_MESSAGE(worst_error_db(*fir, wanted) < 0.02, rate << " Hz, " << fir->taps.size() << " taps");
    CHECK(fir->worst_error_db <= spec.accuracy_db);
    // The sound arrives at once: most of the energy is in the first milliseconds.
    double early = 0.0, all = 0.0;
    for (std::size_t n = 0; n < fir->taps.size(); ++n) {
      all += fir->taps[n] * fir->taps[n];
      if (static_cast<double>(n) < 0.001 * rate) early += fir->taps[n] * fir->taps[n];
    }
    CHECK(early > 0.9 * all);
  }
}

TEST_CASE("linear phase: within 0.01 dB, and symmetric") {
  const auto wanted = wanted_curve();
  for (const double rate : kRates) {
    FirSpec spec;
    spec.sample_rate = Hertz(rate);
    spec.phase = FirPhase::kLinear;
    spec.accuracy_db = 0.008;
    const auto fir = design_fir(wanted, spec);
    REQUIRE(fir);
    CHECK_MESSAGE(worst_error_db(*fir, wanted) < 0.01, rate << " Hz, " << fir->taps.size() << " taps");
    for (std::size_t n = 1; n < fir->taps.size(); ++n) CHECK(fir->taps[n] == fir->taps[fir->taps.size() - n]);
    CHECK(fir->delay == fir->taps.size() / 2);
  }
}

TEST_CASE("minimum phase is the phase of the filters that drew the curve") {
  // At 192 kHz the biquads' own phase is the minimum phase, apart from what lies beyond 20 kHz.
  const auto wanted = wanted_curve();
  FirSpec spec;
  spec.sample_rate = Hertz(192000.0);
  const auto fir = design_fir(wanted, spec).value();
  const Peq low{Gain(0.0), {{BandType::kLowShelf, Hertz(105.0), Gain(6.0), 0.7}}};
  const auto shelf = response_of(low, spec.sample_rate, FrequencyGrid::logarithmic(Hertz(5.0), Hertz(20000.0), 48.0));
  const auto shelf_fir = design_fir(shelf, spec).value();
  const auto biquad = design(low.bands[0], spec.sample_rate);
  for (double hz = 30.0; hz < 2000.0; hz *= 1.5) {
    const auto z = std::polar(1.0, -2.0 * std::numbers::pi * hz / spec.sample_rate.value());
    const auto h = (biquad.b0 + biquad.b1 * z + biquad.b2 * z * z) / (1.0 + biquad.a1 * z + biquad.a2 * z * z);
    CHECK(std::abs(std::arg(response_at(shelf_fir, hz) / h)) < 0.01);
  }
  CHECK(fir.delay == 0);
}

TEST_CASE("mixed phase: the same magnitude, linear above, little before the sound") {
  const auto wanted = wanted_curve();
  FirSpec spec;
  spec.phase = FirPhase::kMixed;
  const auto fir = design_fir(wanted, spec).value();
  CHECK(worst_error_db(fir, wanted) < 0.02);
  for (double hz = 1500.0; hz < 18000.0; hz *= 1.2) {
    const auto turned =
        response_at(fir, hz) * std::polar(1.0, 2.0 * std::numbers::pi * hz / 48000.0 * static_cast<double>(fir.delay));
    CHECK(std::abs(std::arg(turned)) < 0.01);
  }
  CHECK(static_cast<double>(fir.delay) / 48000.0 < 0.01);
}

TEST_CASE("more taps come with more wanted low-frequency accuracy") {
  const Peq narrow{Gain(0.0), {{BandType::kPeaking, Hertz(30.0), Gain(9.0), 2.0}}};
  const auto wanted =
      response_of(narrow, Hertz(48000.0), FrequencyGrid::logarithmic(Hertz(10.0), Hertz(20000.0), 96.0));
  std::size_t before = 0;
  for (const double accuracy_db : {1.0, 0.1, 0.02}) {
    FirSpec spec;
    spec.accuracy_db = accuracy_db;
    const auto fir = design_fir(wanted, spec).value();
    CHECK(fir.worst_error_db <= accuracy_db);
    CHECK(fir.taps.size() >= before);
    before = fir.taps.size();
  }
  FirSpec few;
  few.taps = 256;
  CHECK(design_fir(wanted, few)->worst_error_db > 1.0);  // said, not hidden
}

TEST_CASE("a flat curve is one tap") {
  FirSpec spec;
  const auto fir =
      design_fir(FrequencyResponse::flat(FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), 12.0)), spec).value();
  CHECK(fir.taps[0] == doctest::Approx(1.0));
  for (std::size_t n = 1; n < fir.taps.size(); ++n) CHECK(std::abs(fir.taps[n]) < 1e-12);
}

TEST_CASE("nonsense is refused") {
  FirSpec spec;
  spec.taps = 17;
  const auto flat = FrequencyResponse::flat(FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), 12.0));
  CHECK(design_fir(flat, spec).error().code == Errc::kUsage);
  spec.taps = 0;
  spec.sample_rate = Hertz(0.0);
  CHECK(design_fir(flat, spec).error().code == Errc::kUsage);
}
