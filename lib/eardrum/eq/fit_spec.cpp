// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/fit_spec.h>

namespace eardrum::eq {

std::vector<BandSpec> free_bands(std::size_t count, bool shelves) {
  std::vector<BandSpec> bands(count);
  if (shelves && count >= 2) {
    bands[0].type = BandType::kLowShelf;
    bands[1].type = BandType::kHighShelf;
    // A shelf with a high Q overshoots: two more turning points that nobody asked for.
    bands[0].q = bands[1].q = {0.4, 0.9};
  }
  return bands;
}

std::vector<BandSpec> autoeq_bands() {
  std::vector<BandSpec> bands(10);
  bands[0].type = BandType::kLowShelf;
  bands[0].frequency = fixed_at(Hertz(105.0));
  bands[1].type = BandType::kHighShelf;
  bands[1].frequency = fixed_at(Hertz(10000.0));
  bands[0].q = bands[1].q = fixed_at(0.7);
  for (std::size_t i = 2; i < bands.size(); ++i) bands[i].frequency.highest = Hertz(10000.0);
  return bands;
}

}  // namespace eardrum::eq
