// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum::bench {

/// One fit and what others reached on it.
struct FitProblem {
  std::string name;
  Hertz sample_rate;
  FrequencyResponse curve;
  std::optional<double> autoeq_loss_db, autoeq_ms;
  std::optional<double> autoeq_c_rms_db, autoeq_c_ms;  ///< 20 Hz-20 kHz
  std::optional<double> best_known_autoeq_box_db, best_known_free_box_db;
};

/// One JSON object a line: name, sample_rate_hz, frequency_hz, eq_target_db, and what peers reached where it is known.
Result<std::vector<FitProblem>> read_problems(const std::string& path);

}  // namespace eardrum::bench
