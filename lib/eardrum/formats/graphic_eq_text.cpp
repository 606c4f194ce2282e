// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/graphic_eq_text.h>

#include <algorithm>
#include <cmath>

#include <eardrum/eq/graphic.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/filter_line.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

constexpr double kHeadroomDb = -0.2;
constexpr double kJudgedAtHz = 48000.0;
constexpr double kLowestHz = 1e-3, kHighestHz = 1e6, kMaxGainDb = 300.0;  // No graphic equaliser has more.

std::vector<GraphicPoint> sampled(const EqChannel& channel, const std::vector<Hertz>& at) {
  std::vector<double> hz;
  for (const auto f : at) hz.push_back(f.value());
  const auto grid = FrequencyGrid::make(std::move(hz)).value();
  const auto response = response_of(channel, Hertz(kJudgedAtHz), grid);
  std::vector<GraphicPoint> points;
  for (std::size_t i = 0; i < grid.size(); ++i) points.push_back({Hertz(grid.hz()[i]), Gain(response.db()[i])});
  return points;
}

// What straight lines between the points lose of the curve.
void say_error(const EqChannel& channel, const std::vector<GraphicPoint>& points, double shift_db,
               std::vector<std::string>& losses) {
  const auto grid = FrequencyGrid::geometric(Hertz(20), Hertz(20000), 1.01);
  const auto wanted = response_of(channel, Hertz(kJudgedAtHz), grid);
  EqChannel written;
  written.graphic = points;
  const auto got = response_of(written, Hertz(kJudgedAtHz), grid);
  double worst = 0.0;
  for (std::size_t i = 0; i < grid.size(); ++i)
    worst = std::max(worst, std::abs(got.db()[i] - shift_db - wanted.db()[i]));
  if (worst > 0.05)
    losses.push_back("Straight lines between the points differ from the curve by up to " + fixed(worst, 2) + " dB");
  if (!channel.coefficients.empty())
    losses.emplace_back("Filters given as coefficients for other rates than 48 kHz were left out");
  if (!channel.convolutions.empty()) losses.emplace_back("The convolution was left out");
}

}  // namespace

std::vector<GraphicPoint> parse_graphic_points(std::string_view text) {
  const bool comma_is_mark = text.find('.') == std::string_view::npos;
  const auto belongs = [&](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E' ||
           (comma_is_mark && c == ',');
  };
  std::vector<double> numbers;
  for (std::size_t i = 0; i < text.size();) {
    if (!belongs(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && belongs(text[end])) ++end;
    if (const auto number = leading_number(text.substr(i, end - i))) numbers.push_back(*number);
    i = end;
  }
  std::vector<GraphicPoint> points;
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
    if (numbers[i] >= kLowestHz && numbers[i] <= kHighestHz && std::abs(numbers[i + 1]) <= kMaxGainDb)
      points.push_back({Hertz(numbers[i]), Gain(numbers[i + 1])});
  }
  std::stable_sort(points.begin(), points.end(),
                   [](const auto& a, const auto& b) { return a.frequency < b.frequency; });
  points.erase(std::unique(points.begin(), points.end(),
                           [](const auto& a, const auto& b) { return a.frequency == b.frequency; }),
               points.end());
  return points;
}

std::string graphic_points_text(const std::vector<GraphicPoint>& points, int decimals,
                                std::vector<std::string>& losses) {
  std::string text, before = "0";
  int left_out = 0;
  for (const auto& point : points) {
    std::string frequency = fixed_trimmed(point.frequency.value(), 2);
    if (frequency == before) {
      ++left_out;
      continue;
    }
    if (!text.empty()) text += "; ";
    text += frequency + " " + fixed(point.gain.db(), decimals);
    before = std::move(frequency);
  }
  if (left_out > 0) {
    losses.push_back("Points of the graphic curve that lie within 0.01 Hz of the one before were left out: " +
                     std::to_string(left_out));
  }
  return text;
}

const std::vector<Hertz>& dense_graphic_grid() {
  static const std::vector<Hertz> points = [] {
    std::vector<Hertz> at;
    const auto grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 48);
    for (const double hz : grid.hz()) at.emplace_back(rounded(hz, 2));
    return at;
  }();
  return points;
}

Result<EqDocument> read_graphic_eq_text(std::string_view bytes, const std::string& file) {
  const auto decoded = decode_text(bytes);
  for (const auto line : split_lines(decoded.text)) {
    const auto keyed = split_key(line);
    if (!keyed || !equals_ignoring_case(keyed->first, "GraphicEQ")) continue;
    auto points = parse_graphic_points(keyed->second);
    if (points.empty()) break;
    EqDocument document;
    document.name = stem_of(file);
    document.channels.push_back({});
    document.channels.front().graphic = std::move(points);
    return document;
  }
  return Error{Errc::kInvalidData, "Expected a line 'GraphicEQ: 20 -0.2; 21 -0.2; ...', found none", {file, 0, {}}};
}

Export write_wavelet(const EqDocument& document) {
  // One shift for both ears: their balance is part of the curve.
  double top = -kMaxGainDb;
  for (const auto& channel : document.channels) {
    for (const auto& point : sampled(channel, eq::autoeq_points())) top = std::max(top, point.gain.db());
  }
  const double shift = kHeadroomDb - top;
  return export_each_ear(document, " GraphicEQ.txt", [=](const EqChannel& channel, std::vector<std::string>& losses) {
    auto points = sampled(channel, eq::autoeq_points());
    for (auto& point : points) point.gain = Gain(rounded(point.gain.db() + shift, 1));
    say_error(channel, points, shift, losses);
    if (std::abs(shift) > 0.05) {
      losses.push_back("The whole curve is shifted by " + fixed(shift, 1) +
                       " dB, so that its highest point is -0.2 dB");
    }
    return "GraphicEQ: " + graphic_points_text(points, 1, losses);
  });
}

Export write_graphic_eq(const EqDocument& document) {
  return export_each_ear(document, " GraphicEQ.txt", [](const EqChannel& channel, std::vector<std::string>& losses) {
    auto points = sampled(channel, dense_graphic_grid());
    for (auto& point : points) point.gain = Gain(rounded(point.gain.db(), 2));
    say_error(channel, points, 0.0, losses);
    return "GraphicEQ: " + graphic_points_text(points, 2, losses) + "\n";
  });
}

}  // namespace eardrum
