// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace eardrum::lv2 {

/// Settings that are worth having at hand. Ports that one does not name are at their usual values.
struct Preset {
  struct Setting {
    std::uint32_t port;
    float value;
  };
  std::string_view id;  ///< part of its URI, never changed
  std::string_view name;
  std::string_view comment;
  std::vector<Setting> settings;
};

const std::vector<Preset>& presets();

}  // namespace eardrum::lv2
