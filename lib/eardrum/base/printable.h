// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace eardrum {

/// `text` as it may go to a terminal: every unprintable character (code_point.h) and every byte that is no UTF-8
/// becomes U+FFFD, so that a hostile name can't move the cursor, colour the
/// screen or hide behind another. Newlines and tabs become spaces. Longer texts end in "..." after `max_bytes`.
std::string printable(std::string_view text, std::size_t max_bytes = 400);

/// True when `text` is UTF-8 without any of the characters that printable() replaces; newlines and tabs count as fine
/// when `lines` says so.
bool is_printable(std::string_view text, bool lines = false);

}  // namespace eardrum
