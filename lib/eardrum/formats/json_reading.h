// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/base/value.h>

namespace eardrum {

/// Reads JSON as people write it by hand: besides RFC 8259 it takes a byte order mark, Windows-1252, // and /* */
/// comments, and commas before a closing bracket. Fails as parse_json does.
Result<Value> parse_hand_written_json(std::string_view bytes, const std::string& file = {});

/// The member's text, number or boolean; `fallback` when it is missing or of another kind.
std::string text_member(const Value& object, std::string_view name, const std::string& fallback = {});
double number_member(const Value& object, std::string_view name, double fallback);
bool bool_member(const Value& object, std::string_view name, bool fallback);
/// The texts of a member that is one text or an array of them; empty when missing.
std::vector<std::string> texts_member(const Value& object, std::string_view name);

}  // namespace eardrum
