// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// A stranger's first program: a source of 2 V behind 10 ohm on a headphone of 300 ohm and 102.2 dB/V.
#include <cstdio>

#include <eardrum/chain/evaluate.h>

int main() {
  using namespace eardrum;

  chain::Dac dac;
  dac.full_scale = Sourced<Volts>{Volts(2.0), Confidence::kUser, "assumed"};
  dac.output_impedance = Sourced<Ohms>{Ohms(10.0), Confidence::kUser, "assumed"};

  chain::Headphone headphone;
  headphone.rated_impedance = {Ohms(300.0), Confidence::kPage, "the maker"};
  headphone.impedance = chain::Impedance::flat(Ohms(300.0)).value();
  headphone.sensitivities = {{Sensitivity::per_volt(DbSpl(102.2)), Confidence::kPage, "the maker"}};

  const auto chain = chain::Chain::make({dac, headphone});
  if (!chain) {
    std::fprintf(stderr, "%s\n", chain.error().to_string().c_str());
    return 1;
  }
  const auto evaluation = chain::evaluate(*chain);
  if (!evaluation.full_scale_level) return 1;
  std::printf("%.1f dB SPL\n", evaluation.full_scale_level->db());
  return 0;
}
