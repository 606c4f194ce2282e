// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "man_page.h"

#include <string_view>

#include "help.h"
#include "version.h"

namespace eardrum::cli {
namespace {

// Text as roff prints it: no character starts an escape, and '-' stays the one that can be pasted into a shell.
std::string escaped(std::string_view text) {
  std::string roff;
  for (const char c : text) {
    if (c == '\\') {
      roff += "\\e";
    } else if (c == '-') {
      roff += "\\-";
    } else if ((c == '.' || c == '\'') && (roff.empty() || roff.back() == '\n')) {
      roff += "\\&";
      roff += c;
    } else {
      roff += c;
    }
  }
  return roff;
}

std::string paragraphs(std::string_view text) {
  std::string roff;
  while (true) {
    const auto paragraph = text.substr(0, text.find("\n\n"));
    roff += (roff.empty() ? "" : ".PP\n") + escaped(paragraph) + "\n";
    if (paragraph.size() == text.size()) return roff;
    text.remove_prefix(paragraph.size() + 2);
  }
}

// With a full stop, once.
std::string sentence(std::string_view text) {
  std::string roff = escaped(text);
  if (!roff.ends_with('.')) roff += '.';
  return roff;
}

std::string flag_entry(const Flag& flag) {
  std::string roff = ".TP\n\\fB";
  if (flag.letter != 0) roff += "\\-" + std::string(1, flag.letter) + "\\fR, \\fB";
  roff += escaped("--" + std::string(flag.name)) + "\\fR";
  if (!flag.value.empty()) roff += " \\fI" + escaped(flag.value) + "\\fR";
  return roff + "\n" + sentence(about(flag)) + "\n";
}

void add_verb(std::string& roff, const Command& command, const std::string& path) {
  const auto add_its_verbs = [&] {
    for (const auto& verb : command.verbs) add_verb(roff, verb, path + " " + std::string(verb.name));
  };
  if (command.run == nullptr) return add_its_verbs();
  roff += ".SS \"" + escaped(path) + "\"\n";
  const std::string operands = synopsis(command);
  roff += "\\fB" + escaped(path) + "\\fR" + (operands.empty() ? "" : " \\fI" + escaped(operands) + "\\fR") + "\n";
  roff +=
      ".PP\n" + paragraphs(command.detail.empty() ? std::string(command.summary) + "." : std::string(command.detail));
  for (const auto& operand : command.operands) {
    roff += ".TP\n\\fI" + escaped(operand.name) + "\\fR\n" + sentence(operand.summary) + "\n";
  }
  for (const auto& flag : command.flags) roff += flag_entry(flag);
  for (const auto& example : command.examples) {
    roff += ".PP\n" + escaped(example.says) + "\n.RS 4\n.nf\neardrum " + escaped(example.line) + "\n.fi\n.RE\n";
  }
  add_its_verbs();
}

}  // namespace

std::string man_page(const Command& program) {
  std::string roff = ".TH EARDRUM 1 " EARDRUM_RELEASED " \"Eardrum " EARDRUM_VERSION "\" \"User Commands\"\n";
  roff += ".SH NAME\neardrum \\- " + escaped(program.summary) + "\n";
  roff += ".SH SYNOPSIS\n\\fBeardrum\\fR \\fIVERB\\fR [\\fIARGUMENT\\fR...] [\\fIFLAG\\fR...]\n";
  roff += ".SH DESCRIPTION\n" + paragraphs(program.detail);
  roff += ".SH FLAGS OF EVERY VERB\n";
  for (const auto* set : {&common_flags(), &program.flags}) {
    for (const auto& flag : *set) roff += flag_entry(flag);
  }
  roff += ".SH VERBS\n";
  for (const auto& verb : program.verbs) add_verb(roff, verb, std::string(verb.name));
  roff +=
      ".SH EXIT STATUS\n"
      ".TP\n.B 0\nAll is well.\n"
      ".TP\n.B 1\nThe verdict is no: the chain is poor, or two chains differ.\n"
      ".TP\n.B 2\nThe command line makes no sense.\n"
      ".TP\n.B 3\nA file, a name or a figure is wrong, or could not be read or written.\n"
      ".TP\n.B 4\nAn audio device is missing or failed.\n";
  roff +=
      ".SH ENVIRONMENT\n"
      ".TP\n.B NO_COLOR\nWhen set and not empty, no text is coloured.\n"
      ".TP\n.B CLICOLOR_FORCE\nWhen set and not 0, text is coloured where it is no terminal, too.\n"
      ".TP\n.B VISUAL\\fR, \\fBEDITOR\nWhat gear edit opens; vi when neither is set.\n"
      ".TP\n.B XDG_CONFIG_HOME\nWhere the rules of eardrum live are; ~/.config when unset.\n"
      ".TP\n.B XDG_DATA_HOME\nWhere your own gear is kept; ~/.local/share when unset.\n"
      ".TP\n.B EARDRUM_DATA\nWhere the built-in data are, when not where they were installed.\n";
  roff +=
      ".SH FILES\n"
      ".TP\n.I ~/.local/share/eardrum/catalogue.sqlite\nYour own gear.\n"
      ".TP\n.I ~/.config/eardrum/live.toml\nWhat eardrum live plays through which device.\n"
      ".TP\n.I ~/.local/state/eardrum/exposure.json\nWhat your ears took of live sessions, hour by hour of the last "
      "week.\n"
      ".TP\n.I $XDG_RUNTIME_DIR/eardrum/live.socket\nWhere a live session can be talked to.\n";
  return roff;
}

}  // namespace eardrum::cli
