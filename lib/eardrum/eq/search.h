// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <eardrum/eq/descent.h>

namespace eardrum::eq {

/// What a search may spend.
struct SearchPlan {
  std::size_t work = 0;           ///< In the unit of Descent::work(). The first construction is always finished.
  std::size_t constructions = 4;  ///< Starts before the moves between them begin.
  unsigned seed = 1;              ///< Of the random choices.
  std::size_t surplus = 4;  ///< Bands that every second construction adds beyond what it may keep, to prune them again.
};

/// Looks for the bands that fit best, one for each box, and returns the best few that differ, best first.
///
/// Least squares of bands has many local minima. The search keeps a pool of them, made by adding the band that the
/// residual lacks most, one after another (some constructions add too many and prune; some choose at random among the
/// best three). Then it moves: one band in and the least important out; a band taken away and put elsewhere; the low
/// end of one minimum joined to the high end of another; a new construction. After each it descends, and gives up early
/// when hopeless. The same problem gives the same answer: random choices come from a fixed seed and effort is counted
/// in work, not time.
std::vector<Candidate> search(const Rows& rows, const Descent::Settings& settings, std::span<const BandBox> boxes,
                              const SearchPlan& plan);

}  // namespace eardrum::eq
