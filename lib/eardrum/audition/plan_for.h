// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <eardrum/chain/chain.h>
#include <eardrum/engine/tuning.h>

namespace eardrum::audition {

/// The digital stages of a chain, as what the listener turns: source gain, equalisers, crossfeed. The rest of the chain
/// is the listener's own.
engine::Tuning tuning_of(const chain::Chain& chain);

/// What the engine has to do for them. Fails as engine::plan_for does.
Result<engine::PlanSpec> plan_for(const chain::Chain& chain, Hertz sample_rate, std::size_t channels);

}  // namespace eardrum::audition
