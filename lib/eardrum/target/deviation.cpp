// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/deviation.h>

#include <cmath>
#include <cstdio>

#include <eardrum/base/printable.h>

#include <eardrum/response/band_mean.h>

namespace eardrum::target {
namespace {

std::string decimal(const char* format, double value) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

// "up to 7.0 dB (at 9.3 kHz)", or the general figure where nobody compared the two.
std::string size_of_error(const RigTable& rigs, const Rig& a, const Rig& b) {
  if (const RigDifference* known = rigs.difference(a, b)) {
    return "up to " + decimal("%.1f", known->largest_db) + " dB (at " + decimal("%.1f", known->where.value() / 1000.0) +
           " kHz)";
  }
  return "3 to 8 dB between 5 and 10 kHz";
}

std::string caution_for_close(const RigTable& rigs, const Rig& measured, const Rig& locked) {
  std::string text = "Measured on " + measured.name + ", compared with a target for " + locked.name + ": ";
  if (rigs.difference(measured, locked) != nullptr)
    return text + "the two differ by " + size_of_error(rigs, measured, locked);
  if (measured.laboratory != locked.laboratory) {
    return text +
           "two laboratories with this rig differ by up to 8 dB between 5 and 10 kHz, so trust it only below 4 kHz";
  }
  return text + "the same kind of rig, yet pinnae and couplers differ by 1 to 3 dB above 5 kHz";
}

}  // namespace

const FrequencyGrid& comparison_grid() {
  static const FrequencyGrid kGrid = FrequencyGrid::geometric(Hertz(20), Hertz(20000), 1.01);
  return kGrid;
}

FrequencyResponse level_at_mids(const FrequencyResponse& curve) {
  return curve.shifted(-band_mean_db(curve, Hertz(300), Hertz(3000)));
}

Result<Deviation> deviation_from(const Target& target, const FrequencyResponse& response, const RigTable& rigs,
                                 std::string_view rig, std::string_view laboratory, RigLock lock) {
  const Rig* measured = rigs.find(rig, laboratory);
  const Rig* locked = rigs.find(target.rig);
  const bool forced = lock == RigLock::kForced;
  const auto deviation = [&](RigMatch match, std::string caution) {
    const FrequencyResponse error = difference(response.on(comparison_grid()), target.response.on(comparison_grid()));
    return Deviation{level_at_mids(error), match, std::move(caution)};
  };
  if (measured == nullptr || locked == nullptr) {
    const std::string unknown = printable(measured == nullptr ? rig : std::string_view(target.rig));
    if (forced) {
      return deviation(RigMatch::kOther,
                       "The rig \"" + unknown + "\" is not known: this may be wrong by 3 to 8 dB between 5 and 10 kHz");
    }
    return Error{Errc::kUsage,
                 "Expected one of the rigs " + rigs.names() + ", found \"" + unknown +
                     "\": without its rig a curve cannot be compared; name the rig, or force the comparison",
                 {}};
  }
  const Rig* as_used = measured;
  if (target.form == TargetForm::kInEar && !measured->in_ear_as.empty()) as_used = rigs.find(measured->in_ear_as);
  const RigMatch match = rigs.match(*as_used, *locked);
  if (match == RigMatch::kSame) {
    if (as_used == measured) return deviation(match, "");
    return deviation(RigMatch::kClose, "Measured on " + measured->name + ", whose couplers are those of " +
                                           locked->name + ": insertion depth moves the peak near 8 kHz");
  }
  if (match == RigMatch::kClose) return deviation(match, caution_for_close(rigs, *as_used, *locked));
  const std::string error_size = size_of_error(rigs, *as_used, *locked);
  if (forced) {
    return deviation(match, "Measured on " + measured->name + ", compared by force with a target for " + locked->name +
                                ": wrong by " + error_size);
  }
  return Error{Errc::kUsage,
               "\"" + target.name + "\" is locked to the rig " + locked->name + ", and this was measured on " +
                   measured->name + ": the comparison would be wrong by " + error_size + "; choose a target for " +
                   measured->name + ", or force it (--force)",
               {}};
}

}  // namespace eardrum::target
