// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// Runs every reader over every file of the corpus, and over each file cut short and damaged: what the fuzzers found
// stays found, with every compiler.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "readers.h"

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("every reader returns on every file of the corpus, whole, cut short or damaged") {
  std::mt19937 random(1);
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::string(EARDRUM_SOURCE_DIR) + "/tests/fuzz/corpus")) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const auto whole = bytes_of(entry.path());
    const auto meant_for = entry.path().parent_path().filename().string();
    for (const auto& reader : eardrum::fuzz::readers()) {
      CAPTURE(entry.path().string());
      CAPTURE(reader.name);
      const bool accepted = reader.read(whole);
      if (reader.name != meant_for) continue;
      // A seed that its reader refuses leads a fuzzer nowhere; an input that once broke something may be refused.
      CHECK(accepted != entry.path().filename().string().starts_with("refused_"));
      for (int round = 0; round < 20 && !whole.empty(); ++round) {
        (void)reader.read(std::string_view(whole).substr(0, random() % whole.size()));
        auto damaged = whole;
        for (int k = 0; k < 3; ++k) damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
        (void)reader.read(damaged);
      }
    }
  }
  CHECK(files >= eardrum::fuzz::readers().size());
}
