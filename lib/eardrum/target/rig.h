// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/base/table_reader.h>
#include <eardrum/units/frequency.h>

namespace eardrum::target {

/// What a headphone is measured with. A curve means something only on its own rig: two rigs show one headphone 3 to 8
/// dB apart between 5 and 10 kHz.
struct Rig {
  std::string name;
  std::vector<std::string> aliases;
  std::string kind;        ///< Rigs of one kind can be compared, with a caution.
  std::string laboratory;  ///< Whose it is, where one model was calibrated differently by two laboratories; else empty.
  std::string in_ear_as;   ///< The rig that an in-ear on this head is measured with; empty: this one.
  std::string about;

  bool operator==(const Rig&) const = default;
};

/// The largest known difference between two rigs, 20 Hz to 10 kHz, curves level at 500 Hz.
struct RigDifference {
  std::string rig;
  std::string other;
  double largest_db = 0.0;
  Hertz where;
  std::vector<std::string>
      targets;  ///< The two targets that it was computed from: one target, translated to both rigs.

  bool operator==(const RigDifference&) const = default;
};

/// Whether a curve of one rig may be compared with a target of another.
enum class RigMatch {
  kSame,
  kClose,  ///< The same kind, or a known difference below 3 dB: fine, with a caution.
  kOther,  ///< Not comparable.
};

/// The known rigs.
class RigTable {
 public:
  /// Reads the [[rig]] and [[difference]] tables of `document`. Errors name file, line and field.
  static Result<RigTable> make(TableReader& document);

  std::span<const Rig> rigs() const { return rigs_; }
  std::span<const RigDifference> differences() const { return differences_; }
  /// The rig of that name or alias, case and punctuation ignored; with `laboratory`, that laboratory's own rig of the
  /// model where it has one. nullptr when it is not known.
  const Rig* find(std::string_view name, std::string_view laboratory = {}) const;
  /// The known difference of two rigs, or nullptr.
  const RigDifference* difference(const Rig& a, const Rig& b) const;
  RigMatch match(const Rig& a, const Rig& b) const;
  /// The names of all rigs, comma-separated: for messages.
  std::string names() const;

 private:
  std::vector<Rig> rigs_;
  std::vector<RigDifference> differences_;
  std::map<std::string, std::size_t> by_key_;  // every name and alias, as it is typed
};

}  // namespace eardrum::target
