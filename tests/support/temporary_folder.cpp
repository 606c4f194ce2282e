// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "support/temporary_folder.h"

#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace eardrum::test {
namespace {

namespace fs = std::filesystem;

// Of the whole process; a signal's handler reads both.
std::array<char, 4096> g_root{};
volatile pid_t g_owner = 0;  // children have the same memory, and their parent's folders are not theirs

// All folders of the process are in one, so that a handler has one name to remove.
class Root {
 public:
  Root() {
    const std::string pattern = (fs::temp_directory_path() / "eardrum-test-XXXXXX").string();
    if (pattern.size() >= g_root.size()) throw std::runtime_error("TMPDIR is too long");
    pattern.copy(g_root.data(), pattern.size());
    if (::mkdtemp(g_root.data()) == nullptr) throw std::runtime_error("mkdtemp");
    g_owner = ::getpid();
  }
  ~Root() {
    std::error_code ignored;
    if (::getpid() == g_owner) fs::remove_all(g_root.data(), ignored);
    g_owner = 0;
  }
  Root(const Root&) = delete;
  Root& operator=(const Root&) = delete;
};

void sweep(int signal) {
  if (::getpid() == g_owner) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::execl("/bin/rm", "rm", "-rf", "--", g_root.data(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    ::waitpid(child, nullptr, 0);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

// Before main(): doctest puts its own handlers on top and hands the signal on to what was there.
[[maybe_unused]] const bool g_sweeps = [] {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, sweep);
  return true;
}();

}  // namespace

TemporaryFolder::TemporaryFolder() {
  static const Root kRoot;
  static std::atomic<int> number{0};
  path_ = fs::path(g_root.data()) / std::to_string(++number);
  fs::create_directory(path_);
  fs::permissions(path_, fs::perms::owner_all);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (::getpid() == g_owner) fs::remove_all(path_, ignored);
}

}  // namespace eardrum::test
