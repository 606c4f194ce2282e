// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include <eardrum/base/error.h>
#include <eardrum/base/expects.h>

namespace eardrum {

/// A value or the Error that prevented it; the member names are those of std::expected.
/// Reading the value of a failure (or the error of a success) is a broken precondition and aborts.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& value() & { return checked(*this); }
  const T& value() const& { return checked(*this); }
  T&& value() && { return std::move(checked(*this)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& {
    EARDRUM_EXPECTS(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    EARDRUM_EXPECTS(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

  T value_or(T fallback) const& { return has_value() ? value() : std::move(fallback); }

 private:
  template <class Self>
  static auto& checked(Self& self) {
    EARDRUM_EXPECTS(self.has_value());
    return *std::get_if<0>(&self.state_);
  }

  std::variant<T, Error> state_;
};

/// Success without a value, or the Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }
  const Error& error() const& {
    EARDRUM_EXPECTS(!has_value());
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

/// Returns from the enclosing function with the error of a failed Result, else binds its value:
///   EARDRUM_TRY(auto grid, FrequencyGrid::make(frequencies));
#define EARDRUM_TRY(declaration, expression) \
  EARDRUM_TRY_NAMED(declaration, expression, EARDRUM_TRY_JOIN(eardrum_result_, __LINE__))
/// The same for a Result<void>.
#define EARDRUM_CHECK(expression)                                \
  do {                                                           \
    if (auto eardrum_checked = (expression); !eardrum_checked) { \
      return eardrum_checked.error();                            \
    }                                                            \
  } while (false)
#define EARDRUM_TRY_NAMED(declaration, expression, name) \
  auto name = (expression);                              \
  if (!name) return std::move(name).error();             \
  declaration = *std::move(name)
#define EARDRUM_TRY_JOIN_NOW(a, b) a##b
#define EARDRUM_TRY_JOIN(a, b) EARDRUM_TRY_JOIN_NOW(a, b)

}  // namespace eardrum
