// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "arguments.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <eardrum/base/printable.h>
#include <eardrum/base/spelling.h>

namespace eardrum::cli {
namespace {

Error usage(std::string message) {
  return {Errc::kUsage, std::move(message), {}};
}

std::string quoted(std::string_view text) {
  return "'" + printable(text, 60) + "'";
}

std::string number_text(double value) {
  std::string text(32, '\0');
  text.resize(static_cast<std::size_t>(std::to_chars(text.data(), text.data() + text.size(), value).ptr - text.data()));
  return text;
}

template <class Word>
std::string list(const std::vector<Word>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

Error unknown_verb(std::string_view word, const Command& parent, const std::string& path) {
  std::vector<std::string> names;
  for (const auto& verb : parent.verbs) names.emplace_back(verb.name);
  std::string message = "Unknown verb " + quoted(word);
  const auto guess = nearest_word(word, names);
  if (!guess.empty()) {
    message += "; did you mean '" + path + guess + "'?";
  } else {
    message += "; " + (path.empty() ? "eardrum help lists them" : "expected " + list(names));
  }
  return usage(std::move(message));
}

Error unknown_flag(const std::string& shown, std::string_view name, const Command& command) {
  std::vector<std::string> names;
  for (const auto& flag : command.flags) names.emplace_back(flag.name);
  for (const auto& flag : common_flags()) names.emplace_back(flag.name);
  std::string message = "Unknown flag " + quoted(shown);
  const auto guess = nearest_word(name, names);
  if (!guess.empty()) message += "; did you mean --" + guess + "?";
  return usage(std::move(message));
}

}  // namespace

Result<Arguments> Arguments::parse(const Command& program, std::span<const std::string> words) {
  Arguments arguments;
  arguments.command_ = &program;
  bool flags_ended = false, verb_settled = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (!flags_ended && word == "--") {
      flags_ended = true;
      continue;
    }
    // "-" is a file name (standard input or output), and "-3" is a number.
    const bool is_flag = !flags_ended && word.size() > 1 && word[0] == '-' &&
                         (word[1] == '-' || ((word[1] < '0' || word[1] > '9') && word[1] != '.'));
    if (!is_flag) {
      if (!flags_ended && !verb_settled && !arguments.command_->verbs.empty()) {
        const Command* verb = arguments.command_->find(word);
        if (verb == nullptr && arguments.command_->run == nullptr) {
          return unknown_verb(word, *arguments.command_, arguments.path_);
        }
        if (verb == nullptr) {
          verb_settled = true;
          arguments.operands_.push_back(word);
          continue;
        }
        arguments.command_ = verb;
        arguments.path_ += (arguments.path_.empty() ? "" : " ") + std::string(verb->name);
      } else {
        arguments.operands_.push_back(word);
      }
      continue;
    }
    const Flag* flag = nullptr;
    std::optional<std::string> value;
    if (word[1] == '-') {
      const auto equals = word.find('=');
      const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
      if (equals != std::string::npos) value = word.substr(equals + 1);
      flag = arguments.command_->find_flag(name);
      if (flag == nullptr) return unknown_flag("--" + name, name, *arguments.command_);
    } else {
      flag = word.size() == 2 ? arguments.command_->find_flag(word[1]) : nullptr;
      if (flag == nullptr) return unknown_flag(word, std::string_view(word).substr(1), *arguments.command_);
    }
    const std::string shown = "--" + std::string(flag->name);
    if (flag->value.empty()) {
      if (value) return usage(shown + " takes no value, found " + quoted(*value));
      value = "";
    } else if (!value) {
      if (i + 1 == words.size()) return usage(shown + " needs a value: " + std::string(flag->value));
      value = words[++i];
    }
    if (!flag->choices.empty() &&
        std::find(flag->choices.begin(), flag->choices.end(), *value) == flag->choices.end()) {
      return usage(shown + " must be " + list(flag->choices) + ", found " + quoted(*value));
    }
    arguments.flags_[std::string(flag->name)].push_back(*value);
  }
  if (!arguments.has("help")) EARDRUM_CHECK(arguments.check_operands());
  return arguments;
}

Result<void> Arguments::check_operands() const {
  if (!command_->verbs.empty() && command_->run == nullptr) return {};  // shown as help
  const std::string help = "; eardrum " + path_ + " --help shows how";
  std::size_t least = 0;
  std::size_t most = 0;
  for (const auto& operand : command_->operands) {
    if (operands_.size() < least + operand.least) {
      return usage(path_ + " needs " + std::string(operand.name) + ": " + std::string(operand.summary) + help);
    }
    least += operand.least;
    most = operand.most == kAnyNumber ? kAnyNumber : most + operand.most;
  }
  if (operands_.size() > most) return usage(path_ + " can't use the argument " + quoted(operands_[most]) + help);
  for (std::size_t i = 0; i < std::min(operands_.size(), command_->operands.size()); ++i) {
    const auto& choices = command_->operands[i].choices;
    if (!choices.empty() && std::find(choices.begin(), choices.end(), operands_[i]) == choices.end()) {
      return usage(std::string(command_->operands[i].name) + " must be " + list(choices) + ", found " +
                   quoted(operands_[i]));
    }
  }
  return {};
}

bool Arguments::has(std::string_view flag) const {
  return flags_.find(flag) != flags_.end();
}

std::optional<std::string> Arguments::text(std::string_view flag) const {
  const auto found = flags_.find(flag);
  if (found == flags_.end()) return std::nullopt;
  return found->second.back();
}

Result<std::optional<double>> Arguments::number(std::string_view flag, double least, double most,
                                                std::string_view unit) const {
  const auto given = text(flag);
  if (!given) return std::optional<double>();
  double value = 0.0;
  const char* end = given->data() + given->size();
  const auto read = std::from_chars(given->data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value) || value < least || value > most) {
    return usage("--" + std::string(flag) + " must be a number from " + number_text(least) + " to " +
                 number_text(most) + (unit.empty() ? "" : " " + std::string(unit)) + ", found " + quoted(*given));
  }
  return std::optional<double>(value);
}

}  // namespace eardrum::cli
