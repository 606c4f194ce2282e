// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum {

enum class FirPhase {
  kMinimum,  ///< No delay, no pre-ringing: what headphones themselves are. The default everywhere.
  kLinear,   ///< All frequencies delayed alike by half the length; rings before the sound. Not for live use.
  kMixed,  ///< Minimum phase in the bass, linear above FirSpec::linear_from: a short delay, no pre-ringing in the bass.
};

struct FirSpec {
  Hertz sample_rate{48000.0};
  FirPhase phase = FirPhase::kMinimum;
  /// Where the response has to follow the wanted one, and how closely. The top ends at 0.475 of the sample rate.
  Hertz from{20.0}, to{20000.0};
  double accuracy_db = 0.01;
  /// Exactly this many taps; 0: the power of two that reaches accuracy_db, up to most_taps.
  std::size_t taps = 0;
  std::size_t most_taps = std::size_t{1} << 18;
  Hertz linear_from{500.0};

  bool operator==(const FirSpec&) const = default;
};

struct Fir {
  std::vector<double> taps;
  Hertz sample_rate;
  std::size_t delay = 0;        ///< In samples: when the main part arrives.
  double worst_error_db = 0.0;  ///< Between FirSpec::from and to. Above accuracy_db when the taps did not suffice.

  bool operator==(const Fir&) const = default;
};

/// The filter whose magnitude is `gain` (held level beyond its ends). The design is corrected by its own error a few
/// times, so that fewer taps do. Fails with kUsage when the spec makes no sense: an odd number of taps, or fewer
/// than 16.
Result<Fir> design_fir(const FrequencyResponse& gain, const FirSpec& spec);

}  // namespace eardrum
