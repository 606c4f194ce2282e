// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/score.h>

#include <eardrum/report/score_report.h>

#include "commands.h"
#include "output_flags.h"
#include "subject_flags.h"

namespace eardrum::cli {
namespace {

Result<Exit> run(const Arguments& arguments, Console& console) {
  app::ScoreRequest request;
  request.subject = subject_from(arguments, arguments.operands().front());
  EARDRUM_TRY(request.target, target_from(arguments));
  if (arguments.has("from-20")) request.range = target::ScoreRange::kFrom20Hz;
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  EARDRUM_TRY(const auto answer, app::score(request, inventory));
  const report::ScoreView view{.headphone = answer.subject.name,
                               .rig = answer.subject.measurement.rig(),
                               .source = answer.subject.source,
                               .target = answer.target,
                               .deviation = answer.deviation,
                               .scores = answer.scores,
                               .tonality = answer.tonality,
                               .channels = answer.channels ? &*answer.channels : nullptr,
                               .consistency = answer.consistency ? &*answer.consistency : nullptr};
  EARDRUM_CHECK(
      answer_with(arguments, console, report::score_document(view), [&] { return report::score_value(view); }));
  return Exit::kFine;
}

}  // namespace

Command score_command() {
  return {
      .name = "score",
      .summary = "How does it measure against a target, and how does it sound?",
      .detail =
          "Compares a response with the target that belongs to its rig: the words that describe it, with the bands "
          "that "
          "earned them; the predicted preference, and what that is worth; how well left and right match, and how much "
          "it changes from one seating to the next, where the file holds that.\n\n"
          "A target of another rig is refused unless forced: two rigs show one headphone 3 to 8 dB apart.",
      .operands = {subject_operand()},
      .flags = flags({subject_flags(),
                      {{.name = "from-20",
                        .value = "",
                        .summary = "Score over-ears from 20 Hz, as the patent's text has it, not from 50 Hz"}},
                      {details_flag()},
                      output_flags()}),
      .examples = {{"score hd650", "From the catalogue."},
                   {"score \"my hd650.txt\" --rig \"GRAS 45CA\"", "Your own measurement."},
                   {"score hd650 --bass 4", "Against the target with 4 dB more bass."}},
      .run = run};
}

}  // namespace eardrum::cli
