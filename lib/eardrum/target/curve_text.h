// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum::target {

/// A curve read from text, and what stood above it.
struct CurveText {
  FrequencyResponse response;
  std::vector<std::string> comments;  ///< The lines that began with '#', '*' or ';', without the mark.
};

/// Reads a plain curve: one line a point, frequency in Hz and level in dB, separated by comma, semicolon, tab or
/// spaces; further columns are ignored. Empty lines, comments ('#', '*', ';') and one heading are skipped. Frequencies
/// must rise. Fails with kInvalidData and file, line and what was expected. Decimal commas and the dialects of other
/// programs are the importers' business (formats/).
Result<CurveText> parse_curve(std::string_view text, const std::string& file = {});

}  // namespace eardrum::target
