// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include <eardrum/catalogue/gear.h>

namespace eardrum::catalogue {

/// The words that the data files use for each value of an enumeration: the one place where they stand.
template <class Enum>
struct Words;

template <>
struct Words<Form> {
  static constexpr std::array<std::pair<Form, std::string_view>, 4> list{
      {{Form::kOverEar, "over-ear"}, {Form::kOnEar, "on-ear"}, {Form::kInEar, "in-ear"}, {Form::kEarbud, "earbud"}}};
};
template <>
struct Words<Back> {
  static constexpr std::array<std::pair<Back, std::string_view>, 3> list{
      {{Back::kOpen, "open"}, {Back::kSemiOpen, "semi-open"}, {Back::kClosed, "closed"}}};
};
template <>
struct Words<Driver> {
  static constexpr std::array<std::pair<Driver, std::string_view>, 4> list{{{Driver::kDynamic, "dynamic"},
                                                                            {Driver::kPlanar, "planar"},
                                                                            {Driver::kBalancedArmature, "ba"},
                                                                            {Driver::kHybrid, "hybrid"}}};
};
template <>
struct Words<Isolation> {
  static constexpr std::array<std::pair<Isolation, std::string_view>, 4> list{{{Isolation::kNone, "none"},
                                                                               {Isolation::kLow, "low"},
                                                                               {Isolation::kMedium, "medium"},
                                                                               {Isolation::kHigh, "high"}}};
};
template <>
struct Words<SourceKind> {
  static constexpr std::array<std::pair<SourceKind, std::string_view>, 10> list{
      {{SourceKind::kPhone, "phone"},
       {SourceKind::kDongle, "dongle"},
       {SourceKind::kDap, "dap"},
       {SourceKind::kPortableDacAmp, "portable-dac-amp"},
       {SourceKind::kDacAmp, "dac-amp"},
       {SourceKind::kDac, "dac"},
       {SourceKind::kAmp, "amp"},
       {SourceKind::kLaptop, "laptop"},
       {SourceKind::kInterface, "interface"},
       {SourceKind::kReceiver, "receiver"}}};
};
template <>
struct Words<Output> {
  static constexpr std::array<std::pair<Output, std::string_view>, 2> list{
      {{Output::kSingleEnded, "single-ended"}, {Output::kBalanced, "balanced"}}};
};
template <>
struct Words<ImpedanceAt> {
  static constexpr std::array<std::pair<ImpedanceAt, std::string_view>, 4> list{
      {{ImpedanceAt::kNominal, "nominal"},
       {ImpedanceAt::kMinimum, "minimum"},
       {ImpedanceAt::kMaximum, "maximum"},
       {ImpedanceAt::kFrequency, "frequency"}}};
};
template <>
struct Words<Confidence> {
  static constexpr std::array<std::pair<Confidence, std::string_view>, 6> list{{{Confidence::kMeasured, "measured"},
                                                                                {Confidence::kPage, "page"},
                                                                                {Confidence::kKnown, "known"},
                                                                                {Confidence::kApprox, "approx"},
                                                                                {Confidence::kComputed, "computed"},
                                                                                {Confidence::kUser, "user"}}};
};

template <class Enum>
constexpr std::string_view word(Enum value) {
  for (const auto& [candidate, text] : Words<Enum>::list) {
    if (candidate == value) return text;
  }
  return {};
}

}  // namespace eardrum::catalogue
