// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "editor.h"

#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <eardrum/base/file.h>

namespace eardrum::cli {
namespace {

std::string editor() {
  for (const char* variable : {"VISUAL", "EDITOR"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return value;
  }
  return "vi";
}

// While it lives, what a terminal's keys send to all that run in it is for the editor alone, as system(3) has it:
// Ctrl-C there must not leave the editor behind without us.
class KeysAreTheEditors {
 public:
  KeysAreTheEditors() {
    struct sigaction ignored {};
    ignored.sa_handler = SIG_IGN;
    for (std::size_t k = 0; k < kSignals.size(); ++k) ::sigaction(kSignals[k], &ignored, &before_[k]);
  }
  KeysAreTheEditors(const KeysAreTheEditors&) = delete;
  KeysAreTheEditors& operator=(const KeysAreTheEditors&) = delete;
  ~KeysAreTheEditors() { give_back(); }

  void give_back() const {
    for (std::size_t k = 0; k < kSignals.size(); ++k) ::sigaction(kSignals[k], &before_[k], nullptr);
  }

 private:
  static constexpr std::array kSignals = {SIGINT, SIGQUIT};
  std::array<struct sigaction, 2> before_{};
};

// How the editor ended, as waitpid() says it; -1 when it could not be started.
int run_editor(const std::string& path) {
  // The variable may hold a command with flags ("code --wait"), so a shell reads it; the path is an argument of its
  // own.
  const std::string command = editor() + " \"$1\"";
  const KeysAreTheEditors keys;
  const pid_t child = ::fork();
  if (child == 0) {
    keys.give_back();
    ::execl("/bin/sh", "sh", "-c", command.c_str(), "sh", path.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int status = -1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

void Edited::discard() const {
  std::error_code ignored;
  std::filesystem::remove_all(std::filesystem::path(path).parent_path(), ignored);
}

std::string Edited::kept() const {
  return "; your text is kept: correct it, then eardrum gear import " + path;
}

Result<Edited> edited_in_editor(const std::string& text, const std::string& name) {
  std::error_code failed;
  std::string folder = (std::filesystem::temp_directory_path(failed) / "eardrum-edit-XXXXXX").string();
  if (failed || ::mkdtemp(folder.data()) == nullptr) {
    return Error{Errc::kIo, std::string("Cannot make a folder for the editor: ") + std::strerror(errno), {}};
  }
  Edited edited{text, folder + "/" + name};
  EARDRUM_CHECK(write_file(edited.path, text));
  const int status = run_editor(edited.path);
  EARDRUM_TRY(edited.text, read_file(edited.path));
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return edited;
  if (edited.text != text) {
    return Error{Errc::kUsage, "The editor '" + editor() + "' failed, and nothing was changed" + edited.kept(), {}};
  }
  edited.discard();
  if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGINT || WTERMSIG(status) == SIGQUIT)) ::raise(WTERMSIG(status));
  return Error{Errc::kUsage,
               "The editor '" + editor() + "' failed, and nothing was changed; VISUAL or EDITOR names another",
               {}};
}

}  // namespace eardrum::cli
