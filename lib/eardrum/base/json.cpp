// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <nlohmann/json.hpp>

#include <eardrum/base/value.h>

namespace eardrum {
namespace {

using Json = nlohmann::ordered_json;

// Deeper nesting than any file of ours; stops a hostile text from exhausting the stack.
constexpr std::size_t kMaxDepth = 200;

// Members of an object among which a search is quicker than a table; beyond, searching takes time by their square.
constexpr std::size_t kFew = 16;

// Builds the Value while the text is read: a tree of the parser's own in between would cost twice as much again.
class Builder {
 public:
  Value take() { return std::move(root_); }
  std::size_t error_byte() const { return error_byte_; }
  bool too_deep() const { return too_deep_; }
  bool out_of_range() const { return out_of_range_; }

  // The names and signatures are those that the parser calls; false stops it.
  bool null() { return add({}); }
  bool boolean(bool boolean) { return add(boolean); }
  bool number_integer(std::int64_t number) { return add(number); }
  bool number_unsigned(std::uint64_t number) {
    if (number > static_cast<std::uint64_t>(INT64_MAX)) return add(static_cast<double>(number));
    return add(static_cast<std::int64_t>(number));
  }
  bool number_float(double number, const std::string&) { return add(number); }
  bool string(std::string& text) { return add(std::move(text)); }
  bool binary(Json::binary_t&) { return false; }  // CBOR and the like only
  bool start_object(std::size_t) { return open(Value(Value::Object{})); }
  bool start_array(std::size_t) { return open(Value(Value::Array{})); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    open_.back().key = std::move(name);
    return true;
  }
  template <class Exception>
  bool parse_error(std::size_t byte, const std::string&, const Exception& exception) {
    constexpr int kNumberOverflow = 406;
    error_byte_ = byte;
    out_of_range_ = exception.id == kNumberOverflow;
    return false;
  }

 private:
  struct Open {
    Value container;
    std::string key;  // of the member that comes next
  };

  bool open(Value container) {
    too_deep_ = open_.size() >= kMaxDepth;
    if (!too_deep_) open_.push_back({std::move(container), {}});
    return !too_deep_;
  }
  bool close() {
    Value finished = std::move(open_.back().container);
    open_.pop_back();
    if (finished.is_object() && finished.as_object().size() > kFew) keep_last_of_each(finished.as_object());
    return add(std::move(finished));
  }
  bool add(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (Open& parent = open_.back(); parent.container.is_array()) {
      parent.container.as_array().push_back(std::move(value));
    } else if (parent.container.as_object().size() < kFew) {
      parent.container.set(std::move(parent.key), std::move(value));
    } else {
      parent.container.as_object().emplace_back(std::move(parent.key), std::move(value));
    }
    return true;
  }
  // As set() has it: the last value, where the first one was.
  static void keep_last_of_each(Value::Object& members) {
    std::unordered_map<std::string_view, std::size_t> place;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto [found, is_new] = place.emplace(members[i].first, kept.size());
      if (is_new) {
        kept.push_back(i);
      } else {
        members[kept[found->second]].second = std::move(members[i].second);
      }
    }
    if (kept.size() == members.size()) return;
    Value::Object once;
    for (const std::size_t i : kept) once.push_back(std::move(members[i]));
    members = std::move(once);
  }

  Value root_;
  std::vector<Open> open_;
  std::size_t error_byte_ = 0;
  bool too_deep_ = false;
  bool out_of_range_ = false;
};

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
    auto& members = object.get_ref<Json::object_t&>();  // No search: a Value has each name once.
    for (const auto& [name, member] : value.as_object()) members.emplace_back(name, to_json(member));
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
  Builder builder;
  // The parser takes a NUL for the end of the text, whatever comes after it.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    return Error{Errc::kInvalidData, "Expected JSON, found a NUL character", {file, line_of(text, nul + 1), {}}};
  }
  if (Json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  if (builder.too_deep()) {
    return Error{Errc::kInvalidData, "Expected JSON nested at most 200 deep, found more", {file, 0, {}}};
  }
  return Error{
      Errc::kInvalidData,
      builder.out_of_range() ? "Expected JSON, found a number out of range" : "Expected JSON, found a syntax error",
      {file, line_of(text, builder.error_byte()), {}}};
}

std::string write_json(const Value& value, int indent) {
  return to_json(value).dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace eardrum
