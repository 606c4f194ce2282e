// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace eardrum::blindtest {

/// The probability of at least `correct` right answers out of `trials` by guessing, one-sided: sum of C(n, i) / 2^n.
/// Exact to double precision for up to 1000 trials. Preconditions: 0 <= correct <= trials, 1 <= trials <= 1000.
double guessing_probability(int trials, int correct);

/// The fewest right answers out of `trials` whose guessing probability is at most `significance`, or trials + 1 when
/// even a perfect score does not reach it.
int needed_correct(int trials, double significance);

}  // namespace eardrum::blindtest
