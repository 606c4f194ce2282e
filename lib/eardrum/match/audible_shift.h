// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/match/finding.h>

namespace eardrum::match {

// How far the response may move over one to three octaves, in dB [ours, from the matching criteria of Clark and the
// resonance thresholds of Toole and Olive: reference/electrical.md section 7].
inline constexpr double kInaudibleShiftDb = 0.3;
inline constexpr double kBorderlineShiftDb = 1.0;
inline constexpr double kStrongShiftDb = 3.0;

/// Good below 0.3 dB, a note to 1, care to 3, poor above.
constexpr Grade grade_of_shift(double size_db) {
  if (size_db < kInaudibleShiftDb) return Grade::kGood;
  if (size_db <= kBorderlineShiftDb) return Grade::kNote;
  return size_db <= kStrongShiftDb ? Grade::kCare : Grade::kPoor;
}

}  // namespace eardrum::match
