// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <eardrum/target/target_library.h>

namespace eardrum::test {

/// The library's built-in targets; aborts the test run when they do not read.
inline const target::TargetLibrary& built_in_targets() {
  static const target::TargetLibrary kLibrary = [] {
    auto library = target::TargetLibrary::open(EARDRUM_SOURCE_DIR "/data/targets");
    if (!library) FAIL(library.error().to_string());
    return *std::move(library);
  }();
  return kLibrary;
}

inline target::Target built_in_target(std::string_view name) {
  auto target = built_in_targets().load(name);
  if (!target) FAIL(target.error().to_string());
  return *std::move(target);
}

}  // namespace eardrum::test
