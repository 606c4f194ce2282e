// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace eardrum::test {

/// Empty when `markup` is well-formed: tags nest and close, attributes are quoted, entities are known. Else what is
/// wrong. Strict XML but for HTML's void elements and doctype, which pages may use.
std::string well_formed(const std::string& markup);

/// All decimal numbers in a text.
std::vector<double> numbers_in(const std::string& text);

}  // namespace eardrum::test
