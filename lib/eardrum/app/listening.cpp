// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/listening.h>

#include <cmath>

#include <eardrum/app/named_target.h>
#include <eardrum/response/programme.h>
#include <eardrum/target/deviation.h>

namespace eardrum::app {
namespace {

Result<void> within(double value, double least, double most, const std::string& what, const std::string& unit) {
  if (std::isfinite(value) && value >= least && value <= most) return {};
  const auto text = [](double number) { return std::to_string(static_cast<long>(std::lround(number))); };
  return Error{Errc::kUsage, "Expected " + what + " from " + text(least) + " to " + text(most) + " " + unit, {}};
}

}  // namespace

Result<Listeners> Listeners::make(const Listening& listening, const Inventory& inventory) {
  match::Listener listener;
  EARDRUM_TRY(const auto programme, find_programme(listening.music));
  listener.programme = programme.name;
  listener.crest_factor = programme.crest_factor.value;
  if (listening.level) {
    EARDRUM_CHECK(within(listening.level->db(), 30.0, 120.0, "a listening level", "dB SPL"));
    listener.wanted_level = *listening.level;
  }
  if (listening.hours_per_week) {
    EARDRUM_CHECK(within(*listening.hours_per_week, 0.0, 168.0, "listening hours", "a week"));
    listener.hours_per_week = *listening.hours_per_week;
  }
  if (listening.room_noise_dba) {
    EARDRUM_CHECK(within(*listening.room_noise_dba, 0.0, 120.0, "a room noise", "dB(A)"));
    listener.room_noise_dba = *listening.room_noise_dba;
  }
  if (listening.target) {
    EARDRUM_TRY(listener.target, find_target(*listening.target, inventory));
  }
  return Listeners(inventory.targets, std::move(listener));
}

match::Listener Listeners::for_chain(const chain::Chain& chain) {
  match::Listener listener = same_;
  const auto& response = chain.headphone().response;
  if (!response) return listener;
  if (!listener.target && !response->target.empty()) {
    // A response whose target is not in the library is a finding ("can't tell the tonal balance"), no failure.
    auto known = known_.find(response->target);
    if (known == known_.end()) {
      auto target = targets_->load(response->target);
      known = known_.emplace(response->target, target ? std::optional(*std::move(target)) : std::nullopt).first;
    }
    listener.target = known->second;
  }
  if (!listener.target) return listener;
  const auto deviation = target::deviation_from(*listener.target, response->response, targets_->rigs(), response->rig,
                                                response->measured_by);
  // A target of a rig that is too different is left to the verdict, which says so.
  if (deviation && !deviation->caution.empty()) listener.rig_caution = deviation->caution;
  return listener;
}

}  // namespace eardrum::app
