// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// 1 where a sanitizer stands between the program and the C library.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define EARDRUM_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define EARDRUM_SANITIZED 1
#endif
#endif
#ifndef EARDRUM_SANITIZED
#define EARDRUM_SANITIZED 0
#endif
