// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/base/file.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace eardrum {
namespace {

Error io_error(const std::string& action, const std::string& path, int code) {
  return {code == ENOENT ? Errc::kNotFound : Errc::kIo, "Cannot " + action + ": " + std::strerror(code), {path, 0, {}}};
}

// "4 MiB" where it is that exactly.
std::string size_text(std::size_t bytes) {
  constexpr std::size_t kMebibyte = std::size_t{1} << 20;
  return bytes > 0 && bytes % kMebibyte == 0 ? std::to_string(bytes / kMebibyte) + " MiB"
                                             : std::to_string(bytes) + " bytes";
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

bool is_own_output(const struct stat& there) {
  struct stat output {};
  return ::fstat(STDOUT_FILENO, &output) == 0 && output.st_dev == there.st_dev && output.st_ino == there.st_ino;
}

// False with errno where not all of it could be written.
bool put_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return io_error("open the file", path, errno);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) return io_error("read the file", path, errno);
  if (S_ISDIR(status.st_mode)) return io_error("read the file", path, EISDIR);
  const Error too_large{
      Errc::kInvalidData, "Expected a file of at most " + size_text(max_bytes) + ", found more", {path, 0, {}}};
  // A pipe has no size; a regular file's is a good first guess, and known to be too much before a byte is read.
  const bool regular = S_ISREG(status.st_mode);
  if (regular && static_cast<std::uintmax_t>(status.st_size) > max_bytes) return too_large;
  std::string bytes;
  bytes.resize(regular ? static_cast<std::size_t>(status.st_size) + 1 : 65536);
  std::size_t filled = 0;
  while (true) {
    if (filled > max_bytes) return too_large;
    if (filled == bytes.size()) bytes.resize(std::min(bytes.size() * 2, max_bytes + 1));
    const ssize_t got = ::read(fd.get(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return io_error("read the file", path, errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

WriteTarget write_target(const std::string& path) {
  struct stat there {};
  if (::stat(path.c_str(), &there) != 0 || S_ISDIR(there.st_mode)) return {path, false};
  if (!S_ISREG(there.st_mode) || is_own_output(there)) return {path, true};
  std::error_code failed;
  const std::string followed = std::filesystem::canonical(path, failed).string();
  return {failed ? path : followed, false};
}

int open_stream(const WriteTarget& target) {
  struct stat there {};
  const bool own_output = ::stat(target.path.c_str(), &there) == 0 && is_own_output(there);
  // What the shell opened is written where it stands, not from its beginning.
  return own_output ? ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0) : ::open(target.path.c_str(), O_WRONLY | O_CLOEXEC);
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  const WriteTarget target = write_target(path);
  if (target.is_stream) {
    const Descriptor fd(open_stream(target));
    if (fd.get() < 0 || !put_all(fd.get(), bytes)) return io_error("write the file", path, errno);
    return {};
  }
  std::string temporary = target.path + ".XXXXXX";
  const Descriptor fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (fd.get() < 0) return io_error("write beside the file", path, errno);
  const auto abandon = [&](int code) {
    ::unlink(temporary.c_str());
    return io_error("write the file", path, code);
  };
  if (!put_all(fd.get(), bytes)) return abandon(errno);
  // mkstemp gives 0600; a file that the user asked for gets what open() would have given.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::fchmod(fd.get(), 0666 & ~mask) != 0 || ::fsync(fd.get()) != 0) return abandon(errno);
  if (::rename(temporary.c_str(), target.path.c_str()) != 0) return abandon(errno);
  return {};
}

}  // namespace eardrum
