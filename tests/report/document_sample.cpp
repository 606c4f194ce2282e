// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "document_sample.h"

#include <cmath>

namespace eardrum::test {

using namespace report;

Chart sample_chart(const std::string& name) {
  Chart chart{.id = "response", .title = "Response at the eardrum", .subtitle = name, .description = name};
  Curve response{.name = name, .role = Role::kFirst}, target{.name = "Harman over-ear 2018", .role = Role::kTarget};
  for (int i = 0; i <= 480; ++i) {
    const double hz = 20.0 * std::pow(2.0, i / 48.0);
    chart.hz.push_back(hz);
    const double ear = 11.0 * std::exp(-std::pow(std::log2(hz / 3000.0), 2.0));
    const double bass = -4.0 / (1.0 + std::pow(hz / 40.0, 2.0));
    const double treble = -3.0 * std::pow(std::max(0.0, std::log2(hz / 7000.0)), 2.0) + std::sin(hz / 900.0);
    response.y.push_back(ear + bass + treble);
    response.low.push_back(response.y.back() - 0.4 - hz / 5000.0);
    response.high.push_back(response.y.back() + 0.4 + hz / 5000.0);
    target.y.push_back(ear * 0.95 + 5.0 / (1.0 + std::pow(hz / 105.0, 2.0)) -
                       std::max(0.0, std::log2(hz / 6000.0)) * 4);
  }
  chart.left = {.label = "Level re 1 kHz", .unit = "dB", .minimum_span = 20};
  chart.db_per_decade = 25;
  chart.curves = {response, target};
  return chart;
}

Ladder sample_ladder(const std::string& name) {
  Ladder ladder{.id = "levels", .title = "From hiss to full scale", .subtitle = name, .description = name};
  ladder.rungs = {
      {.key = "hiss",
       .label = name,
       .level = 12.1,
       .low = 6.0,
       .high = 18.2,
       .tone = Tone::kGood,
       .note = "13 dB under the room"},
      {.key = "room", .label = "Room", .level = 25.0},
      {.key = "average", .label = "Wanted average", .level = 80.0},
      {.key = "peaks", .label = "Peaks", .level = 94.0},
      {.key = "ceiling",
       .label = "Loudest clean",
       .level = 118.6,
       .low = 112.5,
       .high = 124.7,
       .tone = Tone::kGood,
       .note = "24.6 dB headroom",
       .gap_from = 94.0},
  };
  return ladder;
}

Document sample_document(const std::string& name) {
  Document document{.title = name + " on Chord Mojo", .subtitle = "3.5 mm, single-ended"};
  document.blocks.emplace_back(
      Statement{Tone::kCare, "Works with care, probably",
                "It plays as loud as you like, with 24 dB to spare, and without hiss. " + name});
  document.blocks.emplace_back(Heading{"Findings for " + name});
  document.blocks.emplace_back(Points{{
      {Tone::kGood, "good", "Loud enough", "Peaks of 94 dB SPL take 0.31 V; the Mojo has 4.9 V", "From " + name, ""},
      {Tone::kCare, "care", "Volume range", name + " sits far down on the control", "", "Use " + name + " at low gain"},
  }});
  document.blocks.emplace_back(sample_ladder(name));
  document.blocks.emplace_back(Heading{"Numbers"});
  document.blocks.emplace_back(Facts{"The " + name,
                                     {
                                         {.key = "sensitivity",
                                          .label = "Sensitivity of " + name,
                                          .value = 104.8,
                                          .unit = "dB/V",
                                          .low = 102.2,
                                          .high = 107.4,
                                          .confidence = Confidence::kMeasured,
                                          .source = "https://example.org/?a=1&b=2 ; " + name},
                                         {.key = "noise",
                                          .label = "Noise",
                                          .value = 3e-6,
                                          .unit = "V",
                                          .text = name,
                                          .confidence = Confidence::kPage,
                                          .source = "Stereophile"},
                                         {.key = "balanced", .label = "Balanced output", .text = "none"},
                                     }});
  document.blocks.emplace_back(Table{"Compared with " + name,
                                     {{"Source", false}, {"Verdict", false}, {"Ceiling", true}},
                                     {{{name}, {"good", Tone::kGood}, {"118.6 dB SPL"}}, {{"Apple dongle"}}}});
  document.blocks.emplace_back(Paragraph{"Made for " + name});
  document.blocks.emplace_back(sample_chart(name));
  return document;
}

std::string hostile_name() {
  std::string name =
      "</title><script>alert(1)</script>\"' onload=x &amp; \x1b[2J\x1b]0;pwned\x07 \xc2\x9b"
      "31m \r\n\t";
  name +=
      "\xff\xc0\xaf\xed\xa0\x80 \xe2\x80\xae"
      "evil\xe2\x80\xac \xe2\x80\xa8 ]]> <!-- --> \x7f ";
  for (int i = 0; i < 50; ++i) name += "\xcc\x81";
  return name + std::string(1, '\0') + "end";
}

}  // namespace eardrum::test
