// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/numeric_table.h>

#include <algorithm>
#include <array>
#include <deque>
#include <limits>
#include <optional>

#include <eardrum/base/printable.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kSampleLines = 400;
constexpr std::string_view kMinus = "\xE2\x88\x92";
constexpr std::size_t kMaxColumns = 1000;
// A sweep of a million points has half as many lines. Header lines beyond the most are not kept.
constexpr std::size_t kMostRows = 1'000'000;
constexpr std::size_t kMaxCells = 20'000'000;
constexpr std::size_t kMostHeaderLines = 1000;

enum class Delimiter { kSemicolon, kTab, kCommaBlank, kComma, kBlanks };
// In this order of preference where several fit: a decimal comma never stands beside a blank-free comma delimiter.
constexpr std::array kDelimiters = {Delimiter::kSemicolon, Delimiter::kTab, Delimiter::kCommaBlank, Delimiter::kComma,
                                    Delimiter::kBlanks};

struct Marks {
  char decimal = '.';
  char thousands = '\0';
};

struct Candidate {
  std::string_view text;  // Without outer blanks; quoted cells lose their quotes.
  int line;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Does a line look like numbers, rather than like words or a comment? What had quotes is kept without them in
// `unquoted`.
std::optional<std::string_view> as_candidate(std::string_view line, std::deque<std::string>& unquoted) {
  std::string_view text = trimmed(line);
  if (!text.empty() && text.front() == '"') {
    std::string bare(text);
    bare.erase(std::remove(bare.begin(), bare.end(), '"'), bare.end());
    unquoted.push_back(std::move(bare));
    text = trimmed(unquoted.back());
  }
  if (text.empty()) return std::nullopt;
  std::string_view rest = text;
  if (rest.substr(0, kMinus.size()) == kMinus) {
    rest.remove_prefix(kMinus.size());
  } else if (rest.front() == '-' || rest.front() == '+') {
    rest.remove_prefix(1);
  }
  if (!rest.empty() && (rest.front() == '.' || rest.front() == ',')) rest.remove_prefix(1);
  if (rest.empty() || !is_digit(rest.front())) return std::nullopt;
  return text;
}

std::string_view without_comment_characters(std::string_view line) {
  line = trimmed(line);
  while (!line.empty() && std::string_view("*#;%!/\"").find(line.front()) != std::string_view::npos) {
    line.remove_prefix(1);
    line = trimmed(line);
  }
  while (!line.empty() && line.back() == '"') line.remove_suffix(1);
  return trimmed(line);
}

std::vector<std::string_view> split(std::string_view line, Delimiter delimiter) {
  std::vector<std::string_view> cells;
  if (delimiter == Delimiter::kBlanks) {
    for (std::size_t i = 0; i < line.size() && cells.size() <= kMaxColumns;) {
      std::size_t end = i;
      while (end < line.size() && !is_blank(line[end])) ++end;
      if (end > i) cells.push_back(line.substr(i, end - i));
      i = end + 1;
    }
  } else {
    const char mark = delimiter == Delimiter::kSemicolon ? ';' : delimiter == Delimiter::kTab ? '\t' : ',';
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
      const bool here =
          i == line.size() ||
          (line[i] == mark && (delimiter != Delimiter::kCommaBlank || i + 1 == line.size() || is_blank(line[i + 1])));
      if (!here) continue;
      cells.push_back(trimmed(line.substr(begin, i - begin)));
      begin = i + 1;
      if (cells.size() > kMaxColumns) break;
    }
  }
  while (cells.size() > 2 && cells.back().empty()) cells.pop_back();
  return cells;
}

bool says_missing(std::string_view cell) {
  return cell.empty() || cell == "-" || cell == "--" || equals_ignoring_case(cell, "nan") ||
         equals_ignoring_case(cell, "n/a") || equals_ignoring_case(cell, "na") || equals_ignoring_case(cell, "inf") ||
         equals_ignoring_case(cell, "-inf") || equals_ignoring_case(cell, "-infinity") ||
         equals_ignoring_case(cell, "null");
}

// Sign, digits with marks between or before them, exponent.
bool has_number_shape(std::string_view cell) {
  if (cell.substr(0, kMinus.size()) == kMinus) {
    cell.remove_prefix(kMinus.size());
  } else if (!cell.empty() && (cell.front() == '-' || cell.front() == '+')) {
    cell.remove_prefix(1);
  }
  std::size_t i = 0;
  bool digit = false;
  while (i < cell.size() && (is_digit(cell[i]) || cell[i] == '.' || cell[i] == ',')) digit |= is_digit(cell[i++]);
  if (!digit) return false;
  if (i < cell.size() && (cell[i] == 'e' || cell[i] == 'E')) {
    ++i;
    if (i < cell.size() && (cell[i] == '-' || cell[i] == '+')) ++i;
    const std::size_t begin = i;
    while (i < cell.size() && is_digit(cell[i])) ++i;
    if (i == begin) return false;
  }
  return i == cell.size();
}

// "12,345" or "1.234.567": groups of three after a mark.
bool could_be_thousands(std::string_view cell, char mark) {
  while (!cell.empty() && !is_digit(cell.front())) cell.remove_prefix(1);
  std::size_t group = 0;
  bool first = true;
  for (std::size_t i = 0; i <= cell.size(); ++i) {
    if (i == cell.size() || cell[i] == mark) {
      if (first ? (group < 1 || group > 3) : group != 3) return false;
      first = false;
      group = 0;
    } else if (is_digit(cell[i])) {
      ++group;
    } else {
      return false;
    }
  }
  return true;
}

std::size_t fitting_rows(const std::vector<Candidate>& sample, Delimiter delimiter) {
  std::size_t rows = 0;
  for (const auto& candidate : sample) {
    const auto cells = split(candidate.text, delimiter);
    rows += cells.size() >= 2 &&
                    std::all_of(cells.begin(), cells.end(),
                                [](std::string_view cell) { return says_missing(cell) || has_number_shape(cell); })
                ? 1U
                : 0U;
  }
  return rows;
}

// The last data lines rather than the first: dates and counts in a header may look like numbers.
std::vector<Candidate> sample_of(const std::vector<Candidate>& candidates) {
  const std::size_t begin = candidates.size() > kSampleLines ? candidates.size() - kSampleLines : 0;
  return {candidates.begin() + static_cast<std::ptrdiff_t>(begin), candidates.end()};
}

std::optional<Marks> marks_of(const std::vector<Candidate>& candidates, Delimiter delimiter) {
  bool comma_last = false, point_last = false, comma_only = false, point_only = false;
  bool commas_could_be_thousands = true, points_could_be_thousands = true;
  for (const auto& candidate : candidates) {
    if (candidate.text.find(',') == std::string::npos) {  // The common case, quickly.
      if (!point_only || points_could_be_thousands) {
        for (const auto cell : split(candidate.text, delimiter)) {
          if (cell.find('.') == std::string_view::npos) continue;
          point_only = true;
          points_could_be_thousands = points_could_be_thousands && could_be_thousands(cell, '.');
        }
      }
      continue;
    }
    for (const auto cell : split(candidate.text, delimiter)) {
      if (!has_number_shape(cell)) continue;
      const auto comma = cell.rfind(',');
      const auto point = cell.rfind('.');
      if (comma == std::string_view::npos && point == std::string_view::npos) continue;
      if (comma != std::string_view::npos && point != std::string_view::npos) {
        (comma > point ? comma_last : point_last) = true;
      } else if (comma != std::string_view::npos) {
        comma_only = true;
        commas_could_be_thousands = commas_could_be_thousands && could_be_thousands(cell, ',');
      } else {
        point_only = true;
        points_could_be_thousands = points_could_be_thousands && could_be_thousands(cell, '.');
      }
    }
  }
  if (comma_last && point_last) return std::nullopt;
  if (comma_last) return !point_only || points_could_be_thousands ? std::optional(Marks{',', '.'}) : std::nullopt;
  if (point_last) return !comma_only || commas_could_be_thousands ? std::optional(Marks{'.', ','}) : std::nullopt;
  if (comma_only && point_only) {
    if (commas_could_be_thousands == points_could_be_thousands) return std::nullopt;
    return commas_could_be_thousands ? Marks{'.', ','} : Marks{',', '.'};
  }
  return comma_only ? Marks{',', '\0'} : Marks{'.', '\0'};
}

std::optional<double> number_of(std::string_view cell, const Marks& marks) {
  if (marks.decimal == '.' && marks.thousands == '\0') return parse_decimal(cell);
  std::string plain;
  for (const char c : cell) {
    if (c == marks.thousands) continue;
    plain.push_back(c == marks.decimal ? '.' : c);
  }
  return parse_decimal(plain);
}

// "20,0,57,4": a decimal comma and a comma as delimiter. Only believed when no point stands anywhere and the header
// names half as many columns as there are cells.
bool cells_are_halves(const std::vector<Candidate>& candidates, std::size_t named_columns) {
  if (named_columns < 2) return false;
  return std::all_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
    return candidate.text.find('.') == std::string::npos &&
           split(candidate.text, Delimiter::kComma).size() == 2 * named_columns;
  });
}

std::vector<std::string> names_in(std::string_view header_line, Delimiter delimiter, std::size_t columns) {
  for (const auto kind : {delimiter, Delimiter::kTab, Delimiter::kSemicolon, Delimiter::kComma, Delimiter::kBlanks}) {
    const auto cells = split(header_line, kind);
    if (cells.size() != columns) continue;
    // Words that end in commas are a sentence.
    const bool sentence = std::any_of(cells.begin(), cells.end(), [](std::string_view cell) {
      return !cell.empty() && (cell.back() == ',' || cell.back() == ';');
    });
    if (kind == Delimiter::kBlanks && sentence) continue;
    std::vector<std::string> names;
    for (auto cell : cells) {
      while (!cell.empty() && cell.front() == '"') cell.remove_prefix(1);
      while (!cell.empty() && cell.back() == '"') cell.remove_suffix(1);
      names.emplace_back(trimmed(cell));
    }
    return names;
  }
  return {};
}

}  // namespace

std::size_t NumericTable::column_named(std::initializer_list<std::string_view> words, std::size_t fallback) const {
  for (const auto word : words) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (contains_ignoring_case(names[i], word)) return i;
    }
  }
  return fallback;
}

bool names_unit(std::string_view name, std::string_view unit) {
  const std::string text = lower_case(name);
  for (std::size_t at = text.find(unit); at != std::string::npos; at = text.find(unit, at + 1)) {
    std::string_view before = trimmed(std::string_view(text).substr(0, at));
    if (unit == "hz" && !before.empty() && before.back() == 'k') before = trimmed(before.substr(0, before.size() - 1));
    if (before.empty() || !is_digit(before.back())) return true;
  }
  return false;
}

Result<NumericTable> read_numeric_table(std::string_view bytes, const std::string& file) {
  const DecodedText decoded = decode_text(bytes);
  NumericTable table;
  std::vector<Candidate> candidates;
  std::deque<std::string> unquoted;
  std::string last_header_line;
  int line_number = 0;
  for (const auto line : split_lines(decoded.text)) {
    ++line_number;
    if (const auto candidate = as_candidate(line, unquoted)) {
      if (candidates.size() == kMostRows) {
        return Error{Errc::kInvalidData,
                     "Expected at most " + std::to_string(kMostRows) +
                         " lines of numbers, found more: no measurement "
                         "has so many points; export it with fewer an octave",
                     {file, line_number, {}}};
      }
      candidates.push_back({*candidate, line_number});
    } else if (const auto words = without_comment_characters(line); !words.empty()) {
      if (table.header.size() < kMostHeaderLines) table.header.emplace_back(words);
      if (candidates.empty()) last_header_line = words;
    }
  }
  if (candidates.empty()) {
    return Error{Errc::kInvalidData,
                 "Expected lines of numbers, found none: this is no measurement, or an empty one",
                 {file, 0, {}}};
  }

  const auto sample = sample_of(candidates);
  Delimiter delimiter = Delimiter::kBlanks;
  std::size_t best = 0;
  for (const auto kind : kDelimiters) {
    const std::size_t rows = fitting_rows(sample, kind);
    if (rows > best) {
      best = rows;
      delimiter = kind;
    }
  }
  if (best == 0) {
    return Error{Errc::kInvalidData,
                 "Expected a frequency and a level on a line, found '" + printable(sample.front().text, 40) + "'",
                 {file, sample.front().line, {}}};
  }

  const std::size_t columns_in_header = names_in(last_header_line, delimiter, 2).empty() ? 3 : 2;
  const bool halves = delimiter == Delimiter::kComma && cells_are_halves(sample, columns_in_header);
  const auto marks = halves ? std::optional(Marks{}) : marks_of(candidates, delimiter);
  if (!marks) {
    return Error{
        Errc::kInvalidData,
        "Expected one decimal mark in all numbers, found both ',' and '.' in a way that can't be told from thousands "
        "marks; write the file with one of them",
        {file, candidates.front().line, {}}};
  }

  std::size_t columns = 0;
  std::vector<Candidate> unreadable;
  std::vector<double> cells_of_rows;  // One row after another.
  std::vector<std::size_t> row_begins = {0};
  std::vector<double> row;
  for (const auto& candidate : candidates) {
    auto cells = split(candidate.text, delimiter);
    row.clear();
    bool readable = cells.size() >= 2;
    if (halves) {
      for (std::size_t i = 0; i + 1 < cells.size(); i += 2) {
        const auto number = parse_decimal(std::string(cells[i]) + "." + std::string(cells[i + 1]));
        readable = readable && number.has_value();
        row.push_back(number.value_or(kMissing));
      }
      readable = readable && cells.size() % 2 == 0;
    } else {
      for (const auto cell : cells) {
        const auto number = number_of(cell, *marks);
        // A third column in words ("0.5 clipped") does not spoil the first two.
        readable = readable && (number.has_value() || says_missing(cell) || row.size() >= 2);
        row.push_back(number.value_or(kMissing));
      }
    }
    if (!readable) {
      if (table.lines.empty()) {  // A header line that begins with a digit: a date, a count. No column is called so.
        if (table.header.size() < kMostHeaderLines) table.header.emplace_back(candidate.text);
      } else {
        unreadable.push_back(candidate);
      }
      continue;
    }
    columns = std::max(columns, row.size());
    cells_of_rows.insert(cells_of_rows.end(), row.begin(), row.end());
    row_begins.push_back(cells_of_rows.size());
    table.lines.push_back(candidate.line);
    if (columns > kMaxColumns || columns * table.lines.size() > kMaxCells) {
      return Error{Errc::kInvalidData,
                   "Expected at most 1000 columns and 20 million cells, found more",
                   {file, candidate.line, {}}};
    }
  }
  const std::size_t rows = table.lines.size();
  if (rows == 0 || unreadable.size() * 20 > rows) {
    const Candidate& first = unreadable.empty() ? candidates.front() : unreadable.front();
    return Error{Errc::kInvalidData,
                 "Expected numbers in columns, found '" + printable(first.text, 40) + "'",
                 {file, first.line, {}}};
  }
  if (!unreadable.empty()) {
    table.notes.push_back("Line " + std::to_string(unreadable.front().line) + " and " +
                          std::to_string(unreadable.size() - 1) + " others hold no row of numbers and were left out");
  }
  table.columns.assign(columns, std::vector<double>(rows, kMissing));
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t i = row_begins[r]; i < row_begins[r + 1]; ++i)
      table.columns[i - row_begins[r]][r] = cells_of_rows[i];
  }
  table.names = names_in(last_header_line, delimiter, columns);
  if (table.names.empty()) table.names.assign(columns, "");
  if (decoded.encoding != "UTF-8") table.notes.push_back("The text is in " + std::string(decoded.encoding));
  return table;
}

}  // namespace eardrum
