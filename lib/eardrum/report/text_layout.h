// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <eardrum/report/text.h>

namespace eardrum::report {

/// Lines for a terminal in the making. What comes from outside goes through shown() first; what is laid out is then
/// painted, so that colour never counts as width.
class TextLayout {
 public:
  enum class Weight { kNormal, kStrong, kFaint };

  explicit TextLayout(const TextOptions& options);

  std::size_t width() const { return width_; }
  bool unicode() const { return options_.unicode; }
  /// Cleaned, and put into ASCII where the options say so.
  std::string shown(std::string_view text, std::size_t max_columns = 2000) const;
  std::string painted(std::string_view text, Tone tone, Weight weight = Weight::kNormal) const;
  std::string strong(std::string_view text) const { return painted(text, Tone::kPlain, Weight::kStrong); }
  std::string faint(std::string_view text) const { return painted(text, Tone::kPlain, Weight::kFaint); }

  /// Adds one line, without the spaces at its end.
  void line(std::string_view text = {});
  /// An empty line, unless there is one already or nothing stands above.
  void space();
  /// A shown text wrapped between `indent` and the width; the first line begins with `first` (as wide as `indent` or
  /// narrower), which may be painted and is `first_columns` wide.
  void paragraph(std::string_view text, std::size_t indent, std::string_view first = {}, std::size_t first_columns = 0);

  const std::string& text() const { return text_; }

 private:
  TextOptions options_;
  std::size_t width_;
  std::string text_;
};

void lay_out(TextLayout& layout, const Table& table);
void lay_out(TextLayout& layout, const Chart& chart);
void lay_out(TextLayout& layout, const Ladder& ladder);

}  // namespace eardrum::report
