// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <sstream>

// toml++ 3.3.0 asserts, or with NDEBUG lets the compiler assume, that no text holds "[[[" and the like, although the
// code after it reports them properly. Neither: a text must not stop the program.
#undef NDEBUG
#define TOML_ASSERT(expression) static_assert(true)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <eardrum/base/printable.h>
#include <eardrum/base/value.h>

namespace eardrum {
namespace {

Value from_toml(const toml::node& node) {
  Value value;
  if (const auto* table = node.as_table()) {
    // toml++ sorts its keys; the text's own order comes back from the positions.
    std::vector<std::pair<const toml::key*, const toml::node*>> members;
    for (const auto& [key, member] : *table) members.emplace_back(&key, &member);
    std::stable_sort(members.begin(), members.end(),
                     [](const auto& a, const auto& b) { return a.first->source().begin < b.first->source().begin; });
    Value::Object object;
    for (const auto& [key, member] : members) object.emplace_back(std::string(key->str()), from_toml(*member));
    value = Value(std::move(object));
  } else if (const auto* array = node.as_array()) {
    Value::Array elements;
    for (const auto& element : *array) elements.push_back(from_toml(element));
    value = Value(std::move(elements));
  } else if (const auto* text = node.as_string()) {
    value = Value(text->get());
  } else if (const auto* integer = node.as_integer()) {
    value = Value(integer->get());
  } else if (const auto* number = node.as_floating_point()) {
    value = Value(number->get());
  } else if (const auto* boolean = node.as_boolean()) {
    value = Value(boolean->get());
  } else {
    std::ostringstream written;
    node.visit([&](const auto& leaf) {
      if constexpr (toml::is_date<decltype(leaf)> || toml::is_time<decltype(leaf)> ||
                    toml::is_date_time<decltype(leaf)>) {
        written << leaf.get();
      }
    });
    value = Value(written.str());
  }
  value.set_line(static_cast<int>(node.source().begin.line));
  return value;
}

bool is_table_like(const Value& value) {
  if (value.is_object()) return true;
  if (!value.is_array() || value.as_array().empty()) return false;
  for (const auto& element : value.as_array()) {
    if (!element.is_object()) return false;
  }
  return true;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      constexpr char kHex[] = "0123456789ABCDEF";
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string key_text(const std::string& key) {
  const bool bare =
      !key.empty() &&
      key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos;
  return bare ? key : quoted(key);
}

std::string inline_text(const Value& value) {
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  if (value.is_string()) return quoted(value.as_string());
  if (value.is_integer()) return std::to_string(value.as_integer());
  if (value.is_number()) {
    const std::string text = write_json(value, -1);
    if (text == "null") return std::isnan(value.as_number()) ? "nan" : value.as_number() > 0 ? "inf" : "-inf";
    return text;
  }
  std::string out;
  if (value.is_array()) {
    for (const auto& element : value.as_array()) out += (out.empty() ? "" : ", ") + inline_text(element);
    return "[" + out + "]";
  }
  for (const auto& [key, member] : value.as_object()) {
    if (!member.is_null()) out += (out.empty() ? "" : ", ") + key_text(key) + " = " + inline_text(member);
  }
  return "{ " + out + " }";
}

// Tables below this many characters stay on the line of their key: a figure with its source reads as one thing.
constexpr std::size_t kInlineWidth = 110;

void write_table(const Value& table, const std::string& path, std::string& out) {
  std::vector<const Value::Member*> nested;
  for (const auto& member : table.as_object()) {
    const auto& [key, value] = member;
    if (value.is_null()) continue;
    const bool breaks = is_table_like(value) && (path.empty() || inline_text(value).size() > kInlineWidth);
    if (breaks) {
      nested.push_back(&member);
    } else {
      out += key_text(key) + " = " + inline_text(value) + "\n";
    }
  }
  for (const auto* member : nested) {
    const std::string child = path.empty() ? key_text(member->first) : path + "." + key_text(member->first);
    if (member->second.is_object()) {
      out += (out.empty() ? "[" : "\n[") + child + "]\n";
      write_table(member->second, child, out);
    } else {
      for (const auto& element : member->second.as_array()) {
        out += (out.empty() ? "[[" : "\n[[") + child + "]]\n";
        write_table(element, child, out);
      }
    }
  }
}

}  // namespace

Result<Value> parse_toml(std::string_view text, const std::string& file) {
  const toml::parse_result parsed = toml::parse(text, file);
  if (!parsed) {
    const auto& error = parsed.error();
    return Error{Errc::kInvalidData,
                 "Expected TOML, found a syntax error: " + printable(error.description()),
                 {file, static_cast<int>(error.source().begin.line), {}}};
  }
  return from_toml(parsed.table());
}

std::string write_toml(const Value& value) {
  EARDRUM_EXPECTS(value.is_object());
  std::string out;
  write_table(value, "", out);
  return out;
}

}  // namespace eardrum
