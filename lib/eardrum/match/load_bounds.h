// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>

namespace eardrum::match {

/// Whether more than the rated impedance of the headphone is known.
inline bool impedance_known(const chain::Evaluation& evaluation) {
  const auto basis = evaluation.chain.headphone().impedance.basis();
  return basis != chain::ImpedanceBasis::kNominal && basis != chain::ImpedanceBasis::kAssumed;
}

/// Whether not even the rated impedance is known: then no rule may cite one.
inline bool impedance_assumed(const chain::Evaluation& evaluation) {
  return evaluation.chain.headphone().impedance.basis() == chain::ImpedanceBasis::kAssumed;
}

/// Whether it is known what the output drives: not so where nothing is published, nor where a wireless headphone's own
/// amplifier stands between.
inline bool load_known(const chain::Evaluation& evaluation) {
  return !impedance_assumed(evaluation) && !evaluation.chain.headphone().wireless;
}

/// Whether the impedance may fall far below the rated one, which makers give at 1 kHz: that of earphones with balanced
/// armatures behind a crossover does, and of an earphone whose drivers nobody named nobody knows.
inline bool may_dip(const chain::Evaluation& evaluation) {
  const auto& headphone = evaluation.chain.headphone();
  return headphone.form == chain::Form::kInEar && headphone.driver != "dynamic" && headphone.driver != "planar";
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

/// How low an impedance may fall that nobody measured, as a share of the rated one. 80 % is as low as IEC 60268-7
/// clause 8.2 lets it; earphones with balanced armatures do not keep to that: of their modulus at 1 kHz a Shure SE846
/// falls to 0.56, a UE 18 Pro to 0.52, a Westone 3 to 0.34, a Celest Relentless to 0.20 (data/impedance).
inline double lowest_share(const chain::Evaluation& evaluation) {
  return may_dip(evaluation) ? 0.2 : 0.8;
}

/// The lowest modulus that must be reckoned with: the curve's, else that share of the rated impedance.
inline Ohms lowest_impedance(const chain::Evaluation& evaluation) {
  return impedance_known(evaluation) ? evaluation.load_minimum.magnitude
                                     : lowest_share(evaluation) * rated_impedance(evaluation);
}

}  // namespace eardrum::match
