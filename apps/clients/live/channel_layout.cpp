// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "channel_layout.h"

#include <array>

namespace eardrum::live {

std::span<const std::string_view> channel_layout(std::size_t channels) {
  using Names = std::array<std::string_view, 8>;
  static constexpr std::array<Names, 8> kLayouts = {{{"MONO"},
                                                     {"FL", "FR"},
                                                     {"FL", "FR", "LFE"},
                                                     {"FL", "FR", "RL", "RR"},
                                                     {"FL", "FR", "FC", "RL", "RR"},
                                                     {"FL", "FR", "FC", "LFE", "RL", "RR"},
                                                     {"FL", "FR", "FC", "LFE", "RC", "SL", "SR"},
                                                     {"FL", "FR", "FC", "LFE", "RL", "RR", "SL", "SR"}}};
  if (channels < 1 || channels > kLayouts.size()) return {};
  return std::span(kLayouts[channels - 1]).first(channels);
}

}  // namespace eardrum::live
