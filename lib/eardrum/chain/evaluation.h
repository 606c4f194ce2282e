// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <eardrum/chain/chain.h>
#include <eardrum/chain/spread.h>
#include <eardrum/response/grid.h>

namespace eardrum::chain {

/// The voltage, current and power that leave one electrical stage, for a full-scale sine at 1 kHz with the volume as
/// the chain has it.
struct Port {
  std::size_t stage = 0;  ///< index into chain.stages()
  Volts voltage{};
  Amperes current{};
  Watts power{};  ///< real power into what follows
  Ohms load{};    ///< magnitude of what follows, at 1 kHz

  bool operator==(const Port&) const = default;
};

/// The loudest that the chain gets cleanly.
struct Ceiling {
  DbSpl level{};    ///< by the sensitivity at 1 kHz, of a sine whose peaks are the loudest clean peaks
  Volts voltage{};  ///< across the headphone
  Amperes current{};
  Watts power{};
  Limit limit = Limit::kNone;
  std::size_t stage = 0;  ///< the stage that sets it

  bool operator==(const Ceiling&) const = default;
};

/// Noise of the electronics, at the drum.
struct Noise {
  Volts voltage{};  ///< A-weighted, across the headphone
  DbSpl level{};    ///< A-weighted, by the sensitivity at 1 kHz
  /// White noise of that A-weighted voltage, as a density: dB SPL per root hertz at 1 kHz. At other frequencies add
  /// shape_db.
  double density_db_spl = 0.0;

  bool operator==(const Noise&) const = default;
};

/// A figure that the chain lacks, and that an answer would need.
enum class Missing {
  kSensitivity,      ///< no level can be told
  kDrive,            ///< neither a full-scale voltage nor a limit: no loudness can be told
  kLimits,           ///< the output's maximum is unknown
  kOutputImpedance,  ///< no tone shift can be told; 0 ohm was used
  kImpedance,        ///< not even the headphone's rated impedance: neither damping nor tone shift can be told
  kImpedanceCurve,   ///< only the rated impedance: a tone shift through a source impedance cannot be told
  kNoise,            ///< no hiss can be told
  kResponse,         ///< no tonal balance can be told
};
std::string_view to_text(Missing missing);

/// What reaches the eardrum. All that a verdict may cite. Curves have one value a grid point.
///
/// Levels follow the convention of every published figure: the sensitivity at 1 kHz times the rms voltage across the
/// headphone, at the drum reference point of the coupler on which the sensitivity was measured. The response is apart
/// from it, as a shape relative to 1 kHz: the level at f is the level at 1 kHz plus shape_db at f.
struct Evaluation {
  Evaluation(Chain evaluated, FrequencyGrid on) : chain(std::move(evaluated)), grid(std::move(on)) {}

  Chain chain;
  FrequencyGrid grid;
  std::size_t reference = 0;  ///< the grid point at 1 kHz

  /// dB re 1 kHz: all that shapes the sound, from equaliser to ear.
  std::vector<double> shape_db;
  /// dB re 1 kHz: only what the source's output impedance and the cable do to this headphone.
  std::vector<double> tone_shift_db;
  /// dB re 1 kHz: only what the digital stages and the electronics' own tone do.
  std::vector<double> source_tone_db;

  std::optional<DbSpl> full_scale_level;  ///< 0 dBFS sine at 1 kHz, volume as set; were there no limits
  std::optional<Ceiling> ceiling;
  /// dB SPL of the loudest clean sine per frequency; empty when the ceiling is unknown.
  std::vector<double> ceiling_db_spl;
  std::optional<Noise> noise;

  LevelSpread level_spread;                                ///< of every level here
  std::shared_ptr<const std::vector<double>> shape_sd_db;  ///< of shape_db, one standard deviation

  std::optional<Ohms> output_impedance;  ///< magnitude at 1 kHz, of the electronics; none: unknown
  Ohms cable_resistance{};               ///< loop
  Ohms load_at_reference{};              ///< |Z| at 1 kHz
  Impedance::Extreme load_minimum, load_maximum;
  /// The resistance that would take the same power from music: 1/sqrt(mean of 1/|Z|^2) over log f, 40 Hz to 10 kHz
  /// (pink).
  Ohms music_load{};
  Ohms shared_return{};           ///< what both channels' currents share; 0 balanced or unknown
  std::optional<Gain> crosstalk;  ///< the other channel at 1 kHz through the shared return; none when nothing is shared
  std::optional<Sensitivity> sensitivity;
  std::vector<Port> trace;
  std::vector<Missing> missing;

  bool lacks(Missing what) const;
  /// The response in dB SPL for a full-scale sine. Precondition: full_scale_level is known.
  double response_db_spl(std::size_t i) const { return full_scale_level->db() + shape_db[i]; }
};

}  // namespace eardrum::chain
