// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/text.h>

#include <algorithm>
#include <sstream>

#include <doctest/doctest.h>
#include <eardrum/report/plain_text.h>

#include "document_sample.h"

using namespace eardrum;
using namespace eardrum::report;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("every line fits the width and ends in a letter, for any name") {
  for (const auto& name : {std::string("Sennheiser HD 650"), test::hostile_name(), std::string(1 << 20, 'W'),
                           std::string("音響機器音響機器音響機器音響機器音響機器音響機器音響機器")}) {
    for (const int width : {60, 80, 132}) {
      for (const bool unicode : {false, true}) {
        const std::string text = render_text(test::sample_document(name), {.width = width, .unicode = unicode});
        for (const auto& line : lines_of(text)) {
          // An address alone on its line may be longer, so that it can be followed.
          const bool is_address =
              line.find("http") != std::string::npos && line.find_first_of(' ', line.find("http")) == std::string::npos;
          CHECK_MESSAGE((columns(line) <= static_cast<std::size_t>(width) || is_address), line);
          CHECK((line.empty() || line.back() != ' '));
          // Nothing but printable text: cleaning only takes the indent away.
          std::string body = line.substr(std::min(line.find_first_not_of(' '), line.size()));
          for (std::size_t at; (at = body.find("  ")) != std::string::npos;) body.erase(at, 1);
          CHECK(clean(body) == body);
          if (!unicode) CHECK(std::all_of(line.begin(), line.end(), [](char c) { return c >= 0x20 && c < 0x7F; }));
        }
      }
    }
  }
}

TEST_CASE("colour adds sequences and changes nothing else") {
  const Document document = test::sample_document();
  const std::string plain = render_text(document, {.colour = false});
  std::string painted = render_text(document, {.colour = true});
  CHECK(painted.find("\x1b[") != std::string::npos);
  for (std::size_t at; (at = painted.find('\x1b')) != std::string::npos;) {
    painted.erase(at, painted.find('m', at) - at + 1);
  }
  CHECK(painted == plain);
}

TEST_CASE("the summary comes before the findings, the findings before the numbers, the sources last") {
  const std::string text = render_text(test::sample_document());
  const std::size_t summary = text.find("24 dB to spare"), finding = text.find("Peaks of 94 dB SPL"),
                    advice = text.find("→ Use"), number = text.find("104.8 dB/V"),
                    source = text.find("[2] Stereophile");
  CHECK(summary < finding);
  CHECK(finding < advice);
  CHECK(advice < number);
  CHECK(number < source);
  CHECK(source != std::string::npos);
  CHECK(text.find("3 µV") != std::string::npos);
  CHECK(text.find("102 to 107") != std::string::npos);
}

TEST_CASE("a terminal's picture holds before, after, target and band, each drawn its own way") {
  // Far enough apart for each to have rows of its own.
  const auto chart = [](bool with_second, bool with_target, bool with_band) {
    Chart picture{.id = "levels", .title = "Levels"};
    Curve first{.name = "After", .role = Role::kFirst}, second{.name = "Before", .role = Role::kSecond},
        target{.name = "Target", .role = Role::kTarget};
    for (double hz = 20.0; hz < 20000.0; hz *= 1.02) {
      picture.hz.push_back(hz);
      first.y.push_back(0.0);
      second.y.push_back(-10.0);
      target.y.push_back(10.0);
      if (with_band) {
        first.low.push_back(-3.0);
        first.high.push_back(3.0);
      }
    }
    picture.left = {.label = "Level", .unit = "dB", .minimum_span = 40};
    picture.curves = {first};
    if (with_second) picture.curves.push_back(second);
    if (with_target) picture.curves.push_back(target);
    return render_text(Document{.title = "x", .subtitle = {}, .blocks = {picture}}, {.width = 80});
  };
  // How many characters of a pattern (U+2800 and on) stand in the picture.
  const auto dots = [](const std::string& text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i + 2 < text.size(); ++i) count += text[i] == '\xE2' && (text[i + 1] & '\xFC') == '\xA0';
    return count;
  };
  const std::size_t alone = dots(chart(false, false, false)), with_second = dots(chart(true, false, false)),
                    with_target = dots(chart(false, true, false)), with_band = dots(chart(false, false, true));
  CHECK(alone >= 50);  // a line from edge to edge
  CHECK(with_second > alone + 25);
  CHECK(with_target > alone + 25);
  CHECK(with_band > alone + 50);
  const std::string all = chart(true, true, true);
  for (const auto* name : {"After", "Before", "Target", "90 % within"}) CHECK(all.find(name) != std::string::npos);
}
