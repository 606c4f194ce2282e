// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "markdown.h"

#include <array>

#include <eardrum/match/reading.h>
#include <eardrum/report/number.h>
#include <eardrum/report/plain_text.h>
#include <eardrum/report/stage_facts.h>

namespace eardrum::pairings {
namespace {

std::string with_interval(std::string value, const std::string& interval) {
  return interval.empty() ? value : value + " (" + interval + ")";
}

// An impedance that follows from others has the two digits of the sentences, not the three of a published figure.
std::string number_of(const match::Figure& figure) {
  return figure.unit == "ohm" ? match::reading(Ohms(figure.value))
                              : report::quantity(figure.value, figure.unit, figure.low, figure.high);
}

std::string value_of(const match::Figure& figure) {
  const bool ranged = figure.low && figure.high;
  return with_interval(number_of(figure),
                       ranged ? report::interval(*figure.low, *figure.high, figure.value, figure.unit) : "");
}

const match::Figure* find(const report::MatchView& match, std::string_view topic, std::string_view name) {
  for (const auto& finding : match.verdict.findings) {
    if (match::to_text(finding.topic) == topic) return finding.find(name);
  }
  return nullptr;
}

}  // namespace

std::string escape(std::string_view text) {
  const std::string plain = report::clean(text);
  std::string result;
  bool in_address = false;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    if (plain.compare(i, 7, "http://") == 0 || plain.compare(i, 8, "https://") == 0) in_address = true;
    if (c == ' ') in_address = false;
    if (c == '<' || c == '>' || c == '&' || c == '|') {
      result += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' && !in_address ? "&amp;" : c == '|' ? "&#124;" : "&";
      continue;
    }
    if (!in_address && std::string_view("\\`*_[]").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string findings(const report::MatchView& match) {
  std::string text = "| | Finding | What to do |\n|---|---|---|\n";
  for (const auto& finding : match.verdict.findings) {
    if (finding.topic == match::Topic::kUnknown) continue;
    const auto words = match::words(finding, match.evaluation, match.listener);
    const std::string grade(finding.grade == match::Grade::kCannotTell ? "?" : match::to_text(finding.grade));
    text += "| " + grade + " | " + escape(words.headline) + " | " + escape(words.advice) + " |\n";
  }
  return text;
}

std::string numbers(const report::MatchView& match) {
  struct Row {
    std::string_view topic, name, label;
  };
  constexpr std::array<Row, 11> kRows = {{
      {"loud_enough", "ceiling_level", "Loudest clean level"},
      {"loud_enough", "peak_headroom", "Left above the wanted peaks"},
      {"loud_enough", "needed_voltage", "Voltage for those peaks"},
      {"loud_enough", "ceiling_voltage", "Voltage available into this headphone"},
      {"tone_shift", "deviation", "Largest shift of tone by the output"},
      {"tone_shift", "harmless_up_to", "Output impedance that shifts the tone by less than 1 dB"},
      {"hiss", "noise_level", "Hiss at the eardrum"},
      {"volume_range", "volume_position", "Place on the volume control, below full"},
      {"tonal_balance", "bass", "Bass against the target"},
      {"tonal_balance", "treble", "Treble against the target"},
      {"exposure", "safe_hours", "Safe time at the wanted level"},
  }};
  std::string text = "| Number | Value (90 % between) |\n|---|---|\n";
  for (const auto& row : kRows) {
    const match::Figure* found = find(match, row.topic, row.name);
    text += "| " + std::string(row.label) + " | " + (found != nullptr ? value_of(*found) : "can't be told") + " |\n";
  }
  return text;
}

std::string figures(const report::MatchView& match) {
  std::string text = "| Figure | Value (90 % between) | Known from |\n|---|---|---|\n";
  for (const auto& group : report::facts_of(match.evaluation.chain)) {
    text += "| **" + escape(group.title) + "** | | |\n";
    for (const auto& fact : group.facts) {
      std::string origin(fact.confidence ? to_text(*fact.confidence) : std::string_view());
      if (!origin.empty() && !fact.source.empty()) origin += ": ";
      text += "| " + escape(fact.label) + " | " +
              escape(with_interval(report::fact_value(fact), report::fact_interval(fact))) + " | " + origin +
              escape(fact.source) + " |\n";
    }
  }
  return text;
}

std::string unknowns(const report::MatchView& match) {
  std::string text;
  for (const auto& finding : match.verdict.findings) {
    if (finding.topic != match::Topic::kUnknown) continue;
    const auto words = match::words(finding, match.evaluation, match.listener);
    text += "- " + escape(words.headline) + " " + escape(words.advice) + "\n";
  }
  return text.empty() ? "- No figure that a finding needs is missing.\n" : text;
}

std::string figure(const report::MatchView& match, std::string_view path) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view topic = path.substr(0, dot), name = path.substr(dot + 1);
  if (topic == "fact") {
    for (const auto& group : report::facts_of(match.evaluation.chain)) {
      for (const auto& fact : group.facts) {
        if (fact.key == name) return escape(report::fact_value(fact));
      }
    }
    return {};
  }
  const match::Figure* found = find(match, topic, name);
  return found != nullptr ? number_of(*found) : std::string();
}

}  // namespace eardrum::pairings
