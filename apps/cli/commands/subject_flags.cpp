// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "subject_flags.h"

namespace eardrum::cli {

std::vector<Flag> subject_flags() {
  return {{.name = "rig",
           .value = "RIG",
           .summary = "The rig that the curve was measured on, where the file does not say",
           .detail = "A curve means something only on its own rig: \"IEC 60318-4\", \"GRAS 45CA\", \"KEMAR-class\", "
                     "\"HMS II.3\", \"B&K 5128\", ..."},
          {.name = "source",
           .value = "NAME",
           .summary = "Whose measurement, where one name was imported from several",
           .detail = "A part of the name of the database or the laboratory will do."},
          {.name = "calibration",
           .value = "NAME",
           .summary = "Subtract this calibration of the microphone or coupler: imported, or a file",
           .detail = "A calibration that was imported goes by its file's name or its serial number.",
           .completes = Completes::kFile},
          {.name = "form",
           .value = "FORM",
           .summary = "What it is, where neither folder nor rig tells",
           .choices = {"over-ear", "in-ear"}},
          {.name = "target",
           .value = "TARGET",
           .summary = "Hold it against this target instead of the rig's usual one: built in, imported, or a file",
           .completes = Completes::kFile},
          {.name = "bass", .value = "DB", .summary = "More or less bass than the target: a low shelf at 105 Hz"},
          {.name = "treble", .value = "DB", .summary = "More or less treble than the target: a high shelf at 2.5 kHz"},
          {.name = "ear-gain", .value = "DB", .summary = "More or less at 2.75 kHz, where the ear resonates"},
          {.name = "tilt", .value = "DB", .summary = "Tilt the target by so many dB an octave; negative is warmer"},
          {.name = "force",
           .value = "",
           .summary = "Compare with a target of another rig all the same",
           .detail = "That makes an error of 3 to 8 dB between 5 and 10 kHz; the answer says so."}};
}

app::SubjectRequest subject_from(const Arguments& arguments, std::string name) {
  return {.name = std::move(name),
          .rig = arguments.text("rig"),
          .form = arguments.text("form"),
          .source = arguments.text("source"),
          .calibration = arguments.text("calibration")};
}

Result<app::TargetRequest> target_from(const Arguments& arguments) {
  app::TargetRequest request;
  request.name = arguments.text("target");
  request.force = arguments.has("force");
  EARDRUM_TRY(const auto bass, arguments.number("bass", -12.0, 15.0, "dB"));
  EARDRUM_TRY(const auto treble, arguments.number("treble", -12.0, 12.0, "dB"));
  EARDRUM_TRY(const auto ear_gain, arguments.number("ear-gain", -12.0, 12.0, "dB"));
  EARDRUM_TRY(const auto tilt, arguments.number("tilt", -3.0, 3.0, "dB an octave"));
  if (bass) request.taste.bass.gain = Gain(*bass);
  if (treble) request.taste.treble.gain = Gain(*treble);
  if (ear_gain) request.taste.ear_gain.gain = Gain(*ear_gain);
  if (tilt) request.taste.tilt_per_octave = Gain(*tilt);
  return request;
}

Operand subject_operand() {
  return {.name = "HEADPHONE",
          .summary = "a headphone of the catalogue, or a measurement file of any common format",
          .completes = Completes::kGear};
}

}  // namespace eardrum::cli
