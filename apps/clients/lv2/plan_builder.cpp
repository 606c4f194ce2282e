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
    if (Fir fir; read(path, fir)) {
      fir_ = std::move(fir);
      path_ = path;
    }
    tell();
  }
  apply();
}

void PlanBuilder::restore(const std::string& path) {
  const std::lock_guard lock(mutex_);
  fir_.clear();
  read(path, fir_);
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
  spec->fir = fir_;                   // checked when it was read
  return *std::move(spec);
}

void PlanBuilder::apply() {
  if (const auto applied = control_->apply(spec()); !applied) {
    complain_(applied.error().to_string());
  }
  control_->set_bypass(values_[kEnabled] == 0.0f);
}

bool PlanBuilder::read(const std::string& path, Fir& fir) {
  if (path.empty()) return true;
  auto response = engine::read_impulse_response(path, sample_rate_, 2);
  if (!response) {
    complain_(response.error().to_string());
    return false;
  }
  fir = *std::move(response);
  return true;
}

void PlanBuilder::tell() {
  ++told_.number;
  told_.path.fill('\0');
  path_.copy(told_.path.data(), told_.path.size() - 1);
  in_use_.write(told_);
}

}  // namespace eardrum::lv2
