// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/curve_text.h>

#include <charconv>
#include <optional>

#include <eardrum/base/printable.h>

namespace eardrum::target {
namespace {

constexpr std::string_view kBetween = " \t,;";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Takes one number and the separators after it off the front of `text`.
std::optional<double> take_number(std::string_view& text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double number = 0.0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc()) return std::nullopt;
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (!rest.empty() && kBetween.find(rest.front()) == std::string_view::npos) return std::nullopt;
  const auto next = rest.find_first_not_of(kBetween);
  text = next == std::string_view::npos ? std::string_view{} : rest.substr(next);
  return number;
}

}  // namespace

Result<CurveText> parse_curve(std::string_view text, const std::string& file) {
  std::vector<double> hz;
  std::vector<double> db;
  std::vector<std::string> comments;
  bool heading_seen = false;
  int line_number = 0;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    ++line_number;
    if (line.empty()) continue;
    if (line.front() == '#' || line.front() == '*' || line.front() == ';') {
      comments.emplace_back(trimmed(line.substr(1)));
      continue;
    }
    std::string_view rest = line;
    const auto frequency_hz = take_number(rest);
    const auto level_db = frequency_hz ? take_number(rest) : std::nullopt;
    const auto error = [&](const std::string& message) {
      return Error{Errc::kInvalidData, message, {file, line_number, ""}};
    };
    if (!frequency_hz || !level_db) {
      if (hz.empty() && !heading_seen && !frequency_hz) {
        heading_seen = true;
        continue;
      }
      return error("Expected a frequency in Hz and a level in dB, found \"" + printable(line, 60) + "\"");
    }
    if (!hz.empty() && *frequency_hz <= hz.back()) {
      return error("Expected rising frequencies, found " + printable(line, 60) +
                   " after a line of a higher or equal one");
    }
    hz.push_back(*frequency_hz);
    db.push_back(*level_db);
  }
  const auto named = [&](Error error) {
    error.origin.file = file;
    return error;
  };
  auto grid = FrequencyGrid::make(std::move(hz));
  if (!grid) return named(grid.error());
  auto response = FrequencyResponse::make(*std::move(grid), std::move(db));
  if (!response) return named(response.error());
  return CurveText{*std::move(response), std::move(comments)};
}

}  // namespace eardrum::target
