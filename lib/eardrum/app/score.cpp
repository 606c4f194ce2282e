// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/score.h>

namespace eardrum::app {

Result<ScoreAnswer> score(const ScoreRequest& request, const Inventory& inventory) {
  EARDRUM_TRY(auto subject, find_subject(request.subject, inventory));
  EARDRUM_TRY(auto target, target_for(subject, request.target, inventory));
  const auto lock = request.target.force ? target::RigLock::kForced : target::RigLock::kEnforced;
  EARDRUM_TRY(auto deviation, target::deviation_from(target, subject.measurement.mean(), inventory.targets.rigs(),
                                                     subject.measurement.rig(), subject.laboratory, lock));
  ScoreAnswer answer{.subject = std::move(subject),
                     .target = std::move(target),
                     .deviation = std::move(deviation),
                     .scores = {},
                     .tonality = {},
                     .channels = {},
                     .consistency = {}};
  const FrequencyResponse& error = answer.deviation.error;
  if (answer.subject.form == target::TargetForm::kInEar) {
    answer.scores = {target::preference_score(error, target::ScoreModel::kInEar),
                     target::preference_score(error, target::ScoreModel::kInEarPatent)};
  } else {
    answer.scores = {target::preference_score(error, target::ScoreModel::kOverEar, request.range)};
  }
  answer.tonality = target::tonality(error);
  if (auto channels = target::channel_match(answer.subject.measurement)) answer.channels = *std::move(channels);
  answer.consistency = target::consistency(answer.subject.measurement);
  return answer;
}

}  // namespace eardrum::app
