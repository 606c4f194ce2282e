// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/base/result.h>

namespace eardrum::cli {

/// The terminal, or whatever stands in its place. Answers go to standard output, everything else to standard error.
class Console {
 public:
  enum class Colour { kAuto, kAlways, kNever };

  /// kAuto colours when standard output is a terminal that can show it: no NO_COLOR (https://no-color.org), and TERM is
  /// not "dumb"; CLICOLOR_FORCE colours elsewhere too.
  explicit Console(Colour colour = Colour::kAuto);

  bool colour() const { return colour_; }
  /// Whether text may go beyond ASCII: the locale (LC_ALL, else LC_CTYPE, else LANG) names UTF-8, or none is set.
  bool unicode() const { return unicode_; }
  /// Columns of text: 80, or fewer in a narrower terminal (never below 40).
  std::size_t width() const { return width_; }

  /// `text` in bold, where there is colour.
  std::string bold(std::string_view text) const;

  /// Writes to standard output; when its reader has gone, the process ends quietly, as with any filter.
  /// Fails with kIo when the bytes can't be written (a full disk).
  Result<void> print(std::string_view text);
  /// One sentence on standard error, behind "eardrum: ".
  void complain(std::string_view sentence) const;

 private:
  bool colour_ = false;
  bool unicode_ = true;
  std::size_t width_ = 80;
};

/// Writes a file that a flag named: complete or not at all, also when Ctrl-C comes meanwhile.
Result<void> save(const std::string& path, std::string_view bytes);

}  // namespace eardrum::cli
