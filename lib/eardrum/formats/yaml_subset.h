// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/base/value.h>

namespace eardrum {

/// Reads the part of YAML 1.2 that configuration files use: block and flow mappings and sequences, plain and quoted
/// scalars, comments, one document. Numbers, booleans and null are recognised in plain scalars. No anchors, tags, block
/// scalars or keys that are not scalars: those fail with kInvalidData, naming the line; so does nesting beyond 100
/// levels.
Result<Value> parse_yaml_subset(std::string_view text, const std::string& file = {});

}  // namespace eardrum
