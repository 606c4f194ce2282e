// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/chain/standard_grid.h>

namespace eardrum::chain {

/// Works out what reaches the eardrum. Pure: no input or output, no globals, no clock; the same chain gives the same
/// answer.
///
/// A backward pass finds the load that each electrical stage sees, a forward pass the transfer (chain matrices, complex
/// loads), the noise (power sum) and the ceiling (the lowest limit so far, and which stage sets it). Missing figures do
/// not stop it: what cannot be told stays empty and is listed in `missing`.
Evaluation evaluate(const Chain& chain, const FrequencyGrid& grid = standard_grid());

}  // namespace eardrum::chain
