// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/exposure.h>

#include <cmath>
#include <utility>

#include <doctest/doctest.h>

namespace eardrum {
namespace {

double minutes(Hours time) {
  return time.count() * 60.0;
}

TEST_CASE("NIOSH times: electrical example E21") {
  const std::pair<double, double> rows[] = {{80, 1524}, {85, 480}, {88, 240},   {91, 120},
                                            {94, 60},   {100, 15}, {110, 1.488}};
  for (const auto& row : rows) {
    const auto& dba = row.first;
    const auto& expected = row.second;
    CAPTURE(dba);
    CHECK(minutes(allowed_time(kNiosh, DbFieldA(dba))) == doctest::Approx(expected).epsilon(0.0005));
  }
}

TEST_CASE("WHO-ITU H.870 minutes a week: electrical example E22, and hours of validation.json dose") {
  const std::pair<double, double> rows[] = {{85, 758.9}, {90, 240}, {95, 75.89}, {100, 24}, {105, 7.589}, {110, 2.4}};
  for (const auto& row : rows) {
    const auto& dba = row.first;
    const auto& expected = row.second;
    CAPTURE(dba);
    CHECK(minutes(allowed_time(kH870Adults, DbFieldA(dba))) == doctest::Approx(expected).epsilon(0.0001));
  }
  CHECK(allowed_time(kH870Adults, DbFieldA(85)).count() == doctest::Approx(12.6491).epsilon(1e-5));
  CHECK(allowed_time(kH870Sensitive, DbFieldA(75)).count() == doctest::Approx(40.0));
}

TEST_CASE("Exposure in Pa2h and dose: validation.json dose") {
  CHECK(sound_exposure_pa2h({DbFieldA(80), Hours(40)}) == doctest::Approx(1.6000).epsilon(1e-6));
  CHECK(sound_exposure_pa2h({DbFieldA(75), Hours(40)}) == doctest::Approx(0.505964).epsilon(1e-6));
  CHECK(dose_percent(kH870Adults, Exposure{DbFieldA(94), Hours(1)}) == doctest::Approx(62.797).epsilon(1e-5));
  const Exposure week[] = {{DbFieldA(80), Hours(20)}, {DbFieldA(90), Hours(2)}};
  CHECK(dose_percent(kH870Adults, week) == doctest::Approx(100.0));
}

TEST_CASE("OSHA halves the time every 5 dB") {
  CHECK(allowed_time(kOsha, DbFieldA(95)).count() == doctest::Approx(4.0));
  CHECK(allowed_time(kOsha, DbFieldA(100)).count() == doctest::Approx(2.0));
}

TEST_CASE("EN 50332: the voltages of players are their levels, electrical example E35") {
  CHECK(std::abs(en50332_level(kEn50332PlayerVoltage).db() - 100.02) < 0.005);
  CHECK(std::abs(en50332_level(kEn62368PlayerVoltage).db() - 85.13) < 0.005);
  CHECK(std::abs(en50332_level(kEn50332DoseVoltage).db() - 80.02) < 0.005);
}

}  // namespace
}  // namespace eardrum
