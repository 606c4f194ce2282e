// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/base/value.h>

namespace eardrum {

/// Reads PipeWire's configuration syntax (SPA-JSON): JSON, where quotes, commas and the outermost braces may be
/// missing, '=' stands for ':', and '#' begins a comment. Fails with kInvalidData, naming the line, at a bracket that
/// does not match, and beyond 100 levels.
Result<Value> parse_spa_json(std::string_view text, const std::string& file = {});

}  // namespace eardrum
