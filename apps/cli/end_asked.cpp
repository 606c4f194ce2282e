// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "end_asked.h"

namespace eardrum::cli {
namespace {

std::atomic<bool> g_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal's handler may touch nothing else");
volatile std::sig_atomic_t g_signal = 0;

}  // namespace

EndAsked::EndAsked() {
  struct sigaction action {};
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  action.sa_handler = [](int signal) {
    g_signal = signal;
    g_asked = true;
  };
  for (std::size_t k = 0; k < kSignals.size(); ++k) sigaction(kSignals[k], &action, &before_[k]);
}

EndAsked::~EndAsked() {
  for (std::size_t k = 0; k < kSignals.size(); ++k) sigaction(kSignals[k], &before_[k], nullptr);
}

const std::atomic<bool>& EndAsked::flag() const {
  return g_asked;
}

void EndAsked::end() const {
  std::signal(g_signal, SIG_DFL);
  std::raise(g_signal);
}

}  // namespace eardrum::cli
