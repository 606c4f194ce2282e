// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <eardrum/report/number.h>
#include <eardrum/report/plain_text.h>
#include <eardrum/report/scale.h>
#include <eardrum/report/text_layout.h>

namespace eardrum::report {
namespace {

std::string number_of(const Rung& rung) {
  const std::string text = quantity(rung.level, "dB", rung.low, rung.high);
  const std::string number = text.substr(0, text.find(' '));
  return rung.unit == "dB(A)" ? number + " (A)" : number + "    ";
}

}  // namespace

void lay_out(TextLayout& layout, const Ladder& ladder) {
  layout.line(layout.strong(layout.shown(ladder.title, layout.width())));
  if (!ladder.subtitle.empty()) layout.paragraph(layout.shown(ladder.subtitle), 2, "  ", 2);
  std::vector<const Rung*> rungs;
  std::size_t label_width = 4, note_width = 0;
  double low = 0.0, high = 100.0;
  for (const auto& rung : ladder.rungs) {
    if (!std::isfinite(rung.level)) continue;
    rungs.push_back(&rung);
    label_width = std::max(label_width, columns(layout.shown(rung.label, 26)));
    note_width = std::max(note_width, columns(layout.shown(rung.note, 20)));
    low = std::min({low, rung.level, rung.low.value_or(rung.level)});
    high = std::max({high, rung.level, rung.high.value_or(rung.level)});
  }
  std::stable_sort(rungs.begin(), rungs.end(), [](const Rung* a, const Rung* b) { return a->level > b->level; });

  const std::size_t number_width = 10;
  const std::size_t before = 2 + label_width + number_width + 2;
  // Notes stand beside the bars where there is room for both, else below.
  constexpr std::size_t kLeastRoom = 44;
  const bool notes_beside = layout.width() >= before + kLeastRoom + 2 + note_width;
  const std::size_t at_most = layout.width() - before - 2 - (notes_beside && note_width > 0 ? note_width + 2 : 0);
  const Scale scale = fit_scale(low, high, static_cast<int>(at_most / 4));
  // As many columns from each line to the next; the last label reaches over the end by a column.
  const std::size_t steps = scale.ticks().size() - 1;
  const std::size_t room = (at_most - 1) / steps * steps + 1;
  const auto column = [&](double level) {
    const double part = (std::clamp(level, scale.low, scale.high) - scale.low) / (scale.high - scale.low);
    return static_cast<std::size_t>(std::lround(part * static_cast<double>(room - 1)));
  };

  std::string axis(room + 2, ' ');
  std::size_t free_from = 0;
  for (const double tick : scale.ticks()) {
    const std::string text = fixed(tick, scale.decimals);
    const std::size_t middle = column(tick);
    std::size_t at = middle > text.size() / 2 ? middle - text.size() / 2 : 0;
    at = std::min(at, axis.size() - text.size());
    if (at < free_from) continue;
    axis.replace(at, text.size(), text);
    free_from = at + text.size() + 1;
  }
  layout.line(layout.faint(pad_left(layout.shown(ladder.unit, 10), before - 2) + "  " + axis));

  const bool unicode = layout.unicode();
  for (const Rung* rung : rungs) {
    std::vector<std::string> bar(room, " ");
    for (const double tick : scale.ticks()) bar[column(tick)] = unicode ? "\u00b7" : ".";
    // An interval that no whisker can show on either side is left out.
    const std::size_t dot = column(rung->level), from = column(rung->low.value_or(rung->level)),
                      to = column(rung->high.value_or(rung->level));
    if (from < dot && dot < to) {
      std::fill(bar.begin() + static_cast<std::ptrdiff_t>(from), bar.begin() + static_cast<std::ptrdiff_t>(to),
                unicode ? "\u2500" : "-");
      bar[from] = unicode ? "\u251c" : "<";
      bar[to] = unicode ? "\u2524" : ">";
    }
    bar[dot] = unicode ? "\u25cf" : "#";
    std::string drawn;
    for (const auto& sign : bar) drawn += sign;
    std::string line = "  " + pad_right(layout.shown(rung->label, 26), label_width) +
                       pad_left(number_of(*rung), number_width) + "  " + layout.painted(drawn, rung->tone);
    const std::string note = layout.shown(rung->note, 20);
    if (notes_beside && !note.empty()) line += "  " + layout.faint(note);
    layout.line(line);
    if (!notes_beside && !note.empty()) {
      const std::size_t end = before + dot + 1;
      layout.line(layout.faint(pad_left(note, std::max(end, columns(note)))));
    }
  }
}

}  // namespace eardrum::report
