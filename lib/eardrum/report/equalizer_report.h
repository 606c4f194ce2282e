// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <eardrum/base/value.h>
#include <eardrum/filter/peq.h>
#include <eardrum/report/document.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum::report {

/// A point of a graphic curve.
struct EqualizerPoint {
  Hertz frequency;
  Gain gain;
};

/// One ear's equaliser, or that of both. Refers to what it is given. All curves are on one grid.
struct EarView {
  std::string side;  ///< "left", "right"; empty for both
  const FrequencyResponse& before;
  const FrequencyResponse& target;
  const FrequencyResponse& after;
  const FrequencyResponse& wanted;     ///< the gain that was aimed at
  const FrequencyResponse& equalizer;  ///< what the filters do, without preamp
  const FrequencyResponse& seat_sd;    ///< one standard deviation of the measurement, dB
  const Peq& peq;
  std::vector<EqualizerPoint> points = {};                 ///< in the place of filters, joined by straight lines
  double rms_before_10k_db = 0.0, rms_after_10k_db = 0.0;  ///< 20 Hz to 10 kHz, mean removed
  double rms_before_20k_db = 0.0, rms_after_20k_db = 0.0;
  Gain held_back{0.0};  ///< the most that the limits took: positive of a boost, negative of a cut; and where
  Hertz held_back_at{0.0};
};

struct EqualizerView {
  std::string headphone;
  std::string rig;
  std::string source;
  std::string target;
  std::string device;
  Hertz sample_rate{48000.0};
  bool graphic = false;  ///< sliders at fixed frequencies, in their order
  std::string caution;
  std::vector<EarView> ears;
  std::vector<std::string> losses;  ///< what the device's format can't hold
  std::string file;                 ///< what the export should be called
  Gain left_over_right{0.0};        ///< of two ears, as measured; the preamps take it back
  std::size_t seatings = 0;         ///< of a side, where seat_sd was measured; 0: it is typical
};

/// Before, target, after with the seat-to-seat band; the filters one by one; the table of filters by importance.
Document equalizer_document(const EqualizerView& equalizer);
/// docs/schema/eq-1.schema.json
Value equalizer_value(const EqualizerView& equalizer);

}  // namespace eardrum::report
