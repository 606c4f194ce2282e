// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <eardrum/formats/eq_devices.h>

#include "formats/support.h"

using namespace eardrum;

namespace {

constexpr const char* kDevice = R"([[device]]
id = "x"
name = "X"
kind = "dac"
format = "settings-card"
bands = 5
types = ["peaking", "low_shelf"]
at_most = {low_shelf = 1}
frequency_hz = [20, 20000]
frequency_step_hz = 1
gain_db = [-12, 12]
gain_step_db = 0.5
q = [0.5, 9.9]
q_step = 0.1
confidence = "page"
source = "the manual"
)";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kDevice;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("the table of devices holds at least thirty, each with a source and an exporter") {
  const auto& devices = built_in_eq_devices();
  CHECK(devices.size() >= 30);
  for (const auto& device : devices) {
    CAPTURE(device.id);
    CHECK_FALSE(device.source.empty());
    CHECK(device.limits.bands >= 1);
    CHECK(device.limits.find(BandType::kPeaking) != nullptr);
    for (const auto& kind : device.limits.kinds) CHECK(kind.gain.contains(Gain(0.0)));
    if (!device.limits.graphic_frequencies.empty())
      CHECK(device.limits.graphic_frequencies.size() == device.limits.bands);
    // What the fit needs of it.
    CHECK(eq::fit_spec_for(device.limits, std::min<std::size_t>(device.limits.bands, 5), Hertz(48000)).has_value());
  }
  CHECK(find_eq_device(devices, "rme adi 2 dac") == find_eq_device(devices, "RME ADI-2 DAC"));
  CHECK(find_eq_device(devices, "no such device") == nullptr);
}

TEST_CASE("every device gets a file, on its steps and within its limits, and hears of what is lost") {
  std::mt19937 random(11);
  for (const auto& device : built_in_eq_devices()) {
    CAPTURE(device.id);
    // Linear and mixed phase are designed, at six rates: seconds for what one case shows.
    const bool designed = device.id == "convolver-linear" || device.id == "convolver-mixed";
    for (int round = 0; round < (designed ? 1 : 3); ++round) {
      Peq peq = test::random_peq(random, true);
      if (designed) peq.bands.resize(1);
      const auto exported = export_equalizer(device, make_eq_document("HD 650", peq));
      REQUIRE(exported.has_value());
      CHECK_FALSE(exported->text.empty());
      std::vector<std::string> losses;
      const Peq held = held_by(device.limits, peq, losses);
      CHECK(held.bands.size() <= device.limits.bands);
      for (const auto& band : held.bands) {
        const auto* kind = device.limits.find(band.type);
        REQUIRE(kind != nullptr);
        CHECK(kind->frequency.contains(band.frequency));
        CHECK(kind->q.lowest <= band.q);
        CHECK(band.q <= kind->q.highest);
        if (device.limits.steps.gain > Gain(0.0) && band.type != BandType::kLowPass &&
            band.type != BandType::kHighPass) {
          const double steps = band.gain.db() / device.limits.steps.gain.db();
          CHECK(std::abs(steps - std::round(steps)) < 1e-6);
        }
      }
      std::vector<std::string> again;
      CHECK(held_by(device.limits, held, again) == held);  // What can be held, is held.
      if (losses.empty()) CHECK(largest_difference_db(peq, held, Hertz(48000)) <= 0.02);
    }
  }
}

TEST_CASE("a mistake in the table is refused with its line and field") {
  REQUIRE(read_eq_devices(kDevice, "devices.toml").has_value());
  const auto refused = [](const std::string& text, const std::string& field) {
    const auto devices = read_eq_devices(text, "devices.toml");
    CAPTURE(text);
    REQUIRE_FALSE(devices.has_value());
    CHECK(devices.error().origin.field == field);
    CHECK(devices.error().origin.line > 0);
  };
  refused(with("bands = 5", "bands = 0"), "bands");
  refused(with("gain_db = [-12, 12]", "gain_db = [12, -12]"), "gain_db");
  refused(with("gain_step_db = 0.5", "gain_step_db = -1"), "gain_step_db");
  refused(with("settings-card", "carrier-pigeon"), "format");
  refused(with("\"low_shelf\"]", "\"tilt\"]"), "types");
  refused(with("\"page\"", "\"sure\""), "confidence");
  refused(with("q_step", "q_stepp"), "q_stepp");
  refused(with("frequency_hz = [20", "frequency_hz = [0"), "frequency_hz");
  refused(std::string(kDevice) + kDevice, "id");
}
