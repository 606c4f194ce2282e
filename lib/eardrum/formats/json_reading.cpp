// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/json_reading.h>

#include <eardrum/formats/decimal.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

// Comments become blanks and a comma before a closing bracket too, so that line numbers stay.
std::string as_strict_json(std::string text) {
  std::size_t last_comma = std::string::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      for (++i; i < text.size() && text[i] != '"'; ++i) i += text[i] == '\\' ? 1U : 0U;
      last_comma = std::string::npos;
    } else if (c == '/' && i + 1 < text.size() && text[i + 1] == '/') {
      while (i < text.size() && text[i] != '\n' && text[i] != '\r') text[i++] = ' ';
    } else if (c == '/' && i + 1 < text.size() && text[i + 1] == '*') {
      const auto end = text.find("*/", i + 2);
      const std::size_t stop = end == std::string::npos ? text.size() : end + 2;
      for (; i < stop; ++i) text[i] = text[i] == '\n' ? '\n' : ' ';
      --i;
    } else if (c == ',') {
      last_comma = i;
    } else if (c == ']' || c == '}') {
      if (last_comma != std::string::npos) text[last_comma] = ' ';
      last_comma = std::string::npos;
    } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
      last_comma = std::string::npos;
    }
  }
  return text;
}

}  // namespace

Result<Value> parse_hand_written_json(std::string_view bytes, const std::string& file) {
  auto decoded = decode_text(bytes);
  return parse_json(as_strict_json(std::move(decoded.text)), file);
}

std::string text_member(const Value& object, std::string_view name, const std::string& fallback) {
  const Value* member = object.find(name);
  if (member == nullptr) return fallback;
  if (member->is_string()) return member->as_string();
  if (member->is_number()) return shortest(member->as_number());
  return fallback;
}

double number_member(const Value& object, std::string_view name, double fallback) {
  const Value* member = object.find(name);
  if (member == nullptr) return fallback;
  if (member->is_number()) return member->as_number();
  return member->is_string() ? parse_decimal_any_mark(trimmed(member->as_string())).value_or(fallback) : fallback;
}

bool bool_member(const Value& object, std::string_view name, bool fallback) {
  const Value* member = object.find(name);
  return member != nullptr && member->is_bool() ? member->as_bool() : fallback;
}

std::vector<std::string> texts_member(const Value& object, std::string_view name) {
  std::vector<std::string> texts;
  const Value* member = object.find(name);
  if (member == nullptr) return texts;
  if (member->is_string()) texts.push_back(member->as_string());
  if (member->is_array()) {
    for (const auto& element : member->as_array()) {
      if (element.is_string()) texts.push_back(element.as_string());
    }
  }
  return texts;
}

}  // namespace eardrum
