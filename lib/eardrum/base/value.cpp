// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/base/value.h>

#include <algorithm>

namespace eardrum {

bool Value::as_bool() const {
  EARDRUM_EXPECTS(is_bool());
  return std::get<bool>(data_);
}

std::int64_t Value::as_integer() const {
  EARDRUM_EXPECTS(is_integer());
  return std::get<std::int64_t>(data_);
}

double Value::as_number() const {
  EARDRUM_EXPECTS(is_number());
  return is_integer() ? static_cast<double>(std::get<std::int64_t>(data_)) : std::get<double>(data_);
}

const std::string& Value::as_string() const {
  EARDRUM_EXPECTS(is_string());
  return std::get<std::string>(data_);
}

const Value::Array& Value::as_array() const {
  EARDRUM_EXPECTS(is_array());
  return std::get<Array>(data_);
}

const Value::Object& Value::as_object() const {
  EARDRUM_EXPECTS(is_object());
  return std::get<Object>(data_);
}

Value::Array& Value::as_array() {
  EARDRUM_EXPECTS(is_array());
  return std::get<Array>(data_);
}

Value::Object& Value::as_object() {
  EARDRUM_EXPECTS(is_object());
  return std::get<Object>(data_);
}

const Value* Value::find(std::string_view name) const {
  const auto* object = std::get_if<Object>(&data_);
  if (object == nullptr) return nullptr;
  const auto found = std::find_if(object->begin(), object->end(), [&](const Member& m) { return m.first == name; });
  return found == object->end() ? nullptr : &found->second;
}

Value& Value::set(std::string name, Value value) {
  if (is_null()) data_ = Object{};
  auto& object = as_object();
  const auto found = std::find_if(object.begin(), object.end(), [&](const Member& m) { return m.first == name; });
  if (found != object.end()) {
    found->second = std::move(value);
  } else {
    object.emplace_back(std::move(name), std::move(value));
  }
  return *this;
}

Value& Value::push_back(Value value) {
  if (is_null()) data_ = Array{};
  as_array().push_back(std::move(value));
  return *this;
}

std::string_view Value::kind() const {
  constexpr std::string_view kNames[] = {"nothing", "true or false", "a whole number", "a number",
                                         "a text",  "a list",        "a table"};
  return kNames[data_.index()];
}

}  // namespace eardrum
