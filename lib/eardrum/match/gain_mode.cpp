// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/gain_mode.h>

#include <eardrum/match/headroom.h>

namespace eardrum::match {

std::optional<std::size_t> gain_mode_to_use(std::span<const chain::Evaluation> modes, const Listener& listener) {
  constexpr double kHeadroomDb = 3.0;
  std::optional<std::size_t> quietest, loudest;
  for (std::size_t i = 0; i < modes.size(); ++i) {
    if (!modes[i].ceiling) continue;
    const auto level = [&](std::size_t mode) { return modes[mode].ceiling->level; };
    if (!loudest || level(i) > level(*loudest)) loudest = i;
    const bool enough = peak_headroom(modes[i], listener).low() >= kHeadroomDb;
    if (enough && (!quietest || level(i) < level(*quietest))) quietest = i;
  }
  return quietest ? quietest : loudest;
}

}  // namespace eardrum::match
