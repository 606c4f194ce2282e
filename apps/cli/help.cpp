// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "help.h"

#include <string_view>

#include "prose.h"

namespace eardrum::cli {

std::string synopsis(const Command& command) {
  if (!command.verbs.empty() && command.run == nullptr) return "VERB [ARGUMENT...]";
  std::string text;
  for (const auto& operand : command.operands) {
    const std::string name(operand.name);
    for (std::size_t i = 0; i < operand.least; ++i) text += (text.empty() ? "" : " ") + name;
    if (operand.most > operand.least) {
      if (operand.least == 0) text += (text.empty() ? "[" : " [") + name;
      if (operand.most == kAnyNumber) text += "...";
      if (operand.least == 0) text += "]";
    }
  }
  return text + (command.verbs.empty() ? "" : " | VERB [ARGUMENT...]");
}

std::string shown(const Flag& flag) {
  std::string text = flag.letter != 0 ? std::string("-") + flag.letter + ", --" : std::string("--");
  text += flag.name;
  if (!flag.value.empty()) text += " " + std::string(flag.value);
  return text;
}

std::string about(const Flag& flag) {
  if (flag.detail.empty()) return std::string(flag.summary);
  const bool own_sentence = flag.detail.front() >= 'A' && flag.detail.front() <= 'Z';
  return std::string(flag.summary) + (own_sentence ? ". " : "; ") + std::string(flag.detail);
}

std::string help_text(const Command& command, const std::string& path, const Console& console) {
  const std::size_t width = console.width();
  const auto heading = [&](std::string_view text) { return "\n" + console.bold(text) + "\n"; };
  const std::string name = path.empty() ? "eardrum" : "eardrum " + path;

  std::string text =
      wrapped(command.detail.empty() ? std::string(command.summary) + "." : std::string(command.detail), width);
  text += heading("Usage");
  const std::string operands = synopsis(command);
  text += wrapped(name + (operands.empty() ? "" : " " + operands) + " [FLAG...]", width, 2);

  if (!command.verbs.empty()) {
    std::string_view group = "-";
    std::vector<Entry> entries;
    for (const auto& verb : command.verbs) {
      if (verb.group != group) {
        text += two_columns(entries, width);
        entries.clear();
        group = verb.group;
        text += heading(group.empty() ? "Verbs" : group);
      }
      entries.push_back({std::string(verb.name), std::string(verb.summary)});
    }
    text += two_columns(entries, width);
  }
  std::vector<Entry> operand_entries;
  for (const auto& operand : command.operands)
    operand_entries.push_back({std::string(operand.name), std::string(operand.summary)});
  if (!operand_entries.empty()) text += heading("Arguments") + two_columns(operand_entries, width);

  std::vector<Entry> flags;
  for (const auto* set : {&command.flags, &common_flags()}) {
    for (const auto& flag : *set) {
      flags.push_back({shown(flag), about(flag)});
    }
  }
  text += heading("Flags") + two_columns(flags, width);

  if (!command.examples.empty()) {
    text += heading("Examples");
    for (const auto& example : command.examples) {
      text += "  eardrum " + std::string(example.line) + "\n" + wrapped(example.says, width, 6);
    }
  }
  if (path.empty())
    text += "\n" + wrapped("eardrum help VERB tells more of a verb, and man eardrum of all of them.", width);
  return text;
}

}  // namespace eardrum::cli
