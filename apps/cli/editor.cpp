// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "editor.h"

#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
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

}  // namespace

void Edited::discard() const {
  std::error_code ignored;
  std::filesystem::remove_all(std::filesystem::path(path).parent_path(), ignored);
}

Result<Edited> edited_in_editor(const std::string& text, const std::string& name) {
  std::error_code failed;
  std::string folder = (std::filesystem::temp_directory_path(failed) / "eardrum-edit-XXXXXX").string();
  if (failed || ::mkdtemp(folder.data()) == nullptr) {
    return Error{Errc::kIo, std::string("Cannot make a folder for the editor: ") + std::strerror(errno), {}};
  }
  Edited edited{text, folder + "/" + name};
  EARDRUM_CHECK(write_file(edited.path, text));
  // The variable may hold a command with flags ("code --wait"), so a shell reads it; the path is an argument of its
  // own.
  const std::string command = editor() + " \"$1\"";
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", command.c_str(), "sh", edited.path.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int status = -1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (child < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    edited.discard();
    return Error{Errc::kUsage,
                 "The editor '" + editor() + "' failed, and nothing was changed; VISUAL or EDITOR names another",
                 {}};
  }
  EARDRUM_TRY(edited.text, read_file(edited.path));
  return edited;
}

}  // namespace eardrum::cli
