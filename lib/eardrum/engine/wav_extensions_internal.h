// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/units/frequency.h>

namespace eardrum::engine::detail {

/// A chunk of a WAV file that is carried to another one byte by byte, but for what a render makes untrue: bext (EBU
/// Tech 3285), iXML, smpl (Microsoft, Multimedia Data Standards Update 3.0, 1994).
struct WavExtension {
  std::string id, body;

  bool operator==(const WavExtension&) const = default;
};

/// What people call the chunk; empty when it is none that is carried.
std::string_view extension_text(std::string_view id);

/// Frames within the chunk at another rate: loops, and the time since midnight. Says what stays that of the old rate.
void extension_at_rate(WavExtension& extension, Hertz from, Hertz to, std::vector<std::string>& unread);

/// Takes away how loud the sound was; says so when there was something.
void drop_loudness(WavExtension& extension, std::vector<std::string>& losses);

/// A line of a coding history (EBU R 98) for what is written now.
std::string coding_history_line(std::uint32_t sample_rate_hz, std::size_t bits, bool is_float, std::size_t channels);

/// Each new coding adds a line to the history in bext (EBU Tech 3285, 2.3).
void add_coding_history(WavExtension& extension, std::string_view line);

}  // namespace eardrum::engine::detail
