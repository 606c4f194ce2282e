// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/import_measurements.h>

#include <atomic>
#include <complex>
#include <numbers>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <eardrum/app/listening.h>
#include <eardrum/app/score.h>
#include <eardrum/app/subject.h>
#include <eardrum/base/printable.h>
#include <eardrum/catalogue/stages.h>

#include "headphones.h"

using namespace eardrum;
using namespace eardrum::app;
using catalogue::MeasurementStore;
using catalogue::StoredResponse;
using test::inventory_in;
using test::MadeUp;
using test::Scratch;

namespace {

ImportAnswer imported(const std::string& path, Inventory& inventory, std::optional<std::string> rig = "GRAS 45CA") {
  auto answer = import_measurements({.path = path, .rig = std::move(rig), .form = {}}, inventory);
  REQUIRE_MESSAGE(answer, answer.error().to_string());
  return *std::move(answer);
}

StoredResponse made_up(int number) {
  return {.name = "Made Up " + std::to_string(number),
          .source = "test",
          .rig = "GRAS 45CA",
          .form = "over-ear",
          .side = Channel::kLeft,
          .seating = number,
          .file = "/" + std::to_string(number),
          .part = {},
          .details = {"a detail"},
          .response = FrequencyResponse::make(FrequencyGrid::make({20.0, 1000.0, 20000.0}).value(),
                                              {static_cast<double>(number), 0.0, 1.0})
                          .value()};
}

// An import of all kinds: `count` curves, as many impedances, calibrations and targets.
catalogue::StoredFiles made_up_files(int first, int count) {
  catalogue::StoredFiles files;
  for (int i = first; i < first + count; ++i) {
    files.responses.push_back(made_up(i));
    const StoredResponse& curve = files.responses.back();
    files.impedances.push_back({.name = curve.name,
                                .side = curve.side,
                                .seating = 0,
                                .file = curve.file + ".zma",
                                .details = {},
                                .points = {{Hertz(20), Ohms(32), 1.0}, {Hertz(20000), Ohms(32.0 + i), 2.0}}});
    files.calibrations.push_back({.name = curve.name,
                                  .serial_number = {},
                                  .side = Channel::kBoth,
                                  .sensitivity_factor = Gain(1.5),
                                  .file = curve.file + ".cal",
                                  .details = {},
                                  .response = curve.response});
    files.targets.push_back({.name = curve.name,
                             .rig = curve.rig,
                             .form = {},
                             .file = curve.file + " Target.txt",
                             .details = {},
                             .response = curve.response});
  }
  return files;
}

std::size_t curves_in(const MeasurementStore& store) {
  const auto titles = store.titles();
  REQUIRE(titles);
  std::size_t count = 0;
  for (const auto& title : *titles) count += title.curves;
  return count;
}

}  // namespace

TEST_CASE("importing again changes nothing, from whichever folder; new values replace; a copy is no second curve") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/a/One.csv", MadeUp().csv());
  test::write(folder / "m/b/Two.csv", MadeUp({.peak_db = 1.0}).csv());
  CHECK(imported(folder / "m", inventory).stored.responses.added == 2);
  for (const std::string& path : {folder / "m", folder / "m/"}) {
    const auto again = imported(path, inventory);
    CHECK(again.stored.responses.added == 0);
    CHECK(again.stored.responses.changed == 0);
    CHECK(again.stored.responses.unchanged == 2);
  }
  CHECK(imported(folder / "m/a", inventory).stored.responses.unchanged == 1);
  CHECK(imported(folder / "m/a/One.csv", inventory).stored.responses.unchanged == 1);
  test::write(folder / "elsewhere/One.csv", MadeUp().csv());
  CHECK(imported(folder / "elsewhere", inventory).stored.responses.unchanged == 1);
  test::write(folder / "m/a/One.csv", MadeUp({.peak_db = 2.0}).csv());
  CHECK(imported(folder / "m", inventory).stored.responses.changed == 1);
  CHECK(curves_in(inventory.measurements) == 2);
  // And a second look at the file, from the start.
  CHECK(curves_in(inventory_in(folder).measurements) == 2);
}

TEST_CASE("files of one name in two folders do not overwrite each other") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "monday/One.csv", MadeUp({.peak_db = 1.0}).csv());
  test::write(folder / "friday/One.csv", MadeUp({.peak_db = 2.0}).csv());
  imported(folder / "monday", inventory);
  CHECK(imported(folder / "friday", inventory).stored.responses.added == 1);
  CHECK(curves_in(inventory.measurements) == 2);
}

TEST_CASE("bad files are listed with their reasons and stop nothing") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/good.csv", MadeUp().csv());
  test::write(folder / "m/bad.csv", "frequency,raw\n20,x\n");
  test::write(folder / "m/worse.txt", std::string(1000, '\0'));
  const auto answer = imported(folder / "m", inventory);
  CHECK(answer.stored.responses.added == 1);
  CHECK(answer.refused.size() == 2);
  for (const auto& refusal : answer.refused) CHECK_FALSE(refusal.reason.empty());
  CHECK_FALSE(import_measurements({.path = folder / "absent", .rig = {}, .form = {}}, inventory));
  const auto misformed = import_measurements({.path = folder / "m", .rig = {}, .form = "square"}, inventory);
  REQUIRE_FALSE(misformed);
  CHECK(misformed.error().code == Errc::kUsage);
}

TEST_CASE("a rig that is said later takes the place of none; two rigs stay apart") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/One.csv", MadeUp().csv());
  CHECK(imported(folder / "m", inventory, std::nullopt).without_rig == 1);
  CHECK(imported(folder / "m", inventory, "GRAS 45CA").stored.responses.changed == 1);
  CHECK(curves_in(inventory.measurements) == 1);
  CHECK(imported(folder / "m", inventory, "B&K 5128").stored.responses.added == 1);
  CHECK(inventory.measurements.find("one")->found.size() == 2);
}

TEST_CASE("seatings and sides stay apart, with their values to the last bit") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/Seated.csv",
              "frequency,L1,L2,R1\n20,1.1,2.2,3.3\n200,1,2,3\n2000,0.1,0.2,0.3\n20000,7,8,9\n");
  CHECK(imported(folder / "m", inventory).stored.responses.added == 3);
  const auto titles = inventory.measurements.find("SEATED");
  REQUIRE(titles->found.size() == 1);
  const auto curves = inventory.measurements.load(titles->found.front());
  REQUIRE(curves);
  REQUIRE(curves->size() == 3);
  CHECK((*curves)[0].side == Channel::kLeft);
  CHECK((*curves)[0].response.db()[0] == 1.1);
  CHECK((*curves)[1].seating == 2);
  CHECK((*curves)[1].response.db()[0] == 2.2);
  CHECK((*curves)[2].side == Channel::kRight);
  CHECK((*curves)[2].response.db()[3] == 9.0);
  const auto subject = find_subject({.name = "seated", .rig = {}, .form = {}}, inventory);
  REQUIRE(subject);
  CHECK(subject->measurement.count(Channel::kLeft) == 2);
  CHECK(subject->measurement.count(Channel::kRight) == 1);
}

TEST_CASE("an impedance is kept and used for the headphone that it is called after; importing again changes nothing") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  const auto stage = [&] { return catalogue::headphone_stage(inventory.gear.headphone("hd650").value()).value(); };
  const auto published = stage();
  test::write(folder / "m/HD 650.zma", "* Freq(Hz) Z(ohm) Phase\n20 100 0\n1000 200 45\n20000 400 -30\n");
  test::write(folder / "m/Utopia.zma", "20 32\n1000 40\n20000 50\n");
  test::write(folder / "m/Nobody.zma", "20 32\n1000 40\n20000 50\n");
  const auto answer = imported(folder / "m", inventory);
  CHECK(answer.stored.impedances.added == 3);
  REQUIRE(answer.impedances.size() == 3);
  CHECK(answer.impedances[0].headphone == "Sennheiser HD 650");
  CHECK(answer.impedances[1].headphone.empty());
  CHECK(answer.impedances[1].candidates.empty());
  CHECK(answer.impedances[2].headphone.empty());
  CHECK(answer.impedances[2].candidates.size() == 2);
  CHECK(imported(folder / "m", inventory).stored.impedances.unchanged == 3);
  CHECK(imported(folder / "m", inventory).stored.impedances.total() == 3);

  inventory = inventory_in(folder);
  const auto measured = stage();
  CHECK(measured.impedance.basis() == chain::ImpedanceBasis::kCurveWithPhase);
  CHECK(measured.impedance.magnitude_at(Hertz(1000)).value() == doctest::Approx(200.0));
  CHECK(std::arg(measured.impedance.at(Hertz(1000))) == doctest::Approx(std::numbers::pi / 4.0));
  CHECK(measured.impedance_source.find("your measurement") != std::string::npos);
  CHECK_FALSE(published.impedance == measured.impedance);
  // Of a name that two headphones have, neither takes it.
  for (const char* name : {"Utopia (2016)", "Utopia (2022)"}) {
    const auto curve = inventory.gear.headphone(name)->impedance_curve;
    CHECK((!curve || curve->source.find("your measurement") == std::string::npos));
  }
  // New values take the place of the old ones, with few points and no phase too.
  test::write(folder / "m/HD 650.zma", "20 110\n1000 220\n20000 440\n");
  CHECK(imported(folder / "m", inventory).stored.impedances.changed == 1);
  CHECK(stage().impedance.magnitude_at(Hertz(1000)).value() == doctest::Approx(220.0));
  CHECK(stage().impedance.basis() == chain::ImpedanceBasis::kSparsePoints);
}

TEST_CASE("an impedance of one's own headphone is used once the headphone is there") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/Own One.zma", "20 100 0\n1000 200 45\n20000 400 -30\n");
  CHECK(imported(folder / "m", inventory).impedances.front().headphone.empty());
  catalogue::HeadphoneGear own;
  own.brand = "Home Made";
  own.model = "Own One";
  REQUIRE(inventory_in(folder).gear.add(own));
  inventory = inventory_in(folder);
  CHECK(imported(folder / "m", inventory).impedances.front().headphone == "Home Made Own One");
  const auto stage = catalogue::headphone_stage(inventory.gear.headphone("own one").value());
  REQUIRE(stage);
  CHECK(stage->impedance.magnitude_at(Hertz(20000)).value() == doctest::Approx(400.0).epsilon(0.002));
}

TEST_CASE("a calibration is kept and subtracted on request, each side its own") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/One.csv", "frequency,L1,R1\n20,10,20\n200,10,20\n2000,10,20\n20000,10,20\n");
  test::write(folder / "m/ears.cal", "\"Sens Factor =-1.5dB, SERNO: 86-00061\"\n20 1\n2000 3\n20000 5\n");
  const auto answer = imported(folder / "m", inventory);
  CHECK(answer.stored.calibrations.added == 1);
  CHECK(answer.calibrations == std::vector<std::string>{"ears"});
  CHECK(imported(folder / "m", inventory).stored.calibrations.unchanged == 1);
  const auto kept = inventory.measurements.calibrations();
  REQUIRE(kept->size() == 1);
  CHECK(kept->front().sensitivity_factor == Gain(-1.5));
  for (const std::string& name : {std::string("EARS"), std::string("86-00061"), folder / "m/ears.cal"}) {
    const auto subject =
        find_subject({.name = "one", .rig = {}, .form = {}, .source = {}, .calibration = name}, inventory);
    REQUIRE_MESSAGE(subject, subject.error().to_string());
    CHECK(subject->source.find("less the calibration ears") != std::string::npos);
    const auto seatings = subject->measurement.seatings();
    REQUIRE(seatings.size() == 2);
    CHECK(seatings[0].response.db_at(Hertz(2000)) == doctest::Approx(7.0));
    CHECK(seatings[1].response.db_at(Hertz(20000)) == doctest::Approx(15.0));
  }
  const auto absent =
      find_subject({.name = "one", .rig = {}, .form = {}, .source = {}, .calibration = "no"}, inventory);
  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == Errc::kNotFound);
  CHECK(absent.error().message.find("ears") != std::string::npos);
  // One for the left side alone says nothing of the right.
  test::write(folder / "left.cal", "\"left channel\"\n20 1\n2000 3\n20000 5\n");
  const auto half =
      find_subject({.name = "one", .rig = {}, .form = {}, .source = {}, .calibration = folder / "left.cal"}, inventory);
  REQUIRE_FALSE(half);
  CHECK(half.error().code == Errc::kUsage);
}

TEST_CASE("a target is kept and taken by its name, with its rig and its file") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/One.csv", MadeUp().csv());
  test::write(folder / "m/My Room Target.txt", "20 3\n200 0\n2000 1\n20000 -5\n");
  test::write(folder / "m/Harman over-ear 2018 Target.txt", "20 30\n200 0\n20000 0\n");
  const auto no_rig = imported(folder / "m", inventory, std::nullopt);
  CHECK(no_rig.stored.targets.added == 2);
  CHECK(no_rig.stored.responses.added == 1);
  REQUIRE(no_rig.targets.size() == 2);
  CHECK(no_rig.targets[0].hidden);  // a built-in one is called so
  CHECK_FALSE(no_rig.targets[1].hidden);
  CHECK(imported(folder / "m", inventory, std::nullopt).stored.targets.unchanged == 2);
  // Without a rig it is taken for one of the rig that the headphone was measured on.
  const auto on = [&](const std::string& rig, const std::string& target, bool force = false) {
    return score({.subject = {.name = folder / "m/One.csv", .rig = rig, .form = {}},
                  .target = {.name = target, .taste = {}, .force = force},
                  .range = {}},
                 inventory);
  };
  for (const char* name : {"my room", "My Room Target", "room"}) {
    const auto answer = on("GRAS 45CA", name);
    REQUIRE_MESSAGE(answer, answer.error().to_string());
    CHECK(answer->target.name == "My Room");
    CHECK(answer->target.rig == "GRAS 45CA");
    CHECK(answer->target.source == folder / "m/My Room Target.txt");
    CHECK(answer->target.response.db_at(Hertz(2000)) == 1.0);
    CHECK_FALSE(answer->target.scored_by);
  }
  const auto misspelt = on("GRAS 45CA", "my rom");
  REQUIRE_FALSE(misspelt);
  CHECK(misspelt.error().code == Errc::kNotFound);
  CHECK(misspelt.error().message.find("of what was imported My Room") != std::string::npos);
  CHECK(on("GRAS 45CA", "harman over-ear 2018")->target.kind == target::TargetKind::kPreference);
  // match knows no rig to take it for.
  Listening listening;
  listening.target = "my room";
  const auto unsaid = Listeners::make(listening, inventory);
  REQUIRE_FALSE(unsaid);
  CHECK(unsaid.error().code == Errc::kUsage);
  CHECK(unsaid.error().message.find("import it again with --rig") != std::string::npos);
  // A rig that is said later stays, and the target is locked to it.
  CHECK(imported(folder / "m", inventory, "GRAS 45CA").stored.targets.changed == 2);
  CHECK(imported(folder / "m", inventory, std::nullopt).stored.targets.unchanged == 2);
  CHECK(Listeners::make(listening, inventory));
  CHECK_FALSE(on("B&K 5128", "my room"));
  CHECK(on("B&K 5128", "my room", true));
  // Its values change with its file.
  test::write(folder / "m/My Room Target.txt", "20 3\n200 0\n2000 2\n20000 -5\n");
  CHECK(imported(folder / "m", inventory).stored.targets.changed == 1);
  CHECK(on("GRAS 45CA", "my room")->target.response.db_at(Hertz(2000)) == 2.0);
}

TEST_CASE("a rig by another of its names is stored by its own; one that nobody knows is told") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/One.csv", MadeUp().csv());
  CHECK(imported(folder / "m", inventory, "45CA-10").unknown_rigs.empty());
  CHECK(inventory.measurements.find("one")->found.front().rig == "GRAS 45CA");
  CHECK(imported(folder / "m", inventory, "GRAS 45CA").stored.responses.unchanged == 1);
  CHECK(imported(folder / "m", inventory, "a jar of honey").unknown_rigs == std::vector<std::string>{"a jar of honey"});
}

TEST_CASE("hostile names are stored, found, and never come out as what they could do to a terminal") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  for (const std::string& name :
       {std::string("Evil \x1b[2J\x07 One"), std::string("Robert'); DROP TABLE measurement;--"),
        std::string("bad \xff\xfe bytes"), std::string("\xe2\x80\xaegnal")}) {
    test::write(folder / ("m/" + name + ".csv"), MadeUp().csv());
  }
  CHECK(imported(folder / "m", inventory).stored.responses.added == 4);
  const auto titles = inventory.measurements.titles();
  REQUIRE(titles);
  REQUIRE(titles->size() == 4);
  for (const auto& title : *titles) {
    CHECK(is_printable(title.name));
    CHECK(inventory.measurements.load(title)->size() == 1);
    CHECK_MESSAGE(find_subject({.name = title.name, .rig = {}, .form = {}}, inventory), title.name);
  }
}

TEST_CASE("an import killed at any moment leaves the store as it was or complete") {
  constexpr int kBefore = 5;
  constexpr int kNew = 300;
  const auto before = made_up_files(0, kBefore), fresh = made_up_files(1000, kNew);
  std::mt19937 random(20261120);
  int untouched = 0, complete = 0;
  for (int round = 0; round < 24; ++round) {
    const Scratch folder;
    const catalogue::Paths paths{test::compiled_catalogue(), folder / "own/catalogue.sqlite"};
    REQUIRE(MeasurementStore::open(paths)->import(before));
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      close(ends[0]);
      auto store = MeasurementStore::open(paths);
      if (!store) _exit(3);
      const auto done = store->import(fresh, [&](std::size_t) {
        if (write(ends[1], ".", 1) != 1) _exit(4);
      });
      _exit(done ? 0 : 5);
    }
    close(ends[1]);
    // Every third time it is left to the end and hit around the commit, by a delay in turns of a loop.
    const std::size_t items = round % 3 == 0 ? fresh.size() : random() % (fresh.size() + 1);
    char mark = 0;
    for (std::size_t i = 0; i < items && read(ends[0], &mark, 1) == 1; ++i) {
    }
    std::atomic<unsigned> turns{0};
    for (const auto spin = static_cast<unsigned>(random() % 3'000'000); turns.fetch_add(1) < spin;) {
    }
    kill(child, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    close(ends[0]);
    CHECK((WIFSIGNALED(status) || WEXITSTATUS(status) == 0));
    const auto left = MeasurementStore::open(paths);
    REQUIRE(left);
    const std::size_t count = curves_in(*left);
    CHECK((count == kBefore || count == kBefore + kNew));
    CHECK(left->calibrations()->size() == count);
    CHECK(left->targets()->size() == count);
    untouched += count == kBefore ? 1 : 0;
    complete += count == kBefore + kNew ? 1 : 0;
  }
  // A kill that always came too late, or always too early, would prove nothing.
  CHECK(untouched > 0);
  CHECK(complete > 0);
}
