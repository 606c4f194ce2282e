// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/engine/resampler.h>
#include <eardrum/units/frequency.h>

namespace eardrum::engine {

/// What a sound file holds, when it is short enough to be an impulse response.
struct ImpulseFile {
  Planar taps;
  Hertz sample_rate{0.0};
};

/// Fails with kNotFound, kIo or kInvalidData: no sound file, more than 4194304 frames.
Result<ImpulseFile> read_impulse_file(const std::string& path);

/// Impulse responses, laid out as PlanSpec::fir for `channels` channels. One, or two that are equal, hold for each of
/// them; `channels` have one for each; channels^2 are the whole matrix, all outputs of the first input before those of
/// the second (left to left, left to right, right to left, right to right). One channel gets the first of two. Fails
/// with kInvalidData for another number; `path` is what it names.
Result<std::vector<std::vector<float>>> lay_out(const Planar& taps, std::size_t channels, const std::string& path);

/// The impulse responses of a sound file, laid out. Fails as these two do, and with kInvalidData for another sample
/// rate.
Result<std::vector<std::vector<float>>> read_impulse_response(const std::string& path, Hertz sample_rate,
                                                              std::size_t channels);

}  // namespace eardrum::engine
