// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/stage.h>

#include <array>

namespace eardrum::chain {

std::string_view kind_text(const Stage& stage) {
  constexpr std::array<std::string_view, std::variant_size_v<Stage>> kKinds = {
      "source", "equalizer", "crossfeed", "DAC", "amplifier", "cable", "headphone", "pad", "ear"};
  return kKinds[stage.index()];
}

const std::string& name_of(const Stage& stage) {
  return std::visit([](const auto& s) -> const std::string& { return s.name; }, stage);
}

Domain domain_of(const Stage& stage) {
  return std::visit(
      Overload{[](const Source&) { return Domain::kDigital; }, [](const Equalizer&) { return Domain::kDigital; },
               [](const Crossfeed&) { return Domain::kDigital; }, [](const Dac&) { return Domain::kElectrical; },
               [](const Amplifier&) { return Domain::kElectrical; }, [](const Cable&) { return Domain::kElectrical; },
               [](const Headphone&) { return Domain::kAcoustic; }, [](const Pad&) { return Domain::kAcoustic; },
               [](const Ear&) { return Domain::kAcoustic; }},
      stage);
}

}  // namespace eardrum::chain
