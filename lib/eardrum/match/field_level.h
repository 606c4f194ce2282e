// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/listener.h>
#include <eardrum/units/level.h>

namespace eardrum::match {

/// One listening level in the two terms that must not be mixed up.
struct FieldLevel {
  /// A-weighted, of the diffuse field that would give the same levels at the drum: what limits of exposure are written
  /// in (ISO 11904-1).
  DbFieldA field;
  /// A-weighted, at the drum: up to 11 dB higher.
  DbSpl drum_a;
  Gain sd;  ///< of both, for one standard deviation: how well response and programme are known
};

/// Both for the listener's programme played so that it averages `average` by the 1 kHz sensitivity. Third octaves of
/// the programme's long-term spectrum through the response at the drum. Without a measured response the headphone
/// counts as diffuse-field equalised. A programme that is not built in counts as IEC 60268-1's.
FieldLevel field_level(const chain::Evaluation& evaluation, const Listener& listener, DbSpl average);

}  // namespace eardrum::match
