// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "plan_builder.h"

#include <algorithm>
#include <utility>

#include <eardrum/engine/impulse_response.h>

#include "tuning.h"

namespace eardrum::lv2 {

PlanBuilder::PlanBuilder(Hertz sample_rate, std::function<void(const std::string&)> complain)
    : sample_rate_(sample_rate), complain_(std::move(complain)) {
  start(values_);
}

void PlanBuilder::start(const Values& values) {
  const std::lock_guard lock(mutex_);
  values_ = values;
  const engine::PlanSpec wanted = spec();
  auto plan = engine::Plan::make(wanted);
  EARDRUM_EXPECTS(plan.has_value());
  engine_ = std::make_unique<engine::Engine>(*std::move(plan));
  control_ = std::make_unique<engine::Control>(*engine_, wanted);
  control_->set_bypass(values_[kEnabled] == 0.0f);
}

void PlanBuilder::serve(const Request& request) {
  const std::lock_guard lock(mutex_);
  values_ = request.values;
  if (request.path_number != path_number_) {
    path_number_ = request.path_number;
    const std::string path = request.path.data();
    if (auto fir = read(path)) {
      fir_ = *std::move(fir);
      path_ = path;
    } else {
      complain_(fir.error().to_string());
    }
    tell();
  }
  apply();
}

void PlanBuilder::restore(const std::string& path) {
  const std::lock_guard lock(mutex_);
  auto fir = read(path);
  if (!fir) complain_(fir.error().to_string());
  fir_ = fir ? *std::move(fir) : Fir{};
  path_ = path;
  tell();
  apply();
}

std::string PlanBuilder::path() const {
  const std::lock_guard lock(mutex_);
  return path_;
}

engine::PlanSpec PlanBuilder::spec() const {
  auto spec = plan_for(tuning(values_), sample_rate_, 2);
  EARDRUM_EXPECTS(spec.has_value());  // values are held in range
  spec->fir = fir_.taps;              // checked when it was read
  spec->fir_delay = fir_.delay;
  return *std::move(spec);
}

void PlanBuilder::apply() {
  if (const auto applied = control_->apply(spec()); !applied) {
    complain_(applied.error().to_string());
  }
  control_->set_bypass(values_[kEnabled] == 0.0f);
}

Result<PlanBuilder::Fir> PlanBuilder::read(const std::string& path) const {
  if (path.empty()) return Fir{};
  EARDRUM_TRY(auto file, engine::read_impulse_file(path));
  Fir fir;
  if (file.sample_rate != sample_rate_) {
    EARDRUM_TRY(auto converted, engine::resample_response(file.taps, file.sample_rate, sample_rate_));
    file.taps = std::move(converted.taps);
    fir.delay = converted.delay;
  }
  EARDRUM_TRY(fir.taps, engine::lay_out(file.taps, 2, path));
  engine::PlanSpec alone;
  alone.sample_rate = sample_rate_;
  alone.fir = fir.taps;
  EARDRUM_CHECK(engine::check(alone));
  return fir;
}

void PlanBuilder::tell() {
  ++told_.number;
  told_.path.fill('\0');
  path_.copy(told_.path.data(), told_.path.size() - 1);
  in_use_.write(told_);
}

}  // namespace eardrum::lv2
