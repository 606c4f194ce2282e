// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <eardrum/engine/plan_spec.h>

namespace eardrum::engine::detail {

using Response = std::vector<double>;

/// Where the tail of a response falls below `ratio` of its peak for good.
std::size_t audible_length(const Response& h, double ratio);

/// How much of a response makes of any signal all but `ratio` of the most that the whole can: a tone that it rings at
/// builds up long after its samples have become small.
std::size_t settled_length(const Response& h, double ratio);

/// The response of one channel's biquads to an impulse.
Response impulse_response(const std::vector<BiquadCoefficients>& sections, std::size_t length);

/// The FIR, [output * channels + input], that does the work of biquads, FIR and crossfeed; none when there is no FIR,
/// or when it would be much longer than the FIR was. The preamp is not in it.
std::optional<std::vector<std::vector<float>>> fold(const PlanSpec& spec);

}  // namespace eardrum::engine::detail
