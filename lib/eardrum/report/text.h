// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/report/document.h>

namespace eardrum::report {

struct TextOptions {
  int width = 80;       ///< columns, 40 at least
  bool colour = false;  ///< ANSI colours; whether the output is a terminal is the caller's to know
  bool unicode = true;  ///< else ASCII only: bars of '#'
  bool details = true;  ///< else without charts and without the parts that are marked as detail
};

/// The document for a terminal or a file: summary, findings, levels, numbers; sources as footnotes. Every line fits
/// the width and ends without spaces; all text from outside is cleaned. Deterministic.
std::string render_text(const Document& document, const TextOptions& options = {});

}  // namespace eardrum::report
