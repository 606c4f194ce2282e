// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/report/document.h>

namespace eardrum::report {

/// SVG elements in the making. Coordinates in pixels, written to a tenth. Class names are those of svg_style().
class SvgDrawing {
 public:
  struct Point {
    double x, y;
  };
  enum class Anchor { kStart, kMiddle, kEnd };

  explicit SvgDrawing(double width) : width_(width) {}

  double width() const { return width_; }
  double height() const { return height_; }
  void set_height(double height) { height_ = height; }
  const std::string& elements() const { return elements_; }

  void line(std::string_view style, Point from, Point to);
  void rectangle(std::string_view style, Point corner, double width, double height, double radius = 0.0);
  void circle(std::string_view style, Point centre, double radius);
  /// Joined points.
  void path(std::string_view style, std::span<const Point> points, bool closed = false);
  /// Escapes. `size` in pixels is the style's own, for who measures.
  void text(std::string_view style, Point at, std::string_view text, Anchor anchor = Anchor::kStart);
  /// Puts another drawing in, its corner at `at`.
  void place(const SvgDrawing& other, Point at);

  /// The finished element. `title` and `description` are for screen readers and are escaped here.
  std::string finish(std::string_view id, std::string_view title, std::string_view description, bool standalone) const;

 private:
  double width_, height_ = 0.0;
  std::string elements_;
};

/// About how wide `text` is in a sans-serif face of that size; within a tenth for Latin text.
double text_width(std::string_view text, double font_px);
/// Lines of clean text that fit into `width_px`.
std::vector<std::string> wrap_px(std::string_view text, double font_px, double width_px);

SvgDrawing draw(const Chart& chart, double width);
SvgDrawing draw(const Ladder& ladder, double width);

/// "good", "care", ...: the class of a tone.
std::string_view tone_class(Tone tone);

}  // namespace eardrum::report
