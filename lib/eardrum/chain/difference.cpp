// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/difference.h>

#include <algorithm>
#include <set>

#include <eardrum/base/value.h>
#include <eardrum/chain/chain_file_internal.h>

namespace eardrum::chain {
namespace {

bool is_curve(const Value& value) {
  return value.is_array() && !value.as_array().empty() && value.as_array().front().is_array();
}

std::string points(const Value& curve) {
  return std::to_string(curve.as_array().size()) + " points";
}

std::string shown(const Value* value) {
  if (value == nullptr) return "none";
  return is_curve(*value) ? points(*value) : write_json(*value, -1);
}

class Comparison {
 public:
  explicit Comparison(std::vector<std::string>& lines) : lines_(lines) {}

  // `where` is the stage and the way to the figure: "amplifier 'Mojo': limits.voltage_v".
  void compare(const std::string& where, const Value* a, const Value* b) {
    if (a != nullptr && b != nullptr && *a == *b) return;
    if (a != nullptr && b != nullptr) {
      if (a->is_object() && b->is_object()) return members(where, *a, *b);
      if (is_curve(*a) && is_curve(*b)) return curves(where, a->as_array(), b->as_array());
      if (a->is_array() && b->is_array()) return elements(where, a->as_array(), b->as_array());
    }
    lines_.push_back(where + " " + shown(a) + " -> " + shown(b));
  }

  void members(const std::string& where, const Value& a, const Value& b) {
    std::set<std::string> keys;
    for (const Value* table : {&a, &b}) {
      for (const auto& [key, member] : table->as_object()) keys.insert(key);
    }
    for (const auto& key : keys) compare(where + (where.ends_with(':') ? " " : ".") + key, a.find(key), b.find(key));
  }

 private:
  void elements(const std::string& where, const Value::Array& a, const Value::Array& b) {
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
      compare(where + "[" + std::to_string(i + 1) + "]", i < a.size() ? &a[i] : nullptr,
              i < b.size() ? &b[i] : nullptr);
    }
  }

  void curves(const std::string& where, const Value::Array& a, const Value::Array& b) {
    if (a.size() != b.size()) {
      lines_.push_back(where + " " + points(Value(a)) + " -> " + points(Value(b)));
      return;
    }
    std::size_t others = 0;
    for (std::size_t i = 0; i < a.size(); ++i) others += a[i] == b[i] ? 0U : 1U;
    lines_.push_back(where + " " + std::to_string(others) + " of " + points(Value(a)) + " differ");
  }

  std::vector<std::string>& lines_;
};

}  // namespace

std::vector<std::string> differences(const Chain& a, const Chain& b) {
  std::vector<std::string> lines;
  Comparison comparison(lines);
  const auto titled = [](const Stage& stage) { return std::string(kind_text(stage)) + " '" + name_of(stage) + "'"; };
  const auto left = a.stages(), right = b.stages();
  std::size_t i = 0, j = 0;
  while (i < left.size() || j < right.size()) {
    // Stages pair up kind by kind, in their order: the order of kinds is the same in every chain.
    if (j == right.size() || (i < left.size() && left[i].index() < right[j].index())) {
      lines.push_back(titled(left[i++]) + ": removed");
    } else if (i == left.size() || right[j].index() < left[i].index()) {
      lines.push_back(titled(right[j++]) + ": added");
    } else {
      comparison.members(titled(left[i]) + ":", to_value(left[i]), to_value(right[j]));
      ++i, ++j;
    }
  }
  return lines;
}

}  // namespace eardrum::chain
