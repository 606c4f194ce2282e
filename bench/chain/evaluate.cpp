// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0

// How many chains one core evaluates in a second, on the standard 1/48-octave grid: three kinds of headphone, one thread, CPU
// time, best of several rounds. Prints one JSON object. The peer in the same run is the same arithmetic written plainly,
// with std::complex per point, as a calculator would.

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdio>
#include <ctime>
#include <vector>

#include <eardrum/chain/evaluate.h>

namespace {

using namespace eardrum;
using namespace eardrum::chain;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

Chain chain_with(const Impedance& impedance) {
  Dac dac;
  dac.full_scale = {Volts(4.9), Confidence::kPage, "bench"};
  Amplifier amplifier;
  amplifier.output_impedance = {Ohms(0.7), Confidence::kPage, "bench"};
  amplifier.limits = OutputLimits::make({.power_points = {{Ohms(8), milliwatts(720)}, {Ohms(600), milliwatts(35)}}}, Ohms(0.7)).value();
  amplifier.noise = {microvolts(3), Confidence::kPage, "bench"};
  Headphone headphone;
  headphone.impedance = impedance;
  headphone.rated_impedance = {Ohms(300), Confidence::kPage, "bench"};
  headphone.sensitivities = {{Sensitivity::per_volt(DbSpl(104)), Confidence::kMeasured, "bench"}};
  headphone.response = MeasuredResponse{FrequencyResponse::flat(standard_grid()), "KEMAR-class", "Harman over-ear 2018", "bench", "bench"};
  return Chain::make({dac, amplifier, headphone}).value();
}

template <class Work>
double per_second(Work work) {
  double best = 0.0;
  for (int round = 0; round < 7; ++round) {
    constexpr int kChains = 1000;
    const double start = cpu_seconds();
    for (int i = 0; i < kChains; ++i) work();
    best = std::max(best, kChains / (cpu_seconds() - start));
  }
  return best;
}

volatile double sink;

// The divider alone, point by point, allocating its answer: response and tone shift only, no limits, noise or trace.
double plain_divider(const Impedance& impedance) {
  const auto z = impedance.on_standard_grid();
  std::vector<double> shift(z.size()), level(z.size());
  for (std::size_t i = 0; i < z.size(); ++i) {
    const std::complex<double> ratio = z[i] / (z[i] + 0.7);
    shift[i] = 20.0 * std::log10(std::abs(ratio));
    level[i] = 104.0 + 20.0 * std::log10(4.9 * std::abs(ratio));
  }
  return shift[7] + level[9];
}

}  // namespace

int main() {
  const Impedance circuit = Impedance::circuit({Ohms(312), 1.6e-3, Hertz(100), Ohms(168), 1.4}).value();
  const Impedance flat = Impedance::flat(Ohms(38.2), ImpedanceBasis::kFlatMeasured).value();
  const Chain with_circuit = chain_with(circuit), with_flat = chain_with(flat);
  const double circuit_rate = per_second([&] { sink = evaluate(with_circuit).shape_db[3]; });
  const double flat_rate = per_second([&] { sink = evaluate(with_flat).shape_db[3]; });
  const double plain_rate = per_second([&] { sink = plain_divider(circuit); });
  std::printf("{\"bench\": \"chain.evaluate\", \"grid_points\": %zu, \"circuit_per_s\": %.0f, \"flat_per_s\": %.0f, "
              "\"plain_divider_only_per_s\": %.0f, \"whole_over_plain\": %.2f, \"aim_per_s\": 20000}\n",
              standard_grid().size(), circuit_rate, flat_rate, plain_rate, circuit_rate / plain_rate);
}
