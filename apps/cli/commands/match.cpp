// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/match.h>

#include <vector>

#include <eardrum/report/match_report.h>

#include "commands.h"
#include "listening_flags.h"
#include "output_flags.h"

namespace eardrum::cli {
namespace {

report::MatchView view(const app::Pairing& pairing) {
  return {pairing.source, pairing.headphone, pairing.evaluation, pairing.listener, pairing.verdict};
}

std::vector<report::MatchView> views(const std::vector<app::Pairing>& pairings) {
  std::vector<report::MatchView> all;
  for (const auto& pairing : pairings) all.push_back(view(pairing));
  return all;
}

Result<void> show(const Arguments& arguments, Console& console, const std::vector<app::Pairing>& pairings) {
  if (pairings.size() > 1) {
    const auto all = views(pairings);
    return answer_with(arguments, console, report::comparison_document(all),
                       [&] { return report::comparison_value(all); });
  }
  const auto& pairing = pairings.front();
  const auto alternatives = views(pairing.alternatives);
  return answer_with(arguments, console, report::match_document(view(pairing), alternatives),
                     [&] { return report::match_value(view(pairing), alternatives); });
}

Result<Exit> run(const Arguments& arguments, Console& console) {
  app::MatchRequest request;
  request.gear = arguments.operands();
  EARDRUM_TRY(request.listening, listening_from(arguments));
  EARDRUM_TRY(request.connection, connection_from(arguments));
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  EARDRUM_TRY(const auto answer, app::match(request, inventory));
  EARDRUM_CHECK(show(arguments, console, answer.pairings));
  return answer.all_poor() ? Exit::kVerdictIsNo : Exit::kFine;
}

}  // namespace

Command match_command() {
  return {.name = "match",
          .summary = "Do this source and this headphone get along?",
          .detail =
              "Judges a source (a phone, player, DAC or amplifier) with a headphone: loud enough, clean, quiet, in "
              "tone, safe. "
              "Says why, how sure that is, and what to do about it. Which of the names is the headphone is looked up, "
              "so their "
              "order does not matter.\n\n"
              "Several sources or several headphones give a table that compares them.\n\n"
              "The exit code is 1 when the verdict is poor (of several, when all are).",
          .operands = {{.name = "GEAR",
                        .summary = "a headphone and a source, or several of either",
                        .least = 2,
                        .most = kAnyNumber,
                        .completes = Completes::kGear}},
          .flags = flags({listening_flags(), connection_flags(), {details_flag()}, output_flags()}),
          .examples = {{"match hd650 mojo", "Do the two get along?"},
                       {"match hd650 mojo \"apple dongle\" \"bottlehead crack\"", "Which of three drives it best?"},
                       {"match andromeda zx507 --balanced --level 70 --music classical",
                        "By the balanced output, quietly."},
                       {"match hd650 mojo --eq hd650.txt", "With the filters that eardrum eq made for it."},
                       {"match hd650 mojo --details", "All the figures behind the verdict."},
                       {"match \"utopia 2016\" m11 --html utopia.html", "The same as a page with pictures."}},
          .run = run};
}

}  // namespace eardrum::cli
