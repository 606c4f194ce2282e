// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <eardrum/app/equalize.h>
#include <eardrum/engine/tuning.h>

namespace eardrum::app {

/// What is to be done to the sound, as a person names it: at most one of these.
struct TuningRequest {
  std::optional<std::string> equalizer;      ///< a file of equaliser settings in any format that there is a reader for
  std::optional<EqualizeRequest> headphone;  ///< or one fitted for this headphone
  std::optional<std::string> chain;          ///< or the digital stages of a chain file
};

struct TuningAnswer {
  engine::Tuning tuning;  ///< named after what was asked for
  /// dB SPL at the drum for a full-scale sine behind the tuning; known for a chain with a sensitivity and a drive.
  std::optional<FrequencyResponse> drum_db_spl;
  std::vector<std::string> notes;  ///< what of it was not used
};

/// Nothing asked for is a tuning that does nothing. Bands can be turned; graphic curves, impulse responses and
/// coefficients are its fixed part. Fails with kUsage for two things at once, and as the readers and equalize() do.
Result<TuningAnswer> tuning_for(const TuningRequest& request, const Inventory& inventory);

}  // namespace eardrum::app
