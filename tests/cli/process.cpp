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
#include <stdexcept>
#include <string_view>

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

// A child that ends before it has read all that it is given must not end the test.
class WithoutBrokenPipe {
 public:
  WithoutBrokenPipe() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
  WithoutBrokenPipe(const WithoutBrokenPipe&) = delete;
  WithoutBrokenPipe& operator=(const WithoutBrokenPipe&) = delete;
  ~WithoutBrokenPipe() { std::signal(SIGPIPE, before_); }

 private:
  void (*before_)(int);
};

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

void close_end(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

void drain(int& descriptor, std::string& into) {
  char bytes[65536];
  const ssize_t got = ::read(descriptor, bytes, sizeof bytes);
  if (got > 0) {
    into.append(bytes, static_cast<std::size_t>(got));
  } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {  // a terminal's end is EIO
    close_end(descriptor);
  }
}

// As much of `bytes` as goes in without waiting; closes the end behind the last, and when nobody reads.
void feed(int& descriptor, std::string_view& bytes) {
  const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
  if (put > 0) bytes.remove_prefix(static_cast<std::size_t>(put));
  if (bytes.empty() || (put < 0 && errno != EINTR && errno != EAGAIN)) close_end(descriptor);
}

// Empty but for what a run that is no good leaves there: that is said, and taken away for the next.
void check_empty(const std::filesystem::path& folder, const std::vector<std::string>& words) {
  for (const auto& left : std::filesystem::directory_iterator(folder)) {
    const std::string verb = words.size() > 2 ? words[1] + " " + words[2] : words.back();
    FAIL_CHECK("'", verb, "' left ", left.path().filename().string(), " in ", folder.filename().string());
    std::filesystem::remove_all(left.path());
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
  const WithoutBrokenPipe safe;
  ::close(in.ends[0]);
  ::close(out.ends[1]);
  ::close(err.ends[1]);
  int to_in = in.ends[1];
  std::string_view input = surroundings.standard_input;
  ::fcntl(to_in, F_SETFL, O_NONBLOCK);
  if (input.empty()) close_end(to_in);
  int from_out = out.ends[0];
  if (surroundings.terminal_columns) {
    ::close(from_out);
    from_out = terminal;
  }
  int from_err = err.ends[0];

  Ended ended;
  const auto started = Clock::now();
  auto interrupt_at = started + surroundings.interrupt_after.value_or(std::chrono::milliseconds(0));
  bool interrupted = false;
  while (from_out >= 0 || from_err >= 0) {
    const auto now = Clock::now();
    if (surroundings.interrupt_after && now >= interrupt_at) {
      ::kill(child, SIGINT);
      interrupt_at += *surroundings.interrupt_after;
    }
    if (surroundings.interrupt_when && !interrupted && surroundings.interrupt_when()) {
      ::kill(child, SIGINT);
      interrupted = true;
    }
    if (now - started > surroundings.timeout) {
      ended.timed_out = true;
      ::kill(child, SIGKILL);
      break;
    }
    pollfd watched[3] = {{from_out, POLLIN, 0}, {from_err, POLLIN, 0}, {to_in, POLLOUT, 0}};
    ::poll(watched, 3, 5);
    if (from_out >= 0 && watched[0].revents != 0) drain(from_out, ended.out);
    if (from_err >= 0 && watched[1].revents != 0) drain(from_err, ended.err);
    if (to_in >= 0 && watched[2].revents != 0) feed(to_in, input);
    if (surroundings.read_at_most && from_out >= 0 && ended.out.size() >= *surroundings.read_at_most) {
      close_end(from_out);
    }
  }
  for (int* const end : {&from_out, &from_err, &to_in}) close_end(*end);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) ended.exit = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
  return ended;
}

Ended run_eardrum(std::vector<std::string> words, const Surroundings& surroundings) {
  // Of nobody in particular, and without a file from one run to the next.
  static const TemporaryFolder kHome, kTemporary;
  words.insert(words.begin(), EARDRUM_BINARY);
  Surroundings plain = surroundings;
  for (const char* variable :
       {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"}) {
    plain.environment.insert({variable, kHome.path()});
  }
  plain.environment.insert({"TMPDIR", kTemporary.path()});
  for (const char* variable : {"EARDRUM_DATA", "NO_COLOR", "CLICOLOR_FORCE", "VISUAL", "EDITOR"}) {
    plain.environment.insert({variable, ""});
  }
  plain.environment.insert({{"TERM", "xterm"}, {"LC_ALL", "C.UTF-8"}});
  const Ended ended = run_process(words, plain);
  if (!ended.timed_out) {
    for (const TemporaryFolder* const folder : {&kHome, &kTemporary}) check_empty(folder->path(), words);
  }
  return ended;
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
