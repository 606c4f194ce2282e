// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace eardrum::bench {

/// Fused multiply-adds of doubles (lanes counted) that this core does per second with the widest vectors it has, over
/// about a millisecond: independent chains in registers. Without FMA in the instruction set: multiplications +
/// additions, halved.
double fma_per_second();

/// Seconds of processor time of this thread.
double thread_seconds();

}  // namespace eardrum::bench
