// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include <eardrum/chain/chain.h>
#include <eardrum/engine/plan_spec.h>
#include <eardrum/filter/peq.h>

namespace eardrum::audition {

/// What the engine has to do for parametric equalisers: one for all channels, or one a channel. Filters are designed
/// for `sample_rate`; those above half of it do nothing and are left out. The lowest preamp holds for all channels.
/// Fails with kUsage when there are neither one nor `channels` equalisers, and as engine::check does.
Result<engine::PlanSpec> plan_for(std::span<const Peq> equalizers, Hertz sample_rate, std::size_t channels);

/// What the engine has to do for the digital stages of a chain: source gain, equalisers, crossfeed. The rest of the
/// chain is the listener's own. Fails as engine::check does.
Result<engine::PlanSpec> plan_for(const chain::Chain& chain, Hertz sample_rate, std::size_t channels);

}  // namespace eardrum::audition
