// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <string>

namespace eardrum::catalogue {

/// A number for a sentence: at most `digits` significant ones, no trailing zeros, the same in every locale.
inline std::string number_text(double value, int digits = 4) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, digits);
  return {text, end.ptr};
}

}  // namespace eardrum::catalogue
