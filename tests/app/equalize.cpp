// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/equalize.h>

#include <cmath>

#include <doctest/doctest.h>
#include <eardrum/formats/read_equalizer.h>
#include <eardrum/response/band_mean.h>

#include "headphones.h"

using namespace eardrum;
using namespace eardrum::app;
using test::inventory_in;
using test::MadeUp;
using test::Scratch;

namespace {

EqualizeRequest for_file(const std::string& file) {
  EqualizeRequest request;
  request.subject = {.name = file, .rig = "GRAS 45CA", .form = {}};
  request.effort = eq::Effort::kFast;
  return request;
}

EqualizeAnswer made(const EqualizeRequest& request, const Inventory& inventory) {
  auto answer = equalize(request, inventory);
  REQUIRE_MESSAGE(answer, answer.error().to_string());
  return *std::move(answer);
}

// Off its steps by what a double can't hold, no more.
bool on_step(double value, double step) {
  return step == 0.0 || std::abs(std::remainder(value, step)) < 1e-6;
}

}  // namespace

TEST_CASE("every device gets what it can hold: its types, ranges and steps, and its preamp") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "a.csv", MadeUp().csv());
  for (const auto& device : built_in_eq_devices()) {
    CAPTURE(device.id);
    auto request = for_file(folder / "a.csv");
    request.device = device.id;
    const auto answer = made(request, inventory);
    const eq::DeviceLimits& limits = device.limits;
    const Peq& peq = answer.ears.front().fit.peq;
    CHECK(peq.bands.size() <= std::max(limits.bands, limits.graphic_frequencies.size()));
    for (const Band& band : peq.bands) {
      CHECK(on_step(band.gain.db(), limits.steps.gain.db()));
      CHECK(on_step(band.q, limits.steps.q));
      if (limits.graphic_frequencies.empty()) CHECK(on_step(band.frequency.value(), limits.steps.frequency.value()));
      const auto* kind = limits.find(band.type);
      REQUIRE(kind != nullptr);
      CHECK(band.gain >= kind->gain.lowest);
      CHECK(band.gain <= kind->gain.highest);
      CHECK(band.q >= kind->q.lowest);
      CHECK(band.q <= kind->q.highest);
    }
    CHECK_FALSE(answer.exported.text.empty());
  }
}

TEST_CASE("the design: bilinear, unless the file holds coefficients in any case and the matched one leaves less") {
  using Coefficients = eq::DeviceLimits::Coefficients;
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "a.csv", MadeUp().csv());
  for (const auto& device : built_in_eq_devices()) {
    CAPTURE(device.id);
    if (device.id == "convolver-linear" || device.id == "convolver-mixed") continue;  // seconds each
    auto request = for_file(folder / "a.csv");
    request.device = device.id;
    request.design = FilterDesign::kMatched;
    if (device.limits.coefficients == Coefficients::kNone) {
      const auto refused = equalize(request, inventory);
      REQUIRE_FALSE(refused);
      CHECK(refused.error().code == Errc::kUsage);
      CHECK(refused.error().message.find(device.limits.name) == 0);
      continue;
    }
    const auto matched = made(request, inventory);
    request.design.reset();
    const auto usual = made(request, inventory);
    if (device.limits.coefficients == Coefficients::kAlso)
      CHECK(usual.ears.front().fit.peq.design == FilterDesign::kBilinear);
    CHECK(matched.ears.front().fit.peq.design == FilterDesign::kMatched);
    CHECK(matched.document.channels.front().peq.design == FilterDesign::kMatched);
    request.design = FilterDesign::kBilinear;
    const auto bilinear = made(request, inventory);
    CHECK(bilinear.ears.front().fit.peq.design == FilterDesign::kBilinear);
    const bool one_of_both = usual.ears.front().fit.peq == matched.ears.front().fit.peq ||
                             usual.ears.front().fit.peq == bilinear.ears.front().fit.peq;
    CHECK(one_of_both);
    // At six rates from one fit, only filters that no rate bends can follow.
    if (device.id == "hqplayer") CHECK(usual.ears.front().fit.peq.design == FilterDesign::kMatched);
  }
}

TEST_CASE("what was put into a headphone is taken out again, and the preamp keeps it from clipping") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "a.csv", MadeUp().csv());
  auto request = for_file(folder / "a.csv");
  request.bands = 5;
  const auto answer = made(request, inventory);
  const EarEqualizer& ear = answer.ears.front();
  CHECK(ear.residual_before.to_10_khz_db > 2.0);
  CHECK(ear.residual_after.to_10_khz_db < 0.5);
  CHECK(ear.equalizer.db_at(Hertz(3000)) - ear.equalizer.db_at(Hertz(700)) == doctest::Approx(-6.0).epsilon(0.1));
  CHECK(ear.equalizer.db_at(Hertz(40)) - ear.equalizer.db_at(Hertz(700)) == doctest::Approx(5.0).epsilon(0.15));
  double loudest = -100.0;
  for (const double db : ear.equalizer.db()) loudest = std::max(loudest, db);
  CHECK(loudest + ear.fit.peq.preamp.db() <= 0.05);
  // The export's own reader finds the same filters.
  const auto back = read_equalizer(answer.exported.text, answer.exported.file_name);
  REQUIRE_MESSAGE(back, back.error().to_string());
}

TEST_CASE("more filters leave no more behind, and the same question has the same answer") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  auto request = for_file({});
  request.subject = {.name = "hd650", .rig = {}, .form = {}};
  double last = 100.0;
  for (const std::size_t bands : {1U, 2U, 4U, 8U}) {
    request.bands = bands;
    const auto answer = made(request, inventory);
    CHECK(answer.ears.front().fit.peq.bands.size() <= bands);
    CHECK(answer.ears.front().residual_after.to_10_khz_db < last + 0.05);
    last = answer.ears.front().residual_after.to_10_khz_db;
    CHECK(made(request, inventory).exported.text == answer.exported.text);
  }
}

TEST_CASE("shelves are what people mean by them: bass or treble, and no resonance") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "a.csv", MadeUp().csv());
  for (std::size_t bands = 3; bands <= 8; ++bands) {
    auto request = for_file(folder / "a.csv");
    request.bands = bands;
    const auto answer = made(request, inventory);
    for (const Band& band : answer.ears.front().fit.peq.bands) {
      if (band.type == BandType::kPeaking) continue;
      CHECK(band.q >= 0.3);
      CHECK(band.q <= 1.0);
      const bool bass = band.type == BandType::kLowShelf;
      CHECK(band.frequency >= Hertz(bass ? 30.0 : 1000.0));
      CHECK(band.frequency <= Hertz(bass ? 1000.0 : 12000.0));
    }
  }
}

TEST_CASE("like: one headphone in the target's place, on the same rig only") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "a.csv", MadeUp({.peak_db = 6.0, .bass_db = 0.0}).csv());
  test::write(folder / "b.csv", MadeUp({.peak_db = 0.0, .bass_db = 5.0}).csv());
  auto request = for_file(folder / "a.csv");
  request.like = SubjectRequest{.name = folder / "b.csv", .rig = "GRAS 45CA", .form = {}};
  const auto answer = made(request, inventory);
  CHECK(answer.target == "b");
  const auto& gain = answer.ears.front().equalizer;
  CHECK(gain.db_at(Hertz(3000)) - gain.db_at(Hertz(700)) == doctest::Approx(-6.0).epsilon(0.1));
  CHECK(gain.db_at(Hertz(40)) - gain.db_at(Hertz(700)) == doctest::Approx(5.0).epsilon(0.15));
  request.like->rig = "B&K 5128";
  const auto refused = equalize(request, inventory);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::kUsage);
  request.target.force = true;
  CHECK_FALSE(made(request, inventory).caution.empty());
}

TEST_CASE("what takes points gets their least squares, which leave less behind than filters, and no filters") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "a.csv", MadeUp().csv());
  auto request = for_file(folder / "a.csv");
  const double filters_db = made(request, inventory).ears.front().residual_after.to_10_khz_db;
  for (const char* id : {"wavelet", "jamesdsp", "equalizer-apo-graphic"}) {
    CAPTURE(id);
    request.device = id;
    const auto answer = made(request, inventory);
    const auto& ear = answer.ears.front();
    CHECK(ear.fit.peq.bands.empty());
    CHECK(ear.points.size() == graphic_grid(*answer.device).frequencies.size());
    CHECK(ear.residual_after.to_10_khz_db <= filters_db + 0.01);
    // What the file says is what was shown, but for its level; and nothing clips.
    const auto back = read_equalizer(answer.exported.text, answer.exported.file_name);
    REQUIRE(back);
    const auto& points = back->front().channels.front().graphic;
    REQUIRE(points.size() == ear.points.size());
    const double shift = points.front().gain.db() - ear.points.front().gain.db();
    double highest = -100.0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      CHECK(points[i].frequency == ear.points[i].frequency);
      CHECK(points[i].gain.db() - shift == doctest::Approx(ear.points[i].gain.db()).epsilon(1e-6).scale(1.0));
      highest = std::max(highest, points[i].gain.db());
    }
    CHECK(highest <= 0.0);
    request.bands = 5;
    const auto refused = equalize(request, inventory);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::kUsage);
    request.bands.reset();
  }
}

TEST_CASE("left and right apart, where both were measured") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "a.csv", MadeUp().csv());
  auto request = for_file(folder / "a.csv");
  request.each_ear = true;
  const auto refused = equalize(request, inventory);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::kUsage);
  // A table of seatings: the left has the peak, the right has none.
  std::istringstream left(MadeUp({.peak_db = 6.0, .bass_db = 0.0}).csv());
  std::istringstream right(MadeUp({.peak_db = 0.0, .bass_db = 0.0}).csv());
  std::string table, l, r;
  std::getline(left, l);
  std::getline(right, r);
  table = "frequency,L1,R1\n";
  while (std::getline(left, l) && std::getline(right, r)) table += l + r.substr(r.find(',')) + "\n";
  test::write(folder / "both.csv", table);
  request = for_file(folder / "both.csv");
  request.each_ear = true;
  const auto answer = made(request, inventory);
  REQUIRE(answer.ears.size() == 2);
  CHECK(answer.ears[0].side == Channel::kLeft);
  CHECK(answer.ears[1].side == Channel::kRight);
  const auto at_3k = [](const EarEqualizer& ear) {
    return ear.equalizer.db_at(Hertz(3000)) - ear.equalizer.db_at(Hertz(700));
  };
  CHECK(at_3k(answer.ears[0]) == doctest::Approx(-6.0).epsilon(0.1));
  CHECK(std::abs(at_3k(answer.ears[1])) < 0.3);
}

namespace {

// A table of seatings of a left ear with a peak and a right one without, which is louder by so much.
std::string two_ears(double right_louder_db) {
  std::istringstream left(MadeUp({.peak_db = 6.0, .bass_db = -4.0}).csv());
  std::istringstream right(MadeUp({.peak_db = 0.0, .bass_db = 0.0}).csv());
  std::string table = "frequency,L1,R1\n", l, r;
  std::getline(left, l);
  std::getline(right, r);
  while (std::getline(left, l) && std::getline(right, r))
    table += l + "," + std::to_string(std::stod(r.substr(r.find(',') + 1)) + right_louder_db) + "\n";
  return table;
}

double mids_db(const FrequencyResponse& curve) {
  return band_mean_db(curve, Hertz(300), Hertz(3000));
}

}  // namespace

TEST_CASE(
    "an equaliser for each ear leaves the image in the middle, whatever the fits' levels and the device's steps") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  const auto& grid = target::comparison_grid();
  for (const double louder_db : {0.0, 2.0, -1.5, 20.0}) {
    CAPTURE(louder_db);
    test::write(folder / "both.csv", two_ears(louder_db));
    for (const auto* device : {"equalizer-apo", "rockbox", "wavelet", "graphic-10"}) {
      CAPTURE(device);
      auto request = for_file(folder / "both.csv");
      request.each_ear = true;
      request.device = device;
      const auto answer = made(request, inventory);
      const auto& channels = answer.document.channels;
      REQUIRE(channels.size() == 2);
      const auto& measured = answer.subject.measurement;
      const double left = mids_db(*measured.mean(Channel::kLeft, grid));
      const double right = mids_db(*measured.mean(Channel::kRight, grid));
      // Twenty decibels are two gains of a recording, not two drivers: then the curves count as equally loud.
      const double believed_db = louder_db > 6.0 ? 0.0 : left - right;
      CHECK(std::abs(answer.left_over_right.db() - believed_db) < 0.001);
      const double apart_db = believed_db + mids_db(response_of(channels[0], answer.sample_rate, grid)) -
                              mids_db(response_of(channels[1], answer.sample_rate, grid));
      const double tolerance_db = 0.5 * answer.device->limits.preamp_step.db() + 0.001;
      CHECK(std::abs(apart_db) < tolerance_db);
      for (const auto& channel : channels) {
        const auto whole = response_of(channel, answer.sample_rate, grid);
        for (const double db : whole.db()) CHECK(db < 0.05);
      }
    }
  }
}

TEST_CASE("devices by name; an unknown one, too many bands and another rig's target are refused") {
  CHECK((*find_device("Equalizer APO"))->id == "equalizer-apo");
  const auto none = find_device("gramophone");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == Errc::kNotFound);
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  test::write(folder / "a.csv", MadeUp().csv());
  for (const auto& device : built_in_eq_devices()) {
    if (device.limits.bands >= 31 || !device.limits.graphic_frequencies.empty()) continue;
    auto request = for_file(folder / "a.csv");
    request.device = device.id;
    request.bands = device.limits.bands + 1;
    const auto refused = equalize(request, inventory);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::kUsage);
    break;
  }
  auto request = for_file(folder / "a.csv");
  request.target.name = "Diffuse field 5128";
  CHECK_FALSE(equalize(request, inventory));
}
