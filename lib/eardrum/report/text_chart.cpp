// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include <eardrum/report/number.h>
#include <eardrum/report/plain_text.h>
#include <eardrum/report/scale.h>
#include <eardrum/report/text_layout.h>

namespace eardrum::report {
namespace {

constexpr std::array<double, 10> kOctaves = {31.5, 63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000};
constexpr std::size_t kLabel = 18;

/// The curve at `hz`, linear over log frequency; NaN beyond its ends.
double value_at(const std::vector<double>& grid, const std::vector<double>& y, double hz) {
  const std::size_t n = std::min(grid.size(), y.size());
  if (n == 0 || hz < grid[0] || hz > grid[n - 1]) return std::numeric_limits<double>::quiet_NaN();
  const auto end = grid.begin() + static_cast<std::ptrdiff_t>(n);
  const auto above = static_cast<std::size_t>(std::lower_bound(grid.begin(), end, hz) - grid.begin());
  if (above == 0) return y[0];
  const double part = std::log(hz / grid[above - 1]) / std::log(grid[above] / grid[above - 1]);
  return y[above - 1] + part * (y[above] - y[above - 1]);
}

/// Dots two abreast and four deep in a character (U+2800 and on).
class Braille {
 public:
  Braille(std::size_t columns, std::size_t rows) : columns_(columns), rows_(rows), cells_(columns * rows, 0) {}

  std::size_t width() const { return columns_ * 2; }
  std::size_t height() const { return rows_ * 4; }
  void set(std::size_t x, std::size_t y) {
    constexpr std::array<std::array<unsigned, 4>, 2> kBits = {{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}};
    if (x < width() && y < height()) cells_[y / 4 * columns_ + x / 2] |= kBits[x % 2][y % 4];
  }
  std::string row(std::size_t r) const {
    std::string text;
    for (std::size_t i = 0; i < columns_; ++i) {
      const unsigned bits = cells_[r * columns_ + i];
      if (bits == 0) {
        text += ' ';
        continue;
      }
      text += '\xE2';
      text += static_cast<char>(0xA0 | (bits >> 6));
      text += static_cast<char>(0x80 | (bits & 0x3F));
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  }

 private:
  std::size_t columns_, rows_;
  std::vector<unsigned> cells_;
};

/// The first curve of the left axis as a line, its target dotted.
void lay_out_plot(TextLayout& layout, const Chart& chart) {
  constexpr std::size_t kRows = 7;
  const std::size_t width = layout.width() - kLabel - 2;
  const Scale scale = scale_of(chart, chart.left, false, static_cast<int>(kRows) - 1);
  Braille plot(width, kRows);
  const double last = static_cast<double>(plot.width() - 1);
  for (const auto& curve : chart.curves) {
    const bool is_target = curve.role == Role::kTarget || curve.role == Role::kReference;
    if (curve.right || (curve.role != Role::kFirst && !is_target)) continue;
    long previous = -1;
    for (std::size_t x = 0; x < plot.width(); ++x) {
      const double value = value_at(chart.hz, curve.y, 20.0 * std::pow(1000.0, static_cast<double>(x) / last));
      if (!std::isfinite(value)) {
        previous = -1;
        continue;
      }
      const double part = std::clamp((scale.high - value) / (scale.high - scale.low), 0.0, 1.0);
      const long y = std::lround(part * static_cast<double>(plot.height() - 1));
      if (is_target) {
        if (x % 4 == 0) plot.set(x, static_cast<std::size_t>(y));
        continue;
      }
      // Down or up to where the last dot was, so that a steep flank stays a line.
      const long from = previous < 0 ? y : previous + (y > previous ? 1 : y < previous ? -1 : 0);
      for (long dot = std::min(from, y); dot <= std::max(from, y); ++dot) plot.set(x, static_cast<std::size_t>(dot));
      previous = y;
    }
  }
  for (std::size_t r = 0; r < kRows; ++r) {
    // A label where the middle of this row is nearest to a labelled line.
    std::string label;
    for (const double tick : scale.ticks()) {
      const double at = (scale.high - tick) / (scale.high - scale.low) * static_cast<double>(kRows - 1);
      if (std::lround(at) == static_cast<long>(r)) label = fixed(tick, scale.decimals);
    }
    if (r == 0) label = clean(chart.left.unit, 8) + " " + label;
    layout.line(layout.faint(pad_left(label, kLabel)) + " " + layout.painted(plot.row(r), Tone::kNote));
  }
}

}  // namespace

void lay_out(TextLayout& layout, const Chart& chart) {
  layout.line(layout.strong(layout.shown(chart.title, layout.width())));
  if (!chart.subtitle.empty()) layout.paragraph(layout.shown(chart.subtitle), 2, "  ", 2);
  if (layout.unicode()) lay_out_plot(layout, chart);

  const std::size_t cell = (layout.width() - kLabel - 2) / kOctaves.size();
  std::string head = pad_left("Hz", kLabel);
  for (const double hz : kOctaves) head += pad_left(hertz_tick(hz == 31.5 ? 31 : hz), cell);
  layout.line("  " + layout.faint(head));
  for (const auto& curve : chart.curves) {
    if (curve.role == Role::kReference) continue;
    std::string name = layout.shown(curve.name, layout.width() - 2);
    if (curve.right && chart.right) name += ", " + layout.shown(chart.right->unit, 10);
    std::string row = pad_right(name, kLabel);
    if (columns(name) > kLabel) {
      layout.line("  " + layout.shown(name, layout.width() - 2));
      row.assign(kLabel, ' ');
    }
    for (const double hz : kOctaves) {
      const double value = value_at(chart.hz, curve.y, hz);
      const int decimals = std::abs(value) < 99.5 ? 1 : 0;
      row += pad_left(std::isfinite(value) ? fixed(value, decimals) : "", cell);
    }
    layout.line("  " + row);
    if (curve.low.empty() || curve.high.empty()) continue;
    row = pad_right(layout.shown("90 % within \u00b1", kLabel - 2), kLabel);
    for (const double hz : kOctaves) {
      const double half = (value_at(chart.hz, curve.high, hz) - value_at(chart.hz, curve.low, hz)) / 2;
      row += pad_left(std::isfinite(half) ? fixed(half, 1) : "", cell);
    }
    layout.line("  " + layout.faint(row));
  }
}

}  // namespace eardrum::report
