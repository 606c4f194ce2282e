// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// Reading and writing gear as TOML and CSV.
#include <algorithm>
#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/base/file.h>
#include <eardrum/base/printable.h>
#include <eardrum/catalogue/csv_gear.h>
#include <eardrum/catalogue/toml_gear.h>

#include "data_folder.h"
#include "support/figures.h"

using namespace eardrum;
using namespace eardrum::catalogue;

namespace {

std::string refusal(const std::string& text) {
  const auto read = read_gear_toml(text, "mine.toml");
  return read ? "accepted" : read.error().to_string();
}

const std::string kHead = "[[headphone]]\nbrand = \"Some\"\nmodel = \"Thing\"\n";

}  // namespace

TEST_CASE("all of data/ reads back from the TOML that we write of it") {
  const GearSet& gear = test::built_in().gear;
  const auto again = read_gear_toml(write_gear_toml(gear), "written.toml");
  REQUIRE_MESSAGE(again, again.error().to_string());
  REQUIRE(again->headphones.size() == gear.headphones.size());
  for (std::size_t i = 0; i < gear.headphones.size(); ++i) {
    CAPTURE(full_name(gear.headphones[i]));
    CHECK(again->headphones[i] == gear.headphones[i]);
  }
  REQUIRE(again->sources.size() == gear.sources.size());
  for (std::size_t i = 0; i < gear.sources.size(); ++i) {
    CAPTURE(full_name(gear.sources[i]));
    CHECK(again->sources[i] == gear.sources[i]);
  }
}

TEST_CASE("the least that a person must write") {
  const auto read = read_gear_toml(kHead +
                                       "form = \"in-ear\"\nimpedance = [{ at = \"nominal\", ohm = 16 }]\n"
                                       "sensitivity = [{ value = 105, unit = \"dB SPL/mW\" }]\n",
                                   "mine.toml");
  REQUIRE(read);
  const auto& gear = read->headphones.at(0);
  CHECK(gear.sensitivity.at(0).figure.confidence == Confidence::kUser);
  CHECK(gear.sensitivity.at(0).figure.source == "entered by hand");
  CHECK(std::abs(converted(gear.sensitivity.at(0).figure.value, gear)->per_volt().db() - (105 + 17.96)) < 0.01);
}

TEST_CASE("every way to print a sensitivity is accepted and means the same") {
  // 100 dB/mW at 32 ohm = 114.95 dB/V (reference/electrical.md E03) = 94.95 dB at 0.1 V = 94 dB at 89.5 mV = 99.05 dB
  // at 5 mA.
  const auto db_v = [](const std::string& claim) {
    const auto read =
        read_gear_toml(kHead + "form = \"over-ear\"\nimpedance = [{ at = \"nominal\", ohm = 32 }]\nsensitivity = [{ " +
                           claim + " }]\n",
                       "mine.toml");
    REQUIRE(read);
    return converted(read->headphones[0].sensitivity[0].figure.value, read->headphones[0])->per_volt().db();
  };
  CHECK(std::abs(db_v("value = 100, unit = \"dB/mW\"") - 114.95) < 0.01);
  CHECK(std::abs(db_v("value = 114.95, unit = \"dB/V\"") - 114.95) < 0.01);
  CHECK(std::abs(db_v("value = 94.95, unit = \"dB at 0.1 V\"") - 114.95) < 0.01);
  CHECK(std::abs(db_v("value = 0.0895, unit = \"V for 94 dB\"") - 114.95) < 0.02);
  CHECK(std::abs(db_v("value = 99.03, unit = \"dB at 5 mA\"") - 114.95) < 0.01);
  CHECK(std::abs(db_v("value = 103, unit = \"dB/mW\", into_ohm = 64") - 114.94) < 0.01);
}

TEST_CASE("what is wrong is said in one sentence with file, line and field") {
  CHECK(refusal(kHead + "form = \"over-ear\"\nimpedence = []\n") ==
        "mine.toml:5: field 'headphone.impedence': Unknown key 'impedence'; did you mean 'impedance'?");
  CHECK(refusal(kHead + "form = \"overear\"\n") ==
        "mine.toml:4: field 'headphone.form': Expected over-ear, on-ear, in-ear or earbud, found \"overear\"");
  CHECK(refusal(kHead) == "mine.toml:1: field 'headphone.form': Expected a text, found nothing: add the key");
  CHECK(refusal(kHead + "form = \"over-ear\"\nweight_g = \"heavy\"\n") ==
        "mine.toml:5: field 'headphone.weight_g': Expected a number of grams, found a text");
  CHECK(refusal(kHead + "form = \"over-ear\"\nsensitivity = [{ value = 100, unit = \"dB/W\" }]\n")
            .starts_with("mine.toml:5: field 'headphone.sensitivity.unit': "));
  CHECK(refusal(kHead + "form = \"over-ear\"\nimpedance = [{ at = \"frequency\", ohm = 32 }]\n") ==
        "mine.toml:5: field 'headphone.impedance.hz': Expected a number of hertz, found nothing: add the key");
  CHECK(refusal(kHead + "form = \"over-ear\"\nprice_usd = { value = 1, cite = \"nowhere\" }\n") ==
        "mine.toml:5: field 'headphone.price_usd.cite': Expected a key of the file's [citations], found \"nowhere\"");
  CHECK(
      refusal(kHead + "form = \"over-ear\"\nimpedance_curve = \"unheard_of\"\n").find("unknown name \"unheard_of\"") !=
      std::string::npos);
  CHECK(refusal("[[source]]\nbrand = \"Some\"\nmodel = \"Amp\"\nkind = \"amp\"\n")
            .find("Expected at least one [[source.socket]]") != std::string::npos);
  CHECK(refusal("[[source]]\nbrand = \"Some\"\nmodel = \"Amp\"\nkind = \"amp\"\n[[source.socket]]\noutput = "
                "\"balanced\"\nmax_voltage_mv = 5\n") ==
        "mine.toml:7: field 'source.socket.max_voltage_mv': Unknown key 'max_voltage_mv'; did you mean "
        "'max_voltage_v'?");
  CHECK(refusal("") == "mine.toml: Expected a [[headphone]] or a [[source]], found neither");
  CHECK(refusal("[[headphone]\n").starts_with("mine.toml:1: Expected TOML"));
}

TEST_CASE("random damage never does worse than a sentence") {
  const auto toml = read_file(test::data_folder() + "/gear/sources/chord.toml");
  REQUIRE(toml);
  const std::string csv = write_sources_csv(test::built_in().gear.sources).text;
  std::mt19937 random(11);
  for (int i = 0; i < 3000; ++i) {
    std::string damaged = i % 2 == 0 ? *toml : csv.substr(0, 4000);
    for (auto n = 1 + random() % 4; n > 0; --n) {
      const std::size_t at = random() % damaged.size();
      switch (random() % 4) {
        case 0:
          damaged[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          damaged.erase(at, random() % 30);
          break;
        case 2:
          damaged.insert(at, damaged.substr(random() % damaged.size(), random() % 30));
          break;
        default:
          damaged.insert(at, 1, "\"[]{}=,\n#"[random() % 9]);
          break;
      }
      if (damaged.empty()) damaged = "x";
    }
    const auto read = i % 2 == 0 ? read_gear_toml(damaged, "damaged") : read_gear_csv(damaged, "damaged");
    if (read) continue;
    CHECK(is_printable(read.error().message));
    CHECK(read.error().origin.file == "damaged");
  }
}

TEST_CASE("the published tables import as they are") {
  if (test::skip_without("figures/headphones.csv")) return;
  const auto headphones = read_gear_csv(*read_file(test::shared("figures/headphones.csv")), "headphones.csv");
  REQUIRE_MESSAGE(headphones, headphones.error().to_string());
  CHECK(headphones->headphones.size() == 133);
  const auto sources = read_gear_csv(*read_file(test::shared("figures/sources.csv")), "sources.csv");
  REQUIRE_MESSAGE(sources, sources.error().to_string());
  CHECK(sources->sources.size() == 120);
}

TEST_CASE("CSV reads back what it could hold, and says what it could not") {
  const GearSet& gear = test::built_in().gear;
  const CsvExport headphones = write_headphones_csv(gear.headphones);
  const auto again = read_gear_csv(headphones.text, "headphones.csv");
  REQUIRE_MESSAGE(again, again.error().to_string());
  REQUIRE(again->headphones.size() == 133);
  for (std::size_t i = 0; i < 133; ++i) {
    const auto& there = again->headphones[i];
    const auto& here = gear.headphones[i];
    CAPTURE(full_name(here));
    CHECK(full_name(there) == full_name(here));
    CHECK(there.sensitivity.empty() == here.sensitivity.empty());
    if (!here.sensitivity.empty())
      CHECK(there.sensitivity[0].figure.value.printed == here.sensitivity[0].figure.value.printed);
    CHECK(nominal_impedance(there) == nominal_impedance(here));
    CHECK(there.notes == here.notes);
  }
  CHECK(std::any_of(headphones.losses.begin(), headphones.losses.end(), [](const std::string& loss) {
    return loss.starts_with(
        "Sennheiser HD 650: left out 1 further impedance, 2 further sensitivity claims, the impedance curve, the "
        "equivalent circuit, "
        "1 measured response");
  }));
  const CsvExport sources = write_sources_csv(gear.sources);
  const auto sources_again = read_gear_csv(sources.text, "sources.csv");
  REQUIRE_MESSAGE(sources_again, sources_again.error().to_string());
  CHECK(sources_again->sources.size() == 118);
  CHECK(sources.losses.size() >= 118);
}

TEST_CASE("CSV with quotes, line breaks, a byte order mark and Windows line ends") {
  const auto read = read_gear_csv(
      "\xEF\xBB\xBF"
      "# a comment\r\nbrand,model,form,notes\r\nSome,\"The \"\"Thing\"\", mk2\",in-ear,\"two\nlines\"\r\n",
      "x.csv");
  REQUIRE(read);
  CHECK(read->headphones.at(0).model == "The \"Thing\", mk2");
  CHECK(read->headphones.at(0).notes == "two\nlines");
  const auto refused = [](const std::string& text) { return read_gear_csv(text, "x.csv").error().to_string(); };
  CHECK(refused("brand,model,form\nSome,Thing\n") == "x.csv:2: Expected 3 fields as in the header, found 2");
  CHECK(refused("brand,model,form\nSome,\"Thing,in-ear\n") ==
        "x.csv:2: Expected a closing quote, found the end of the text");
  CHECK(refused("brand,model,form,impedance\nA,B,in-ear,3\n").find("did you mean \"impedance_ohm\"?") ==
        std::string::npos);
  CHECK(refused("brand,model,form,impedanc_ohm\nA,B,in-ear,3\n") ==
        "x.csv:1: Unknown column \"impedanc_ohm\"; did you mean \"impedance_ohm\"?");
  CHECK(refused("brand,model,form,impedance_ohm\nA,B,in-ear,3k\n") ==
        "x.csv:2: field 'impedance_ohm': Expected a number, found \"3k\"");
  CHECK(refused("a,b\n1,2\n").find("found neither") != std::string::npos);
}
