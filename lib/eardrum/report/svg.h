// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/report/document.h>

namespace eardrum::report {

struct SvgOptions {
  int width_px = 760;  ///< 320 at least; the letters keep their size, so a phone gets its own drawing
  /// A file of its own, with the XML namespace and the styles. Else to stand inside a page that has svg_style() once.
  bool standalone = true;
  /// Put behind the ids in the drawing, where one chart stands twice in a page.
  std::string id_suffix;
};

/// A drawing, light or dark as the viewer prefers, light where the viewer has no preference. Deterministic. All text is
/// cleaned and escaped. Nothing is loaded from elsewhere.
std::string render_svg(const Chart& chart, const SvgOptions& options = {});
std::string render_svg(const Ladder& ladder, const SvgOptions& options = {});

/// All charts and ladders of a document on one sheet, two abreast, under its title and its statement.
std::string render_svg(const Document& document);

/// The styles that every drawing uses; all selectors begin with ".plot".
const std::string& svg_style();

}  // namespace eardrum::report
