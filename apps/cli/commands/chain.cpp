// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/chain_sources.h>

#include <eardrum/app/inventory.h>
#include <eardrum/base/printable.h>
#include <eardrum/chain/chain_file.h>
#include <eardrum/chain/difference.h>
#include <eardrum/chain/evaluate.h>
#include <eardrum/report/chain_report.h>

#include "commands.h"
#include "listening_flags.h"
#include "output_flags.h"

namespace eardrum::cli {
namespace {

Result<chain::Chain> chain_from(const Arguments& arguments, std::vector<std::string> words,
                                const app::Inventory& inventory) {
  app::ChainRequest request;
  request.words = std::move(words);
  EARDRUM_TRY(request.connection, connection_from(arguments));
  return app::find_chain(request, inventory.gear);
}

// The file, or what the names were found to stand for.
std::string title_of(const std::vector<std::string>& words, const chain::Chain& chain) {
  if (words.size() == 1) return words.front();
  const auto* amplifier = chain.amplifier();
  return chain.headphone().name + " on " + (amplifier != nullptr ? amplifier->name : chain.dac()->name);
}

Result<Exit> show(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  EARDRUM_TRY(const auto chain, chain_from(arguments, arguments.operands(), inventory));
  const auto evaluation = chain::evaluate(chain);
  const std::string title = title_of(arguments.operands(), chain);
  EARDRUM_CHECK(answer_with(arguments, console, report::chain_document(title, evaluation),
                            [&] { return report::chain_value(title, evaluation); }));
  return Exit::kFine;
}

Result<Exit> print(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  EARDRUM_TRY(const auto chain, chain_from(arguments, arguments.operands(), inventory));
  const std::string text = chain::write_chain(chain);
  if (arguments.has("json")) {
    EARDRUM_TRY(const auto same, parse_toml(text));
    EARDRUM_CHECK(console.print(write_json(same) + "\n"));
  } else {
    EARDRUM_CHECK(console.print(text));
  }
  return Exit::kFine;
}

Result<Exit> diff(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  const auto& words = arguments.operands();
  EARDRUM_TRY(const auto a, chain_from(arguments, {words[0]}, inventory));
  EARDRUM_TRY(const auto b, chain_from(arguments, {words[1]}, inventory));
  const auto differences = chain::differences(a, b);
  if (arguments.has("json")) {
    Value answer;
    answer.set("schema", "eardrum.chain_diff/1");
    answer.set("differences", Value(Value::Array(differences.begin(), differences.end())));
    EARDRUM_CHECK(console.print(write_json(answer) + "\n"));
  } else {
    for (const auto& difference : differences) EARDRUM_CHECK(console.print(printable(difference) + "\n"));
  }
  return differences.empty() ? Exit::kFine : Exit::kVerdictIsNo;
}

Result<Exit> check(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  std::string text;
  Value::Array files;
  for (const auto& word : arguments.operands()) {
    EARDRUM_TRY(const auto chain, chain_from(arguments, {word}, inventory));
    text += (text.empty() ? "" : "\n") + printable(word) + ": " + std::to_string(chain.stages().size()) +
            " stages, in order";
    Value file;
    file.set("file", word);
    file.set("stages", static_cast<std::int64_t>(chain.stages().size()));
    files.push_back(std::move(file));
  }
  EARDRUM_CHECK(print_line(arguments, console, text, [&] {
    Value answer;
    answer.set("schema", "eardrum.chain_check/1");
    answer.set("files", Value(files));
    return answer;
  }));
  return Exit::kFine;
}

constexpr std::string_view kChainFile =
    "a chain file (a path that ends in .toml or holds a /; - is the standard input)";

Operand chain_operand() {
  return {.name = "CHAIN",
          .summary = "a chain file (.toml), or the names of a headphone and a source",
          .least = 1,
          .most = 2,
          .completes = Completes::kGear};
}

}  // namespace

Command chain_command() {
  const std::string_view about_files =
      "A chain file is TOML that can be written by hand; eardrum chain print writes one to begin with.";
  return {
      .name = "chain",
      .summary = "What is in a chain, stage by stage?",
      .detail = about_files,
      .verbs = {
          {.name = "show",
           .summary = "Show every stage with its volts, amperes and watts",
           .detail = "Evaluates the chain and shows what each stage does and what limits it, with the source of every "
                     "figure.",
           .operands = {chain_operand()},
           .flags = flags({connection_flags(), output_flags()}),
           .examples = {{"chain show hd650 mojo", "Two from the catalogue."}, {"chain show desk.toml", "Your own."}},
           .run = show},
          {.name = "print",
           .summary = "Print the chain as a chain file",
           .detail = "Writes all that the catalogue knows of the chain as TOML, to be kept and changed by hand.",
           .operands = {chain_operand()},
           .flags = connection_flags(),
           .examples = {{"chain print hd650 mojo > desk.toml", "A file to begin with."}},
           .run = print},
          {.name = "diff",
           .summary = "Show what differs between two chain files",
           .detail = "One line for each figure that differs. The exit code is 1 when the chains differ.",
           .operands = {{.name = "FILE", .summary = kChainFile, .least = 2, .most = 2, .completes = Completes::kFile}},
           .flags = {json_flag()},
           .examples = {{"chain diff desk.toml travel.toml", "What is different on the road?"}},
           .run = diff},
          {.name = "check",
           .summary = "Check chain files",
           .detail = "Reads the files as show does. The first that is wrong is named with its line and field, and the "
                     "exit code is 3.",
           .operands =
               {{.name = "FILE", .summary = kChainFile, .least = 1, .most = kAnyNumber, .completes = Completes::kFile}},
           .flags = {json_flag()},
           .run = check}}};
}

}  // namespace eardrum::cli
