// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/text.h>

#include <algorithm>
#include <variant>
#include <vector>

#include <eardrum/report/number.h>
#include <eardrum/report/plain_text.h>
#include <eardrum/report/text_layout.h>

namespace eardrum::report {
namespace {

/// Sources in the order in which they are first cited.
class Footnotes {
 public:
  /// "[3]", or empty when there is no source.
  std::string cite(const std::string& source) {
    if (source.empty()) return {};
    auto at = std::find(sources_.begin(), sources_.end(), source);
    if (at == sources_.end()) at = sources_.insert(sources_.end(), source);
    return "[" + std::to_string(at - sources_.begin() + 1) + "]";
  }
  const std::vector<std::string>& sources() const { return sources_; }

 private:
  std::vector<std::string> sources_;
};

class Writer {
 public:
  explicit Writer(const TextOptions& options) : layout_(options), details_(options.details) {}

  std::string write(const Document& document) {
    const std::string title = layout_.shown(document.title);
    for (const auto& line : wrap(title, layout_.width())) layout_.line(layout_.strong(line));
    if (!document.subtitle.empty()) layout_.paragraph(layout_.shown(document.subtitle), 0);
    bool below_heading = false, in_detail = false;
    for (const auto& block : document.blocks) {
      if (const auto* heading = std::get_if<Heading>(&block)) in_detail = heading->detail;
      if (!details_ && (in_detail || std::holds_alternative<Chart>(block))) continue;
      if (!below_heading) layout_.space();
      below_heading = std::holds_alternative<Heading>(block);
      std::visit([this](const auto& part) { write(part); }, block);
    }
    if (!footnotes_.sources().empty()) {
      layout_.space();
      layout_.line(layout_.strong("Sources"));
      for (std::size_t i = 0; i < footnotes_.sources().size(); ++i) {
        write_source("  [" + std::to_string(i + 1) + "] ", layout_.shown(footnotes_.sources()[i]));
      }
    }
    return layout_.text();
  }

 private:
  /// An address stays in one piece, even beyond the width, so that it can be followed.
  void write_source(std::string lead, std::string_view source) {
    constexpr std::size_t kLongestAddress = 200;
    const std::size_t indent = lead.size();
    std::string pending;
    const auto flush = [&] {
      if (!pending.empty()) layout_.paragraph(pending, indent, lead, lead.size());
      if (!pending.empty()) lead.assign(indent, ' ');
      pending.clear();
    };
    while (!source.empty()) {
      const std::size_t space = std::min(source.find(' '), source.size());
      const std::string_view word = source.substr(0, space);
      source.remove_prefix(std::min(space + 1, source.size()));
      if (word.substr(0, 4) == "http" && columns(word) + indent > layout_.width() && word.size() <= kLongestAddress) {
        flush();
        layout_.line(lead + std::string(word));
        lead.assign(indent, ' ');
        continue;
      }
      if (word == ";") {
        flush();
        continue;
      }
      pending += (pending.empty() ? "" : " ") + std::string(word);
    }
    flush();
  }

  void write(const Heading& heading) {
    const std::string text = layout_.shown(heading.text, layout_.width());
    layout_.line(layout_.strong(text));
    std::string rule;
    for (std::size_t i = 0; i < columns(text); ++i) rule += layout_.unicode() ? "\u2500" : "-";
    layout_.line(layout_.faint(rule));
  }

  void write(const Paragraph& paragraph) { layout_.paragraph(layout_.shown(paragraph.text), 0); }

  void write(const Statement& statement) {
    const std::string badge = layout_.shown(statement.badge, layout_.width());
    layout_.line(layout_.painted(badge, statement.tone, TextLayout::Weight::kStrong));
    if (!statement.text.empty()) layout_.paragraph(layout_.shown(statement.text), 0);
  }

  void write(const Points& points) {
    std::size_t mark_width = 4;
    for (const auto& point : points.points) mark_width = std::max(mark_width, columns(layout_.shown(point.mark, 16)));
    const std::size_t indent = mark_width + 4;
    for (const auto& point : points.points) {
      const std::string mark = pad_right(layout_.shown(point.mark, 16), mark_width);
      layout_.paragraph(layout_.shown(point.headline), indent,
                        "  " + layout_.painted(mark, point.tone, TextLayout::Weight::kStrong), mark_width + 2);
      if (!point.advice.empty()) {
        const std::string lead = std::string(indent, ' ') + layout_.shown("\u2192") + " ";
        layout_.paragraph(layout_.shown(point.advice), columns(lead), lead, columns(lead));
      }
      if (details_ && !point.detail.empty()) {
        for (const auto& line : wrap(layout_.shown(point.detail), layout_.width() - indent)) {
          layout_.line(std::string(indent, ' ') + layout_.faint(line));
        }
      }
    }
  }

  void write(const Facts& facts) {
    if (!facts.title.empty()) layout_.paragraph(layout_.shown(facts.title), 0);
    Table table;
    table.columns = {{"", false}, {"", false}, {"90 % between", false}, {"known from", false}};
    bool intervals = false, origins = false;
    for (const auto& fact : facts.facts) {
      std::string origin(fact.confidence ? eardrum::to_text(*fact.confidence) : std::string_view());
      const std::string note = footnotes_.cite(fact.source);
      if (!origin.empty() && !note.empty()) origin += ' ';
      origin += note;
      const std::string interval = fact_interval(fact);
      intervals = intervals || !interval.empty();
      origins = origins || !origin.empty();
      table.rows.push_back({{fact.label, Tone::kPlain},
                            {fact_value(fact), Tone::kPlain},
                            {interval, Tone::kPlain},
                            {origin, Tone::kPlain}});
    }
    const auto drop = [&](std::size_t column) {
      table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(column));
      for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
    };
    if (!origins) drop(3);
    if (!intervals) drop(2);
    lay_out(layout_, table);
  }

  void write(const Table& table) { lay_out(layout_, table); }
  void write(const Chart& chart) { lay_out(layout_, chart); }
  void write(const Ladder& ladder) { lay_out(layout_, ladder); }

  TextLayout layout_;
  bool details_;
  Footnotes footnotes_;
};

}  // namespace

std::string render_text(const Document& document, const TextOptions& options) {
  return Writer(options).write(document);
}

}  // namespace eardrum::report
