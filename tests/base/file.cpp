// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/base/file.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"

using namespace eardrum;
namespace fs = std::filesystem;

using test::TemporaryFolder;

namespace {

std::ptrdiff_t entries(const TemporaryFolder& folder) {
  return std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
}

}  // namespace

TEST_CASE("A file is replaced, and a link to it stays a link") {
  const TemporaryFolder folder;
  REQUIRE(write_file(folder / "file", "old"));
  fs::create_symlink("file", folder / "link");
  REQUIRE(write_file(folder / "link", "new"));
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(read_file(folder / "file").value() == "new");
  CHECK(entries(folder) == 2);
}

TEST_CASE("A pipe is written to and stays a pipe") {
  const TemporaryFolder folder;
  const std::string path = folder / "pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  REQUIRE(reader >= 0);
  REQUIRE(write_file(path, "through"));
  char read[16];
  CHECK(::read(reader, read, sizeof read) == 7);
  CHECK(std::string(read, 7) == "through");
  ::close(reader);
  CHECK(fs::is_fifo(path));
  CHECK(entries(folder) == 1);
}

// What is at stake for root, by a link, so that a mistake here costs the machine nothing.
TEST_CASE("A device is written to, by a link too, and its name stays") {
  const TemporaryFolder folder;
  fs::create_symlink("/dev/null", folder / "null");
  fs::create_symlink("/dev/full", folder / "full");
  CHECK(write_target(folder / "null").is_stream);
  CHECK(write_file(folder / "null", "gone"));
  CHECK(fs::is_symlink(folder / "null"));
  const auto full = write_file(folder / "full", "too much");
  REQUIRE(!full);
  CHECK(full.error().message == "Cannot write the file: No space left on device");
  CHECK(fs::is_symlink(folder / "full"));
  CHECK(entries(folder) == 2);
}

TEST_CASE("A folder is refused and nothing is left beside it") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "inner");
  CHECK(!write_file(folder / "inner", "x"));
  CHECK(entries(folder) == 1);
}
