// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/evaluation.h>

#include <algorithm>

namespace eardrum::chain {

std::string_view to_text(Missing missing) {
  switch (missing) {
    case Missing::kSensitivity:
      return "the headphone's sensitivity";
    case Missing::kDrive:
      return "the source's output voltage";
    case Missing::kLimits:
      return "the output's maximum voltage, current or power";
    case Missing::kOutputImpedance:
      return "the output impedance";
    case Missing::kImpedance:
      return "the headphone's impedance";
    case Missing::kImpedanceCurve:
      return "the headphone's impedance over frequency";
    case Missing::kNoise:
      return "the output's noise";
    case Missing::kResponse:
      return "the headphone's frequency response";
  }
  return "";
}

bool Evaluation::lacks(Missing what) const {
  return std::find(missing.begin(), missing.end(), what) != missing.end();
}

}  // namespace eardrum::chain
