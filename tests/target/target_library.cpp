// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/target_library.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include <doctest/doctest.h>

#include "built_in.h"
#include "support/csv.h"
#include "support/figures.h"
#include "support/temporary_folder.h"

namespace eardrum::target {
namespace {

using test::built_in_target;
using test::built_in_targets;

FrequencyResponse read_plain(const std::string& path) {
  std::vector<double> hz, db;
  for (auto& row : test::read_csv(path)) {
    hz.push_back(test::number(row["freq"]));
    db.push_back(test::number(row["dB"]));
  }
  return FrequencyResponse::make(FrequencyGrid::make(hz).value(), db).value();
}

TEST_CASE("Every built-in target reads, has provenance, and fits 700 kB") {
  std::set<std::string> files;
  for (const TargetEntry& entry : built_in_targets().entries()) {
    CAPTURE(entry.name);
    const auto target = built_in_targets().load(entry);
    REQUIRE_MESSAGE(target, target.error().to_string());
    CHECK_FALSE(target->about.empty());
    CHECK_FALSE(target->source.empty());
    CHECK_FALSE(target->licence.empty());
    CHECK(target->response.grid().front_hz() <= 20.0);
    CHECK(target->response.grid().back_hz() >= 19000.0);
    files.insert(entry.file);
  }
  CHECK(built_in_targets().entries().size() >= 35);
  std::uintmax_t bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(EARDRUM_SOURCE_DIR "/data/targets")) {
    bytes += file.file_size();
    if (file.path().extension() == ".csv") CHECK_MESSAGE(files.contains(file.path().filename().string()), file.path());
  }
  CHECK(bytes < 700'000);
}

TEST_CASE("The built-in curves are their sources, point by point") {
  if (test::skip_without("figures/targets")) return;
  int compared = 0;
  for (const TargetEntry& entry : built_in_targets().entries()) {
    // The source line ends in the name of the original; figures/targets keeps copies whose own first line is the same.
    const Target target = built_in_targets().load(entry).value();
    for (const auto& file : std::filesystem::directory_iterator(test::shared("figures/targets"))) {
      std::ifstream stream(file.path());
      std::string first;
      std::getline(stream, first);
      if (first != "# source: " + target.source) continue;
      const auto original = read_plain(file.path().string());
      double worst = 0.0;
      for (std::size_t i = 0; i < original.db().size(); ++i) {
        worst = std::max(worst, std::abs(target.response.db_at(Hertz(original.grid().hz()[i])) - original.db()[i]));
      }
      CAPTURE(entry.name);
      CHECK(worst < 1e-9);
      ++compared;
    }
  }
  CHECK(compared == static_cast<int>(built_in_targets().entries().size()));
}

TEST_CASE("Key values of the targets, dB re 500 Hz") {
  // reference/science.md 3.1, at 20/50/100/200/1k/2k/3.15k/5k/8k/10k
  const std::pair<const char*, std::array<double, 10>> rows[] = {
      {"Harman over-ear 2013", {2.7, 2.5, .8, -1.2, 1.2, 6.6, 10.3, 6.6, 2.1, -.9}},
      {"Harman OE 2015", {4.5, 4.4, 1.8, -1.2, 1.2, 6.4, 11.2, 7.9, 3.7, .5}},
      {"harman oe 2018", {4.7, 4.2, 1.9, -1.1, .8, 6.1, 9.3, 7.3, 3.3, .1}},
      {"Harman IE 2016", {8.2, 8.6, 5.6, -.1, 1.3, 6.6, 10.3, 6.6, 2.1, -.9}},
      {"Harman in-ear 2017-1", {9.2, 8.0, 4.3, .3, 1.3, 7.1, 11.6, 9.0, 7.8, -2.2}},
      {"Harman in-ear 2017-2", {10.3, 10.0, 5.3, -.8, 1.1, 5.6, 11.3, 9.4, 9.2, -.2}},
      {"Harman in-ear 2019", {9.0, 8.1, 4.2, .4, 1.4, 7.2, 10.8, 9.1, 5.0, .6}},
      {"ISO 11904-1 DF", {-2.1, -2.1, -2.1, -1.5, 2.0, 8.9, 13.6, 8.5, 7.4, 4.7}},
      {"ISO 11904-2", {-2.3, -2.3, -2.3, -1.4, 2.3, 9.1, 11.9, 7.5, 8.7, 4.8}},
      {"KEMAR DF", {-2.1, -2.1, -2.1, -2.1, 1.7, 9.6, 12.8, 8.7, 7.1, 4.9}},
      {"5128 DF", {-2.4, -2.3, -2.0, -1.6, 1.8, 7.7, 13.9, 10.9, 10.3, 6.2}},
      {"JM-1", {4.4, 4.3, 1.8, -.9, 1.5, 6.3, 9.8, 6.4, 5.4, 2.6}},
      {"IEF Neutral 2023", {2.3, 2.0, 1.7, .9, -.5, 4.9, 7.8, 4.6, 1.1, -.6}},
      {"AutoEq in-ear", {-.4, -.4, -.4, -.4, 1.2, 6.2, 9.0, 7.5, 4.3, .3}},
      {"LMG 5128", {-.9, -1.3, -1.3, -1.3, 1.0, 6.2, 10.5, 8.9, 7.8, 4.0}},
  };
  const double hz[] = {20, 50, 100, 200, 1000, 2000, 3150, 5000, 8000, 10000};
  for (const auto& row : rows) {
    const auto& name = row.first;
    const auto& values = row.second;
    const auto curve = built_in_target(name).response.normalised_at(Hertz(500));
    for (std::size_t i = 0; i < values.size(); ++i) {
      CAPTURE(name);
      CAPTURE(hz[i]);
      CHECK(std::abs(curve.db_at(Hertz(hz[i])) - values[i]) < 0.0551);
    }
  }
}

TEST_CASE("The published differences of rigs are those of their targets") {
  CHECK(built_in_targets().rigs().differences().size() >= 9);
  for (const RigDifference& known : built_in_targets().rigs().differences()) {
    CAPTURE(known.rig);
    CAPTURE(known.other);
    REQUIRE(known.targets.size() == 2);
    const Target first = built_in_target(known.targets[0]);
    const Target second = built_in_target(known.targets[1]);
    CHECK(first.rig == known.rig);
    CHECK(second.rig == known.other);
    const auto gap = difference(first.response.normalised_at(Hertz(500)), second.response.normalised_at(Hertz(500)));
    double worst = 0.0;
    double where = 0.0;
    for (double f = 20.0; f <= 10000.0; f *= 1.01) {
      if (std::abs(gap.db_at(Hertz(f))) <= worst) continue;
      worst = std::abs(gap.db_at(Hertz(f)));
      where = f;
    }
    CHECK(std::abs(worst - known.largest_db) < 0.06);
    CHECK(where == doctest::Approx(known.where.value()).epsilon(0.01));
  }
}

TEST_CASE("Rigs are found by the names that people use") {
  const RigTable& rigs = built_in_targets().rigs();
  const std::pair<const char*, const char*> names[] = {
      {"kemar-class", "KEMAR-class"},    {"gras 45ca", "GRAS 45CA"},    {"711", "IEC 60318-4"},
      {"IEC60318-4", "IEC 60318-4"},     {"HMS II.3", "HMS II.3"},      {"BK5128", "B&K 5128"},
      {"Brüel & Kjær 5128", "B&K 5128"}, {"miniDSP EARS", "EARS + 711"}};
  for (const auto& row : names) {
    const auto& asked = row.first;
    const auto& expected = row.second;
    CAPTURE(asked);
    const Rig* rig = rigs.find(asked);
    REQUIRE(rig != nullptr);
    CHECK(rig->name == expected);
  }
  CHECK(rigs.find("HMS II.3", "InnerFidelity")->name == "HMS II.3 (InnerFidelity)");
  CHECK(rigs.find("HMS II.3", "rtings.com") == rigs.find("HMS II.3"));
  CHECK(rigs.find("KEMAR-class", "Super* Review")->name == "KEMAR-class");
  CHECK(rigs.find("my kitchen table") == nullptr);
}

TEST_CASE("Every measured response of the figures has its target by default") {
  // figures/responses.csv: the rig and the target that its collector locked it to
  if (test::skip_without("figures/responses.csv")) return;
  int rows = 0;
  for (auto& row : test::read_csv(test::shared("figures/responses.csv"))) {
    const Rig* rig = built_in_targets().rigs().find(row["rig"], row["measured_by"]);
    REQUIRE_MESSAGE(rig != nullptr, row["rig"]);
    const auto form = row["target"].find("in-ear") != std::string::npos ? TargetForm::kInEar : TargetForm::kOverEar;
    const auto target = built_in_targets().load_default(*rig, form);
    REQUIRE(target);
    CHECK(target->name == row["target"]);
    ++rows;
  }
  CHECK(rows == 86);
}

TEST_CASE("Every rig that has targets has a default, the others say so") {
  const RigTable& rigs = built_in_targets().rigs();
  CHECK(built_in_targets().load_default(*rigs.find("5128"), TargetForm::kOverEar)->name ==
        "Diffuse field 5128 -1dB per octave");
  CHECK(built_in_targets().load_default(*rigs.find("GRAS 45CA"), TargetForm::kInEar)->name == "Harman in-ear 2019");
  CHECK(built_in_targets().load_default(*rigs.find("HMS II.3"), TargetForm::kInEar)->name == "HMS II.3 AutoEq in-ear");
  const auto none = built_in_targets().load_default(*rigs.find("711"), TargetForm::kOverEar);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == Errc::kNotFound);
}

TEST_CASE("Only Harman's newer targets, and their translations, turn a score into a preference") {
  for (const TargetEntry& entry : built_in_targets().entries()) {
    CAPTURE(entry.name);
    const bool harman = entry.name.ends_with("Harman over-ear 2018") || entry.name.ends_with("arman in-ear 2019") ||
                        entry.name.starts_with("Harman in-ear 2017");
    CHECK(entry.scored_by.has_value() == harman);
    if (entry.scored_by) CHECK((*entry.scored_by == ScoreModel::kOverEar) == (entry.form == TargetForm::kOverEar));
  }
}

TEST_CASE("A wrong name lists the nearest") {
  // A letter left out at the start, which no common beginning survives.
  const auto typo = built_in_targets().load("Hrman over-ear 2015");
  REQUIRE_FALSE(typo);
  CHECK(typo.error().message.find("nearest are \"Harman over-ear 2015\"") != std::string::npos);
  const auto wrong = built_in_targets().load("Harman over-ear 2017");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == Errc::kNotFound);
  CHECK(wrong.error().message.find("\"Harman over-ear 2018\"") != std::string::npos);
}

TEST_CASE("A wrong index is refused with file, line and field") {
  const test::TemporaryFolder folder;
  const auto& directory = folder.path();
  const auto open_with = [&](const std::string& text) {
    std::ofstream(directory / "targets.toml") << text;
    return TargetLibrary::open(directory.string());
  };
  const std::string rig = "[[rig]]\nname = \"A\"\nkind = \"a\"\n\n";
  const auto message = [&](const std::string& text) {
    const auto library = open_with(text);
    return library ? std::string("read") : library.error().to_string();
  };
  const std::string good =
      rig + "[[target]]\nname = \"T\"\nfile = \"t.csv\"\nrig = \"a\"\nform = \"in-ear\"\nkind = \"reviewer\"\n";
  CHECK(message(good) == "read");
  CHECK(
      message(rig + "[[target]]\nname = \"T\"\nfile = \"t.csv\"\nrig = \"B\"\nform = \"in-ear\"\nkind = \"reviewer\"\n")
          .find("targets.toml:8: field 'target.rig': Expected one of the rigs A, found \"B\"") != std::string::npos);
  CHECK(message(good +
                "[[target]]\nname = \"t!\"\nfile = \"t.csv\"\nrig = \"A\"\nform = \"in-ear\"\nkind = \"reviewer\"\n")
            .find("a second time") != std::string::npos);
  CHECK(message(rig + "[[rig]]\nname = \"B\"\naliases = [\"\\u001b[2J\"]\nkind = \"b\"\n").find("a list of texts") !=
        std::string::npos);
  CHECK(message(good + "shape = \"x\"\n").find("Unknown key 'shape'") != std::string::npos);
  CHECK(
      message(rig + "[[target]]\nname = \"T\"\nfile = \"t.csv\"\nrig = \"A\"\nform = \"on-ear\"\nkind = \"reviewer\"\n")
          .find("over-ear, in-ear or both") != std::string::npos);
  CHECK(message(rig + "[[rig]]\nname = \"B\"\naliases = [\"a\"]\nkind = \"b\"\n").find("a second time") !=
        std::string::npos);
  // A curve without provenance does not load.
  std::ofstream(directory / "t.csv") << "frequency_hz,db\n20,0\n20000,0\n";
  const auto library = open_with(good);
  REQUIRE(library);
  CHECK(library->load("t").error().message.find("no curve without provenance") != std::string::npos);
}

}  // namespace
}  // namespace eardrum::target
