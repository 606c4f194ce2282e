// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/stages/pad.h>

#include <cmath>

namespace eardrum::chain {

double Leak::db_at(Hertz frequency) const {
  // |D|^2 with x = w / w0: (x^4 + x^2/Q^2) / ((1 - x^2)^2 + x^2/Q^2)
  const double x2 = std::pow(frequency / f0, 2);
  const double damping = x2 / (q * q);
  return 10.0 * std::log10((x2 * x2 + damping) / ((1.0 - x2) * (1.0 - x2) + damping));
}

}  // namespace eardrum::chain
