// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/eq/fit_spec.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum::eq {

/// An equaliser that follows a curve, and how well.
struct Fit {
  /// The bands by importance: the first N lower the loss more than any other N (found greedily, parameters as they
  /// are). The preamp keeps the whole from amplifying any frequency.
  Peq peq;
  /// Where each band of `peq` stands in FitSpec::bands.
  std::vector<std::size_t> places;
  /// The broadband offset that was fitted: curve = response without preamp + offset. 0 unless asked for.
  Gain offset;
  /// As FitSpec::objective defines it, without the cost of gains, in dB.
  double loss_db = 0.0;
  /// The loss with only the first 1, 2, ... bands.
  std::vector<double> loss_by_count_db;
};

/// Finds the equaliser whose digital response at spec.sample_rate follows `curve` (the wanted gain) best.
/// Deterministic. Fails with kUsage when the spec contradicts itself (a range upside down, a band at or above Nyquist,
/// a step that no value of its range meets) and kInvalidData when the curve has no point in the objective's range.
Result<Fit> fit(const FrequencyResponse& curve, const FitSpec& spec);

/// The loss of any equaliser under `objective`, in dB; its preamp is not counted. With a free offset, the best one's.
Result<double> loss_db(const FrequencyResponse& curve, const Peq& peq, Hertz sample_rate, const Objective& objective);

}  // namespace eardrum::eq
