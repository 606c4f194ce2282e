// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/paths.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include <eardrum/base/user_folder.h>

namespace eardrum::catalogue {
namespace {

constexpr const char* kFile = "catalogue.sqlite";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

Result<std::string> data_directory() {
  namespace fs = std::filesystem;
  std::vector<fs::path> places;
  if (const std::string named = environment("EARDRUM_DATA"); !named.empty()) {
    // What was asked for by name is not replaced by something else.
    places.emplace_back(named);
  } else {
    std::error_code failed;
    fs::path folder = fs::read_symlink("/proc/self/exe", failed).parent_path();
    for (int level = 0; level < 4 && !folder.empty() && folder != folder.root_path(); ++level) {
      places.push_back(folder / "share" / "eardrum");
      folder = folder.parent_path();
    }
    places.emplace_back(EARDRUM_INSTALLED_DATA);
  }
  std::string tried;
  for (const auto& place : places) {
    std::error_code failed;
    if (fs::exists(place / kFile, failed)) return place.string();
    tried += (tried.empty() ? "" : ", ") + place.string();
  }
  return Error{Errc::kNotFound,
               "Expected the built-in " + std::string(kFile) + " in one of " + tried +
                   ", found none; build it, or name its folder in EARDRUM_DATA",
               {}};
}

Result<std::string> user_data_directory() {
  if (const auto folder = user_folder("XDG_DATA_HOME", ".local/share")) return *folder + "/eardrum";
  return Error{Errc::kNotFound, "Expected XDG_DATA_HOME or HOME to name a folder, found neither; set one of them", {}};
}

Result<Paths> standard_paths() {
  EARDRUM_TRY(const std::string built_in, data_directory());
  EARDRUM_TRY(const std::string user, user_data_directory());
  return Paths{built_in + "/" + kFile, user + "/" + kFile};
}

}  // namespace eardrum::catalogue
