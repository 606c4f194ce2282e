// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "progress.h"

#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace eardrum::cli {

Progress::Progress(std::string what, std::size_t total) : what_(std::move(what)), total_(total) {
  const char* term = std::getenv("TERM");
  visible_ = total > 0 && ::isatty(STDERR_FILENO) == 1 && term != nullptr && std::strcmp(term, "dumb") != 0;
}

void Progress::at(std::size_t count) {
  if (!visible_) return;
  const std::size_t percent = count * 100 / total_;
  if (percent == shown_percent_) return;
  shown_percent_ = percent;
  std::fprintf(stderr, "\r\x1b[K%s %zu %%", what_.c_str(), percent);
}

void Progress::done() {
  if (visible_ && shown_percent_ <= 100) std::fputs("\r\x1b[K", stderr);
  visible_ = false;
}

}  // namespace eardrum::cli
