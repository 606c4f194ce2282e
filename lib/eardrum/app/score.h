// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <eardrum/app/subject.h>
#include <eardrum/target/channel_match.h>
#include <eardrum/target/consistency.h>
#include <eardrum/target/score.h>
#include <eardrum/target/tonality.h>

namespace eardrum::app {

/// How does it measure against a target, what would listeners think of it, how is it described?
struct ScoreRequest {
  SubjectRequest subject;
  TargetRequest target;
  target::ScoreRange range = target::ScoreRange::kFrom50Hz;
};

struct ScoreAnswer {
  Subject subject;
  target::Target target;
  target::Deviation deviation;
  /// The model that belongs to the subject's form first; in-ear also the patent's. They predict preference only where
  /// target.scored_by says so; else they tell how far the headphone is from the target.
  std::vector<target::PreferenceScore> scores;
  target::Tonality tonality;
  std::optional<target::ChannelMatch> channels;
  std::optional<target::Consistency> consistency;
};

/// Fails as find_subject, target_for and target::deviation_from do.
Result<ScoreAnswer> score(const ScoreRequest& request, const Inventory& inventory);

}  // namespace eardrum::app
