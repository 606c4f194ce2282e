// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "support/csv.h"
#include "support/figures.h"

namespace eardrum::test {

/// The row of reference/electrical_examples.csv with that id: "inputs" and "expected" as lists of numbers.
struct Example {
  std::vector<double> inputs, expected;
};
inline Example example(const std::string& id) {
  for (const auto& row : read_csv(shared("reference/electrical_examples.csv"))) {
    if (row.at("id") == id) return {numbers(row.at("inputs")), numbers(row.at("expected"))};
  }
  return {};
}
inline bool no_examples() {
  return skip_without("reference/electrical_examples.csv");
}

}  // namespace eardrum::test
