// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace eardrum::fuzz {

/// One importer under test: reads any bytes, and when it could read them does with the result what a user would
/// (resample, hold to a device, write in other formats). Whatever the bytes, it must return.
struct Reader {
  std::string_view name;
  void (*read)(std::string_view bytes);
};

std::span<const Reader> readers();

}  // namespace eardrum::fuzz
