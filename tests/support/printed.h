// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace eardrum::test {

/// A number as a page prints it: the value, and how far the truth may be from it when it was rounded to those digits.
struct Printed {
  double value = 0.0;
  double half_step = 0.0;
};

/// The free-standing numbers of a text, in order; digits that belong to a name (V0, E02) do not count.
std::vector<Printed> printed_numbers(const std::string& text);

/// True when `computed` rounds to the printed digits (a last digit that is itself rounded twice is forgiven a tenth).
bool agrees(double computed, const Printed& printed);

}  // namespace eardrum::test
