// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"

#include <algorithm>

#include "commands/commands.h"

namespace eardrum::cli {

const Command* Command::find(std::string_view verb) const {
  const auto found = std::find_if(verbs.begin(), verbs.end(), [&](const Command& each) { return each.name == verb; });
  return found == verbs.end() ? nullptr : &*found;
}

const Flag* Command::find_flag(std::string_view wanted) const {
  for (const auto* set : {&flags, &common_flags()}) {
    for (const auto& flag : *set) {
      if (flag.name == wanted) return &flag;
    }
  }
  return nullptr;
}

const Flag* Command::find_flag(char letter) const {
  for (const auto* set : {&flags, &common_flags()}) {
    for (const auto& flag : *set) {
      if (flag.letter == letter && letter != 0) return &flag;
    }
  }
  return nullptr;
}

const std::vector<Flag>& common_flags() {
  static const std::vector<Flag> kFlags = {
      {.name = "color",
       .value = "WHEN",
       .summary = "Colour the text: auto, always or never",
       .detail = "auto colours on a terminal that can show it, unless NO_COLOR is set",
       .choices = {"auto", "always", "never"}},
      {.name = "help", .value = "", .summary = "Show help for the verb", .letter = 'h'},
  };
  return kFlags;
}

Flag json_flag() {
  return {.name = "json",
          .value = "",
          .summary = "Print the answer as JSON, for programs",
          .detail = "the member 'schema' names its version; docs/schema describes it"};
}

const Command& program() {
  static const Command kProgram = {
      .name = "eardrum",
      .summary = "what reaches your eardrum when a source drives a headphone",
      .detail =
          "Eardrum works out what reaches your eardrum when a source drives a headphone: how loud, how clean, in what "
          "tone, and how sure all of that is. It does so from one model of the whole chain and from figures that it "
          "can "
          "trace to where they were published.\n\n"
          "Names of gear are matched forgivingly: hd650, HD-650 and \"Sennheiser HD 650\" are the same. A name that "
          "fits "
          "several models lists them, and a misspelt one suggests the nearest.",
      .flags = {{.name = "version", .value = "", .summary = "Print the version", .letter = 'V'}},
      .examples = {{"match hd650 mojo", "Do the two get along?"}, {"gear search focal", "What does it know of Focal?"}},
      .verbs = verbs(),
      .run = nullptr,
  };
  return kProgram;
}

}  // namespace eardrum::cli
