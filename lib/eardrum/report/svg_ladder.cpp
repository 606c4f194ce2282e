// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <eardrum/report/number.h>
#include <eardrum/report/plain_text.h>
#include <eardrum/report/scale.h>
#include <eardrum/report/svg_drawing.h>

namespace eardrum::report {
namespace {

using Anchor = SvgDrawing::Anchor;

Scale ladder_scale(const Ladder& ladder, int max_steps) {
  double low = 0.0, high = 120.0;
  for (const auto& rung : ladder.rungs) {
    if (!std::isfinite(rung.level)) continue;
    low = std::min({low, rung.level, rung.low.value_or(rung.level)});
    high = std::max({high, rung.level, rung.high.value_or(rung.level)});
  }
  return fit_scale(low, high, max_steps);
}

}  // namespace

SvgDrawing draw(const Ladder& ladder, double width) {
  constexpr double kMargin = 16.0, kTextPx = 12.5, kTitlePx = 16.0;
  SvgDrawing drawing(width);
  const double inner = width - 2 * kMargin;
  double y = 28;
  for (const auto& text : wrap_px(clean(ladder.title), kTitlePx, inner)) {
    drawing.text("title", {kMargin, y}, text);
    y += 20;
  }
  for (const auto& text : wrap_px(clean(ladder.subtitle), kTextPx, inner)) {
    drawing.text("subtitle", {kMargin, y}, text);
    y += 17;
  }

  // On a narrow page the names stand above their rungs, else left of them.
  const bool narrow = width < 560;
  const double row = narrow ? 62.0 : 46.0;
  double label_width = 0.0;
  for (const auto& rung : ladder.rungs) {
    label_width = std::max(label_width, text_width(clean(rung.label, 30), kTextPx));
  }
  const double value_width = 104.0;
  const double left = narrow ? kMargin + 6 : kMargin + label_width + 18;
  const double right = width - kMargin - (narrow ? 6 : value_width);
  const Scale scale = ladder_scale(ladder, 8);
  const auto x = [&](double level) {
    return left + (right - left) * (std::clamp(level, scale.low, scale.high) - scale.low) / (scale.high - scale.low);
  };

  const double top = y + 12, bottom = top + 6 + row * static_cast<double>(ladder.rungs.size());
  for (const double level : scale.ticks()) {
    drawing.line("grid", {x(level), top}, {x(level), bottom});
    drawing.text("tick", {x(level), bottom + 18}, fixed(level, scale.decimals), Anchor::kMiddle);
  }
  drawing.text("tick", {(left + right) / 2, bottom + 36}, ladder.unit, Anchor::kMiddle);

  // The highest level on the highest rung.
  std::vector<const Rung*> rungs;
  for (const auto& rung : ladder.rungs) rungs.push_back(&rung);
  std::stable_sort(rungs.begin(), rungs.end(), [](const Rung* a, const Rung* b) { return a->level > b->level; });

  double middle = top + row / 2;
  for (const Rung* rung : rungs) {
    const std::string label = clean(rung->label, 30);
    const std::string value =
        quantity(rung->level, rung->unit.empty() ? ladder.unit : rung->unit, rung->low, rung->high);
    const std::string tone(tone_class(rung->tone));
    drawing.line("track", {left, middle}, {right, middle});
    if (rung->low && rung->high) {
      drawing.rectangle("spread " + tone, {x(*rung->low), middle - 6}, std::max(1.0, x(*rung->high) - x(*rung->low)),
                        12, 6);
    }
    if (rung->gap_from) {
      const double from = x(*rung->gap_from), to = x(rung->level);
      drawing.line("gap", {from, middle}, {to, middle});
      drawing.line("gap", {from, middle - 5}, {from, middle + 5});
    }
    if (!rung->note.empty()) {
      const double at = rung->gap_from ? (x(*rung->gap_from) + x(rung->level)) / 2 : x(rung->level);
      const std::string note = clean(rung->note, 60);
      const double half = text_width(note, 11.5) / 2;
      drawing.text("note", {std::clamp(at, left + half, std::max(left + half, right - half)), middle + 20}, note,
                   Anchor::kMiddle);
    }
    drawing.circle("dot " + tone, {x(rung->level), middle}, 4.5);
    if (narrow) {
      drawing.text("label", {left, middle - 13}, label);
      drawing.text("value", {right, middle - 13}, value, Anchor::kEnd);
    } else {
      drawing.text("label", {left - 14, middle + 4}, label, Anchor::kEnd);
      drawing.text("value", {width - kMargin, middle + 1}, value, Anchor::kEnd);
      if (rung->low && rung->high) {
        drawing.text("tick", {width - kMargin, middle + 16}, fixed(*rung->low, 0) + " to " + fixed(*rung->high, 0),
                     Anchor::kEnd);
      }
    }
    middle += row;
  }
  drawing.set_height(bottom + 50);
  return drawing;
}

}  // namespace eardrum::report
