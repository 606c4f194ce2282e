// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// Which of the positions of a gain switch to use: `modes` are evaluations of one output, one a position. The quietest
/// that surely (95 %) leaves the wanted peaks 3 dB of headroom, because it is the one with the least hiss and the most
/// travel on the control; where none does, the loudest. None when no position's level is known.
std::optional<std::size_t> gain_mode_to_use(std::span<const chain::Evaluation> modes, const Listener& listener);

}  // namespace eardrum::match
