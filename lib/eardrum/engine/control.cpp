// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/control.h>

#include <string>
#include <utility>

namespace eardrum::engine {

Control::Control(Engine& engine, PlanSpec spec) : engine_(engine), spec_(std::move(spec)) {
  settings_.preamp = spec_.preamp.amplitude_ratio();
}

Result<PlanChange> Control::apply(const PlanSpec& spec) {
  EARDRUM_CHECK(check(spec));
  if (spec.channels != engine_.channels()) {
    return Error{Errc::kUsage,
                 "Expected a plan for " + std::to_string(engine_.channels()) + " channels, found one for " +
                     std::to_string(spec.channels),
                 {{}, 0, "channels"}};
  }
  engine_.plans().collect();
  const PlanChange change = diff(spec_, spec);
  if (change == PlanChange::kNone) return change;
  if (change == PlanChange::kPlan) {
    EARDRUM_TRY(auto plan, Plan::make(spec));
    engine_.plans().offer(std::make_unique<NumberedPlan>(NumberedPlan{std::move(plan), settings_.plan_number + 1}));
    ++settings_.plan_number;
  }
  settings_.preamp = spec.preamp.amplitude_ratio();
  engine_.settings().write(settings_);
  spec_ = spec;
  return change;
}

void Control::set_volume(Gain volume) {
  settings_.volume = volume.amplitude_ratio();
  engine_.settings().write(settings_);
}

void Control::set_bypass(bool bypass, Gain bypass_gain) {
  settings_.bypass = bypass;
  settings_.bypass_gain = bypass_gain.amplitude_ratio();
  engine_.settings().write(settings_);
}

Meters Control::meters() {
  engine_.plans().collect();
  return engine_.meters().read();
}

}  // namespace eardrum::engine
