// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/finding.h>

#include <algorithm>

namespace eardrum::match {

std::string_view to_text(Topic topic) {
  switch (topic) {
    case Topic::kLoudEnough:
      return "loud_enough";
    case Topic::kOverpowered:
      return "overpowered";
    case Topic::kDamping:
      return "damping";
    case Topic::kToneShift:
      return "tone_shift";
    case Topic::kLegacyOutput:
      return "legacy_output";
    case Topic::kHiss:
      return "hiss";
    case Topic::kVolumeRange:
      return "volume_range";
    case Topic::kBalanced:
      return "balanced";
    case Topic::kCable:
      return "cable";
    case Topic::kCrosstalk:
      return "crosstalk";
    case Topic::kTonalBalance:
      return "tonal_balance";
    case Topic::kExposure:
      return "exposure";
    case Topic::kUnknown:
      return "unknown";
  }
  return "";
}

std::string_view to_text(Grade grade) {
  switch (grade) {
    case Grade::kGood:
      return "good";
    case Grade::kNote:
      return "note";
    case Grade::kCare:
      return "care";
    case Grade::kPoor:
      return "poor";
    case Grade::kCannotTell:
      return "cannot_tell";
  }
  return "";
}

std::string_view to_text(Certainty certainty) {
  switch (certainty) {
    case Certainty::kSure:
      return "sure";
    case Certainty::kProbable:
      return "probable";
    case Certainty::kOpen:
      return "open";
  }
  return "";
}

const Figure* Finding::find(std::string_view name) const {
  const auto all = figures();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Figure& figure) { return figure.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace eardrum::match
