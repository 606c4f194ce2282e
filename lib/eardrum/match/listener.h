// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <eardrum/target/target.h>
#include <eardrum/units/level.h>

namespace eardrum::match {

/// Who listens, to what, how loud and where.
struct Listener {
  /// Average level wanted, by the convention of published figures (sensitivity at 1 kHz); 75-85 dB is common.
  DbSpl wanted_level{80.0};
  /// Peaks above the average: classical 18 dB, jazz 14, pop 10, EDM 5 (response/programme.h names presets).
  Gain crest_factor{14.0};
  std::string programme = "jazz";
  double hours_per_week = 14.0;
  /// Background noise of the room, A-weighted.
  double room_noise_dba = 25.0;
  /// The target that the response is held against, for the rig that the response was measured on: a judge reads no
  /// files. None: the tonal balance can't be told. Judging many chains is quickest with one sampled on their grid.
  std::optional<target::Target> target;
  /// What to say of a target whose rig is not the response's but close to it (target/deviation.h): whoever chose the
  /// target knows the rigs. Without it another rig's target is refused.
  std::optional<std::string> rig_caution;
};

}  // namespace eardrum::match
