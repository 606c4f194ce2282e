// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "figures.h"

#include <cstdio>

namespace eardrum::test {

bool skip_without(const std::string& relative) {
  if (std::filesystem::exists(shared(relative))) return false;
  std::printf("SKIPPED: the reference %s is not on this machine (set EARDRUM_SHARED)\n", relative.c_str());
  return true;
}

}  // namespace eardrum::test
