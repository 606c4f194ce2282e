// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <eardrum/base/value.h>

namespace eardrum::live {

/// Reads the members of a JSON object one by one. Each getter fails with kInvalidData and a sentence that names the
/// member when it is of another kind; finish() fails when there is one that nobody asked for.
class Fields {
 public:
  explicit Fields(const Value& object) : object_(object) {}

  bool has(std::string_view name) const { return object_.find(name) != nullptr; }
  Result<std::optional<double>> number(std::string_view name);
  Result<std::optional<std::int64_t>> integer(std::string_view name);
  Result<std::optional<bool>> boolean(std::string_view name);
  Result<std::optional<std::string>> text(std::string_view name);
  /// The member as it is, or nullptr.
  const Value* any(std::string_view name);
  Result<void> finish() const;

 private:
  Error wrong(std::string_view name, std::string_view expected, const Value& found) const;
  const Value& object_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace eardrum::live
