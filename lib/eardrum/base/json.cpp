// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <nlohmann/json.hpp>

#include <eardrum/base/value.h>

namespace eardrum {
namespace {

using Json = nlohmann::ordered_json;

// Deeper nesting than any file of ours; stops a hostile text from exhausting the stack.
constexpr int kMaxDepth = 200;

Value from_json(const Json& json) {
  switch (json.type()) {
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_integer:
      return json.get<std::int64_t>();
    case Json::value_t::number_unsigned: {
      const auto number = json.get<std::uint64_t>();
      if (number > static_cast<std::uint64_t>(INT64_MAX)) return static_cast<double>(number);
      return static_cast<std::int64_t>(number);
    }
    case Json::value_t::number_float:
      return json.get<double>();
    case Json::value_t::string:
      return json.get<std::string>();
    case Json::value_t::array: {
      Value::Array array;
      array.reserve(json.size());
      for (const auto& element : json) array.push_back(from_json(element));
      return array;
    }
    case Json::value_t::object: {
      Value::Object object;
      object.reserve(json.size());
      for (const auto& [name, member] : json.items()) object.emplace_back(name, from_json(member));
      return object;
    }
    default:
      return {};
  }
}

Json to_json(const Value& value) {
  if (value.is_bool()) return value.as_bool();
  if (value.is_integer()) return value.as_integer();
  if (value.is_number()) return std::isfinite(value.as_number()) ? Json(value.as_number()) : Json(nullptr);
  if (value.is_string()) return value.as_string();
  if (value.is_array()) {
    Json array = Json::array();
    for (const auto& element : value.as_array()) array.push_back(to_json(element));
    return array;
  }
  if (value.is_object()) {
    Json object = Json::object();
    for (const auto& [name, member] : value.as_object()) object[name] = to_json(member);
    return object;
  }
  return nullptr;
}

int line_of(std::string_view text, std::size_t byte) {
  int line = 1;
  for (std::size_t i = 0; i + 1 < byte && i < text.size(); ++i) line += text[i] == '\n' ? 1 : 0;
  return line;
}

}  // namespace

Result<Value> parse_json(std::string_view text, const std::string& file) {
  bool too_deep = false;
  const Json::parser_callback_t guard = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kMaxDepth;
    return !too_deep;
  };
  try {
    const Json json = Json::parse(text.begin(), text.end(), guard);
    if (too_deep) {
      return Error{Errc::kInvalidData, "Expected JSON nested at most 200 deep, found more", {file, 0, {}}};
    }
    return from_json(json);
  } catch (const Json::parse_error& error) {
    return Error{Errc::kInvalidData, "Expected JSON, found a syntax error", {file, line_of(text, error.byte), {}}};
  } catch (const Json::exception&) {
    return Error{
        Errc::kInvalidData, "Expected JSON, found a text that is not UTF-8 or a number out of range", {file, 0, {}}};
  }
}

std::string write_json(const Value& value, int indent) {
  return to_json(value).dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace eardrum
