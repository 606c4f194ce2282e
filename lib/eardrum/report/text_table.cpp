// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <vector>

#include <eardrum/report/plain_text.h>
#include <eardrum/report/text_layout.h>

namespace eardrum::report {
namespace {

constexpr std::size_t kIndent = 2, kGap = 2;

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    longest = std::max(longest, columns(text.substr(0, space)));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return longest;
}

/// Narrows the widest columns, word by word first and then through words, until the row fits.
void fit(std::vector<std::size_t>& widths, const std::vector<std::size_t>& least, std::size_t room) {
  const auto total = [&] { return std::accumulate(widths.begin(), widths.end(), std::size_t{0}); };
  for (const bool through_words : {false, true}) {
    while (total() > room) {
      std::size_t widest = widths.size();
      for (std::size_t i = 0; i < widths.size(); ++i) {
        const std::size_t floor = through_words ? 3 : least[i];
        if (widths[i] > floor && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
      }
      if (widest == widths.size()) break;
      --widths[widest];
    }
  }
}

}  // namespace

void lay_out(TextLayout& layout, const Table& table) {
  const std::size_t n = table.columns.size();
  if (n == 0) return;
  struct Shown {
    std::string text;
    Tone tone;
  };
  std::vector<std::vector<Shown>> rows;
  std::vector<Shown> titles;
  for (const auto& column : table.columns) titles.push_back({layout.shown(column.title), Tone::kPlain});
  rows.push_back(titles);
  for (const auto& row : table.rows) {
    std::vector<Shown> cells;
    for (std::size_t i = 0; i < n; ++i) {
      cells.push_back(i < row.size() ? Shown{layout.shown(row[i].text), row[i].tone} : Shown{"", Tone::kPlain});
    }
    rows.push_back(std::move(cells));
  }
  std::vector<std::size_t> widths(n, 1), least(n, 1);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < n; ++i) {
      widths[i] = std::max(widths[i], columns(row[i].text));
      least[i] = std::max(least[i], longest_word(row[i].text));
    }
  }
  fit(widths, least, layout.width() - kIndent - kGap * (n - 1));

  if (!table.caption.empty()) layout.paragraph(layout.shown(table.caption), 0);
  const bool has_titles = std::any_of(titles.begin(), titles.end(), [](const Shown& t) { return !t.text.empty(); });
  for (std::size_t r = has_titles ? 0 : 1; r < rows.size(); ++r) {
    std::vector<std::vector<std::string>> cells;
    std::size_t lines = 1;
    for (std::size_t i = 0; i < n; ++i) {
      cells.push_back(wrap(rows[r][i].text, widths[i]));
      lines = std::max(lines, cells.back().size());
    }
    for (std::size_t l = 0; l < lines; ++l) {
      std::string line(kIndent, ' ');
      for (std::size_t i = 0; i < n; ++i) {
        const std::string part = l < cells[i].size() ? cells[i][l] : "";
        const std::size_t fill = widths[i] - std::min(widths[i], columns(part));
        const std::string painted = r == 0 ? layout.faint(part) : layout.painted(part, rows[r][i].tone);
        if (table.columns[i].numeric) line.append(fill, ' ');
        line += painted;
        if (!table.columns[i].numeric && i + 1 < n) line.append(fill, ' ');
        if (i + 1 < n) line.append(kGap, ' ');
      }
      layout.line(line);
    }
  }
}

}  // namespace eardrum::report
