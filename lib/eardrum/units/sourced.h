// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace eardrum {

/// How sure a figure is.
enum class Confidence {
  kMeasured,  ///< A laboratory other than the maker measured it, and published it.
  kPage,      ///< Printed on a page that is named: a maker's sheet, a review.
  kKnown,     ///< A standard, or published so widely that it is beyond doubt.
  kApprox,    ///< From memory or by analogy: a default that the user can change, never a hard fact.
  kComputed,  ///< Computed from other figures; the source says which.
  kUser,      ///< The user entered it.
};

/// "measured", "page", "known", "approx", "computed", "user".
constexpr std::string_view to_text(Confidence confidence) {
  switch (confidence) {
    case Confidence::kMeasured:
      return "measured";
    case Confidence::kPage:
      return "page";
    case Confidence::kKnown:
      return "known";
    case Confidence::kApprox:
      return "approx";
    case Confidence::kComputed:
      return "computed";
    case Confidence::kUser:
      return "user";
  }
  return "";
}

constexpr std::optional<Confidence> parse_confidence(std::string_view text) {
  for (const auto c : {Confidence::kMeasured, Confidence::kPage, Confidence::kKnown, Confidence::kApprox,
                       Confidence::kComputed, Confidence::kUser}) {
    if (to_text(c) == text) return c;
  }
  return std::nullopt;
}

/// A figure and where it came from. Every number out of the catalogue is one of these.
template <class T>
struct Sourced {
  T value{};
  Confidence confidence = Confidence::kApprox;
  std::string source{};  ///< A page, a standard, a laboratory, or the words of whoever entered it.

  bool operator==(const Sourced&) const = default;
};

/// A figure that may be missing. Missing is a state, not a zero.
template <class T>
using MaybeSourced = std::optional<Sourced<T>>;

}  // namespace eardrum
