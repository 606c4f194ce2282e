// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/plain_text.h>

#include <random>

#include <doctest/doctest.h>
#include <eardrum/report/markup.h>
#include <eardrum/report/number.h>

#include "document_sample.h"

using namespace eardrum::report;

TEST_CASE("clean text is one line without anything that acts on a terminal or on the direction of writing") {
  CHECK(clean("  HD\t650\r\n ") == "HD 650");
  CHECK(clean("a\x1b[31mb\x07") == "a[31mb");
  CHECK(clean("a\xc2\x9b"
              "31m") == "a31m");
  CHECK(clean("\xe2\x80\xae"
              "abc\xe2\x80\xac") == "abc");
  CHECK(clean(std::string("a\0b", 3)) == "ab");
  // Too long forms, a surrogate, a byte that never occurs, a cut character: each byte replaced.
  CHECK(clean("\xc0\xaf") == "\uFFFD\uFFFD");
  CHECK(clean("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(clean("\xff") == "\uFFFD");
  CHECK(clean("\xe2\x82") == "\uFFFD\uFFFD");
  CHECK(clean("Größe 音響 Ω") == "Größe 音響 Ω");
}

TEST_CASE("clean text is as long as asked, whatever comes in") {
  CHECK(clean("abcdef", 6) == "abcdef");
  CHECK(clean("abcdefg", 6) == "abcde…");
  CHECK(clean("abc defg", 5) == "abc…");
  CHECK(clean("音響機器", 5) == "音響…");
  CHECK(columns(clean(std::string(1 << 20, 'x'), 80)) == 80);
  std::mt19937 random(1);
  std::uniform_int_distribution<int> byte(0, 255), length(0, 60), limit(1, 30);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (int n = length(random); n > 0; --n) text.push_back(static_cast<char>(byte(random)));
    const auto max_columns = static_cast<std::size_t>(limit(random));
    const std::string cleaned = clean(text, max_columns);
    CHECK(columns(cleaned) <= max_columns);
    // Cleaning clean text changes nothing: it is what it claims to be.
    CHECK(clean(cleaned, max_columns) == cleaned);
    CHECK(cleaned.find_first_of("\x1b\x07\r\n\t\x7f") == std::string::npos);
  }
}

TEST_CASE("wrapped lines keep every letter and never exceed the width") {
  const std::string text =
      clean("The Sennheiser HD 650 asks for 0.31 V: superlongwordwithoutanyspaces 音響機器音響機器 end");
  for (std::size_t width = 4; width < 90; ++width) {
    std::string joined;
    for (const auto& line : wrap(text, width)) {
      CHECK(columns(line) <= width);
      for (const char c : line) {
        if (c != ' ') joined.push_back(c);
      }
    }
    std::string letters;
    for (const char c : text) {
      if (c != ' ') letters.push_back(c);
    }
    CHECK(joined == letters);
  }
  CHECK(wrap("", 10) == std::vector<std::string>{""});
}

TEST_CASE("escaped text holds no character that markup acts on") {
  const std::string escaped = escape(eardrum::test::hostile_name());
  CHECK(escaped.find_first_of("<>\"'") == std::string::npos);
  CHECK(escaped.find("&lt;script&gt;") != std::string::npos);
  CHECK(escape("R&B") == "R&amp;B");
}

TEST_CASE("numbers read as a person writes them") {
  CHECK(quantity(2.586, "V") == "2.59 V");
  CHECK(quantity(0.0875, "V") == "87.5 mV");
  CHECK(quantity(3e-6, "V") == "3 µV");
  CHECK(quantity(3, "uV") == "3 µV");
  CHECK(quantity(0.9999, "V") == "1 V");
  CHECK(quantity(0.0, "V") == "0 V");
  CHECK(quantity(0.7, "ohm") == "0.7 ohm");
  CHECK(quantity(10000, "ohm") == "10000 ohm");
  CHECK(quantity(1250, "Hz") == "1.25 kHz");
  CHECK(quantity(80, "dB SPL") == "80 dB SPL");
  CHECK(quantity(-0.04, "dB SPL") == "0.0 dB SPL");
  CHECK(quantity(195e-3, "W") == "195 mW");
  CHECK(quantity(87.5, "mW") == "87.5 mW");
  CHECK(quantity(118.6, "dB SPL", 112.5, 124.7) == "119 dB SPL");
  CHECK(interval(112.5, 124.7, 118.6, "dB SPL") == "112 to 125");
  CHECK(interval(0.08, 0.21, 0.15, "V") == "80 to 210");
  CHECK(significant(9.996, 3) == "10");
  CHECK(significant(2586, 3) == "2586");
  CHECK(hertz_tick(31.5) == "31.5");
  CHECK(hertz_tick(20000) == "20k");
}
