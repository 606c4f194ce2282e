// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/target/rig.h>
#include <eardrum/target/target.h>

namespace eardrum::target {

/// What the library's index says of a target; the curve, its source and its licence are read when it is loaded.
struct TargetEntry {
  std::string name;
  std::vector<std::string> aliases;
  std::string file;  ///< Relative to the library's directory.
  std::string rig;
  TargetForm form = TargetForm::kOverEar;
  TargetKind kind = TargetKind::kReviewer;
  std::optional<ScoreModel> scored_by;
  std::string note;
};

/// A directory of targets: targets.toml and one CSV a curve. The built-in one is data/targets.
class TargetLibrary {
 public:
  /// Reads the index. Fails with file and line where it is wrong: an unknown key, rig, form or kind, a name used twice.
  static Result<TargetLibrary> open(const std::string& directory);

  const RigTable& rigs() const noexcept { return rigs_; }
  std::span<const TargetEntry> entries() const noexcept { return entries_; }

  /// The target of that name or alias, case and punctuation ignored. Fails with kNotFound and the names that are
  /// nearest.
  Result<Target> load(std::string_view name) const;
  Result<Target> load(const TargetEntry& entry) const;
  /// The target that a headphone of `form` measured on `rig` is usually compared with: Harman's newest where the rig
  /// has it, else the rig's first. Fails with kNotFound for a rig that has none.
  Result<Target> load_default(const Rig& rig, TargetForm form) const;

 private:
  std::string directory_;
  RigTable rigs_;
  std::vector<TargetEntry> entries_;
};

}  // namespace eardrum::target
