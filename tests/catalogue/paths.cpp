// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/paths.h>

#include <pwd.h>
#include <unistd.h>
#include <cstdlib>
#include <optional>

#include <doctest/doctest.h>

#include <eardrum/base/file.h>

#include "scratch.h"

using namespace eardrum;
using namespace eardrum::catalogue;

namespace {

// Sets a variable, or unsets it, until the end of the scope.
class Environment {
 public:
  Environment(const char* name, const std::optional<std::string>& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    set(value);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() { set(before_); }

 private:
  void set(const std::optional<std::string>& value) {
    if (value) {
      setenv(name_, value->c_str(), 1);
    } else {
      unsetenv(name_);
    }
  }
  const char* name_;
  std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("the built-in catalogue lies where EARDRUM_DATA says, and nowhere else then") {
  const test::Scratch folder;
  const Environment named("EARDRUM_DATA", folder / "");
  const auto missing = data_directory();
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::kNotFound);
  CHECK(missing.error().message.find("name its folder in EARDRUM_DATA") != std::string::npos);
  REQUIRE(write_file(folder / "catalogue.sqlite", "x"));
  CHECK(*data_directory() == folder / "");
}

TEST_CASE("without it, beside the program: in the build tree, as in an installation") {
  const Environment unset("EARDRUM_DATA", std::nullopt);
  const auto found = data_directory();
  REQUIRE_MESSAGE(found, found.error().message);
  CHECK(found->ends_with("share/eardrum"));
  CHECK(std::filesystem::exists(*found + "/targets/targets.toml"));
}

TEST_CASE("the user's file follows XDG_DATA_HOME, then HOME, then the password database; relative paths are ignored") {
  const Environment home("HOME", "/home/somebody");
  {
    const Environment xdg("XDG_DATA_HOME", "/elsewhere");
    CHECK(*user_data_directory() == "/elsewhere/eardrum");
  }
  {
    const Environment xdg("XDG_DATA_HOME", "not/absolute");
    CHECK(*user_data_directory() == "/home/somebody/.local/share/eardrum");
  }
  const Environment xdg("XDG_DATA_HOME", std::nullopt);
  CHECK(*user_data_directory() == "/home/somebody/.local/share/eardrum");
  const Environment nobody("HOME", std::nullopt);
  // as in a service or a cron job
  const passwd* const known = ::getpwuid(::geteuid());
  const auto found = user_data_directory();
  if (known != nullptr && *known->pw_dir == '/') {
    REQUIRE(found);
    CHECK(*found == std::string(known->pw_dir) + "/.local/share/eardrum");
  } else {
    CHECK_FALSE(found);
  }
}
