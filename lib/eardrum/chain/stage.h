// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <eardrum/chain/stages/amplifier.h>
#include <eardrum/chain/stages/cable.h>
#include <eardrum/chain/stages/crossfeed.h>
#include <eardrum/chain/stages/dac.h>
#include <eardrum/chain/stages/ear.h>
#include <eardrum/chain/stages/equalizer.h>
#include <eardrum/chain/stages/headphone.h>
#include <eardrum/chain/stages/pad.h>
#include <eardrum/chain/stages/source.h>

namespace eardrum::chain {

/// One link of the chain. The set is closed: a visitor that forgets a kind does not compile. In the order of the
/// signal.
using Stage = std::variant<Source, Equalizer, Crossfeed, Dac, Amplifier, Cable, Headphone, Pad, Ear>;

enum class Domain { kDigital, kElectrical, kAcoustic };

/// Visits a Stage with one lambda a kind.
template <class... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overload(Cases...) -> Overload<Cases...>;

/// "source", "equalizer", "crossfeed", "DAC", "amplifier", "cable", "headphone", "pad", "ear".
std::string_view kind_text(const Stage& stage);
const std::string& name_of(const Stage& stage);
Domain domain_of(const Stage& stage);

}  // namespace eardrum::chain
