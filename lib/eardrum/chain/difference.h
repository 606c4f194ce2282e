// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <eardrum/chain/chain.h>

namespace eardrum::chain {

/// What differs between two chains, one line a difference, named as in a chain file ("amplifier 'Mojo':
/// output_impedance_ohm.value 0.7 -> 0.5"); empty when equal. Of curves it says how many points differ.
std::vector<std::string> differences(const Chain& a, const Chain& b);

}  // namespace eardrum::chain
