// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace eardrum::test {

/// The folder of outside references: figures/, reference/, data/, verify/. EARDRUM_SHARED, or ../shared beside the project.
/// Tests that need it say `if (skip_without("figures/x.csv")) return;` and so skip, with a message, where it is absent.
inline std::filesystem::path shared_directory() {
  const char* named = std::getenv("EARDRUM_SHARED");
  return named != nullptr ? std::filesystem::path(named) : std::filesystem::path(EARDRUM_SOURCE_DIR) / ".." / "shared";
}

inline std::string shared(const std::string& relative) { return (shared_directory() / relative).string(); }

/// True, with a message on stdout, when the reference file is not on this machine.
bool skip_without(const std::string& relative);

}  // namespace eardrum::test
