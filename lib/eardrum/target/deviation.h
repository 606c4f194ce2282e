// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/base/result.h>
#include <eardrum/response/frequency_response.h>
#include <eardrum/target/rig.h>
#include <eardrum/target/target.h>

namespace eardrum::target {

/// The grid that responses and targets meet on: 20 Hz * 1.01^n up to 20 kHz, the one of AutoEq, so that scores are its
/// scores.
const FrequencyGrid& comparison_grid();

/// What a response is too loud or too soft by, against a target.
struct Deviation {
  FrequencyResponse
      error;  ///< Response less target on comparison_grid(), level so that its mean from 300 Hz to 3 kHz is 0.
  RigMatch rig_match = RigMatch::kSame;
  std::string caution;  ///< A sentence on what the rigs' difference does to the numbers; empty for one rig.
};

/// Whether a target of another rig is refused or taken all the same.
enum class RigLock { kEnforced, kForced };

/// `response` less `target`, both shown by `rig`. Fails with kUsage when the target is locked to a rig that is not
/// comparable: the message says how large the error would be and which target fits. kForced compares anyway and puts
/// that into the caution. `rig` may be an alias; `laboratory` picks between rigs of one model. An unknown rig is
/// refused too.
Result<Deviation> deviation_from(const Target& target, const FrequencyResponse& response, const RigTable& rigs,
                                 std::string_view rig, std::string_view laboratory = {},
                                 RigLock lock = RigLock::kEnforced);

/// `curve` shifted so that its mean over log frequency from 300 Hz to 3 kHz is 0 dB: what tonality is judged against.
FrequencyResponse level_at_mids(const FrequencyResponse& curve);

}  // namespace eardrum::target
