// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <eardrum/base/expects.h>

namespace eardrum::match {

/// What a finding is about; one rule each.
enum class Topic {
  kLoudEnough,
  kOverpowered,
  kDamping,
  kToneShift,
  kLegacyOutput,
  kHiss,
  kVolumeRange,
  kBalanced,
  kCable,
  kCrosstalk,
  kTonalBalance,
  kExposure,
  kUnknown,  ///< a figure is missing; says what to measure
};
/// "loud_enough", "overpowered", ...: stable names, as in the JSON schema.
std::string_view to_text(Topic topic);

/// How bad it is.
enum class Grade { kGood, kNote, kCare, kPoor, kCannotTell };
std::string_view to_text(Grade grade);

/// How sure the grade is, from the share of the uncertainty that lies on its side of the limit.
enum class Certainty {
  kSure,      ///< at least 95 %
  kProbable,  ///< at least 70 %: "probably"
  kOpen,      ///< less: "can't tell without a measured ..."
};
std::string_view to_text(Certainty certainty);

/// One number that a finding rests on. Names and units are string literals, so that judging allocates nothing for them.
struct Figure {
  std::string_view name;  ///< "peak_headroom"; stable, as in the JSON
  double value = 0.0;
  std::string_view unit;  ///< "dB", "dB SPL", "dB(A)", "V", "mA", "mW", "ohm", "Hz", "h/week", "%"
  /// 90 % interval, where the number is uncertain.
  std::optional<double> low, high;
  /// The limit that it was held against, where there is one.
  std::optional<double> limit;

  bool operator==(const Figure&) const = default;
};

/// What one rule found: numbers and a grade; the words are made from it on demand (words.h), so that judging thousands
/// of chains formats no text.
class Finding {
 public:
  static constexpr std::size_t kMaxFigures = 8;

  Finding(Topic about, Grade how_bad, Certainty how_sure = Certainty::kSure)
      : topic(about), grade(how_bad), certainty(how_sure) {}

  Topic topic;
  Grade grade;
  Certainty certainty;
  /// Which of a rule's own cases applies; its meaning is the rule's.
  int reason = 0;

  void add(Figure figure) {
    EARDRUM_EXPECTS(count_ < kMaxFigures);
    figures_[count_++] = figure;
  }
  std::span<const Figure> figures() const { return {figures_.data(), count_}; }
  /// The figure of that name, or nullptr.
  const Figure* find(std::string_view name) const;
  /// Its value. Precondition: the finding has it.
  double value(std::string_view name) const {
    const Figure* figure = find(name);
    EARDRUM_EXPECTS(figure != nullptr);
    return figure->value;
  }

 private:
  std::array<Figure, kMaxFigures> figures_{};
  std::size_t count_ = 0;
};

/// A finding in words for a listener.
struct Words {
  std::string headline;  ///< one plain sentence with the number that matters
  std::string detail;    ///< how it comes about, limits, sources; may be empty
  std::string advice;    ///< what to do; empty when nothing
};

}  // namespace eardrum::match
