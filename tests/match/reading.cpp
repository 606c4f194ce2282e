// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/reading.h>

#include <limits>

#include <doctest/doctest.h>

namespace eardrum::match {
namespace {

TEST_CASE("Numbers read as people write them") {
  CHECK(reading(Gain(0.834)) == "0.83 dB");
  CHECK(reading(Gain(4.06)) == "4.1 dB");
  CHECK(reading(Gain(12.4)) == "12 dB");
  CHECK(reading(Gain(9.96)) == "10 dB");
  CHECK(reading(Gain(0.997)) == "1.0 dB");
  CHECK(reading(Gain(-0.001)) == "0.00 dB");
  CHECK(signed_reading(Gain(0.834)) == "+0.83 dB");
  CHECK(signed_reading(Gain(-3.0)) == "-3.0 dB");
  CHECK(signed_reading(Gain(0.0)) == "0.00 dB");
  CHECK(reading(DbSpl(104.4)) == "104 dB SPL");
  CHECK(reading(microvolts(8)) == "8 \u00b5V");
  CHECK(reading(millivolts(150)) == "150 mV");
  CHECK(reading(Volts(2.447)) == "2.45 V");
  CHECK(reading(Volts(0.9999)) == "1 V");
  CHECK(reading(milliwatts(19.95)) == "20 mW");
  CHECK(reading(milliamperes(8.16)) == "8.16 mA");
  CHECK(reading(milliamperes(0.86)) == "0.86 mA");
  CHECK(reading(milliwatts(0.0219)) == "21.9 \u00b5W");
  CHECK(reading(Ohms(0.12)) == "0.12 ohm");
  CHECK(reading(Ohms(3.44)) == "3.4 ohm");
  CHECK(reading(Ohms(120)) == "120 ohm");
  CHECK(reading(Ohms(0)) == "0 ohm");
  CHECK(reading(Hertz(96.3)) == "96 Hz");
  CHECK(reading(Hertz(3175)) == "3.2 kHz");
  CHECK(reading(Hertz(998)) == "1 kHz");
  CHECK(reading(Hours(40)) == "40 h");
  CHECK(reading(Hours(2.35)) == "2 h 20 min");
  CHECK(reading(Hours(4.0)) == "4 h");
  CHECK(reading(Hours(0.4)) == "24 minutes");
  CHECK(reading(Hours(1.0 / 60)) == "60 seconds");
  CHECK(reading(Hours(0.0)) == "less than a second");
  CHECK(reading(Hours(9.89)) == "9 h 50 min");
}

TEST_CASE("What has no number has no digits") {
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(reading(inf, 2) == "unlimited");
  CHECK(reading(std::numeric_limits<double>::quiet_NaN(), 2) == "unlimited");
  CHECK(reading(1e300, 3) == "very many");
}

}  // namespace
}  // namespace eardrum::match
