// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include <eardrum/base/value.h>

using namespace eardrum;

namespace {

Value random_value(std::mt19937& random, int depth) {
  switch (random() % (depth > 0 ? 7 : 5)) {
    case 0:
      return Value();
    case 1:
      return Value(random() % 2 == 0);
    case 2:
      return Value(static_cast<std::int64_t>(random()) - 2'000'000'000);
    case 3:
      return Value(std::ldexp(static_cast<double>(random()) + 0.5, static_cast<int>(random() % 200) - 100));
    case 4: {
      std::string text;
      for (auto n = random() % 8; n > 0; --n) text += static_cast<char>(1 + random() % 127);
      return Value(text + (random() % 3 == 0 ? "\xC3\xA9\xE2\x84\xA6\xF0\x9F\x8E\xA7" : ""));
    }
    case 5: {
      Value array{Value::Array{}};
      for (auto n = random() % 5; n > 0; --n) array.push_back(random_value(random, depth - 1));
      return array;
    }
    default: {
      Value object{Value::Object{}};
      for (auto n = random() % 5; n > 0; --n) object.set("k" + std::to_string(n), random_value(random, depth - 1));
      return object;
    }
  }
}

std::string refusal(const std::string& text) {
  const auto parsed = parse_json(text, "x.json");
  return parsed ? "accepted" : parsed.error().to_string();
}

}  // namespace

TEST_CASE("what is written reads back the same") {
  std::mt19937 random(5);
  for (int i = 0; i < 3000; ++i) {
    const Value value = random_value(random, 4);
    for (const int indent : {-1, 2}) {
      const auto again = parse_json(write_json(value, indent));
      REQUIRE(again);
      CHECK(*again == value);
    }
  }
}

TEST_CASE("RFC 8259 by example") {
  const auto parsed = parse_json(
      R"( {"a": [1, -2.5e3, true, false, null], "b": {"c": "\u00e9\n\ud83c\udfa7"}, "big": 18446744073709551615} )");
  REQUIRE(parsed);
  CHECK(parsed->find("a")->as_array().size() == 5);
  CHECK(parsed->find("a")->as_array()[0].is_integer());
  CHECK(parsed->find("a")->as_array()[1].as_number() == -2500.0);
  CHECK(parsed->find("a")->as_array()[4].is_null());
  CHECK(parsed->find("b")->find("c")->as_string() == "\xC3\xA9\n\xF0\x9F\x8E\xA7");
  CHECK(parsed->find("big")->as_number() == 18446744073709551615.0);
  CHECK(parse_json("3")->as_integer() == 3);
  // Of two members of one name the last counts, as in every common reader.
  CHECK(parse_json(R"({"a": 1, "a": 2})")->find("a")->as_integer() == 2);
  CHECK(parse_json(R"({"a": 1, "a": 2})")->as_object().size() == 1);
}

TEST_CASE("what is no JSON is refused with its line") {
  for (const std::string text : {"", "{", "[1,]", "{\"a\":}", "nul", "'a'", "[1 2]", "{\"a\" 1}", "1 2", "\"\xFF\"",
                                 "\"a\nb\"", "[NaN]", "01"}) {
    CAPTURE(text);
    CHECK(refusal(text).find("Expected JSON, found a syntax error") != std::string::npos);
  }
  CHECK(refusal("[1,\n2,\nx]") == "x.json:3: Expected JSON, found a syntax error");
  CHECK(refusal("[1e999]").find("a number out of range") != std::string::npos);
  CHECK(refusal(std::string(200, '[') + std::string(200, ']')) == "accepted");
  CHECK(refusal(std::string(201, '[') + std::string(201, ']')) ==
        "x.json: Expected JSON nested at most 200 deep, found more");
  CHECK(refusal(std::string(1'000'000, '[')) == "x.json: Expected JSON nested at most 200 deep, found more");
}
