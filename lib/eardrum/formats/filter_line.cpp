// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/filter_line.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include <eardrum/formats/decimal.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

bool is_number_character(char c) {
  return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

std::string upper_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

// "Fc105", "105Hz" and "6dB" are written too: a blank between number and letters makes them words.
std::string with_blanks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // A no-break space is the thousands mark of some locales.
    if (text.substr(i, 2) == "\xC2\xA0") {
      if (i == 0 || text[i - 1] < '0' || text[i - 1] > '9' || i + 2 >= text.size() || text[i + 2] < '0' ||
          text[i + 2] > '9')
        out.push_back(' ');
      ++i;
      continue;
    }
    const char c = text[i];
    const bool digit = c >= '0' && c <= '9';
    if (!out.empty() && out.back() != ' ') {
      const char before = text[i - 1];
      const bool was_digit = before >= '0' && before <= '9';
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      const bool exponent = (c == 'e' || c == 'E') && i + 1 < text.size() &&
                            ((text[i + 1] >= '0' && text[i + 1] <= '9') || text[i + 1] == '-' || text[i + 1] == '+');
      if (was_digit && letter && !exponent) out.push_back(' ');
      if (digit && (before == 'c' || before == 'C' || before == 'Q') && i >= 1) out.push_back(' ');
    }
    out.push_back(c == '\t' ? ' ' : c);
  }
  return out;
}

}  // namespace

std::optional<double> leading_number(std::string_view text) {
  text = trimmed(text);
  std::size_t length = 0;
  while (length < text.size() && is_number_character(text[length])) ++length;
  for (; length > 0; --length) {  // "1e" and "6-" begin with a number too.
    if (const auto value = parse_decimal_any_mark(text.substr(0, length))) return value;
  }
  return std::nullopt;
}

std::optional<std::pair<std::string_view, std::string_view>> split_key(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return std::pair{trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))};
}

std::optional<FilterLine> parse_filter_line(std::string_view value) {
  const std::string text = with_blanks(value);
  const auto words = words_of(text);
  if (words.size() < 2) return std::nullopt;
  FilterLine line;
  if (equals_ignoring_case(words[0], "ON")) {
    line.on = true;
  } else if (!equals_ignoring_case(words[0], "OFF")) {
    return std::nullopt;
  }
  line.type = upper_case(words[1]);
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (i > 2) line.rest += ' ';
    line.rest += words[i];
  }
  for (std::size_t i = 2; i < words.size(); ++i) {
    const auto next = [&]() -> std::optional<double> {
      return i + 1 < words.size() ? parse_decimal_any_mark(words[i + 1]) : std::nullopt;
    };
    if (equals_ignoring_case(words[i], "Fc")) {
      // "1 234 Hz": a blank may be the thousands mark.
      while (i + 1 < words.size() && is_number_character(words[i + 1].front()) &&
             !equals_ignoring_case(words[i + 1], "Hz")) {
        line.frequency_text += words[++i];
      }
    } else if (equals_ignoring_case(words[i], "Gain")) {
      line.gain_db = next();
    } else if (equals_ignoring_case(words[i], "Q")) {
      line.q = next();
    } else if (equals_ignoring_case(words[i], "BW/60")) {
      line.bandwidth_60ths = next();
    } else if (equals_ignoring_case(words[i], "Oct") && i > 2 && equals_ignoring_case(words[i - 1], "BW")) {
      line.bandwidth_octaves = next();
    } else if (i == 2 && words.size() > 3 && equals_ignoring_case(words[3], "dB")) {
      line.slope_db_per_octave = parse_decimal_any_mark(words[2]);
    }
  }
  std::replace(line.frequency_text.begin(), line.frequency_text.end(), ',', '.');
  return line;
}

std::string filter_token(BandType type) {
  switch (type) {
    case BandType::kPeaking:
      return "PK";
    case BandType::kLowShelf:
      return "LSC";
    case BandType::kHighShelf:
      return "HSC";
    case BandType::kLowPass:
      return "LPQ";
    case BandType::kHighPass:
      return "HPQ";
  }
  return "PK";
}

}  // namespace eardrum
