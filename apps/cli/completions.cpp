// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "completions.h"

#include <string_view>
#include <vector>

namespace eardrum::cli {
namespace {

// A command with the words that name it, each behind a blank: " gear list".
struct Named {
  std::string path;
  const Command* command;
};

void collect(std::vector<Named>& all, const Command& command, const std::string& path) {
  all.push_back({path, &command});
  for (const auto& verb : command.verbs) collect(all, verb, path + " " + std::string(verb.name));
}

std::vector<Named> every_command(const Command& program) {
  std::vector<Named> all;
  collect(all, program, "");
  return all;
}

std::vector<const Flag*> every_flag(const Command& command) {
  std::vector<const Flag*> all;
  for (const auto* set : {&command.flags, &common_flags()}) {
    for (const auto& flag : *set) all.push_back(&flag);
  }
  return all;
}

// The operand that a shell can help with, or nullptr.
const Operand* helpful_operand(const Command& command) {
  for (const auto& operand : command.operands) {
    if (operand.completes != Completes::kNothing || !operand.choices.empty()) return &operand;
  }
  return nullptr;
}

std::string joined(const std::vector<std::string_view>& words, std::string_view separator) {
  std::string text;
  for (const auto word : words) text += (text.empty() ? "" : std::string(separator)) + std::string(word);
  return text;
}

// Inside single quotes of a shell.
std::string quoted(std::string_view text) {
  std::string shell = "'";
  for (const char c : text) shell += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return shell + "'";
}

std::string bash_values(Completes completes, const std::vector<std::string_view>& choices) {
  if (!choices.empty()) return "COMPREPLY=($(compgen -W " + quoted(joined(choices, " ")) + " -- \"$cur\"))";
  if (completes == Completes::kGear) {
    return "COMPREPLY=($(compgen -W \"$(\"${COMP_WORDS[0]}\" gear list --names 2>/dev/null)\" -- \"$cur\"))";
  }
  if (completes == Completes::kFile) return "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$cur\"))";
  return ":";
}

std::string zsh_escaped(std::string_view text) {
  std::string shell;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') shell += '\\';
    shell += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return shell;
}

std::string zsh_action(Completes completes, const std::vector<std::string_view>& choices) {
  if (!choices.empty()) return "(" + joined(choices, " ") + ")";
  if (completes == Completes::kGear) return "_eardrum_gear";
  if (completes == Completes::kFile) return "_files";
  return " ";
}

}  // namespace

std::string bash_completions(const Command& program) {
  const auto commands = every_command(program);
  std::string script =
      "# bash completion for eardrum, made by `eardrum completions bash`\n"
      "_eardrum() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb= i\n"
      "  COMPREPLY=()\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"$verb ${COMP_WORDS[i]}\" in\n";
  std::vector<std::string> names;
  for (const auto& each : commands) {
    if (!each.path.empty()) script += "      '" + each.path + "') verb=" + quoted(each.path) + " ;;\n";
  }
  script += "    esac\n  done\n  case \"$verb $prev\" in\n";
  for (const auto& each : commands) {
    for (const auto* flag : every_flag(*each.command)) {
      if (flag->value.empty()) continue;
      script += "    " + quoted(each.path + " --" + std::string(flag->name)) + ") " +
                bash_values(flag->completes, flag->choices) + "; return ;;\n";
    }
  }
  script += "  esac\n  case \"$verb\" in\n";
  for (const auto& each : commands) {
    std::string flags;
    for (const auto* flag : every_flag(*each.command))
      flags += (flags.empty() ? "--" : " --") + std::string(flag->name);
    script += "    " + quoted(each.path) + ")\n      if [[ $cur == -* ]]; then\n        COMPREPLY=($(compgen -W '" +
              flags + "' -- \"$cur\"))\n";
    std::string operands = ":";
    if (!each.command->verbs.empty()) {
      std::vector<std::string_view> verbs;
      for (const auto& verb : each.command->verbs) verbs.push_back(verb.name);
      operands = bash_values(Completes::kNothing, verbs);
    } else if (const Operand* operand = helpful_operand(*each.command)) {
      operands = bash_values(operand->completes, operand->choices);
    }
    script += "      else\n        " + operands + "\n      fi ;;\n";
  }
  return script + "  esac\n}\ncomplete -F _eardrum eardrum\n";
}

std::string zsh_completions(const Command& program) {
  const auto commands = every_command(program);
  std::string script =
      "#compdef eardrum\n"
      "# zsh completion for eardrum, made by `eardrum completions zsh`\n"
      "_eardrum_gear() {\n"
      "  local -a gear\n"
      "  gear=(${(f)\"$(eardrum gear list --names 2>/dev/null)\"})\n"
      "  compadd -a gear\n"
      "}\n"
      "_eardrum() {\n"
      "  local verb= last=1 i\n"
      "  for ((i = 2; i < CURRENT; i++)); do\n"
      "    case \"$verb ${words[i]}\" in\n";
  for (const auto& each : commands) {
    if (!each.path.empty()) script += "      '" + each.path + "') verb=" + quoted(each.path) + "; last=$i ;;\n";
  }
  script +=
      "    esac\n"
      "  done\n"
      "  # What _arguments sees as the command is the verb.\n"
      "  words=(\"${words[@]:$((last - 1))}\")\n"
      "  ((CURRENT -= last - 1))\n"
      "  case \"$verb\" in\n";
  for (const auto& each : commands) {
    script += "    " + quoted(each.path) + ")\n      _arguments -s -S";
    for (const auto* flag : every_flag(*each.command)) {
      script += " \\\n        '--" + std::string(flag->name) + "[" + zsh_escaped(flag->summary) + "]";
      if (!flag->value.empty()) {
        script += ":" + zsh_escaped(flag->value) + ":" + zsh_action(flag->completes, flag->choices);
      }
      script += "'";
    }
    if (!each.command->verbs.empty()) {
      script += " \\\n        '1:verb:((";
      for (const auto& verb : each.command->verbs) {
        // Parentheses would end the list.
        std::string summary;
        for (const char c : zsh_escaped(verb.summary))
          summary += c == '(' || c == ')' || c == '"' ? std::string("\\") + c : std::string(1, c);
        script += std::string(verb.name) + "\\:\"" + summary + "\" ";
      }
      script += "))'";
    } else if (const Operand* operand = helpful_operand(*each.command)) {
      script += " \\\n        '*:" + zsh_escaped(operand->name) + ":" +
                zsh_action(operand->completes, operand->choices) + "'";
    }
    script += " ;;\n";
  }
  // Loaded from a folder of $fpath the file is the function's body; evaluated, it registers itself.
  return script +
         "  esac\n}\nif [ \"$funcstack[1]\" = _eardrum ]; then _eardrum \"$@\"; else compdef _eardrum eardrum; fi\n";
}

std::string fish_completions(const Command& program) {
  std::string script =
      "# fish completion for eardrum, made by `eardrum completions fish`\n"
      "# True when the words so far that are no flags begin with these; __eardrum_at_end: when they are these.\n"
      "function __eardrum_words\n"
      "    set -l words (commandline -opc)\n"
      "    string match -v -- '-*' $words[2..-1]\n"
      "end\n"
      "function __eardrum_at\n"
      "    set -l words (__eardrum_words)\n"
      "    set -l depth (count $argv)\n"
      "    test (count $words) -ge $depth; and test \"$words[1..$depth]\" = \"$argv\"\n"
      "end\n"
      "function __eardrum_at_end\n"
      "    set -l words (__eardrum_words)\n"
      "    test \"$words\" = \"$argv\"\n"
      "end\n"
      "complete -c eardrum -f\n";
  for (const auto& each : every_command(program)) {
    for (const auto& verb : each.command->verbs) {
      script += "complete -c eardrum -n '__eardrum_at_end" + each.path + "' -a " + std::string(verb.name) + " -d " +
                quoted(verb.summary) + "\n";
    }
    const std::string here = each.path.empty() ? "__eardrum_at_end" : "__eardrum_at" + each.path;
    for (const auto* flag : every_flag(*each.command)) {
      script += "complete -c eardrum -n '" + here + "' -l " + std::string(flag->name);
      if (flag->letter != 0) script += std::string(" -s ") + flag->letter;
      if (!flag->choices.empty()) {
        script += " -x -a " + quoted(joined(flag->choices, " "));
      } else if (flag->completes == Completes::kGear) {
        script += " -x -a '(eardrum gear list --names 2>/dev/null)'";
      } else if (!flag->value.empty()) {
        script += flag->completes == Completes::kFile ? " -r -F" : " -x";
      }
      script += " -d " + quoted(flag->summary) + "\n";
    }
    const Operand* operand = helpful_operand(*each.command);
    if (operand == nullptr) continue;
    if (!operand->choices.empty()) {
      script += "complete -c eardrum -n '" + here + "' -a " + quoted(joined(operand->choices, " ")) + "\n";
    } else if (operand->completes == Completes::kGear) {
      script += "complete -c eardrum -n '" + here + "' -a '(eardrum gear list --names 2>/dev/null)'\n";
    } else {
      script += "complete -c eardrum -n '" + here + "' -F\n";
    }
  }
  return script;
}

}  // namespace eardrum::cli
