// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/app/tuning.h>

namespace eardrum::app {

/// What to play through a device: the first rule whose pattern is its name.
struct LiveRule {
  std::string device;    ///< a pattern: * stands for anything, ? for one character; letters of either case are alike
  TuningRequest tuning;  ///< nothing: play unchanged
  bool crossfeed = false;

  bool fits(std::string_view name) const;
};

/// Reads the rules of a live session, docs/formats/live-rules.md. Relative paths are `file`'s folder's. Fails with
/// kInvalidData and the place.
Result<std::vector<LiveRule>> read_live_rules(std::string_view text, const std::string& file);

/// The first rule that fits either name, or nullptr.
const LiveRule* rule_for(const std::vector<LiveRule>& rules, std::string_view device, std::string_view device_text);

/// XDG_CONFIG_HOME/eardrum/live.toml, else ~/.config/eardrum/live.toml; empty when neither variable is set.
std::string live_rules_path();

}  // namespace eardrum::app
