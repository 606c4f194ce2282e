// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace eardrum::catalogue {

/// The texts of migrations/NNNN_*.sql in order; the n-th brings a file from version n to n + 1. A landed one never
/// changes.
std::span<const char* const> migrations();

}  // namespace eardrum::catalogue
