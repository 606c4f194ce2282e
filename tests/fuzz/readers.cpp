// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "readers.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <eardrum/formats/text_lines.h>

namespace eardrum::fuzz {

std::vector<Reader> readers() {
  std::vector<Reader> all;
  for (const auto& part : {syntax_readers(), measurement_readers(), equalizer_readers(), own_file_readers(),
                           sound_readers(), live_readers()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

bool require_sentence(const Error& error, std::string_view file) {
  const auto sentence = error.to_string();
  if (error.message.empty() || sentence.size() > 1000 || !is_valid_utf8(sentence) ||
      std::any_of(sentence.begin(), sentence.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }) ||
      error.origin.file != file) {
    std::fprintf(stderr, "no sentence for a person: '%s'\n", sentence.c_str());
    std::abort();
  }
  return false;
}

}  // namespace eardrum::fuzz
