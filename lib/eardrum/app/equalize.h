// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <eardrum/app/subject.h>
#include <eardrum/eq/eq_curve.h>
#include <eardrum/eq/fit.h>
#include <eardrum/formats/eq_devices.h>

namespace eardrum::app {

/// Which few filters put a headphone where its listener wants it, in the format that the listener's player reads?
struct EqualizeRequest {
  SubjectRequest subject;
  TargetRequest target;
  /// "Make mine sound like that one": another headphone, measured on the same rig, in the target's place.
  std::optional<SubjectRequest> like;
  std::string device = "equalizer-apo";  ///< by id or name, data/devices.toml
  std::optional<std::size_t> bands;      ///< none: ten, or as many as the device has when that is fewer
  Hertz sample_rate{48000.0};            ///< where the device has none of its own
  /// How bands become filters. None: bilinear, and where the device's file holds coefficients or impulse responses in
  /// any case, whichever leaves the smaller error over the sample rates that the file is for.
  std::optional<FilterDesign> design;
  eq::CurveSpec curve;
  eq::Effort effort = eq::Effort::kHigh;
  /// What a decibel of a band's gain costs, in dB of error: keeps neighbours from fighting each other (eq::Objective).
  double gain_cost = 0.02;
  /// Left and right apart, where both were measured.
  bool each_ear = false;
  /// Where the export will stand, for formats that name the files beside it by their whole path.
  std::string folder;
};

/// How far a response is from its target: root mean square of the difference in dB, its mean removed, uniform in log
/// frequency.
struct Residual {
  double to_10_khz_db = 0.0;  ///< 20 Hz to 10 kHz
  double to_20_khz_db = 0.0;
};

/// One ear's equaliser, or that of both.
struct EarEqualizer {
  Channel side = Channel::kBoth;
  FrequencyResponse before;  ///< as measured, level at the mids
  FrequencyResponse target;  ///< the same level
  eq::EqCurve curve;
  eq::Fit fit;                       ///< Without bands where the device takes points.
  std::vector<GraphicPoint> points;  ///< Of a device that takes them in the place of bands.
  FrequencyResponse equalizer;       ///< what the filters or points do, without preamp
  FrequencyResponse after;           ///< before + equalizer, level at the mids
  FrequencyResponse seat_sd;         ///< of one seating: measured where it was, else typical
  Residual residual_before, residual_after;
};

struct EqualizeAnswer {
  Subject subject;
  std::string target;   ///< by name
  std::string caution;  ///< what comparing across rigs costs; empty for one rig
  const EqDevice* device = nullptr;
  Hertz sample_rate{48000.0};
  std::vector<EarEqualizer> ears;  ///< one, or left and right
  EqDocument document;
  Export exported;
  /// Of two ears: how much louder the left one was as measured, 300 Hz to 3 kHz, which the preamps take back. 0 where
  /// the file says more than 6 dB: then it was recorded at two gains.
  Gain left_over_right{0.0};
};

/// Fails as find_subject and target_for do, with kNotFound for an unknown device, and with kUsage when the device has
/// not so many bands, takes points, or no coefficients for a matched design, when `like` was measured on another rig,
/// or when a side is missing.
Result<EqualizeAnswer> equalize(const EqualizeRequest& request, const Inventory& inventory);

/// The same for a subject that was found already; request.subject does not count.
Result<EqualizeAnswer> equalize(Subject subject, const EqualizeRequest& request, const Inventory& inventory);

/// A headphone's name as that of a file, without what a path can't hold.
std::string file_stem(std::string name);

/// The device of that id or name. Fails with kNotFound and the nearest ids.
Result<const EqDevice*> find_device(const std::string& id_or_name);

}  // namespace eardrum::app
