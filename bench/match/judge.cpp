// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0

// How many pairs one core evaluates and judges in a second, on the standard 1/48-octave grid: one thread, CPU time,
// best of several rounds, evaluate alone and evaluate with judge in the same interleaved run. Prints one JSON object.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

#include <eardrum/chain/evaluate.h>
#include <eardrum/match/judge.h>

namespace {

using namespace eardrum;
using namespace eardrum::chain;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

FrequencyResponse wavy(double phase) {
  std::vector<double> db;
  for (const double hz : standard_grid().hz()) db.push_back(4.0 * std::sin(2.0 * std::log(hz) + phase));
  return FrequencyResponse::make(standard_grid(), db).value();
}

Chain chain_with(const Impedance& impedance) {
  Dac dac;
  dac.full_scale = {Volts(4.9), Confidence::kPage, "bench"};
  Amplifier amplifier;
  amplifier.output_impedance = {Ohms(0.7), Confidence::kPage, "bench"};
  amplifier.limits =
      OutputLimits::make({.power_points = {{Ohms(8), milliwatts(720)}, {Ohms(600), milliwatts(35)}}}, Ohms(0.7))
          .value();
  amplifier.noise = {microvolts(3), Confidence::kPage, "bench"};
  amplifier.volume_control = "pot";
  Headphone headphone;
  headphone.impedance = impedance;
  headphone.rated_impedance = {Ohms(300), Confidence::kPage, "bench"};
  headphone.sensitivities = {{Sensitivity::per_volt(DbSpl(104)), Confidence::kMeasured, "bench"}};
  headphone.response = MeasuredResponse{wavy(0.0), "KEMAR-class", "Harman over-ear 2018", "bench", "bench"};
  return Chain::make({dac, amplifier, headphone}).value();
}

volatile double sink;

struct Rates {
  double evaluate = 0.0, together = 0.0, judge = 0.0, words = 0.0;
};

Rates rates_of(const Chain& chain, const match::Listener& listener) {
  const auto per_second = [](int times, auto work) {
    const double start = cpu_seconds();
    for (int i = 0; i < times; ++i) work();
    return times / (cpu_seconds() - start);
  };
  const Evaluation evaluation = evaluate(chain);
  const match::Verdict verdict = judge(evaluation, listener);
  Rates best;
  for (int round = 0; round < 9; ++round) {
    best.evaluate = std::max(best.evaluate, per_second(1000, [&] { sink = evaluate(chain).shape_db[3]; }));
    best.together = std::max(
        best.together, per_second(1000, [&] { sink = static_cast<double>(judge(evaluate(chain), listener).grade); }));
    best.judge =
        std::max(best.judge, per_second(1000, [&] { sink = static_cast<double>(judge(evaluation, listener).grade); }));
    best.words = std::max(best.words, per_second(20, [&] {
                            for (const match::Finding& finding : verdict.findings)
                              sink = static_cast<double>(words(finding, evaluation, listener).detail.size());
                          }));
  }
  return best;
}

}  // namespace

int main() {
  match::Listener listener;
  listener.target = target::Target{"Harman over-ear 2018",
                                   {},
                                   "GRAS 45CA",
                                   target::TargetForm::kOverEar,
                                   target::TargetKind::kPreference,
                                   std::nullopt,
                                   "",
                                   "",
                                   "",
                                   "",
                                   wavy(0.5)};
  const Rates circuit =
      rates_of(chain_with(Impedance::circuit({Ohms(312), 1.6e-3, Hertz(100), Ohms(168), 1.4}).value()), listener);
  const Rates flat = rates_of(chain_with(Impedance::flat(Ohms(38.2), ImpedanceBasis::kFlatMeasured).value()), listener);
  const auto print = [](const char* name, const Rates& rates) {
    std::printf(
        "\"%s\": {\"evaluate_per_s\": %.0f, \"judge_per_s\": %.0f, \"evaluate_and_judge_per_s\": %.0f, "
        "\"all_words_per_s\": %.0f}",
        name, rates.evaluate, rates.judge, rates.together, rates.words);
  };
  std::printf("{\"bench\": \"match.judge\", \"grid_points\": %zu, ", standard_grid().size());
  print("circuit", circuit);
  std::printf(", ");
  print("flat", flat);
  std::printf(", \"worst_over_aim\": %.2f, \"aim_per_s\": 20000}\n",
              std::min(circuit.together, flat.together) / 20000.0);
}
