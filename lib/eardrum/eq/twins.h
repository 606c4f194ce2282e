// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>

#include <eardrum/eq/descent.h>

namespace eardrum::eq {

/// The nearest two peaking bands that do nearly the same, within a sixth of an octave and 1.5 times the Q, where they
/// may go elsewhere: one would do, and nobody who reads the list sees why there are two.
std::optional<std::pair<std::size_t, std::size_t>> twins_in(const Candidate& candidate);

/// Keeps bands that are no twins from becoming such: each gets the part of its box that is its own.
void fence_off(Candidate& candidate);

/// The candidate with one of each two twins taking both gains and the other gone where the residual lacks it most,
/// fenced off and settled on `rows`; nothing without twins, or where there is no such place. It may cost more.
std::optional<Candidate> without_twins(const Candidate& candidate, const Rows& rows, const Descent::Settings& settings);

}  // namespace eardrum::eq
