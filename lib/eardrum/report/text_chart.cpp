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

/// What a dot is part of; of two in one character the later one gives it its colour.
enum class Ink { kBand, kTarget, kSecond, kFirst };

/// Dots two abreast and four deep in a character (U+2800 and on).
class Braille {
 public:
  Braille(std::size_t columns, std::size_t rows)
      : columns_(columns), rows_(rows), cells_(columns * rows, 0), inks_(columns * rows, Ink::kBand) {}

  std::size_t width() const { return columns_ * 2; }
  std::size_t height() const { return rows_ * 4; }
  void set(std::size_t x, std::size_t y, Ink ink) {
    constexpr std::array<std::array<unsigned, 4>, 2> kBits = {{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}};
    if (x >= width() || y >= height()) return;
    const std::size_t cell = y / 4 * columns_ + x / 2;
    cells_[cell] |= kBits[x % 2][y % 4];
    inks_[cell] = std::max(inks_[cell], ink);
  }
  std::string row(std::size_t r, const TextLayout& layout) const {
    std::size_t length = columns_;
    while (length > 0 && cells_[r * columns_ + length - 1] == 0) --length;
    std::string text;
    for (std::size_t begin = 0; begin < length;) {
      std::size_t end = begin;
      std::string run;
      const Ink ink = inks_[r * columns_ + begin];
      for (; end < length && inks_[r * columns_ + end] == ink; ++end) run += character(cells_[r * columns_ + end]);
      text += painted(run, ink, layout);
      begin = end;
    }
    return text;
  }
  static std::string painted(const std::string& text, Ink ink, const TextLayout& layout) {
    if (ink == Ink::kFirst) return layout.painted(text, Tone::kNote);
    if (ink == Ink::kSecond) return layout.painted(text, Tone::kCare);
    return ink == Ink::kTarget ? text : layout.faint(text);
  }

 private:
  static std::string character(unsigned bits) {
    if (bits == 0) return " ";
    std::string text = "\xE2";
    text += static_cast<char>(0xA0 | (bits >> 6));
    text += static_cast<char>(0x80 | (bits & 0x3F));
    return text;
  }

  std::size_t columns_, rows_;
  std::vector<unsigned> cells_;
  std::vector<Ink> inks_;
};

bool is_plotted(const Curve& curve) {
  return !curve.right && (curve.role == Role::kFirst || curve.role == Role::kSecond || curve.role == Role::kTarget);
}

Ink ink_of(Role role) {
  return role == Role::kFirst ? Ink::kFirst : role == Role::kSecond ? Ink::kSecond : Ink::kTarget;
}

/// Which dots of a line are drawn: all of it, dashes, every fourth; so that curves differ without colour too.
bool is_inked(Ink ink, std::size_t x) {
  return ink == Ink::kFirst || (ink == Ink::kSecond && x % 6 < 3) || (ink == Ink::kTarget && x % 4 == 0);
}

/// The names of what is drawn, each behind a piece of its line.
void lay_out_legend(TextLayout& layout, const Chart& chart) {
  std::vector<std::pair<std::string, Ink>> entries;
  std::vector<std::string> samples;
  for (const auto& curve : chart.curves) {
    if (!is_plotted(curve)) continue;
    const Ink ink = ink_of(curve.role);
    const char* sample = ink == Ink::kFirst ? "⠒⠒⠒" : ink == Ink::kSecond ? "⠒⠂⠐⠒" : "⠂ ⠂ ⠂";
    entries.emplace_back(layout.shown(curve.name, layout.width() - 12), ink);
    samples.emplace_back(sample);
    if (curve.low.empty() || curve.high.empty()) continue;
    entries.emplace_back("90 % within", Ink::kBand);
    samples.emplace_back("⠢⡢");
  }
  if (entries.size() < 2) return;  // its name stands in the table below
  std::string line;
  std::size_t used = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::size_t wide = columns(samples[i]) + 1 + columns(entries[i].first);
    if (used > 0 && used + 3 + wide > layout.width() - 2) {
      layout.line("  " + line);
      line.clear();
      used = 0;
    }
    line += (used > 0 ? "   " : "") + Braille::painted(samples[i], entries[i].second, layout) + " " + entries[i].first;
    used += (used > 0 ? 3 : 0) + wide;
  }
  layout.line("  " + line);
}

/// The curves of the left axis over each other: the first as a line over its band, the second dashed, the target
/// dotted.
void lay_out_plot(TextLayout& layout, const Chart& chart) {
  constexpr std::size_t kRows = 9;
  const std::size_t width = layout.width() - kLabel - 2;
  const Scale scale = scale_of(chart, chart.left, false, static_cast<int>(kRows) - 1);
  Braille plot(width, kRows);
  const double last = static_cast<double>(plot.width() - 1);
  const auto dot_of = [&](const std::vector<double>& y, std::size_t x) {
    const double value = value_at(chart.hz, y, 20.0 * std::pow(1000.0, static_cast<double>(x) / last));
    if (!std::isfinite(value)) return -1L;
    const double part = std::clamp((scale.high - value) / (scale.high - scale.low), 0.0, 1.0);
    return std::lround(part * static_cast<double>(plot.height() - 1));
  };
  for (const auto& curve : chart.curves) {
    if (!is_plotted(curve)) continue;
    if (!curve.low.empty() && !curve.high.empty()) {
      for (std::size_t x = 0; x < plot.width(); ++x) {
        const long top = dot_of(curve.high, x), bottom = dot_of(curve.low, x);
        if (top < 0 || bottom < 0) continue;
        for (long y = top; y <= bottom; ++y) {
          if (static_cast<std::size_t>(y) % 2 == 1 && (x + static_cast<std::size_t>(y) / 2) % 2 == 0)
            plot.set(x, static_cast<std::size_t>(y), Ink::kBand);
        }
      }
    }
    const Ink ink = ink_of(curve.role);
    long previous = -1;
    for (std::size_t x = 0; x < plot.width(); ++x) {
      const long y = dot_of(curve.y, x);
      if (y >= 0 && is_inked(ink, x)) {
        // Down or up to where the last dot was, so that a steep flank stays a line.
        const bool joined = previous >= 0 && ink != Ink::kTarget;
        const long from = !joined ? y : previous + (y > previous ? 1 : y < previous ? -1 : 0);
        for (long dot = std::min(from, y); dot <= std::max(from, y); ++dot)
          plot.set(x, static_cast<std::size_t>(dot), ink);
      }
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
    layout.line(layout.faint(pad_left(label, kLabel)) + " " + plot.row(r, layout));
  }
}

}  // namespace

void lay_out(TextLayout& layout, const Chart& chart) {
  layout.line(layout.strong(layout.shown(chart.title, layout.width())));
  if (!chart.subtitle.empty()) layout.paragraph(layout.shown(chart.subtitle), 2, "  ", 2);
  if (layout.unicode()) {
    lay_out_legend(layout, chart);
    lay_out_plot(layout, chart);
  }

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
