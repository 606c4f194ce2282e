// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <eardrum/base/result.h>

namespace eardrum {

/// The bytes of a file. Fails with kNotFound or kIo, and with kInvalidData when the file is larger than `max_bytes`.
Result<std::string> read_file(const std::string& path, std::size_t max_bytes = std::size_t{256} << 20);

/// What a path names that bytes are to go to.
struct WriteTarget {
  /// Of a regular file with its symbolic links followed: what they point to is replaced, and they stay.
  std::string path;
  /// A device, a pipe or the program's own standard output takes bytes as they come and must never be replaced: for
  /// root, renaming a file to /dev/null would succeed.
  bool is_stream = false;
};

/// What `path` names; a name that is still free is a file's.
WriteTarget write_target(const std::string& path);

/// A descriptor to write to a target that is a stream, the caller's to close; -1 with errno. May wait for a pipe's
/// reader.
int open_stream(const WriteTarget& target);

/// Writes through a temporary file beside `path` that is renamed when complete: a reader sees the old bytes or the new
/// ones, and a failure or a kill leaves the old ones. Devices and pipes are written to as they are.
Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace eardrum
