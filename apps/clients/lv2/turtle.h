// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace eardrum::lv2 {

// The bundle's descriptions, in Turtle, written from ports() and presets().

/// What a host reads of every bundle: the plugin's and the presets' names, and where the rest is.
std::string manifest_turtle(const std::string& binary);
std::string plugin_turtle();
std::string presets_turtle();

inline constexpr const char* kManifestFile = "manifest.ttl";
inline constexpr const char* kPluginFile = "eardrum.ttl";
inline constexpr const char* kPresetsFile = "presets.ttl";

}  // namespace eardrum::lv2
