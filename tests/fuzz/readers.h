// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>

namespace eardrum::fuzz {

/// One reader under test: reads any bytes, and when it could read them does with the result what a user would
/// (resample, hold to a device, write and read back). Whatever the bytes, it must return.
struct Reader {
  std::string_view name;
  std::string_view words;                ///< Its dictionary, without ".dict".
  bool (*read)(std::string_view bytes);  ///< Whether it could.
};

/// All of them.
std::vector<Reader> readers();

std::span<const Reader> syntax_readers();
std::span<const Reader> measurement_readers();
std::span<const Reader> equalizer_readers();
std::span<const Reader> own_file_readers();
std::span<const Reader> sound_readers();
std::span<const Reader> live_readers();

/// Ends the program, naming what does not hold.
void require(bool holds, const char* what);
/// A refusal says its reason in a sentence that any terminal and any JSON can show, and names the file. Returns false.
bool require_sentence(const Error& error, std::string_view file);

}  // namespace eardrum::fuzz
