// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/filter/peq.h>

namespace eardrum {

std::string_view to_text(BandType type) {
  switch (type) {
    case BandType::kPeaking:
      return "peaking";
    case BandType::kLowShelf:
      return "low_shelf";
    case BandType::kHighShelf:
      return "high_shelf";
    case BandType::kLowPass:
      return "low_pass";
    case BandType::kHighPass:
      return "high_pass";
  }
  return "";
}

std::string_view to_text(FilterDesign design) {
  return design == FilterDesign::kMatched ? "matched" : "bilinear";
}

}  // namespace eardrum
