// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/system_call_guard.h"

#include "engine/sanitized.h"

#if defined(__linux__) && !EARDRUM_SANITIZED

#include <atomic>
#include <csignal>
#include <cstddef>
#include <new>
#include <thread>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace eardrum::test {
namespace {

constexpr int kFinishedCode = 0, kCaughtCode = 1, kUnavailableCode = 2;
constexpr unsigned kTimeOutSeconds = 120;

std::atomic<long>* first_call = nullptr;  // in memory that the parent sees

void caught(int, siginfo_t* info, void*) {
  first_call->store(info->si_syscall);
  syscall(SYS_exit_group, kCaughtCode);
}

bool forbid_system_calls() {
  constexpr auto number = static_cast<unsigned>(offsetof(seccomp_data, nr));
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, number),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
  };
  sock_fprog filter{static_cast<unsigned short>(std::size(program)), program};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

[[noreturn]] void be_the_child(const std::function<void()>& audio, const std::function<void()>& others) {
  alarm(kTimeOutSeconds);
  struct sigaction action {};
  action.sa_sigaction = caught;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGSYS, &action, nullptr);
  std::thread(others).detach();
  if (!forbid_system_calls()) _exit(kUnavailableCode);
  audio();
  syscall(SYS_exit_group, kFinishedCode);
  __builtin_unreachable();
}

}  // namespace

GuardedResult run_without_system_calls(const std::function<void()>& audio, const std::function<void()>& others) {
  void* const shared =
      mmap(nullptr, sizeof(std::atomic<long>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return {Guarded::kUnavailable};
  first_call = new (shared) std::atomic<long>(-1);
  const pid_t child = fork();
  if (child == 0) be_the_child(audio, others);
  int status = 0;
  GuardedResult result;
  if (child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status)) {
    switch (WEXITSTATUS(status)) {
      case kFinishedCode:
        result.end = Guarded::kFinished;
        break;
      case kCaughtCode:
        result.end = Guarded::kSystemCall;
        break;
      case kUnavailableCode:
        result.end = Guarded::kUnavailable;
        break;
    }
  }
  result.system_call = first_call->load();
  munmap(shared, sizeof(std::atomic<long>));
  return result;
}

}  // namespace eardrum::test

#else

namespace eardrum::test {
GuardedResult run_without_system_calls(const std::function<void()>&, const std::function<void()>&) {
  return {Guarded::kUnavailable};
}
}  // namespace eardrum::test

#endif
