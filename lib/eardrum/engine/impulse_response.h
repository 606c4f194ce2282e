// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/units/frequency.h>

namespace eardrum::engine {

/// The impulse responses of a sound file, laid out as PlanSpec::fir for `channels` channels. A file of one channel
/// holds for each of them; one of `channels` has a response for each; one of channels^2 has the whole matrix, all
/// outputs of the first input before those of the second (left to left, left to right, right to left, right to right).
/// Fails with kNotFound, kIo or kInvalidData: no sound file, another sample rate, another number of channels, more than
/// 4194304 frames.
Result<std::vector<std::vector<float>>> read_impulse_response(const std::string& path, Hertz sample_rate,
                                                              std::size_t channels);

}  // namespace eardrum::engine
