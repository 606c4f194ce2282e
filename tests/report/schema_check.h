// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/base/value.h>

namespace eardrum::test {

/// The schema docs/schema/<name>.schema.json.
Value schema(const std::string& name);

/// Empty when `instance` is what `schema` (JSON Schema 2020-12) says, else the first place where it is not. Knows type,
/// properties, required, additionalProperties, items, enum, const and $ref, also into another file of docs/schema; any
/// other keyword but title and description is a fault, so that no schema says what is not checked.
std::string violation(const Value& schema, const Value& instance);

}  // namespace eardrum::test
