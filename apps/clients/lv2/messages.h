// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include <lv2/atom/atom.h>
#include <lv2/atom/forge.h>
#include <lv2/urid/urid.h>

#include <eardrum/base/attributes.h>

namespace eardrum::lv2 {

/// What is said between host and plugin about the impulse response (LV2 patch: Set and Get of one path).
class Messages {
 public:
  explicit Messages(LV2_URID_Map& map);

  struct Heard {
    std::optional<std::string_view> path{};  ///< the last one set in this block; valid while the block is
    bool asked = false;                      ///< the host wants to know which is in use
  };
  EARDRUM_REALTIME Heard read(const LV2_Atom_Sequence& in) const noexcept;

  /// Fills `out`, whose size is its capacity until then; with `path`, tells it. False when there was no room to.
  EARDRUM_REALTIME bool write(LV2_Atom_Sequence& out, std::optional<std::string_view> path) noexcept;

  LV2_URID path_type() const noexcept { return path_; }
  LV2_URID impulse() const noexcept { return impulse_; }

 private:
  LV2_Atom_Forge forge_{};
  LV2_URID path_, urid_, set_, get_, property_, value_, impulse_;
};

}  // namespace eardrum::lv2
