// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/live_rules.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include <eardrum/base/printable.h>
#include <eardrum/base/spelling.h>
#include <eardrum/base/user_folder.h>
#include <eardrum/base/value.h>

namespace eardrum::app {
namespace {

constexpr std::string_view kFormat = "eardrum-live/1";

int folded(char c) {
  return std::tolower(static_cast<unsigned char>(c));
}

Error wrong(const std::string& file, int line, std::string field, std::string message) {
  return {Errc::kInvalidData, std::move(message), {file, line, std::move(field)}};
}

Result<std::string> text_of(const Value& value, const std::string& name, const std::string& file) {
  if (value.is_string() && !value.as_string().empty()) return value.as_string();
  return wrong(file, value.line(), name, "Expected a text, found " + std::string(value.kind()));
}

Result<LiveRule> read_rule(const Value& table, const std::string& file) {
  if (!table.is_object())
    return wrong(file, table.line(), "rule", "Expected a table, found " + std::string(table.kind()));
  const auto path = [&](const std::string& named) {
    return (std::filesystem::path(file).parent_path() / named).lexically_normal().string();
  };
  LiveRule rule;
  int kinds = 0;
  for (const auto& [name, value] : table.as_object()) {
    if (name == "crossfeed") {
      if (!value.is_bool()) return wrong(file, value.line(), name, "Expected true or false");
      rule.crossfeed = value.as_bool();
      continue;
    }
    static const std::vector<std::string> kNames = {"device", "chain", "equalizer", "headphone", "crossfeed"};
    if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) {
      const std::string guess = nearest_word(name, kNames);
      return wrong(file, value.line(), printable(name, 60),
                   "Expected device, chain, equalizer, headphone or crossfeed" +
                       (guess.empty() ? "" : "; did you mean '" + guess + "'?"));
    }
    EARDRUM_TRY(const std::string text, text_of(value, name, file));
    kinds += name == "device" ? 0 : 1;
    if (name == "device") rule.device = text;
    if (name == "chain") rule.tuning.chain = path(text);
    if (name == "equalizer") rule.tuning.equalizer = path(text);
    if (name == "headphone") {
      rule.tuning.headphone.emplace();
      rule.tuning.headphone->subject.name = text;
    }
  }
  if (rule.device.empty()) return wrong(file, table.line(), "device", "Expected the device that the rule is for");
  if (kinds > 1)
    return wrong(file, table.line(), "rule", "Expected one of chain, equalizer and headphone, found several");
  return rule;
}

}  // namespace

bool LiveRule::fits(std::string_view name) const {
  // Glob by going back to the last star: linear in practice, and never worse than the product of the lengths.
  std::size_t p = 0, n = 0, star = std::string::npos, after_star = 0;
  while (n < name.size()) {
    if (p < device.size() && device[p] == '*') {
      star = p++;
      after_star = n;
    } else if (p < device.size() && (device[p] == '?' || folded(device[p]) == folded(name[n]))) {
      ++p;
      ++n;
    } else if (star != std::string::npos) {
      p = star + 1;
      n = ++after_star;
    } else {
      return false;
    }
  }
  while (p < device.size() && device[p] == '*') ++p;
  return p == device.size();
}

Result<std::vector<LiveRule>> read_live_rules(std::string_view text, const std::string& file) {
  EARDRUM_TRY(const Value root, parse_toml(text, file));
  std::vector<LiveRule> rules;
  for (const auto& [name, value] : root.as_object()) {
    if (name == "format") {
      if (!value.is_string() || value.as_string() != kFormat) {
        return wrong(file, value.line(), name, "Expected \"" + std::string(kFormat) + "\"");
      }
    } else if (name == "rule" && value.is_array()) {
      for (const Value& table : value.as_array()) {
        EARDRUM_TRY(auto rule, read_rule(table, file));
        rules.push_back(std::move(rule));
      }
    } else {
      return wrong(file, value.line(), printable(name, 60), "Expected format and [[rule]] tables only");
    }
  }
  return rules;
}

const LiveRule* rule_for(const std::vector<LiveRule>& rules, std::string_view device, std::string_view device_text) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const LiveRule& rule) { return rule.fits(device) || rule.fits(device_text); });
  return found != rules.end() ? &*found : nullptr;
}

std::string live_rules_path() {
  const auto folder = user_folder("XDG_CONFIG_HOME", ".config");
  return folder ? *folder + "/eardrum/live.toml" : "";
}

}  // namespace eardrum::app
