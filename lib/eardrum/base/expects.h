// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>

namespace eardrum {

/// Aborts with the condition's text when a caller breaks a documented precondition: a bug in the caller, not bad input.
#define EARDRUM_EXPECTS(condition)                     \
  (static_cast<bool>(condition) ? static_cast<void>(0) \
                                : ::eardrum::detail::broken_precondition(#condition, __FILE__, __LINE__))

namespace detail {
[[noreturn]] inline void broken_precondition(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: broken precondition: %s\n", file, line, condition);
  std::abort();
}
}  // namespace detail

}  // namespace eardrum
