// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/text_layout.h>

#include <algorithm>
#include <array>
#include <utility>

#include <eardrum/report/plain_text.h>

namespace eardrum::report {
namespace {

// The signs that reports use beyond ASCII, and what stands for them. A letter that has no stand-in becomes '?'.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kAscii = {{{"\u03a9", "ohm"},
                                                                                   {"\u00b5", "u"},
                                                                                   {"\u03bc", "u"},
                                                                                   {"\u2013", "-"},
                                                                                   {"\u2014", "-"},
                                                                                   {"\u2212", "-"},
                                                                                   {"\u2026", "~"},
                                                                                   {"\u2192", "->"},
                                                                                   {"\u00d7", "x"},
                                                                                   {"\u00b1", "+/-"},
                                                                                   {"\u2019", "'"},
                                                                                   {"\u2248", "about"},
                                                                                   {"\u00b0", " degrees"},
                                                                                   {"\u221e", "infinite"}}};

std::string to_ascii(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      result.push_back(text[at++]);
      continue;
    }
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    const std::string_view sign = text.substr(at, length);
    const auto found = std::find_if(kAscii.begin(), kAscii.end(), [&](const auto& pair) { return pair.first == sign; });
    result += found != kAscii.end() ? found->second : "?";
    at += length;
  }
  return result;
}

std::string_view ansi(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return "32";
    case Tone::kNote:
      return "36";
    case Tone::kCare:
      return "33";
    case Tone::kPoor:
      return "31";
    case Tone::kUnknown:
      return "35";
    case Tone::kPlain:
      break;
  }
  return "";
}

}  // namespace

TextLayout::TextLayout(const TextOptions& options)
    : options_(options), width_(static_cast<std::size_t>(std::clamp(options.width, 40, 400))) {}

std::string TextLayout::shown(std::string_view text, std::size_t max_columns) const {
  std::string plain = clean(text, max_columns);
  return options_.unicode ? plain : to_ascii(plain);
}

std::string TextLayout::painted(std::string_view text, Tone tone, Weight weight) const {
  const std::string_view weight_code = weight == Weight::kStrong ? "1" : weight == Weight::kFaint ? "2" : "";
  const std::string_view tone_code = ansi(tone);
  if (!options_.colour || text.empty() || (weight_code.empty() && tone_code.empty())) return std::string(text);
  std::string code(weight_code);
  if (!code.empty() && !tone_code.empty()) code += ';';
  return "\x1b[" + code.append(tone_code) + "m" + std::string(text) + "\x1b[0m";
}

void TextLayout::line(std::string_view text) {
  constexpr std::string_view kReset = "\x1b[0m";
  const auto add_trimmed = [this](std::string_view part) {
    const std::size_t end = part.find_last_not_of(' ');
    text_ += part.substr(0, end == std::string_view::npos ? 0 : end + 1);
  };
  if (options_.colour && text.size() > kReset.size() && text.substr(text.size() - kReset.size()) == kReset) {
    add_trimmed(text.substr(0, text.size() - kReset.size()));
    text_ += kReset;
  } else {
    add_trimmed(text);
  }
  text_ += '\n';
}

void TextLayout::space() {
  const bool empty_above = text_.size() >= 2 && text_.substr(text_.size() - 2) == "\n\n";
  if (!text_.empty() && !empty_above) text_ += '\n';
}

void TextLayout::paragraph(std::string_view text, std::size_t indent, std::string_view first,
                           std::size_t first_columns) {
  bool is_first = true;
  for (const auto& part : wrap(text, width_ - std::min(indent, width_ - 20))) {
    if (is_first) {
      line(std::string(first).append(indent > first_columns ? indent - first_columns : 0, ' ') + part);
    } else {
      line(std::string(indent, ' ') + part);
    }
    is_first = false;
  }
}

}  // namespace eardrum::report
