// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/subject.h>

#include <doctest/doctest.h>

#include <eardrum/app/import_measurements.h>

#include "headphones.h"

using namespace eardrum;
using namespace eardrum::app;
using test::inventory_in;
using test::MadeUp;
using test::Scratch;

namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string why_not(const Result<Subject>& subject, Errc code) {
  REQUIRE_FALSE(subject);
  CHECK(subject.error().code == code);
  CHECK_FALSE(holds(subject.error().message, "\n"));
  return subject.error().message;
}

}  // namespace

TEST_CASE("a file is a subject once its rig is said") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "Made Up One.csv", MadeUp().csv());
  const std::string file = folder / "Made Up One.csv";
  const std::string why = why_not(find_subject({.name = file, .rig = {}, .form = {}}, inventory), Errc::kUsage);
  CHECK(holds(why, "--rig"));
  CHECK(holds(why, "GRAS 45CA"));
  const auto subject = find_subject({.name = file, .rig = "GRAS 45CA", .form = {}}, inventory);
  REQUIRE(subject);
  CHECK(subject->name == "Made Up One");
  CHECK(subject->measurement.rig() == "GRAS 45CA");
  CHECK(subject->form == target::TargetForm::kOverEar);
}

TEST_CASE("the form: as said, else as the folder has it, else what the rig is made for") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  for (const char* place : {"in-ear/a.csv", "over-ear/a.csv", "a.csv"}) test::write(folder / place, MadeUp().csv());
  const auto form = [&](const std::string& file, const std::string& rig, std::optional<std::string> said) {
    const auto subject = find_subject({.name = folder / file, .rig = rig, .form = std::move(said)}, inventory);
    REQUIRE(subject);
    return subject->form;
  };
  CHECK(form("in-ear/a.csv", "GRAS 45CA", {}) == target::TargetForm::kInEar);
  CHECK(form("over-ear/a.csv", "IEC 60318-4", {}) == target::TargetForm::kOverEar);
  CHECK(form("in-ear/a.csv", "GRAS 45CA", "over-ear") == target::TargetForm::kOverEar);
  CHECK(form("a.csv", "IEC 60318-4", {}) == target::TargetForm::kInEar);
  CHECK(form("a.csv", "GRAS 45CA", {}) == target::TargetForm::kOverEar);
  why_not(find_subject({.name = folder / "a.csv", .rig = "GRAS 45CA", .form = "round"}, inventory), Errc::kUsage);
}

TEST_CASE("names that are no headphone, no file, and no measured curve say so") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "target.csv", "frequency,target\n20,0\n200,1\n2000,2\n");
  test::write(folder / "empty.csv", "");
  why_not(find_subject({.name = folder / "absent.csv", .rig = {}, .form = {}}, inventory), Errc::kNotFound);
  why_not(find_subject({.name = "no such headphone at all", .rig = {}, .form = {}}, inventory), Errc::kNotFound);
  why_not(find_subject({.name = folder / "empty.csv", .rig = "GRAS 45CA", .form = {}}, inventory), Errc::kInvalidData);
  why_not(find_subject({.name = folder / "target.csv", .rig = "GRAS 45CA", .form = {}}, inventory), Errc::kInvalidData);
  why_not(find_subject({.name = "hd650", .rig = "IEC 60318-4", .form = {}}, inventory), Errc::kNotFound);
}

TEST_CASE("a headphone of the catalogue brings its rig, its laboratory and its target") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  const auto subject = find_subject({.name = "hd650", .rig = {}, .form = {}}, inventory);
  REQUIRE(subject);
  CHECK(subject->name == "Sennheiser HD 650");
  CHECK_FALSE(subject->laboratory.empty());
  const auto target = target_for(*subject, {}, inventory);
  REQUIRE(target);
  CHECK(target->scored_by);
  // A rig by another of its names is the same rig.
  const auto* rig = inventory.targets.rigs().find(subject->measurement.rig());
  REQUIRE(rig != nullptr);
  for (const auto& alias : rig->aliases)
    CHECK_MESSAGE(find_subject({.name = "hd650", .rig = alias, .form = {}}, inventory), alias);
}

TEST_CASE("an imported measurement is found by its name before the catalogue's") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/Sennheiser HD 650.csv", MadeUp().csv());
  REQUIRE(import_measurements({.path = folder / "m", .rig = {}, .form = {}}, inventory));
  // Without a rig it is there, but means nothing: what is built in stays in its place, and says so.
  const Scratch nothing;
  const auto built_in = inventory_in(nothing);
  for (const char* name : {"hd 650", "sennheiser hd650"}) {
    const auto subject = find_subject({.name = name, .rig = {}, .form = {}}, inventory);
    REQUIRE(subject);
    CHECK(subject->measurement.rig() ==
          find_subject({.name = "hd650", .rig = {}, .form = {}}, built_in)->measurement.rig());
    CHECK(holds(subject->source, "does not say its rig, --rig would take it"));
  }
  // Where nothing is built in the sentence is about the rig, not about a name that is unknown.
  test::write(folder / "m2/Home Made Thing.csv", MadeUp().csv());
  REQUIRE(import_measurements({.path = folder / "m2", .rig = {}, .form = {}}, inventory));
  const std::string why =
      why_not(find_subject({.name = "home made thing", .rig = {}, .form = {}}, inventory), Errc::kUsage);
  CHECK(holds(why, "--rig"));
  const auto said = find_subject({.name = "sennheiser hd650", .rig = "GRAS 45CA", .form = {}}, inventory);
  REQUIRE(said);
  CHECK(said->measurement.rig() == "GRAS 45CA");
  REQUIRE(import_measurements({.path = folder / "m", .rig = "B&K 5128", .form = "over-ear"}, inventory));
  for (const std::optional<std::string>& rig : {std::optional<std::string>(), std::optional<std::string>("5128")}) {
    const auto subject = find_subject({.name = "sennheiser hd650", .rig = rig, .form = {}}, inventory);
    REQUIRE(subject);
    CHECK(subject->measurement.rig() == "B&K 5128");
    CHECK(subject->measurement.seatings().size() == 1);
  }
}

TEST_CASE("an imported measurement is found by a part of its name, as the catalogue's is, or told") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  for (const char* name :
       {"Home Made Thing", "Home Made Thing (worn pads)", "Other Thing Closed", "Audio Sennheiser HD 650"})
    test::write(folder / (std::string("m/") + name + ".csv"), MadeUp().csv());
  test::write(folder / "m/my ears.cal", "20 1\n2000 3\n20000 5\n");
  REQUIRE(import_measurements({.path = folder / "m", .rig = "GRAS 45CA", .form = {}}, inventory));
  const auto subject = [&](const std::string& name) {
    return find_subject({.name = name, .rig = {}, .form = {}}, inventory);
  };
  CHECK(subject("made thing")->name == "Home Made Thing");
  CHECK(subject("worn pads")->name == "Home Made Thing (worn pads)");
  CHECK(subject("other closed")->name == "Other Thing Closed");
  const std::string several = why_not(subject("home thing"), Errc::kNotFound);
  CHECK(holds(several, "may be Home Made Thing or Home Made Thing (worn pads)"));
  CHECK(holds(why_not(subject("other thing"), Errc::kNotFound), "did you mean Other Thing Closed?"));
  CHECK(holds(why_not(subject("hoem made thing"), Errc::kNotFound), "did you mean Home Made Thing"));
  // One that the catalogue has is told beside.
  const std::string both = why_not(subject("sennheiser hd65o"), Errc::kNotFound);
  CHECK(holds(both, "Sennheiser HD 650"));
  CHECK(holds(both, "Audio Sennheiser HD 650"));
  // A whole name of the catalogue's goes before a part of one that is not that headphone.
  CHECK(subject("sennheiser hd650")->name == "Sennheiser HD 650");
  // Calibrations likewise.
  CHECK(find_calibration("ears", inventory)->size() == 1);
  const auto misspelt = find_calibration("my aers", inventory);
  REQUIRE_FALSE(misspelt);
  CHECK(holds(misspelt.error().message, "did you mean my ears?"));
}

TEST_CASE("one name from several sources: the candidates are told, and source or rig chooses") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "a/measurements/crinacle/data/over-ear/One.csv", MadeUp().csv());
  test::write(folder / "a/measurements/oratory1990/data/over-ear/One.csv", MadeUp({.peak_db = 3.0}).csv());
  REQUIRE(import_measurements({.path = folder / "a", .rig = "GRAS 45CA", .form = {}}, inventory));
  test::write(folder / "b/One.csv", MadeUp({.peak_db = 1.0}).csv());
  REQUIRE(import_measurements({.path = folder / "b", .rig = "B&K 5128", .form = "over-ear"}, inventory));
  const auto asked = [&](std::optional<std::string> source, std::optional<std::string> rig) {
    return find_subject({.name = "one", .rig = std::move(rig), .form = {}, .source = std::move(source)}, inventory);
  };
  const std::string why = why_not(asked({}, {}), Errc::kUsage);
  for (const char* part : {"--source", "--rig", "crinacle on GRAS 45CA", "oratory1990 on GRAS 45CA", "B&K 5128"})
    CHECK_MESSAGE(holds(why, part), why);
  why_not(asked({}, "45CA-10"), Errc::kUsage);
  REQUIRE(asked("oratory", {}));
  CHECK(asked("Oratory 1990", "GRAS 45CA-10")->laboratory == "oratory1990");
  CHECK(asked("crin", {})->laboratory == "crinacle");
  CHECK(asked({}, "5128")->measurement.rig() == "B&K 5128");
  CHECK(holds(why_not(asked("crin", "5128"), Errc::kNotFound), "oratory1990 on GRAS 45CA"));
  CHECK(holds(why_not(asked("nobody", {}), Errc::kNotFound), "nobody"));
  // Beside another one: that on its rig, and of its source.
  const auto beside = asked("crin", {});
  const auto same = find_subject({.name = "one", .rig = {}, .form = {}}, inventory, &*beside);
  REQUIRE(same);
  CHECK(same->laboratory == "crinacle");
  // The catalogue's own know who measured them.
  CHECK(find_subject({.name = "hd650", .rig = {}, .form = {}, .source = "inner fidelity"}, inventory));
  CHECK(holds(
      why_not(find_subject({.name = "hd650", .rig = {}, .form = {}, .source = "nobody"}, inventory), Errc::kNotFound),
      "InnerFidelity"));
}

TEST_CASE("a rig may go by another name than the file's; another rig is refused, one that nobody knows gives way") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  const auto curve_on = [](std::string rig) {
    ImportedResponse curve{
        .title = {.name = "One"},
        .file = "One.txt",
        .source = {},
        .rig = std::move(rig),
        .column = {},
        .metadata = {},
        .notes = {},
        .response = FrequencyResponse::make(FrequencyGrid::make({20.0, 20000.0}).value(), {0.0, 1.0}).value(),
        .phase_deg = {}};
    return std::vector<ImportedResponse>{curve, curve};
  };
  const auto on = [&](const std::string& in_file, const std::string& said) {
    const SubjectRequest request{.name = {}, .rig = said, .form = {}};
    const auto subject = subject_of(curve_on(in_file), request, inventory);
    return subject ? subject->measurement.rig() : subject.error().message;
  };
  CHECK(on("GRAS 45CA", "GRAS 45CA-10") == "GRAS 45CA");
  CHECK(on("45CA", "gras 45ca") == "GRAS 45CA");
  CHECK(on("711", "IEC 60318-4") == "IEC 60318-4");
  CHECK(on("my jar", "GRAS 45CA") == "GRAS 45CA");
  CHECK(on("", "GRAS 45CA") == "GRAS 45CA");
  CHECK(holds(on("GRAS 45CA", "B&K 5128"), "the file says"));
  // One file by two names of one rig is one rig.
  auto two = curve_on("45CA");
  two[1].rig = "GRAS 45CA-10";
  CHECK(subject_of(two, {.name = {}, .rig = {}, .form = {}}, inventory)->measurement.seatings().size() == 2);
}

TEST_CASE("the target: by name, from a file, with the listener's taste; an unknown one is refused") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "a.csv", MadeUp().csv());
  const auto subject = find_subject({.name = folder / "a.csv", .rig = "GRAS 45CA", .form = {}}, inventory);
  REQUIRE(subject);
  const auto usual = target_for(*subject, {}, inventory);
  REQUIRE(usual);
  CHECK(usual->name == "Harman over-ear 2018");
  CHECK(target_for(*subject, {.name = "Harman over-ear 2013", .taste = {}, .force = false}, inventory)->name ==
        "Harman over-ear 2013");
  const auto unknown = target_for(*subject, {.name = "harmn", .taste = {}, .force = false}, inventory);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == Errc::kNotFound);
  CHECK(holds(unknown.error().message, "Harman"));
  TargetRequest bassy;
  bassy.taste.bass.gain = Gain(4.0);
  const auto more = target_for(*subject, bassy, inventory);
  REQUIRE(more);
  CHECK(more->response.db_at(Hertz(20)) - usual->response.db_at(Hertz(20)) == doctest::Approx(4.0).epsilon(0.05));
  CHECK(more->response.db_at(Hertz(3000)) == doctest::Approx(usual->response.db_at(Hertz(3000))).epsilon(0.01));
  test::write(folder / "flat.txt", "20 0\n1000 0\n20000 0\n");
  const auto own = target_for(*subject, {.name = folder / "flat.txt", .taste = {}, .force = false}, inventory);
  REQUIRE_MESSAGE(own, own.error().to_string());
  CHECK(own->response.db_at(Hertz(3000)) == doctest::Approx(0.0));
  CHECK(own->rig == "GRAS 45CA");
  CHECK(own->name == "flat.txt");
  // What the file says of itself is true of any headphone that it is held against.
  test::write(folder / "other rig.txt", "# rig: B&K 5128\n20 0\n1000 0\n20000 0\n");
  const auto of_5128 = target_for(*subject, {.name = folder / "other rig.txt", .taste = {}, .force = false}, inventory);
  REQUIRE(of_5128);
  CHECK(of_5128->rig == "B&K 5128");
  // A file without a rig is for the very one that the headphone was measured on, its laboratory's too.
  const auto hd650 = find_subject({.name = "hd650", .rig = {}, .form = {}}, inventory);
  REQUIRE(hd650);
  const auto for_it = target_for(*hd650, {.name = folder / "flat.txt", .taste = {}, .force = false}, inventory);
  REQUIRE(for_it);
  const auto held = target::deviation_from(*for_it, hd650->measurement.mean(), inventory.targets.rigs(),
                                           hd650->measurement.rig(), hd650->laboratory);
  REQUIRE(held);
  CHECK(held->caution == "");
}
