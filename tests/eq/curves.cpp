// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "curves.h"

#include <cmath>
#include <fstream>

#include <eardrum/base/value.h>

#include "support/figures.h"

namespace eardrum::test {
namespace {

std::vector<double> numbers(const Value& values) {
  std::vector<double> out;
  for (const Value& value : values.as_array()) out.push_back(value.as_number());
  return out;
}

BandType type_of(const std::string& name) {
  return name == "LowShelf" ? BandType::kLowShelf : name == "HighShelf" ? BandType::kHighShelf : BandType::kPeaking;
}

}  // namespace

std::vector<PublishedFit> published_fits() {
  std::vector<PublishedFit> fits;
  std::ifstream file(shared("data/peq_problems.jsonl"));
  for (std::string line; std::getline(file, line);) {
    const Value problem = parse_json(line).value();
    const auto grid = FrequencyGrid::make(numbers(*problem.find("frequency_hz"))).value();
    PublishedFit fit{problem.find("name")->as_string(),
                     Hertz(problem.find("sample_rate_hz")->as_number()),
                     FrequencyResponse::make(grid, numbers(*problem.find("eq_target_db"))).value(),
                     {},
                     problem.find("autoeq")->find("loss_db")->as_number()};
    for (const Value& filter : problem.find("autoeq")->find("filters")->as_array()) {
      const auto& field = filter.as_array();
      fit.autoeq.bands.push_back({type_of(field[0].as_string()), Hertz(field[1].as_number()),
                                  Gain(field[2].as_number()), field[3].as_number()});
    }
    fits.push_back(std::move(fit));
  }
  return fits;
}

Band random_band(std::mt19937& random, BandType type) {
  const auto between = [&random](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  return {type, Hertz(20.0 * std::pow(900.0, between(0.0, 1.0))), Gain(between(-15.0, 15.0)),
          std::pow(30.0, between(-0.4, 0.6))};
}

}  // namespace eardrum::test
