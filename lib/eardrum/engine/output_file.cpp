// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/output_file_internal.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <random>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <eardrum/base/expects.h>
#include <eardrum/base/file.h>

namespace eardrum::engine::detail {
namespace {

std::string name_beside(const std::string& path) {
  std::random_device random;
  return path + "." + std::to_string(random()) + ".part";
}

}  // namespace

Result<OutputFile> OutputFile::create(const std::string& path) {
  if (path == "-") {
    const int descriptor = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
    if (descriptor < 0)
      return Error{Errc::kIo, std::string("Cannot write to the standard output: ") + std::strerror(errno), {}};
    return OutputFile(descriptor, {}, {});
  }
  WriteTarget target = write_target(path);
  if (target.is_stream) {
    const int descriptor = open_stream(target);
    if (descriptor < 0)
      return Error{Errc::kIo, std::string("Cannot write the file: ") + std::strerror(errno), {path, 0, {}}};
    return OutputFile(descriptor, {}, {});
  }
  std::string folder = std::filesystem::path(target.path).parent_path().string();
  if (folder.empty()) folder = ".";
  int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  std::string temporary;
  if (descriptor < 0) {
    temporary = name_beside(target.path);
    descriptor = ::open(temporary.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);
  }
  if (descriptor < 0) {
    return Error{errno == ENOENT ? Errc::kNotFound : Errc::kIo,
                 std::string("Cannot write beside the file: ") + std::strerror(errno),
                 {path, 0, {}}};
  }
  return OutputFile(descriptor, std::move(target.path), std::move(temporary));
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})) {}

Error OutputFile::failure() const {
  return {Errc::kIo, std::string("Cannot write the file: ") + std::strerror(errno), {path_, 0, {}}};
}

Result<void> OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t step = ::write(descriptor_, bytes.data(), bytes.size());
    if (step < 0 && errno == EINTR) continue;
    if (step < 0) return failure();
    bytes.remove_prefix(static_cast<std::size_t>(step));
  }
  return {};
}

Result<void> OutputFile::overwrite(std::uint64_t at, std::string_view bytes) {
  EARDRUM_EXPECTS(!is_stream());
  const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
  if (written != static_cast<ssize_t>(bytes.size())) return failure();
  return {};
}

Result<void> OutputFile::commit() {
  if (is_stream()) return {};
  if (::fsync(descriptor_) != 0) return failure();
  if (temporary_.empty()) {
    const std::string self = "/proc/self/fd/" + std::to_string(descriptor_);
    std::string name = name_beside(path_);
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) return failure();
    temporary_ = std::move(name);
  }
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return failure();
  temporary_.clear();
  return {};
}

}  // namespace eardrum::engine::detail
