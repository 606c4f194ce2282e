// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <eardrum/base/result.h>

namespace eardrum::engine::detail {

/// A file that has no name until it is complete, where the file system knows such files (O_TMPFILE): then not even a
/// kill leaves anything. Elsewhere it has a temporary name, and goes with this object. commit() puts it in its place.
class OutputFile {
 public:
  /// "-" is the standard output; a device or a pipe is a stream likewise.
  static Result<OutputFile> create(const std::string& path);
  ~OutputFile();
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;

  /// Whether what was written can't be changed any more.
  bool is_stream() const noexcept { return path_.empty(); }
  Result<void> write(std::string_view bytes);
  /// Precondition: not a stream.
  Result<void> overwrite(std::uint64_t at, std::string_view bytes);
  Result<void> commit();

 private:
  OutputFile(int descriptor, std::string path, std::string temporary)
      : descriptor_(descriptor), path_(std::move(path)), temporary_(std::move(temporary)) {}
  Error failure() const;

  int descriptor_;
  std::string path_;       // empty: a stream
  std::string temporary_;  // empty: has no name yet
};

}  // namespace eardrum::engine::detail
