// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/base/user_folder.h>

#include <pwd.h>
#include <unistd.h>
#include <array>
#include <cstdlib>

namespace eardrum {

std::optional<std::string> home_folder() {
  const char* const home = std::getenv("HOME");
  if (home != nullptr && *home == '/') return home;
  std::array<char, 4096> buffer;
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) return {};
  if (found->pw_dir == nullptr || *found->pw_dir != '/') return {};
  return found->pw_dir;
}

std::optional<std::string> user_folder(const char* variable, const std::string& usual) {
  const char* const named = std::getenv(variable);
  if (named != nullptr && *named == '/') return named;
  const auto home = home_folder();
  if (!home) return {};
  return *home + "/" + usual;
}

}  // namespace eardrum
