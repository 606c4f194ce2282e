// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/channel_match.h>

#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/target/deviation.h>

#include "support/csv.h"
#include "support/figures.h"

namespace eardrum::target {
namespace {

FrequencyResponse step(double from_hz, double to_hz, double db) {
  std::vector<double> levels;
  for (const double f : comparison_grid().hz()) levels.push_back(f >= from_hz && f < to_hz ? db : 0.0);
  return FrequencyResponse::make(comparison_grid(), levels).value();
}

TEST_CASE("A pair that is one curve matches") {
  std::mt19937 random(708);
  std::normal_distribution<double> level(80.0, 5.0);
  std::vector<double> db(comparison_grid().size());
  for (double& value : db) value = level(random);
  const auto curve = FrequencyResponse::make(comparison_grid(), db).value();
  const auto match = channel_match(curve, curve);
  CHECK(match.within_bs708);
  CHECK(match.offset_db == 0.0);
  CHECK(match.leaking == std::nullopt);
  CHECK(match.bands.size() == 30);  // 20 Hz to 16 kHz: the grid ends at 19.96 kHz
  for (const ChannelBand& band : match.bands) CHECK(band.difference_db == 0.0);
}

TEST_CASE("The limits of ITU-R BS.708: 1 dB from 100 Hz to 8 kHz, 2 dB from 10 to 16 kHz") {
  const auto flat = FrequencyResponse::flat(comparison_grid());
  const double third = std::exp2(1.0 / 6.0) * 1.02;
  struct Case {
    double centre_hz, db;
    bool within;
  };
  for (const Case& c :
       {Case{1000, 0.98, true}, Case{1000, 1.03, false}, Case{8000, 1.03, false}, Case{100, -1.03, false},
        Case{63, 2.5, true}, Case{12500, 1.9, true}, Case{12500, -2.05, false}}) {
    CAPTURE(c.centre_hz);
    CAPTURE(c.db);
    // The step ends before the neighbouring bands' centres; their share of it stays below their limit.
    const auto match = channel_match(step(c.centre_hz / third, c.centre_hz * third, c.db), flat);
    CHECK(match.within_bs708 == c.within);
    if (!c.within) CHECK(match.worst.centre == Hertz(c.centre_hz));
    if (!c.within) CHECK(match.worst.difference_db == doctest::Approx(c.db).epsilon(0.001));
  }
}

TEST_CASE("Swapping the sides turns every sign") {
  const auto a = step(20, 700, 1.7);
  const auto b = step(3000, 9000, 0.8);
  const auto one = channel_match(a, b);
  const auto other = channel_match(b, a);
  CHECK(one.offset_db == doctest::Approx(-other.offset_db));
  for (std::size_t i = 0; i < one.bands.size(); ++i)
    CHECK(one.bands[i].difference_db == doctest::Approx(-other.bands[i].difference_db));
}

TEST_CASE("A side that loses bass alone leaks") {
  const auto flat = FrequencyResponse::flat(comparison_grid());
  CHECK(channel_match(step(20, 120, -6), flat).leaking == Channel::kLeft);
  CHECK(channel_match(flat, step(20, 120, -6)).leaking == Channel::kRight);
  CHECK(channel_match(step(20, 120, -2), flat).leaking == std::nullopt);
  CHECK(channel_match(flat.shifted(-6), flat).leaking == std::nullopt);
}

TEST_CASE("A level difference is an offset") {
  const auto flat = FrequencyResponse::flat(comparison_grid());
  const auto match = channel_match(flat.shifted(1.5), flat);
  CHECK(match.offset_db == doctest::Approx(1.5));
  CHECK_FALSE(match.within_bs708);
}

TEST_CASE("An averaged measurement cannot show a mismatch") {
  const auto flat = FrequencyResponse::flat(comparison_grid());
  const auto both = channel_match(Measurement::make("711", {{Channel::kBoth, "", flat}}).value());
  REQUIRE_FALSE(both);
  CHECK(both.error().message.find("both sides") != std::string::npos);
  CHECK(channel_match(Measurement::make("711", {{Channel::kLeft, "", flat}, {Channel::kRight, "", flat}}).value()));
}

}  // namespace
}  // namespace eardrum::target
