// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include <eardrum/base/value.h>
#include <eardrum/match/judge.h>
#include <eardrum/report/document.h>

namespace eardrum::report {

/// One pairing, as judged: what reports on it are made from. Refers to what it is given; keep that alive.
struct MatchView {
  std::string source;     ///< as the catalogue calls it, with its socket: "Chord Mojo, 3.5 mm"
  std::string headphone;  ///< "Sennheiser HD 650"
  const chain::Evaluation& evaluation;
  const match::Listener& listener;  ///< its target is the one that the response is drawn over
  const match::Verdict& verdict;
};

/// The verdict in two or three words: "Works with care", "Probably a good match", "Can't tell".
std::string verdict_text(const match::Verdict& verdict);
/// How a grade is shown.
Tone tone_of(match::Grade grade);
/// "Loud enough", "Tone shift", ...: a topic as a heading.
std::string label_of(match::Topic topic);

/// The report on one pairing. `alternatives` are the same headphone on the source's other sockets and gain modes, shown
/// as a table.
Document match_document(const MatchView& match, std::span<const MatchView> alternatives = {});

struct MatchJsonOptions {
  bool curves = true;  ///< some 30 kB of numbers
};
/// The same as data: docs/schema/match-1.schema.json.
Value match_value(const MatchView& match, std::span<const MatchView> alternatives = {},
                  const MatchJsonOptions& options = {});

/// Several pairings side by side, in the order given.
Document comparison_document(std::span<const MatchView> matches);
/// docs/schema/comparison-1.schema.json
Value comparison_value(std::span<const MatchView> matches);

}  // namespace eardrum::report
