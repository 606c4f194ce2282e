// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "printed.h"

#include <cmath>
#include <regex>

namespace eardrum::test {

std::vector<Printed> printed_numbers(const std::string& text) {
  static const std::regex kNumber(R"((^|[^A-Za-z0-9.])([-+]?[0-9]+(\.[0-9]+)?))");
  std::vector<Printed> found;
  for (std::sregex_iterator it(text.begin(), text.end(), kNumber), end; it != end; ++it) {
    const std::string digits = (*it)[2];
    const auto point = digits.find('.');
    const int decimals = point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
    found.push_back({std::stod(digits), 0.5 * std::pow(10.0, -decimals)});
  }
  return found;
}

bool agrees(double computed, const Printed& printed) {
  return std::abs(computed - printed.value) <= 1.1 * printed.half_step;
}

}  // namespace eardrum::test
