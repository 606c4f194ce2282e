// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include <eardrum/base/value.h>
#include <eardrum/report/document.h>
#include <eardrum/target/channel_match.h>
#include <eardrum/target/consistency.h>
#include <eardrum/target/deviation.h>
#include <eardrum/target/score.h>
#include <eardrum/target/target.h>
#include <eardrum/target/tonality.h>

namespace eardrum::report {

/// What a response is like against its target: what reports on it are made from. Refers to what it is given.
struct ScoreView {
  std::string headphone;
  std::string rig;
  std::string source;  ///< who measured it, or the file
  const target::Target& target;
  const target::Deviation& deviation;
  std::span<const target::PreferenceScore> scores;
  const target::Tonality& tonality;
  const target::ChannelMatch* channels = nullptr;
  const target::Consistency* consistency = nullptr;
};

Document score_document(const ScoreView& score);
/// docs/schema/score-1.schema.json
Value score_value(const ScoreView& score);

}  // namespace eardrum::report
