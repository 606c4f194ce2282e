// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/eq/descent.h>
#include <eardrum/eq/fit_spec.h>
#include <eardrum/eq/problem.h>

namespace eardrum::eq {

/// Whether `steps` leaves every parameter free to take any value.
bool is_continuous(const Steps& steps);

/// Fails with kUsage, naming the band, when a range that is not fixed holds none of the values that `steps` allows.
Result<void> check_steps(const FitSpec& spec);

/// Moves a minimum onto values that spec.steps allows. Where the steps are so fine that all of it can be rounded at
/// once (the loss rises by at most 0.05 %), that is done; else one parameter at a time, frequencies first, then Qs,
/// then gains (which make up best for what was lost), the one that rounding would hurt most first: both neighbours are
/// tried, the rest fitted again around each, and the better one stays. At the end single steps and pairs of steps are
/// taken as long as one helps. `candidate` is in the order of spec.bands, and so are the bands that come back, with
/// values exactly on the steps.
std::vector<Band> round_to_steps(const Problem& problem, const FitSpec& spec, Descent& descent, Candidate& candidate);

}  // namespace eardrum::eq
