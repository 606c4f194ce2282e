// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Marks a function that the audio thread may call: it does not allocate, lock, log, throw or enter the kernel.
/// clang 20 checks the claim at compile time; older compilers see documentation, and tests count allocations.
#if defined(__clang__) && __clang_major__ >= 20
#define EARDRUM_REALTIME [[clang::nonblocking]]
#else
#define EARDRUM_REALTIME
#endif
