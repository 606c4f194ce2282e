// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/json.h>

#include <array>

#include <doctest/doctest.h>
#include <eardrum/report/chain_report.h>
#include <eardrum/report/gear_report.h>
#include <eardrum/report/match_report.h>
#include <eardrum/report/plain_text.h>

#include "document_sample.h"
#include "example_match.h"
#include "schema_check.h"

using namespace eardrum;
using namespace eardrum::report;

namespace {

/// What a reader of the written text gets.
Value as_read(const Value& value) {
  return parse_json(write_json(value)).value();
}

GearSheet gear(const std::string& name) {
  const auto headphone = test::known_match(name).evaluation.chain.headphone();
  return {.kind = "headphone",
          .name = name,
          .groups = {{"Electrical",
                      {{.key = "sensitivity",
                        .label = name,
                        .value = 104.8,
                        .unit = "dB/V",
                        .confidence = Confidence::kMeasured,
                        .source = name}}}},
          .notes = {name},
          .impedance = headphone.impedance,
          .responses = {*headphone.response}};
}

void check_texts(const Value& value) {
  if (value.is_string()) CHECK(clean(value.as_string()) == value.as_string());
  if (value.is_array()) {
    for (const auto& each : value.as_array()) check_texts(each);
  }
  if (value.is_object()) {
    for (const auto& [name, member] : value.as_object()) check_texts(member);
  }
}

}  // namespace

TEST_CASE("what we write is what the schemas say, with figures or without, whatever the names") {
  for (const auto& name : {std::string("Sample"), test::hostile_name(), std::string(100000, 'x')}) {
    const auto known = test::known_match(name), other = test::known_match(name, Ohms(120)),
               unknown = test::unknown_match(name);
    const std::array<MatchView, 2> others = {other.view(), unknown.view()};
    for (const auto& match : {known, unknown}) {
      const Value full = as_read(match_value(match.view(), others));
      CHECK(test::violation(test::schema("match-1"), full) == "");
      CHECK(test::violation(test::schema("match-1"), as_read(match_value(match.view(), {}, {.curves = false}))) == "");
      CHECK(test::violation(test::schema("chain-1"), as_read(chain_value(name, match.evaluation))) == "");
      check_texts(full);
    }
    CHECK(test::violation(test::schema("comparison-1"), as_read(comparison_value(others))) == "");
    CHECK(test::violation(test::schema("gear-1"), as_read(gear_value(gear(name)))) == "");
    CHECK(test::violation(test::schema("gear-1"), as_read(gear_value({.kind = "source", .name = name}))) == "");
  }
}

TEST_CASE("the check of schemas can fail") {
  const auto match = test::known_match();
  const Value schema = test::schema("match-1");
  const Value good = as_read(match_value(match.view()));
  REQUIRE(test::violation(schema, good) == "");
  Value wrong = good;
  wrong.set("schema", "eardrum.match/2");
  CHECK(test::violation(schema, wrong) == "/schema: another constant");
  wrong = good;
  wrong.set("surprise", 1);
  CHECK(test::violation(schema, wrong) == ": nobody described surprise");
  wrong = good;
  wrong.set("headphone", 1);
  CHECK(test::violation(schema, wrong) == "/headphone: is a whole number");
  wrong = good;
  Value verdict = *good.find("verdict");
  verdict.set("grade", "superb");
  wrong.set("verdict", verdict);
  CHECK(test::violation(schema, wrong) == "/verdict/grade: not one of the values");
  Value::Object members = good.as_object();
  std::erase_if(members, [](const Value::Member& member) { return member.first == "findings"; });
  CHECK(test::violation(schema, Value(members)) == ": lacks findings");
  Value odd = schema;
  odd.set("minProperties", 1);
  CHECK(test::violation(odd, good) == ": keyword that is not checked: minProperties");
}

TEST_CASE("findings carry their numbers, and the numbers are those of the evaluation") {
  const auto match = test::known_match();
  const Value value = as_read(match_value(match.view()));
  const auto& findings = value.find("findings")->as_array();
  REQUIRE(findings.size() == match.verdict.findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto& finding = match.verdict.findings[i];
    CHECK(findings[i].find("topic")->as_string() == match::to_text(finding.topic));
    const auto& figures = findings[i].find("figures")->as_array();
    REQUIRE(figures.size() == finding.figures().size());
    for (std::size_t n = 0; n < figures.size(); ++n) {
      const auto& figure = finding.figures()[n];
      CHECK(figures[n].find("name")->as_string() == figure.name);
      if (const Value* number = figures[n].find("value")) {
        CHECK(number->as_number() == doctest::Approx(figure.value).epsilon(1e-5));
      }
      CHECK((figures[n].find("limit") != nullptr) == figure.limit.has_value());
    }
  }
  const auto& curve = value.find("curves")->find("tone_shift_db")->as_array();
  REQUIRE(curve.size() == match.evaluation.tone_shift_db.size());
  CHECK(curve[100].as_number() == doctest::Approx(match.evaluation.tone_shift_db[100]).epsilon(0.01));
}

TEST_CASE("every figure of a stage comes with its source and its confidence") {
  const auto match = test::known_match("Sample");
  const Value value = as_read(chain_value("title", match.evaluation));
  int sourced = 0;
  for (const auto& stage : value.find("stages")->as_array()) {
    for (const auto& figure : stage.find("figures")->as_array()) {
      if (figure.find("confidence") == nullptr) continue;
      ++sourced;
      CHECK_MESSAGE(figure.find("source") != nullptr, figure.find("name")->as_string());
    }
  }
  // Full scale, noise; gain, output impedance, voltage, two powers, noise; two sensitivities, rated impedance,
  // response.
  CHECK(sourced == 12);
}

TEST_CASE("numbers are short") {
  CHECK(write_json(Value(rounded(0.1 + 0.2)), -1) == "0.3");
  CHECK(write_json(Value(rounded(1234567.0)), -1) == "1234570.0");
  CHECK(rounded(-2.4e-6) == -2.4e-6);
  CHECK(rounded(0.0) == 0.0);
}
