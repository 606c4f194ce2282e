// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/svg.h>

#include <cmath>
#include <random>

#include <doctest/doctest.h>
#include <eardrum/report/scale.h>

#include "document_sample.h"
#include "markup_check.h"

using namespace eardrum;
using namespace eardrum::report;

TEST_CASE("an axis holds its data in few round steps") {
  std::mt19937 random(2);
  std::uniform_real_distribution<double> value(-200, 200), span(0, 6);
  for (int i = 0; i < 5000; ++i) {
    const double low = value(random), high = low + std::pow(10.0, span(random) - 3);
    const Scale scale = fit_scale(low, high, 8);
    CHECK(scale.low <= low + 1e-6);
    CHECK(scale.high >= high - 1e-6);
    const auto ticks = scale.ticks();
    CHECK(ticks.size() >= 2);
    CHECK(ticks.size() <= 9);
    const double mantissa = scale.step / std::pow(10.0, std::floor(std::log10(scale.step) + 1e-9));
    CHECK((std::abs(mantissa - 1) < 1e-6 || std::abs(mantissa - 2) < 1e-6 || std::abs(mantissa - 5) < 1e-6));
  }
  CHECK(fit_scale(3, 3, 8).ticks().size() >= 2);
}

TEST_CASE("a harmless shift looks harmless: the axis does not zoom in below its minimum span") {
  Chart chart{.hz = {20, 20000},
              .left = {.label = "Shift", .unit = "dB", .minimum_span = 6},
              .curves = {{.name = "shift", .role = Role::kFirst, .y = {0.05, -0.02}}}};
  const Scale scale = scale_of(chart, chart.left, false, 8);
  CHECK(scale.low <= -3.0);
  CHECK(scale.high >= 3.0);
}

TEST_CASE("the name of a zone stands where no curve runs through it") {
  const auto name_y = [](double at_the_right) {
    Chart chart{.id = "zone", .title = "t", .hz = {20, 2000, 5000, 10000, 20000}};
    chart.left = {.label = "Shift", .unit = "dB", .minimum_span = 6};
    chart.curves = {{.name = "shift", .role = Role::kFirst, .y = {0, 0, at_the_right, at_the_right, at_the_right}}};
    chart.zones = {{.name = "within 0.3 dB: inaudible", .low = -0.3, .high = 0.3}};
    const std::string svg = render_svg(chart);
    const std::size_t text = svg.find("class=\"zone-name\"");
    REQUIRE(text != std::string::npos);
    const std::size_t y = svg.find(" y=\"", svg.rfind('<', text));
    return std::stod(svg.substr(y + 4));
  };
  // above the zone as a rule; below it where the curve is above
  CHECK(name_y(0.0) == name_y(-0.5));
  CHECK(name_y(0.5) > name_y(0.0) + 10.0);
}

TEST_CASE("drawings are well-formed, the same each time, and load nothing") {
  for (const auto& svg :
       {render_svg(test::sample_chart()), render_svg(test::sample_ladder()), render_svg(test::sample_document()),
        render_svg(test::sample_chart(test::hostile_name())), render_svg(test::sample_ladder(test::hostile_name())),
        render_svg(test::sample_document(test::hostile_name()))}) {
    CHECK(test::well_formed(svg) == "");
    CHECK(svg.find("<script") == std::string::npos);
    CHECK(svg.find("href") == std::string::npos);
    CHECK(svg.find("url(") == std::string::npos);
    CHECK(svg.find("nan") == std::string::npos);
    CHECK(svg.find("inf") == std::string::npos);
  }
  CHECK(render_svg(test::sample_document()) == render_svg(test::sample_document()));
}

TEST_CASE("a curve is drawn where its numbers say") {
  // 20 Hz lies on the frame's left edge and 20 kHz on its right one, 200 Hz and 2 kHz in between at thirds.
  Chart chart{.id = "straight",
              .title = "Straight",
              .hz = {20, 200, 2000, 20000},
              .left = {.label = "Level", .unit = "dB"},
              .curves = {{.name = "", .role = Role::kFirst, .y = {0, 10, 20, 30}}}};
  const std::string svg = render_svg(chart);
  const std::size_t at = svg.find("<path class=\"curve first\" d=\"M");
  REQUIRE(at != std::string::npos);
  const auto numbers = test::numbers_in(svg.substr(at + 30, svg.find('"', at + 30) - at - 30));
  REQUIRE(numbers.size() == 8);
  for (std::size_t i = 0; i < 8; i += 2) {
    const double third = (numbers[6] - numbers[0]) / 3;
    CHECK(numbers[i] == doctest::Approx(numbers[0] + third * static_cast<double>(i) / 2).epsilon(0.001));
    const double rise = (numbers[7] - numbers[1]) / 3;
    CHECK(numbers[i + 1] == doctest::Approx(numbers[1] + rise * static_cast<double>(i) / 2).epsilon(0.001));
  }
  CHECK(numbers[7] < numbers[1]);
}

TEST_CASE("a missing value leaves a gap instead of a line across it") {
  Chart chart{.id = "gap",
              .title = "Gap",
              .hz = {20, 100, 200, 1000, 2000},
              .left = {.label = "Level", .unit = "dB"},
              .curves = {{.name = "", .role = Role::kFirst, .y = {0, 1, std::nan(""), 2, 3}}}};
  const std::string svg = render_svg(chart);
  const std::size_t first = svg.find("<path class=\"curve first\"");
  REQUIRE(first != std::string::npos);
  CHECK(svg.find("<path class=\"curve first\"", first + 1) != std::string::npos);
}

TEST_CASE("bands have room, a cliff at the very top has some") {
  Chart chart = test::sample_chart("A");
  chart.curves.resize(1);
  Curve& curve = chart.curves.front();
  const Scale before = scale_of(chart, chart.left, false, 6);
  for (double& low : curve.low) low -= 12.0;
  CHECK(scale_of(chart, chart.left, false, 6).low <= before.low - 10.0);
  Chart cliff = test::sample_chart("A");
  for (std::size_t i = 0; i < cliff.hz.size(); ++i) {
    for (auto& one : cliff.curves) {
      if (cliff.hz[i] > 17000.0) one.y[i] = -90.0;
    }
  }
  CHECK(scale_of(cliff, cliff.left, false, 6).low > -40.0);
}

TEST_CASE("every curve with a mark shows it once, inside the frame, and no mark covers another") {
  Chart chart{.id = "filters", .title = "Filters"};
  for (double hz = 20.0; hz <= 20000.0; hz *= 1.01) chart.hz.push_back(hz);
  // Crowded on purpose: two of one place, one at each end.
  const double places[] = {20, 100, 105, 1000, 1000, 20000};
  for (std::size_t band = 0; band < std::size(places); ++band) {
    Curve curve{.name = band == 0 ? "Each alone" : "", .role = Role::kReference};
    for (const double hz : chart.hz)
      curve.y.push_back((band % 2 ? -5 : 5) * std::exp(-std::pow(std::log2(hz / places[band]), 2)));
    curve.mark = "m" + std::to_string(band);
    chart.curves.push_back(std::move(curve));
  }
  chart.left = {.label = "Gain", .unit = "dB", .minimum_span = 12.0};
  const std::string svg = render_svg(chart, {});
  std::vector<std::pair<double, double>> at;
  for (std::size_t band = 0; band < std::size(places); ++band) {
    const std::string end = ">m" + std::to_string(band) + "</text>";
    const auto found = svg.find(end);
    REQUIRE(found != std::string::npos);
    CHECK(svg.find(end, found + 1) == std::string::npos);
    const std::string element = svg.substr(svg.rfind("<text", found), found);
    at.emplace_back(std::stod(element.substr(element.find("x=\"") + 3)),
                    std::stod(element.substr(element.find("y=\"") + 3)));
    CHECK(at.back().first > 16.0);
  }
  for (std::size_t i = 0; i < at.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      CHECK((std::abs(at[i].first - at[j].first) > 8.0 || std::abs(at[i].second - at[j].second) > 10.0));
  }
}
