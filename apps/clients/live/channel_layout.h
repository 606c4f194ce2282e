// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace eardrum::live {

/// Where each of `channels` channels is heard, by the usual short names: MONO; FL FR; 2.1; quadro; 5.0; 5.1; 6.1; 7.1,
/// in the order of WAVE files (front left, front right, front centre, low frequencies, rear, side). Empty beyond 8.
std::span<const std::string_view> channel_layout(std::size_t channels);

}  // namespace eardrum::live
