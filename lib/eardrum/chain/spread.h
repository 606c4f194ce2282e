// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include <eardrum/chain/stages/headphone.h>
#include <eardrum/units/level.h>

namespace eardrum::chain {

/// How far the truth may lie from a computed level, as a normal distribution in dB: the truth is expected at level +
/// bias and scatters by `sd`. 90 % lie between p5 and p95.
struct LevelSpread {
  Gain bias{0.0};
  Gain sd{0.0};

  Gain p5() const { return bias - 1.6448536 * sd; }
  Gain p95() const { return bias + 1.6448536 * sd; }
  bool operator==(const LevelSpread&) const = default;
};

/// What a sensitivity of this confidence is worth. A maker's figure against independent measurements of the same 39
/// models: mean -2.2 dB, SD 3.7 dB (reference/electrical.md section 2). Two laboratories on the same model: SD 1.6 dB
/// without the one outlier (same section: +0.3, -1.7, +1.3, -5.2 dB), which covers unit, seat and coupler.
LevelSpread spread_of_sensitivity(Confidence confidence);

/// The scatter of the response at the drum in dB (one standard deviation) per frequency of `grid`: seats for
/// headphones, ears and insertions for earphones. Over-ear: one open headphone in five positions (reference/science.md
/// section 1.4; closed ones add 1 dB below 200 Hz, [approx]). In-ear: left against right of 243 pairs, 75th percentile
/// / sqrt 2 (same section).
std::shared_ptr<const std::vector<double>> shape_sd_db(Form form, Back back, const FrequencyGrid& grid);

}  // namespace eardrum::chain
