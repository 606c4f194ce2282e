// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include <eardrum/report/number.h>
#include <eardrum/report/plain_text.h>
#include <eardrum/report/scale.h>
#include <eardrum/report/svg_drawing.h>

namespace eardrum::report {
namespace {

using Anchor = SvgDrawing::Anchor;
using Point = SvgDrawing::Point;

constexpr double kFromHz = 20.0, kToHz = 20000.0;
constexpr double kTextPx = 12.5, kTitlePx = 16.0, kBold = 1.1;

std::string_view curve_class(Role role) {
  switch (role) {
    case Role::kFirst:
      return "first";
    case Role::kSecond:
      return "second";
    case Role::kThird:
      return "third";
    case Role::kTarget:
      return "target";
    case Role::kReference:
      return "reference";
  }
  return "first";
}

/// Where data lies on the page.
struct Frame {
  double left, top, width, height;

  double x(double hz) const {
    return left + width * std::log(std::clamp(hz, kFromHz, kToHz) / kFromHz) / std::log(kToHz / kFromHz);
  }
  double y(const Scale& scale, double value) const {
    const double part = (std::clamp(value, scale.low, scale.high) - scale.low) / (scale.high - scale.low);
    return top + height * (1.0 - part);
  }
};

void draw_frequency_axis(SvgDrawing& drawing, const Frame& frame) {
  // Where the labels of 10k and 20k would run together, the axis ends without its own.
  const bool tight = frame.width < 320.0;
  const double bottom = frame.top + frame.height;
  for (const double decade : {10.0, 100.0, 1000.0, 10000.0}) {
    for (int digit = 1; digit <= 9; ++digit) {
      const double hz = decade * digit;
      if (hz < kFromHz || hz > kToHz) continue;
      const bool labelled = digit == 1 || digit == 2 || digit == 5;
      drawing.line(labelled ? "grid" : "grid minor", {frame.x(hz), frame.top}, {frame.x(hz), bottom});
      if (labelled && !(tight && hz == kToHz)) {
        const Anchor anchor = hz == kToHz ? Anchor::kEnd : Anchor::kMiddle;
        const double shift = hz == kToHz ? 6.0 : 0.0;
        drawing.text("tick", {frame.x(hz) + shift, bottom + 18}, hertz_tick(hz), anchor);
      }
    }
  }
  drawing.text("tick", {frame.left + frame.width / 2, bottom + 36}, "Frequency, Hz", Anchor::kMiddle);
}

void draw_curve(SvgDrawing& drawing, const Frame& frame, const Chart& chart, const Curve& curve, const Scale& scale) {
  const std::string style(curve_class(curve.role));
  // A grid that reaches a little beyond the axis would pile up at its ends.
  std::size_t begin = 0, end = std::min(chart.hz.size(), curve.y.size());
  while (begin < end && chart.hz[begin] < kFromHz * 0.995) ++begin;
  while (end > begin && chart.hz[end - 1] > kToHz * 1.0001) --end;
  if (curve.low.size() >= end && curve.high.size() >= end) {
    std::vector<Point> outline;
    for (std::size_t i = begin; i < end; ++i) outline.push_back({frame.x(chart.hz[i]), frame.y(scale, curve.high[i])});
    for (std::size_t i = end; i-- > begin;) outline.push_back({frame.x(chart.hz[i]), frame.y(scale, curve.low[i])});
    drawing.path("band " + style, outline, true);
  }
  // Where the curve leaves the frame it is cut at the frame's edge.
  std::vector<Point> points;
  const auto finish = [&] {
    drawing.path("curve " + style, points);
    points.clear();
  };
  const auto inside = [&](std::size_t i) { return curve.y[i] >= scale.low && curve.y[i] <= scale.high; };
  const auto add_edge = [&](std::size_t in, std::size_t out) {
    const double at = curve.y[out] > scale.high ? scale.high : scale.low;
    const double part = (at - curve.y[in]) / (curve.y[out] - curve.y[in]);
    const double x = frame.x(chart.hz[in]) + part * (frame.x(chart.hz[out]) - frame.x(chart.hz[in]));
    points.push_back({x, frame.y(scale, at)});
  };
  for (std::size_t i = begin; i < end; ++i) {
    if (!std::isfinite(curve.y[i])) {
      finish();
      continue;
    }
    const bool joined = i > begin && std::isfinite(curve.y[i - 1]);
    if (inside(i)) {
      if (joined && !inside(i - 1)) add_edge(i, i - 1);
      points.push_back({frame.x(chart.hz[i]), frame.y(scale, curve.y[i])});
    } else if (joined && inside(i - 1)) {
      add_edge(i - 1, i);
      finish();
    }
  }
  finish();
}

/// A curve's mark beside its farthest place from zero, or as near to that as the marks that stand already let it.
void draw_mark(SvgDrawing& drawing, const Frame& frame, const Chart& chart, const Curve& curve, const Scale& scale,
               std::vector<Point>& taken) {
  constexpr double kHeight = 13.0, kLeastPart = 0.5;
  const double width = text_width(curve.mark, 11.5) + 3.0;
  const std::size_t n = std::min(chart.hz.size(), curve.y.size());
  std::vector<std::size_t> places;
  double farthest = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    if (chart.hz[i] < kFromHz || chart.hz[i] > kToHz || !std::isfinite(curve.y[i])) continue;
    places.push_back(i);
    farthest = std::max(farthest, std::abs(curve.y[i]));
  }
  if (farthest == 0.0) return;
  std::stable_sort(places.begin(), places.end(),
                   [&](std::size_t a, std::size_t b) { return std::abs(curve.y[a]) > std::abs(curve.y[b]); });
  for (const std::size_t i : places) {
    if (std::abs(curve.y[i]) < kLeastPart * farthest) return;
    const double x = std::clamp(frame.x(chart.hz[i]), frame.left + width / 2, frame.left + frame.width - width / 2);
    const Point at{x, frame.y(scale, curve.y[i]) + (curve.y[i] > 0.0 ? -5.0 : kHeight)};
    if (at.y < frame.top + kHeight - 4 || at.y > frame.top + frame.height - 2) continue;
    const bool free = std::none_of(taken.begin(), taken.end(), [&](const Point& other) {
      return std::abs(other.x - at.x) < width && std::abs(other.y - at.y) < kHeight;
    });
    if (!free) continue;
    drawing.text("mark", at, curve.mark, Anchor::kMiddle);
    taken.push_back(at);
    return;
  }
}

/// A zone's name at one of its corners, outside of it: the one that the fewest points of curves run through.
void draw_zone_name(SvgDrawing& drawing, const Frame& frame, const Chart& chart, const Zone& zone, const Scale& scale) {
  constexpr double kHeight = 14.0, kInset = 6.0, kTextSize = 11.5;
  const double width = text_width(zone.name, kTextSize);
  const double right = frame.left + frame.width - kInset;
  struct Corner {
    Point at;
    Anchor anchor;
    double from, to;
  };
  const double above = frame.y(scale, zone.high) - 5, below = frame.y(scale, zone.low) + kHeight;
  const std::array<Corner, 4> corners = {{
      {{right, above}, Anchor::kEnd, right - width, right},
      {{right, below}, Anchor::kEnd, right - width, right},
      {{frame.left + kInset, above}, Anchor::kStart, frame.left + kInset, frame.left + kInset + width},
      {{frame.left + kInset, below}, Anchor::kStart, frame.left + kInset, frame.left + kInset + width},
  }};
  const auto crossed = [&](const Corner& corner) {
    std::size_t points = 0;
    for (const Curve& curve : chart.curves) {
      for (std::size_t i = 0; i < std::min(chart.hz.size(), curve.y.size()); ++i) {
        const double x = frame.x(chart.hz[i]), y = frame.y(scale, curve.y[i]);
        points += x >= corner.from && x <= corner.to && y >= corner.at.y - kHeight && y <= corner.at.y + 3 ? 1U : 0U;
      }
    }
    return points;
  };
  const auto& best = *std::min_element(corners.begin(), corners.end(),
                                       [&](const Corner& a, const Corner& b) { return crossed(a) < crossed(b); });
  drawing.text("zone-name", best.at, zone.name, best.anchor);
}

/// Rows of swatch and name; returns the y below them.
double draw_legend(SvgDrawing& drawing, const Chart& chart, double left, double right, double y) {
  constexpr double kSwatch = 26.0, kSpace = 20.0, kRow = 20.0;
  double x = left;
  for (const auto& curve : chart.curves) {
    if (curve.name.empty()) continue;
    const std::string name = clean(curve.name, kNameColumns);
    const double width = kSwatch + 8 + text_width(name, kTextPx);
    if (x > left && x + width > right) {
      x = left;
      y += kRow;
    }
    const std::string style(curve_class(curve.role));
    if (!curve.low.empty()) drawing.rectangle("band " + style, {x, y - 11}, kSwatch, 14, 2);
    const std::array<Point, 2> swatch = {Point{x, y - 4}, Point{x + kSwatch, y - 4}};
    drawing.path("curve " + style, swatch);
    drawing.text("label", {x + kSwatch + 8, y}, name);
    x += width + kSpace;
  }
  return y + kRow;
}

}  // namespace

SvgDrawing draw(const Chart& chart, double width) {
  SvgDrawing drawing(width);
  constexpr double kMargin = 16.0;
  const double inner = width - 2 * kMargin;
  double y = 28;
  for (const auto& text : wrap_px(clean(chart.title), kTitlePx * kBold, inner)) {
    drawing.text("title", {kMargin, y}, text);
    y += 20;
  }
  for (const auto& text : wrap_px(clean(chart.subtitle), kTextPx, inner)) {
    drawing.text("subtitle", {kMargin, y}, text);
    y += 17;
  }
  y = draw_legend(drawing, chart, kMargin, width - kMargin, y + 6);

  const bool narrow = width < 560;
  Frame frame{kMargin + 34, y + 16, inner - 34 - (chart.right ? 34 : 6), narrow ? 190.0 : 260.0};
  const int steps = narrow ? 6 : 8;
  Scale left = scale_of(chart, chart.left, false, steps);
  if (chart.db_per_decade > 0) {
    const double decade_px = frame.width / std::log10(kToHz / kFromHz);
    // A chart that would be very flat or very tall gives up the standard's proportion.
    frame.height = std::clamp(decade_px * (left.high - left.low) / chart.db_per_decade, 150.0, 460.0);
  }
  const double bottom = frame.top + frame.height;

  for (const auto& zone : chart.zones) {
    const double top = frame.y(left, zone.high);
    drawing.rectangle("zone", {frame.left, top}, frame.width, frame.y(left, zone.low) - top);
  }
  draw_frequency_axis(drawing, frame);
  for (const double value : left.ticks()) {
    const double at = frame.y(left, value);
    drawing.line(value == 0.0 && left.low < 0.0 ? "grid zero" : "grid", {frame.left, at},
                 {frame.left + frame.width, at});
    drawing.text("tick", {frame.left - 8, at + 4}, fixed(value, left.decimals), Anchor::kEnd);
  }
  drawing.text("tick", {frame.left, frame.top - 10}, chart.left.label + ", " + chart.left.unit);
  for (const auto& zone : chart.zones) {
    draw_zone_name(drawing, frame, chart, zone, left);
  }

  Scale right;
  if (chart.right) {
    right = scale_of(chart, *chart.right, true, steps);
    for (const double value : right.ticks()) {
      drawing.text("tick right", {frame.left + frame.width + 8, frame.y(right, value) + 4},
                   fixed(value, right.decimals));
    }
    drawing.text("tick right", {frame.left + frame.width, frame.top - 10},
                 chart.right->label + ", " + chart.right->unit, Anchor::kEnd);
  }
  // What the chart is about lies on top.
  for (const bool first : {false, true}) {
    for (const auto& curve : chart.curves) {
      if ((curve.role == Role::kFirst) == first) {
        draw_curve(drawing, frame, chart, curve, curve.right ? right : left);
      }
    }
  }
  std::vector<SvgDrawing::Point> marks;
  for (const auto& curve : chart.curves) {
    if (!curve.mark.empty()) draw_mark(drawing, frame, chart, curve, curve.right ? right : left, marks);
  }
  drawing.set_height(bottom + 50);
  return drawing;
}

}  // namespace eardrum::report
