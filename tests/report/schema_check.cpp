// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "schema_check.h"

#include <algorithm>
#include <map>

#include <doctest/doctest.h>
#include <eardrum/base/file.h>

namespace eardrum::test {
namespace {

bool has_type(const Value& instance, const std::string& type) {
  if (type == "object") return instance.is_object();
  if (type == "array") return instance.is_array();
  if (type == "string") return instance.is_string();
  if (type == "number") return instance.is_number();
  if (type == "integer") return instance.is_integer();
  if (type == "boolean") return instance.is_bool();
  if (type == "null") return instance.is_null();
  return false;
}

class Checker {
 public:
  explicit Checker(const Value& root) { files_[""] = root; }

  std::string check(const Value& schema, const Value& instance, const std::string& at, const std::string& file) {
    for (const auto& [keyword, value] : schema.as_object()) {
      if (keyword == "title" || keyword == "description" || keyword == "$schema" || keyword == "$id" ||
          keyword == "$defs") {
        continue;
      }
      std::string fault;
      if (keyword == "$ref") {
        fault = check_reference(value.as_string(), instance, at, file);
      } else if (keyword == "type") {
        const bool fits = value.is_string()
                              ? has_type(instance, value.as_string())
                              : std::any_of(value.as_array().begin(), value.as_array().end(),
                                            [&](const Value& t) { return has_type(instance, t.as_string()); });
        if (!fits) fault = at + ": is " + std::string(instance.kind());
      } else if (keyword == "const") {
        if (!(instance == value)) fault = at + ": another constant";
      } else if (keyword == "enum") {
        const auto& all = value.as_array();
        if (std::find(all.begin(), all.end(), instance) == all.end()) fault = at + ": not one of the values";
      } else if (keyword == "required") {
        for (const auto& name : value.as_array()) {
          if (instance.find(name.as_string()) == nullptr) fault = at + ": lacks " + name.as_string();
        }
      } else if (keyword == "properties") {
        for (const auto& [name, member] : value.as_object()) {
          const Value* found = instance.find(name);
          if (found != nullptr && fault.empty()) fault = check(member, *found, at + "/" + name, file);
        }
      } else if (keyword == "additionalProperties") {
        if (value.as_bool() || !instance.is_object()) continue;
        for (const auto& [name, member] : instance.as_object()) {
          if (schema.find("properties")->find(name) == nullptr) fault = at + ": nobody described " + name;
        }
      } else if (keyword == "items") {
        if (!instance.is_array()) continue;
        for (std::size_t i = 0; i < instance.as_array().size() && fault.empty(); ++i) {
          fault = check(value, instance.as_array()[i], at + "/" + std::to_string(i), file);
        }
      } else {
        fault = at + ": keyword that is not checked: " + keyword;
      }
      if (!fault.empty()) return fault;
    }
    return {};
  }

 private:
  std::string check_reference(const std::string& reference, const Value& instance, const std::string& at,
                              const std::string& from) {
    const std::size_t hash = reference.find('#');
    const std::string file = hash == 0 ? from : reference.substr(0, hash);
    if (files_.find(file) == files_.end()) {
      files_[file] = schema(file.substr(0, file.find(".schema.json")));
    }
    const std::string prefix = "#/$defs/";
    REQUIRE(reference.compare(hash, prefix.size(), prefix) == 0);
    const Value* definition = files_[file].find("$defs")->find(reference.substr(hash + prefix.size()));
    if (definition == nullptr) return at + ": no definition " + reference;
    return check(Value(*definition), instance, at, file);
  }

  std::map<std::string, Value> files_;
};

}  // namespace

Value schema(const std::string& name) {
  const std::string path = "docs/schema/" + name + ".schema.json";
  const auto text = read_file(path);
  REQUIRE_MESSAGE(text.has_value(), path);
  const auto value = parse_json(text.value(), path);
  REQUIRE_MESSAGE(value.has_value(), path);
  return value.value();
}

std::string violation(const Value& schema, const Value& instance) {
  return Checker(schema).check(schema, instance, "", "");
}

}  // namespace eardrum::test
