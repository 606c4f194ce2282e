// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/match/judge.h>
#include <eardrum/report/match_report.h>

namespace eardrum::pairings {

/// Text from anywhere for a Markdown page: cleaned, and what Markdown or HTML would act on escaped; addresses stay as
/// they are.
std::string escape(std::string_view text);

/// The findings as a table: grade, what was found, what to do.
std::string findings(const report::MatchView& match);
/// The numbers that decide, with their 90 % intervals.
std::string numbers(const report::MatchView& match);
/// The figures that went in, each with its origin.
std::string figures(const report::MatchView& match);
/// What is missing, and how to find it out; a sentence that nothing is, when so.
std::string unknowns(const report::MatchView& match);

/// A figure of a finding by "topic.figure", of the stages by "fact.key": "25 dB". Empty when there is no such figure.
std::string figure(const report::MatchView& match, std::string_view path);

}  // namespace eardrum::pairings
