// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/wording.h>

#include <cmath>

#include <eardrum/match/reading.h>

namespace eardrum::match {

std::string hedged(Certainty certainty, std::string_view statement) {
  std::string text;
  if (certainty == Certainty::kProbable) text = "probably ";
  if (certainty == Certainty::kOpen) text = "perhaps ";
  text += statement;
  if (text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

namespace {

// The interval without the unit that stands before it.
template <class Quantity>
std::string with_range(const Figure& figure) {
  if (!figure.low || !figure.high) return reading(Quantity(figure.value));
  // A tenth is more than an interval of decibels leaves.
  const auto tenths = [](double value) {
    std::string text = reading(Quantity(std::round(value * 10.0) / 10.0));
    const std::size_t point = text.find('.');
    if (point != std::string::npos && text[point + 2] != ' ') text.erase(point + 2, 1);
    return text;
  };
  const auto bare = [&](double value) {
    const std::string with_unit = tenths(value);
    return with_unit.substr(0, with_unit.find(' '));
  };
  return tenths(figure.value) + " (" + bare(*figure.low) + " to " + bare(*figure.high) + ")";
}

}  // namespace

std::string decibels_with_range(const Figure& figure) {
  return with_range<Gain>(figure);
}

std::string level_with_range(const Figure& figure) {
  return with_range<DbSpl>(figure);
}

std::string sensitivity_caution(const chain::Evaluation& evaluation) {
  const auto& figures = evaluation.chain.headphone().sensitivities;
  if (figures.empty()) return "";
  switch (figures.front().confidence) {
    case Confidence::kMeasured:
      return "The sensitivity was measured independently; two laboratories differ by 1.6 dB (one sigma), which is "
             "counted "
             "in.";
    case Confidence::kUser:
      return "The sensitivity is your own figure, taken as measured.";
    case Confidence::kPage:
    case Confidence::kKnown:
    case Confidence::kComputed:
      return "The sensitivity is the maker's figure. Measurements of 39 models lay 2.2 dB below such figures on "
             "average, "
             "with a scatter of 3.7 dB; both are counted in.";
    case Confidence::kApprox:
      return "The sensitivity is from memory or by analogy, so every level here may be off by 8 dB either way.";
  }
  return "";
}

const std::string& output_name(const chain::Evaluation& evaluation) {
  const chain::Amplifier* amplifier = evaluation.chain.amplifier();
  return amplifier != nullptr ? amplifier->name : evaluation.chain.dac()->name;
}

const std::string& headphone_name(const chain::Evaluation& evaluation) {
  return evaluation.chain.headphone().name;
}

}  // namespace eardrum::match
