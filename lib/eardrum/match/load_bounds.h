// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>

namespace eardrum::match {

/// Whether more than the rated impedance of the headphone is known.
inline bool impedance_known(const chain::Evaluation& evaluation) {
  return evaluation.chain.headphone().impedance.basis() != chain::ImpedanceBasis::kNominal;
}

/// Whether the impedance was published as flat: no source impedance can shift the tone.
inline bool known_flat(const chain::Evaluation& evaluation) {
  return impedance_known(evaluation) && evaluation.chain.headphone().impedance.is_flat();
}

/// The rated impedance; the modulus at 1 kHz where none is given.
inline Ohms rated_impedance(const chain::Evaluation& evaluation) {
  const Ohms rated = evaluation.chain.headphone().rated_impedance.value;
  return rated > Ohms(0) ? rated : evaluation.load_at_reference;
}

/// The lowest modulus that must be reckoned with: the curve's, else 80 % of the rated impedance, which is as low as IEC
/// 60268-7 clause 8.2 lets it fall.
inline Ohms lowest_impedance(const chain::Evaluation& evaluation) {
  return impedance_known(evaluation) ? evaluation.load_minimum.magnitude : 0.8 * rated_impedance(evaluation);
}

}  // namespace eardrum::match
