// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <eardrum/chain/evaluate.h>
#include <eardrum/match/judge.h>

namespace eardrum::test {

/// A headphone as a published table describes it.
struct PlainHeadphone {
  std::string name = "headphone";
  double db_per_volt = 100.0;
  double rated_ohm = 32.0;
  /// Empty: only the rated impedance is known.
  std::optional<chain::Impedance> impedance = std::nullopt;
  chain::Form form = chain::Form::kOverEar;
  chain::Back back = chain::Back::kOpen;
  Confidence confidence = Confidence::kMeasured;
  std::string driver = {};
  bool wireless = false;
};

/// An output as a published table describes it.
struct PlainOutput {
  std::string name = "output";
  std::optional<double> volts = std::nullopt;
  std::optional<double> output_ohm = std::nullopt;
  std::optional<double> noise_microvolt = std::nullopt;
  std::vector<chain::PowerPoint> power_points = {};
  std::string volume_control = "";
};

chain::Impedance flat(double ohm);
chain::Impedance curve(std::vector<chain::ImpedancePoint> points);
chain::Headphone headphone(const PlainHeadphone& plain);
chain::Evaluation pair(const chain::Headphone& headphone, const PlainOutput& output);
chain::Evaluation pair(const PlainHeadphone& headphone, const PlainOutput& output);
match::Listener listener(double average_db_spl, double crest_factor_db);

}  // namespace eardrum::test
