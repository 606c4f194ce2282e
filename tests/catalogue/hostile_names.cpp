// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// Names that attack: stored as they are or refused with a sentence, never executed and never printed raw.
#include <random>

#include <doctest/doctest.h>

#include <eardrum/base/printable.h>
#include <eardrum/catalogue/catalogue.h>
#include <eardrum/catalogue/toml_gear.h>

#include "scratch.h"

using namespace eardrum;
using namespace eardrum::catalogue;
using test::open_in;
using test::plain_headphone;
using test::Scratch;

TEST_CASE("SQL, FTS and HTML in names are text") {
  const Scratch folder;
  Catalogue catalogue = open_in(folder);
  for (const std::string name :
       {"Robert'); DROP TABLE gear;--", "\" OR 1=1 --", "a\" NEAR b", "words : x", "* ^ AND OR NOT", "50%_%",
        "?1 :a @b $c", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&amp;&lt;", "../../etc/passwd",
        "{{7*7}}", "${HOME}`id`"}) {
    CAPTURE(name);
    const HeadphoneGear gear = plain_headphone("Evil", name);
    REQUIRE(catalogue.add(gear));
    CHECK(*catalogue.headphone("Evil " + name) == gear);
    CHECK(catalogue.search(name));  // an answer, not a syntax error
    CHECK(catalogue.find(GearKind::kSource, name));
  }
  CHECK(catalogue.list()->size() == 133 + 118 + 13);
}

TEST_CASE("control characters, broken UTF-8 and books are refused") {
  const Scratch folder;
  Catalogue catalogue = open_in(folder);
  for (const std::string& name :
       {std::string("clear\x1b[2Jscreen"), std::string("bell\a"), std::string("nul\0byte", 8),
        std::string("two\nlines"),
        std::string("\xE2\x80\xAE"
                    "reversed"),
        std::string("bad\xFFutf8"), std::string("\xC0\xAF"),
        std::string("c1\xC2\x9B"
                    "31m"),
        std::string(1 << 20, 'x'), std::string(), std::string("   "), std::string("---"), std::string("%_%")}) {
    const auto refused = catalogue.add(plain_headphone("Evil", name));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::kInvalidData);
    CHECK(is_printable(refused.error().to_string()));
    CHECK(refused.error().to_string().size() < 1000);
    // Asking for it is harmless, and the answer repeats nothing raw.
    const auto asked = catalogue.headphone(name);
    REQUIRE_FALSE(asked);
    CHECK(is_printable(asked.error().message));
    CHECK(asked.error().message.size() < 1000);
    REQUIRE(catalogue.search(name));
  }
  HeadphoneGear long_notes = plain_headphone("Evil", "Notes");
  long_notes.notes = std::string(1 << 20, 'n');
  CHECK_FALSE(catalogue.add(long_notes));
  CHECK(catalogue.user_gear()->headphones.empty());
}

TEST_CASE("printable() leaves nothing that a terminal obeys") {
  CHECK(printable("Sennheiser HD 650") == "Sennheiser HD 650");
  CHECK(printable("V\xC3\xA9rit\xC3\xA9 \xE2\x84\xA6") == "V\xC3\xA9rit\xC3\xA9 \xE2\x84\xA6");
  CHECK(printable("a\x1b[31mb") == "a\xEF\xBF\xBD[31mb");
  CHECK(printable("a\nb\tc") == "a b c");
  CHECK(printable("\xE2\x80\xAE") == "\xEF\xBF\xBD");
  CHECK(printable(std::string(1000, 'x'), 10) == "xxxxxxxxxx...");
  std::mt19937 random(3);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes;
    for (auto n = random() % 12; n > 0; --n) bytes += static_cast<char>(random() % 256);
    const std::string out = printable(bytes);
    CHECK(is_printable(out));
    CHECK(printable(out) == out);
    for (const char c : out) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7F));
  }
}
