// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer on the reader that the environment's EARDRUM_READER names: an environment, and no argument, since libFuzzer
// starts itself again with its own arguments to merge a corpus.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "readers.h"

namespace {

const eardrum::fuzz::Reader& chosen() {
  static const auto all = eardrum::fuzz::readers();
  const char* const name = std::getenv("EARDRUM_READER");
  for (const auto& reader : all) {
    if (name != nullptr && reader.name == name) return reader;
  }
  std::fputs("EARDRUM_READER must be one of these (with their dictionaries):\n", stderr);
  for (const auto& reader : all) {
    std::printf("%s %s\n", std::string(reader.name).c_str(), std::string(reader.words).c_str());
  }
  std::exit(2);
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  (void)chosen();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto& reader = chosen();
  (void)reader.read({reinterpret_cast<const char*>(data), size});
  return 0;
}
