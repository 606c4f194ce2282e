// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// A libFuzzer target for the reader named by EARDRUM_FUZZED.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto* const reader = [] {
    for (const auto& known : eardrum::fuzz::readers()) {
      if (known.name == EARDRUM_FUZZED) return &known;
    }
    std::abort();
  }();
  reader->read({reinterpret_cast<const char*>(data), size});
  return 0;
}
