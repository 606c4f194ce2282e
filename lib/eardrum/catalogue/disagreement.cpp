// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/disagreement.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace eardrum::catalogue {
namespace {

constexpr double kSensitivityDb = 1.0;
constexpr double kRatioDb = 0.42;  // 5 %

template <class T>
Disagreement::Statement statement_of(const Claim<T>& claim, double value, bool used) {
  return {value, claim.by, claim.note, claim.figure.confidence, claim.figure.source, used};
}

// Nothing when there are fewer than two statements or they lie closer together than `limit_db`.
template <class ToDb>
std::optional<Disagreement> judged(Disagreement candidate, double limit_db, ToDb to_db) {
  if (candidate.statements.size() < 2) return std::nullopt;
  const auto [low, high] = std::minmax_element(candidate.statements.begin(), candidate.statements.end(),
                                               [](const auto& a, const auto& b) { return a.value < b.value; });
  candidate.spread = to_db(high->value) - to_db(low->value);
  if (!(candidate.spread > limit_db)) return std::nullopt;
  return candidate;
}

double amplitude_db(double value) {
  return 20.0 * std::log10(value);
}

template <class T>
std::optional<Disagreement> among(std::string_view figure, std::string_view unit, const Claims<T>& claims) {
  Disagreement out{figure, unit, 0.0, {}};
  const auto* used = preferred(claims);
  for (const auto& claim : claims)
    out.statements.push_back(statement_of(claim, claim.figure.value.value(), &claim == used));
  return judged(std::move(out), kRatioDb, amplitude_db);
}

}  // namespace

std::vector<Disagreement> disagreements(const HeadphoneGear& gear) {
  std::vector<Disagreement> out;
  Disagreement sensitivity{"sensitivity", "dB/V", 0.0, {}};
  const auto* used = preferred(gear.sensitivity);
  for (const auto& claim : gear.sensitivity) {
    const auto value = converted(claim.figure.value, gear);
    if (value) sensitivity.statements.push_back(statement_of(claim, value->per_volt().db(), &claim == used));
  }
  if (auto found = judged(std::move(sensitivity), kSensitivityDb, [](double db) { return db; }))
    out.push_back(*std::move(found));

  // What is said to hold over all or near 1 kHz; the extremes are other figures.
  Disagreement impedance{"impedance", "ohm", 0.0, {}};
  const Claim<ImpedanceFigure>* best = impedance_claim(gear, ImpedanceAt::kFrequency);
  if (best == nullptr) best = impedance_claim(gear, ImpedanceAt::kNominal);
  for (const auto& claim : gear.impedance) {
    const ImpedanceAt at = claim.figure.value.at;
    const bool near_1khz = at == ImpedanceAt::kFrequency && claim.figure.value.frequency >= Hertz(500.0) &&
                           claim.figure.value.frequency <= Hertz(2000.0);
    if (at != ImpedanceAt::kNominal && !near_1khz) continue;
    impedance.statements.push_back(statement_of(claim, claim.figure.value.magnitude.value(), &claim == best));
  }
  if (auto found = judged(std::move(impedance), kRatioDb, amplitude_db)) out.push_back(*std::move(found));
  return out;
}

std::vector<Disagreement> disagreements(const Socket& socket) {
  std::vector<Disagreement> out;
  if (auto found = among("output impedance", "ohm", socket.output_impedance)) out.push_back(*std::move(found));
  if (auto found = among("maximum voltage", "V", socket.max_voltage)) out.push_back(*std::move(found));
  return out;
}

}  // namespace eardrum::catalogue
