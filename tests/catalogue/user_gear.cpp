// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// The user's file over the built-in one.
#include <fstream>

#include <doctest/doctest.h>

#include <eardrum/base/file.h>
#include <eardrum/catalogue/catalogue.h>
#include <eardrum/catalogue/database_internal.h>
#include <eardrum/catalogue/gear_rows_internal.h>
#include <eardrum/catalogue/measurement_store.h>
#include <eardrum/catalogue/migrations_internal.h>

#include "scratch.h"

using namespace eardrum;
using namespace eardrum::catalogue;
using test::open_in;
using test::plain_headphone;
using test::Scratch;

TEST_CASE("the compiled catalogue is data/") {
  const Scratch folder;
  const Catalogue catalogue = open_in(folder);
  auto loaded = catalogue.all();
  REQUIRE(loaded);
  const GearSet& text = test::built_in().gear;
  REQUIRE(loaded->headphones.size() == text.headphones.size());
  REQUIRE(loaded->sources.size() == text.sources.size());
  for (const auto& gear : text.headphones) {
    CAPTURE(full_name(gear));
    const auto found = std::find_if(loaded->headphones.begin(), loaded->headphones.end(),
                                    [&](const HeadphoneGear& other) { return full_name(other) == full_name(gear); });
    REQUIRE(found != loaded->headphones.end());
    CHECK(*found == gear);
  }
  for (const auto& gear : text.sources) {
    CAPTURE(full_name(gear));
    const auto found = std::find_if(loaded->sources.begin(), loaded->sources.end(),
                                    [&](const SourceGear& other) { return full_name(other) == full_name(gear); });
    REQUIRE(found != loaded->sources.end());
    CHECK(*found == gear);
  }
  const auto models = catalogue.load_models();
  REQUIRE(models);
  CHECK(models->curves == test::built_in().models.curves);
  CHECK(models->circuits == test::built_in().models.circuits);
  CHECK(models->flat_loads == test::built_in().models.flat_loads);
}

TEST_CASE("compiling twice gives the same file") {
  const Scratch folder;
  REQUIRE(compile_catalogue(test::data_folder(), folder / "a.sqlite"));
  REQUIRE(compile_catalogue(test::data_folder(), folder / "b.sqlite"));
  CHECK(*read_file(folder / "a.sqlite") == *read_file(folder / "b.sqlite"));
}

TEST_CASE("reading makes no file") {
  const Scratch folder;
  const Catalogue catalogue = open_in(folder);
  REQUIRE(catalogue.headphone("hd650"));
  CHECK_FALSE(std::filesystem::exists(folder / "own"));
}

TEST_CASE("added gear is there, hides the built-in one of its name, and goes again") {
  const Scratch folder;
  {
    Catalogue catalogue = open_in(folder);
    const HeadphoneGear mine = plain_headphone("Home", "Made One");
    REQUIRE(catalogue.add(mine));
    CHECK(*catalogue.headphone("made one") == mine);
    CHECK(catalogue.search("home made")->front().layer == Layer::kUser);
    const auto again = catalogue.add(mine);
    REQUIRE_FALSE(again);
    CHECK(again.error().message ==
          "Expected new gear, found that Home Made One is in the user catalogue; replace it instead");
    CHECK_FALSE(catalogue.add(plain_headphone("Sennheiser", "HD-650")));  // built in, by another spelling
    REQUIRE(catalogue.replace(plain_headphone("Sennheiser", "HD 650")));
  }
  Catalogue catalogue = open_in(folder);  // another program, later
  CHECK(catalogue.headphone("hd650")->sensitivity.size() == 1);
  CHECK(catalogue.find(GearKind::kHeadphone, "hd650")->found.size() == 1);
  CHECK(catalogue.list(GearKind::kHeadphone)->size() == 134);
  CHECK(catalogue.user_gear()->headphones.size() == 2);
  CHECK(catalogue.all()->headphones.size() == 134);
  const auto found = catalogue.search("sennheiser 650");
  CHECK(std::count_if(found->begin(), found->end(), [](const Entry& entry) { return entry.model == "HD 650"; }) == 1);

  REQUIRE(catalogue.remove(GearKind::kHeadphone, "Sennheiser", "HD 650"));
  CHECK(catalogue.headphone("hd650")->sensitivity.size() == 3);  // the built-in one shows again
  REQUIRE(catalogue.remove(GearKind::kHeadphone, "Home", "Made One"));
  CHECK_FALSE(catalogue.headphone("made one"));
  CHECK(catalogue.search("home made")->empty());
  CHECK(catalogue.remove(GearKind::kHeadphone, "Sennheiser", "HD 650").error().message ==
        "Sennheiser HD 650 is built in and stays; replace it with your own figures instead");
  CHECK_FALSE(catalogue.remove(GearKind::kSource, "Nobody", "Nothing"));
}

TEST_CASE("what makes no sense is refused, and an import with one bad item changes nothing") {
  const Scratch folder;
  Catalogue catalogue = open_in(folder);
  HeadphoneGear bad = plain_headphone("Home", "Made One");
  bad.impedance[0].figure.value.magnitude = Ohms(-3.0);
  const auto refused = catalogue.add(bad);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "Expected a number of ohms above 0 up to 1000000, found -3");
  GearSet set;
  for (int i = 0; i < 20; ++i) set.headphones.push_back(plain_headphone("Home", "Made " + std::to_string(10 + i)));
  set.headphones.push_back(bad);
  const auto imported = catalogue.import(set);
  REQUIRE_FALSE(imported);
  CHECK(imported.error().message.starts_with("Home Made One: Expected a number of ohms"));
  CHECK(catalogue.user_gear()->headphones.empty());
  set.headphones.pop_back();
  CHECK(catalogue.import(set)->added == 20);
  CHECK(catalogue.import(set)->replaced == 20);
  CHECK(catalogue.user_gear()->headphones == set.headphones);
}

TEST_CASE("two programs write one after the other") {
  const Scratch folder;
  Catalogue one = open_in(folder);
  REQUIRE(one.add(plain_headphone("Home", "One")));
  Catalogue two = open_in(folder);
  REQUIRE(two.add(plain_headphone("Home", "Two")));
  REQUIRE(one.add(plain_headphone("Home", "Three")));
  CHECK(two.user_gear()->headphones.size() == 3);
}

TEST_CASE("an older file is brought up to date, with its content") {
  const Scratch folder;
  std::filesystem::create_directories(folder / "own");
  {
    auto old = Database::open(folder / "own/catalogue.sqlite", Database::Mode::kCreate);
    REQUIRE(old);
    REQUIRE(old->migrate(1));
    CHECK(*old->version() == 1);
    auto writer = GearWriter::make(*old);
    REQUIRE(writer);
    REQUIRE(writer->put(*row_of(plain_headphone("Home", "Older One"))));
  }
  const Catalogue catalogue = open_in(folder);
  CHECK(catalogue.search("older")->size() == 1);
  CHECK(catalogue.headphone("home older one"));
}

TEST_CASE("curves that were imported before targets were kept stay") {
  const Scratch folder;
  std::filesystem::create_directories(folder / "own");
  {
    auto old = Database::open(folder / "own/catalogue.sqlite", Database::Mode::kCreate);
    REQUIRE(old);
    REQUIRE(old->migrate(4));
    auto row = old->prepare(
        "INSERT INTO imported_curve (id, kind, key, name, side, seating, file, serial, factor_db, details, hz, value) "
        "VALUES (7, 'calibration', 'ears', 'ears', 'both', 0, '/ears.cal', '86', 1.5, '[\"a word\"]', ?1, ?2)");
    REQUIRE(row);
    row->bind_numbers(1, std::vector{20.0, 20000.0}).bind_numbers(2, std::vector{1.0, 2.0});
    REQUIRE(row->run());
  }
  const auto store = MeasurementStore::open({test::compiled_catalogue(), folder / "own/catalogue.sqlite"});
  REQUIRE(store);
  const auto calibrations = store->calibrations();
  REQUIRE(calibrations);
  REQUIRE(calibrations->size() == 1);
  CHECK(calibrations->front().file == "/ears.cal");
  CHECK(calibrations->front().serial_number == "86");
  CHECK(calibrations->front().sensitivity_factor == Gain(1.5));
  CHECK(calibrations->front().details == std::vector<std::string>{"a word"});
  CHECK(calibrations->front().response.db_at(Hertz(20000)) == 2.0);
  CHECK(store->targets()->empty());
}

TEST_CASE("a file that is none of ours is left alone") {
  const Scratch folder;
  const auto open_with = [&](const std::string& user) {
    return Catalogue::open({test::compiled_catalogue(), folder / user});
  };
  REQUIRE(write_file(folder / "garbage", "this is not a database, however long the text may be"));
  CHECK(open_with("garbage").error().message.find("damaged file or one of another kind") != std::string::npos);
  {
    auto other = Database::open(folder / "other", Database::Mode::kCreate);
    REQUIRE(other->run("CREATE TABLE songs (title TEXT)"));
    auto newer = Database::open(folder / "newer", Database::Mode::kCreate);
    REQUIRE(newer->migrate());
    REQUIRE(newer->run("PRAGMA user_version = 99"));
  }
  CHECK(open_with("other").error().message ==
        "Expected a catalogue of eardrum, found another program's database; move it away");
  CHECK(open_with("newer").error().message.find("found version 99; a newer eardrum wrote it") != std::string::npos);
  CHECK(Catalogue::open({folder / "missing", folder / "x"}).error().code == Errc::kNotFound);
}

TEST_CASE("the search index follows every change") {
  const Scratch folder;
  Catalogue catalogue = open_in(folder);
  HeadphoneGear gear = plain_headphone("Home", "Made One");
  REQUIRE(catalogue.add(gear));
  gear.aliases = {"wonderphone"};
  REQUIRE(catalogue.replace(gear));
  CHECK(catalogue.search("wonder")->size() == 1);
  gear.aliases.clear();
  REQUIRE(catalogue.replace(gear));
  CHECK(catalogue.search("wonder")->empty());
  auto database = Database::open(folder / "own/catalogue.sqlite", Database::Mode::kReadWrite);
  CHECK(database->run("INSERT INTO gear_search (gear_search, rank) VALUES ('integrity-check', 1)"));
}
