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
  explicit Writer(const TextOptions& options) : layout_(options) {}

  std::string write(const Document& document) {
    const std::string title = layout_.shown(document.title);
    for (const auto& line : wrap(title, layout_.width())) layout_.line(layout_.strong(line));
    if (!document.subtitle.empty()) layout_.paragraph(layout_.shown(document.subtitle), 0);
    bool below_heading = false;
    for (const auto& block : document.blocks) {
      if (!below_heading) layout_.space();
      below_heading = std::holds_alternative<Heading>(block);
      std::visit([this](const auto& part) { write(part); }, block);
    }
    if (!footnotes_.sources().empty()) {
      layout_.space();
      layout_.line(layout_.strong("Sources"));
      for (std::size_t i = 0; i < footnotes_.sources().size(); ++i) {
        const std::string mark = "  [" + std::to_string(i + 1) + "] ";
        layout_.paragraph(layout_.shown(footnotes_.sources()[i]), mark.size(), mark, mark.size());
      }
    }
    return layout_.text();
  }

 private:
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
      if (point.advice.empty()) continue;
      const std::string arrow = layout_.shown("\u2192 ");
      const std::string lead = std::string(indent, ' ') + arrow + " ";
      layout_.paragraph(layout_.shown(point.advice), columns(lead), lead, columns(lead));
    }
  }

  void write(const Facts& facts) {
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
  Footnotes footnotes_;
};

}  // namespace

std::string render_text(const Document& document, const TextOptions& options) {
  return Writer(options).write(document);
}

}  // namespace eardrum::report
