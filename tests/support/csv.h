// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace eardrum::test {

/// A reference table: rows by column name. Lines that start with '#' are skipped; quoted fields may hold commas. Reads the
/// tables of shared/ plainly, on purpose without the importers under test. Aborts when the file is missing.
std::vector<std::map<std::string, std::string>> read_csv(const std::string& path);

/// The number that a text starts with; aborts when there is none.
double number(const std::string& text);
/// All the numbers in a text, in order: "P=19.95 mW; V=2.447 V" gives 19.95, 2.447.
std::vector<double> numbers(const std::string& text);

}  // namespace eardrum::test
