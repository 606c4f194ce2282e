// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <eardrum/base/error.h>
#include <eardrum/engine/marks_internal.h>
#include <eardrum/units/frequency.h>

namespace eardrum::engine::detail {

/// What is known of a sound before its first sample.
struct SoundInfo {
  std::optional<std::uint64_t> frames{};  ///< none: a stream that does not say
  std::size_t channels = 0;
  std::uint32_t sample_rate_hz = 0;
  Marks marks{};
};

/// What a decoder gave.
struct Taken {
  std::size_t frames = 0;  ///< fewer than asked only at the end
  bool finite = true;      ///< whether every sample is a finite number
};

/// The error of a file that is not what it should be.
inline Error bad_sound(const std::string& name, std::string message) {
  return {Errc::kInvalidData, std::move(message), {name, 0, {}}};
}
inline Error ended_early(const std::string& name, std::uint64_t expected, std::uint64_t found) {
  return bad_sound(name, "Expected " + std::to_string(expected) + " frames, found " + std::to_string(found) +
                             ": the file is cut or damaged");
}

}  // namespace eardrum::engine::detail
