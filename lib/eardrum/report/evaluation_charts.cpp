// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/evaluation_charts.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

#include <eardrum/match/audible_shift.h>
#include <eardrum/report/match_report.h>
#include <eardrum/report/number.h>
#include <eardrum/report/stage_facts.h>
#include <eardrum/target/deviation.h>

namespace eardrum::report {
namespace {

constexpr double kP95 = 1.6448536;
/// A shift that a careful listener can just hear; below it a second curve would only hide the first.
constexpr double kWorthShowingDb = 0.5;

std::vector<double> level(const chain::Evaluation& evaluation, const std::vector<double>& shape_db) {
  const auto made = FrequencyResponse::make(evaluation.grid, shape_db);
  EARDRUM_EXPECTS(made.has_value());
  const auto db = target::level_at_mids(made.value());
  return {db.db().begin(), db.db().end()};
}

double largest(const std::vector<double>& values) {
  double most = 0.0;
  for (const double value : values) most = std::max(most, std::abs(value));
  return most;
}

std::vector<double> frequencies(const chain::Evaluation& evaluation) {
  return {evaluation.grid.hz().begin(), evaluation.grid.hz().end()};
}

}  // namespace

std::optional<Chart> response_chart(const chain::Evaluation& evaluation, const target::Target* target) {
  const auto& headphone = evaluation.chain.headphone();
  if (!headphone.response) return std::nullopt;
  const std::size_t n = evaluation.shape_db.size();
  Chart chart{.id = "response", .title = "Response at the eardrum"};
  chart.hz = frequencies(evaluation);
  chart.left = {.label = "Level re 300 Hz to 3 kHz", .unit = "dB", .minimum_span = 25};
  chart.db_per_decade = 25;
  chart.subtitle =
      headphone.name + ", measured by " + headphone.response->measured_by + " on " + headphone.response->rig;
  chart.description = "The level at the eardrum over frequency";

  Curve response{.name = "At the eardrum; band: 90 % of ears and seats", .role = Role::kFirst};
  response.y = level(evaluation, evaluation.shape_db);
  if (evaluation.shape_sd_db != nullptr && evaluation.shape_sd_db->size() == n) {
    for (std::size_t i = 0; i < n; ++i) {
      const double half = kP95 * (*evaluation.shape_sd_db)[i];
      response.low.push_back(response.y[i] - half);
      response.high.push_back(response.y[i] + half);
    }
  }
  chart.curves.push_back(std::move(response));
  if (largest(evaluation.tone_shift_db) >= kWorthShowingDb) {
    Curve alone{.name = "Without the tone shift", .role = Role::kSecond};
    std::vector<double> shape = evaluation.shape_db;
    for (std::size_t i = 0; i < n; ++i) shape[i] -= evaluation.tone_shift_db[i];
    alone.y = level(evaluation, shape);
    chart.curves.push_back(std::move(alone));
  }
  if (target != nullptr) {
    const auto db = target::level_at_mids(target->response.on(evaluation.grid));
    chart.curves.push_back(
        {.name = "Target: " + target->name, .role = Role::kTarget, .y = {db.db().begin(), db.db().end()}});
    chart.description += ", over the target " + target->name;
  }
  return chart;
}

std::optional<Chart> tone_shift_chart(std::span<const NamedEvaluation> evaluations) {
  constexpr std::array<Role, 3> kRoles = {Role::kFirst, Role::kSecond, Role::kThird};
  Chart chart{.id = "tone_shift", .title = "Tone shift through the output impedance"};
  chart.left = {.label = "Shift re 1 kHz", .unit = "dB", .minimum_span = 6};
  // Where there are more than lines, those that shift most are drawn.
  std::vector<const NamedEvaluation*> by_shift;
  for (const auto& output : evaluations) by_shift.push_back(&output);
  if (by_shift.size() > kRoles.size()) {
    std::stable_sort(by_shift.begin(), by_shift.end(), [](const NamedEvaluation* a, const NamedEvaluation* b) {
      return largest(a->evaluation.tone_shift_db) > largest(b->evaluation.tone_shift_db);
    });
  }
  double most = 0.0;
  int left_out = 0;
  std::array<int, kRoles.size()> alike{};
  for (const NamedEvaluation* output : by_shift) {
    const chain::Evaluation& evaluation = output->evaluation;
    if (!evaluation.output_impedance) continue;
    if (evaluation.lacks(chain::Missing::kOutputImpedance)) continue;
    // A level line would say "no shift" where nobody can tell.
    if (evaluation.lacks(chain::Missing::kImpedance) || evaluation.lacks(chain::Missing::kImpedanceCurve)) continue;
    // Outputs that shift alike, as the positions of a gain switch do, share one line.
    const auto drawn = std::find_if(chart.curves.begin(), chart.curves.end(), [&](const Curve& curve) {
      return std::equal(curve.y.begin(), curve.y.end(), evaluation.tone_shift_db.begin(),
                        evaluation.tone_shift_db.end(), [](double a, double b) { return std::abs(a - b) < 0.005; });
    });
    if (drawn != chart.curves.end()) {
      ++alike[static_cast<std::size_t>(drawn - chart.curves.begin())];
      continue;
    }
    if (chart.curves.size() == kRoles.size()) {
      ++left_out;
      continue;
    }
    chart.hz = frequencies(evaluation);
    chart.curves.push_back({.name = output->name + ", " + quantity(evaluation.output_impedance->value(), "ohm"),
                            .role = kRoles[chart.curves.size()],
                            .y = evaluation.tone_shift_db});
    if (chart.curves.size() == 1) most = largest(evaluation.tone_shift_db);
  }
  if (chart.curves.empty()) return std::nullopt;
  for (std::size_t i = 0; i < chart.curves.size(); ++i) {
    if (alike[i] > 0) chart.curves[i].name += ", and " + std::to_string(alike[i]) + " alike";
  }
  chart.zones = {
      {.name = "within 0.3 dB: inaudible", .low = -match::kInaudibleShiftDb, .high = match::kInaudibleShiftDb}};
  chart.subtitle = "What the source and the cable do to the tone of this headphone";
  if (left_out > 0) chart.subtitle += "; " + std::to_string(left_out) + " that shift it less are left out";
  chart.description = "The largest shift is " + quantity(most, "dB");
  return chart;
}

std::optional<Chart> impedance_chart(const chain::Evaluation& evaluation) {
  const auto& headphone = evaluation.chain.headphone();
  if (evaluation.lacks(chain::Missing::kImpedance) || evaluation.lacks(chain::Missing::kImpedanceCurve))
    return std::nullopt;
  const std::size_t n = evaluation.grid.size();
  std::vector<std::complex<double>> z(n);
  headphone.impedance.sample(evaluation.grid, z);
  Chart chart{.id = "impedance", .title = "Impedance"};
  chart.hz = frequencies(evaluation);
  chart.subtitle = headphone.name + ": " + std::string(chain::to_text(headphone.impedance.basis()));
  chart.left = {.label = "Magnitude", .unit = "ohm", .from_zero = true};
  Curve magnitude{.name = "Magnitude", .role = Role::kFirst};
  Curve phase{.name = "Phase", .role = Role::kSecond, .right = true};
  for (const auto& value : z) {
    magnitude.y.push_back(std::abs(value));
    phase.y.push_back(std::arg(value) * 180.0 / std::numbers::pi);
  }
  chart.curves.push_back(std::move(magnitude));
  if (!headphone.impedance.is_flat()) {
    chart.right = Axis{.label = "Phase", .unit = "degrees", .minimum_span = 180};
    chart.curves.push_back(std::move(phase));
  }
  if (evaluation.output_impedance && !evaluation.lacks(chain::Missing::kOutputImpedance)) {
    const double source = evaluation.output_impedance->value() + evaluation.cable_resistance.value();
    chart.curves.push_back({.name = "Output and cable, " + quantity(source, "ohm"),
                            .role = Role::kReference,
                            .y = std::vector<double>(n, source)});
  }
  chart.description = "Lowest " + quantity(evaluation.load_minimum.magnitude.value(), "ohm") + " at " +
                      quantity(evaluation.load_minimum.frequency.value(), "Hz") + ", highest " +
                      quantity(evaluation.load_maximum.magnitude.value(), "ohm") + " at " +
                      quantity(evaluation.load_maximum.frequency.value(), "Hz");
  return chart;
}

std::optional<Ladder> level_ladder(const chain::Evaluation& evaluation, const match::Listener& listener,
                                   const match::Verdict& verdict) {
  if (!evaluation.sensitivity || (!evaluation.noise && !evaluation.ceiling && !evaluation.full_scale_level)) {
    return std::nullopt;
  }
  const chain::LevelSpread& spread = evaluation.level_spread;
  const auto rung = [&](const char* key, const char* label, DbSpl level, Tone tone) {
    return Rung{.key = key,
                .label = label,
                .level = (level + spread.bias).db(),
                .low = (level + spread.p5()).db(),
                .high = (level + spread.p95()).db(),
                .tone = tone};
  };
  const auto tone_by = [&](match::Topic topic) {
    const match::Finding* finding = verdict.find(topic);
    return finding != nullptr ? tone_of(finding->grade) : Tone::kPlain;
  };
  Ladder ladder{.id = "levels", .title = "From hiss to full scale"};
  ladder.subtitle = "At the eardrum, volume full up; bars hold 90 %";
  const DbSpl peak = listener.wanted_level + listener.crest_factor;
  if (evaluation.noise) {
    ladder.rungs.push_back(rung("hiss", "Hiss", evaluation.noise->level, tone_by(match::Topic::kHiss)));
    ladder.rungs.back().unit = "dB(A)";
  }
  ladder.rungs.push_back({.key = "room_noise", .label = "Room", .level = listener.room_noise_dba, .unit = "dB(A)"});
  ladder.rungs.push_back({.key = "wanted_average", .label = "Wanted average", .level = listener.wanted_level.db()});
  ladder.rungs.push_back({.key = "wanted_peaks", .label = "Its peaks", .level = peak.db()});
  if (evaluation.ceiling) {
    Rung ceiling = rung("ceiling", "Loudest clean", evaluation.ceiling->level, tone_by(match::Topic::kLoudEnough));
    const double headroom = ceiling.level - peak.db();
    ceiling.note = headroom >= 0.0 ? fixed(headroom, 0) + " dB headroom" : fixed(-headroom, 0) + " dB short";
    ceiling.gap_from = peak.db();
    ladder.rungs.push_back(std::move(ceiling));
  }
  // Without a published voltage of full scale it is taken to be the ceiling, which stands there already.
  if (evaluation.full_scale_level && !evaluation.trace.empty()) {
    ladder.rungs.push_back(rung("full_scale", "Digital full scale", *evaluation.full_scale_level, Tone::kPlain));
  }
  ladder.description = "Levels in dB SPL:";
  for (const auto& each : ladder.rungs) ladder.description += " " + each.label + " " + fixed(each.level, 0) + ";";
  ladder.description.back() = '.';
  return ladder;
}

}  // namespace eardrum::report
