// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "process.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>

#include <doctest/doctest.h>

#if defined(__SANITIZE_ADDRESS__)
#define EARDRUM_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EARDRUM_SANITIZED
#endif
#endif

namespace eardrum::test {
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
  }
  int ends[2];
};

void hold_interrupts(bool hold) {
  sigset_t interrupts;
  sigemptyset(&interrupts);
  sigaddset(&interrupts, SIGINT);
  ::sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &interrupts, nullptr);
}

// The child of fork(): never returns.
[[noreturn]] void become(const std::vector<std::string>& words, const Surroundings& surroundings) {
  // The test's own handler must not answer in the child; what came meanwhile arrives now.
  std::signal(SIGINT, SIG_DFL);
  hold_interrupts(false);
  if (::chdir(surroundings.folder.c_str()) != 0) ::_exit(126);
  for (const auto& [name, value] : surroundings.environment) {
    value.empty() ? ::unsetenv(name.c_str()) : ::setenv(name.c_str(), value.c_str(), 1);
  }
#ifndef EARDRUM_SANITIZED
  if (surroundings.most_memory_bytes) {
    const rlimit limit{*surroundings.most_memory_bytes, *surroundings.most_memory_bytes};
    if (::setrlimit(RLIMIT_AS, &limit) != 0) ::_exit(126);
  }
#endif
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

void drain(int& descriptor, std::string& into) {
  char bytes[65536];
  const ssize_t got = ::read(descriptor, bytes, sizeof bytes);
  if (got > 0) {
    into.append(bytes, static_cast<std::size_t>(got));
  } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {  // a terminal's end is EIO
    ::close(descriptor);
    descriptor = -1;
  }
}

}  // namespace

Ended run_process(const std::vector<std::string>& words, const Surroundings& surroundings) {
  Pipe in, out, err;
  int terminal = -1;
  pid_t child = -1;
  hold_interrupts(true);
  if (surroundings.terminal_columns) {
    winsize size{};
    size.ws_row = 24;
    size.ws_col = *surroundings.terminal_columns;
    child = ::forkpty(&terminal, nullptr, nullptr, &size);
  } else {
    child = ::fork();
  }
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) {
    if (!surroundings.terminal_columns) {
      ::dup2(in.ends[0], STDIN_FILENO);
      ::dup2(out.ends[1], STDOUT_FILENO);
      ::dup2(err.ends[1], STDERR_FILENO);
    }
    become(words, surroundings);
  }
  hold_interrupts(false);
  ::close(in.ends[0]);
  ::close(out.ends[1]);
  ::close(err.ends[1]);
  if (!surroundings.standard_input.empty()) {
    // Small texts only: the pipe takes them whole.
    if (::write(in.ends[1], surroundings.standard_input.data(), surroundings.standard_input.size()) < 0)
      std::perror("stdin");
  }
  ::close(in.ends[1]);
  int from_out = out.ends[0];
  if (surroundings.terminal_columns) {
    ::close(from_out);
    from_out = terminal;
  }
  int from_err = err.ends[0];

  Ended ended;
  const auto started = Clock::now();
  bool interrupted = false;
  while (from_out >= 0 || from_err >= 0) {
    const auto now = Clock::now();
    if (surroundings.interrupt_after && !interrupted && now - started >= *surroundings.interrupt_after) {
      ::kill(child, SIGINT);
      interrupted = true;
    }
    if (now - started > surroundings.timeout) {
      ended.timed_out = true;
      ::kill(child, SIGKILL);
      break;
    }
    pollfd watched[2] = {{from_out, POLLIN, 0}, {from_err, POLLIN, 0}};
    ::poll(watched, 2, 5);
    if (from_out >= 0 && watched[0].revents != 0) drain(from_out, ended.out);
    if (from_err >= 0 && watched[1].revents != 0) drain(from_err, ended.err);
    if (surroundings.read_at_most && from_out >= 0 && ended.out.size() >= *surroundings.read_at_most) {
      ::close(from_out);
      from_out = -1;
    }
  }
  if (from_out >= 0) ::close(from_out);
  if (from_err >= 0) ::close(from_err);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) ended.exit = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  return ended;
}

Ended run_eardrum(std::vector<std::string> words, const Surroundings& surroundings) {
  // Nobody's own gear: a folder that stays empty unless the test names another.
  static const TemporaryFolder kNoGear;
  words.insert(words.begin(), EARDRUM_BINARY);
  Surroundings plain = surroundings;
  plain.environment.insert({{"XDG_DATA_HOME", kNoGear.path()},
                            {"NO_COLOR", ""},
                            {"CLICOLOR_FORCE", ""},
                            {"TERM", "xterm"},
                            {"LC_ALL", "C.UTF-8"}});
  return run_process(words, plain);
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "eardrum-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::size_t columns = 0;
  for (const char c : text) {
    if (c == '\n') {
      columns = 0;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      widest = std::max(widest, ++columns);
    }
  }
  return widest;
}

bool is_one_line(const std::string& text) {
  return !text.empty() && text.back() == '\n' && std::count(text.begin(), text.end(), '\n') == 1;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Value json_of(const Ended& ended) {
  const auto value = parse_json(ended.out);
  REQUIRE_MESSAGE(value, (ended.out.substr(0, 200) + ended.err));
  return *value;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace eardrum::test
