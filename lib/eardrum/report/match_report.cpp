// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/match_report.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <eardrum/report/chain_report.h>
#include <eardrum/report/evaluation_charts.h>
#include <eardrum/report/json.h>
#include <eardrum/report/number.h>
#include <eardrum/report/plain_text.h>
#include <eardrum/report/stage_facts.h>

namespace eardrum::report {
namespace {

/// "peak_headroom" -> "Peak headroom"; names that this does not make readable are listed.
std::string spelled(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kNames = {{
      {"drum_level_a", "Level at the drum"},
      {"full_volume_field", "Full volume, in the field"},
      {"field_level", "Level in the field"},
      {"niosh_hours", "Hours by NIOSH"},
      {"ratio_minimum", "Ratio to the minimum"},
  }};
  for (const auto& [key, label] : kNames) {
    if (key == name) return std::string(label);
  }
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text;
}

std::string mark_of(match::Grade grade) {
  switch (grade) {
    case match::Grade::kGood:
      return "good";
    case match::Grade::kNote:
      return "note";
    case match::Grade::kCare:
      return "care";
    case match::Grade::kPoor:
      return "poor";
    case match::Grade::kCannotTell:
      return "?";
  }
  return "";
}

std::string describe(const match::Listener& listener) {
  return "For " + listener.programme + " at " + quantity(listener.wanted_level.db(), "dB SPL") +
         " on average, with peaks of " + quantity((listener.wanted_level + listener.crest_factor).db(), "dB SPL") +
         ", " + significant(listener.hours_per_week, 3) + " h a week, in a room of " +
         quantity(listener.room_noise_dba, "dB(A)");
}

Points points_of(const MatchView& match) {
  Points points;
  for (const auto& finding : match.verdict.findings) {
    match::Words words = match::words(finding, match.evaluation, match.listener);
    points.points.push_back({.tone = tone_of(finding.grade),
                             .mark = mark_of(finding.grade),
                             .topic = label_of(finding.topic),
                             .headline = std::move(words.headline),
                             .detail = std::move(words.detail),
                             .advice = std::move(words.advice)});
  }
  return points;
}

/// The numbers that the findings rest on.
Table figures_of(const match::Verdict& verdict) {
  Table table;
  table.columns = {{"Finding", false}, {"Figure", false}, {"", true}, {"90 % between", false}, {"Limit", true}};
  for (const auto& finding : verdict.findings) {
    bool first = true;
    for (const auto& figure : finding.figures()) {
      const bool ranged = figure.low && figure.high;
      table.rows.push_back(
          {{first ? label_of(finding.topic) : "", Tone::kPlain},
           {spelled(figure.name), Tone::kPlain},
           {quantity(figure.value, figure.unit, figure.low, figure.high), Tone::kPlain},
           {ranged ? interval(*figure.low, *figure.high, figure.value, figure.unit) : "", Tone::kPlain},
           {figure.limit ? quantity(*figure.limit, figure.unit) : "", Tone::kPlain}});
      first = false;
    }
  }
  return table;
}

Cell level_cell(const std::optional<DbSpl>& level, const chain::LevelSpread& spread, Tone tone) {
  if (!level) return {"?", Tone::kUnknown};
  return {fixed((*level + spread.bias).db(), 0), tone};
}

Tone tone_of(const match::Verdict& verdict, match::Topic topic) {
  const match::Finding* finding = verdict.find(topic);
  return finding == nullptr ? Tone::kPlain : report::tone_of(finding->grade);
}

double largest(const std::vector<double>& values) {
  double most = 0.0;
  for (const double value : values) most = std::max(most, std::abs(value));
  return most;
}

/// What to mind in a pairing: the topics that are graded worst.
std::string worst_topics(const match::Verdict& verdict) {
  std::string text;
  for (const auto grade : {match::Grade::kPoor, match::Grade::kCare}) {
    for (const auto& finding : verdict.findings) {
      if (finding.grade == grade) text += (text.empty() ? "" : ", ") + label_of(finding.topic);
    }
  }
  if (!text.empty()) return text;
  return verdict.grade == match::Grade::kCannotTell ? "what is not published" : "nothing";
}

enum class Named { kSource, kHeadphone, kBoth };

/// What tells a pairing from the others.
std::string name_of(const MatchView& match, Named named) {
  switch (named) {
    case Named::kSource:
      return match.source;
    case Named::kHeadphone:
      return match.headphone;
    case Named::kBoth:
      break;
  }
  return match.headphone + " on " + match.source;
}

/// How loud each pairing gets, over the peaks that are wanted. None where no level is known.
std::optional<Ladder> loudness_ladder(std::span<const MatchView> matches, Named named) {
  const match::Listener& listener = matches.front().listener;
  Ladder ladder{.id = "loudest", .title = "How loud each gets, cleanly"};
  ladder.subtitle = "At the eardrum, volume full up; bars hold 90 %";
  ladder.description = "The loudest clean level of every pairing";
  for (const auto& match : matches) {
    if (!match.evaluation.sensitivity || !match.evaluation.ceiling) continue;
    const auto& spread = match.evaluation.level_spread;
    const DbSpl level = match.evaluation.ceiling->level;
    ladder.rungs.push_back({.key = "ceiling",
                            .label = name_of(match, named),
                            .level = (level + spread.bias).db(),
                            .low = (level + spread.p5()).db(),
                            .high = (level + spread.p95()).db(),
                            .tone = tone_of(match.verdict, match::Topic::kLoudEnough)});
  }
  if (ladder.rungs.empty()) return std::nullopt;
  if (const std::size_t unknown = matches.size() - ladder.rungs.size(); unknown > 0)
    ladder.subtitle += "; of " + std::to_string(unknown) + " it can't be told";
  ladder.rungs.push_back(
      {.key = "wanted_peaks", .label = "Wanted peaks", .level = (listener.wanted_level + listener.crest_factor).db()});
  return ladder;
}

Table comparison_table(std::span<const MatchView> matches, Named named) {
  Table table;
  table.columns = {{named == Named::kBoth     ? "Headphone and source"
                    : named == Named::kSource ? "Source"
                                              : "Headphone",
                    false},
                   {"Verdict", false},
                   {"Loudest", true},
                   {"Hiss", true},
                   {"Shift", true},
                   {"To mind", false}};
  for (const auto& match : matches) {
    const auto& evaluation = match.evaluation;
    std::optional<DbSpl> loudest, hiss;
    if (evaluation.sensitivity && evaluation.ceiling) loudest = evaluation.ceiling->level;
    if (evaluation.sensitivity && evaluation.noise) hiss = evaluation.noise->level;
    Cell shift{"?", Tone::kUnknown};
    if (!evaluation.lacks(chain::Missing::kOutputImpedance) && !evaluation.lacks(chain::Missing::kImpedance) &&
        !evaluation.lacks(chain::Missing::kImpedanceCurve)) {
      shift = {fixed(largest(evaluation.tone_shift_db), 1), tone_of(match.verdict, match::Topic::kToneShift)};
    }
    table.rows.push_back(
        {{name_of(match, named), Tone::kPlain},
         {verdict_text(match.verdict), report::tone_of(match.verdict.grade)},
         level_cell(loudest, evaluation.level_spread, tone_of(match.verdict, match::Topic::kLoudEnough)),
         level_cell(hiss, evaluation.level_spread, tone_of(match.verdict, match::Topic::kHiss)),
         shift,
         {worst_topics(match.verdict), Tone::kPlain}});
  }
  return table;
}

constexpr const char* kComparisonUnits =
    "Loudest: the loudest clean level in dB SPL. Hiss in dB(A). Shift: the largest change of tone in dB. A question "
    "mark: a figure is not published.";

Value pairing_value(const MatchView& match) {
  Value object = Value::Object{};
  object.set("source", clean(match.source));
  object.set("headphone", clean(match.headphone));
  Value verdict = Value::Object{};
  verdict.set("grade", match::to_text(match.verdict.grade));
  verdict.set("certainty", match::to_text(match.verdict.certainty));
  verdict.set("text", verdict_text(match.verdict));
  verdict.set("summary", clean(match::summary(match.verdict, match.evaluation, match.listener)));
  object.set("verdict", std::move(verdict));
  Value::Array findings;
  for (const auto& finding : match.verdict.findings) {
    findings.push_back(to_value(finding, match::words(finding, match.evaluation, match.listener)));
  }
  object.set("findings", std::move(findings));
  object.set("levels", levels_of(match.evaluation, match.listener, match.verdict));
  object.set("missing", missing_of(match.evaluation));
  return object;
}

void add_chain(Value& object, const chain::Evaluation& evaluation) {
  Value::Array stages, ports;
  for (const auto& stage : evaluation.chain.stages()) stages.push_back(to_value(stage));
  for (const auto& port : evaluation.trace) ports.push_back(to_value(port));
  object.set("stages", std::move(stages));
  object.set("ports", std::move(ports));
}

}  // namespace

std::string verdict_text(const match::Verdict& verdict) {
  std::string text;
  switch (verdict.grade) {
    case match::Grade::kGood:
    case match::Grade::kNote:
      text = "Good match";
      break;
    case match::Grade::kCare:
      text = "Works with care";
      break;
    case match::Grade::kPoor:
      text = "Poor match";
      break;
    case match::Grade::kCannotTell:
      return "Can't tell";
  }
  if (verdict.certainty == match::Certainty::kSure) return text;
  text.front() = static_cast<char>(text.front() - 'A' + 'a');
  const bool noun = verdict.grade != match::Grade::kCare;
  return std::string(verdict.certainty == match::Certainty::kProbable ? "Probably " : "Perhaps ") + (noun ? "a " : "") +
         text;
}

Tone tone_of(match::Grade grade) {
  switch (grade) {
    case match::Grade::kGood:
      return Tone::kGood;
    case match::Grade::kNote:
      return Tone::kNote;
    case match::Grade::kCare:
      return Tone::kCare;
    case match::Grade::kPoor:
      return Tone::kPoor;
    case match::Grade::kCannotTell:
      return Tone::kUnknown;
  }
  return Tone::kPlain;
}

std::string label_of(match::Topic topic) {
  return spelled(match::to_text(topic));
}

Document match_document(const MatchView& match, std::span<const MatchView> alternatives) {
  const auto& evaluation = match.evaluation;
  Document document{.title = match.headphone + " on " + match.source, .subtitle = describe(match.listener)};
  auto& blocks = document.blocks;
  blocks.emplace_back(Statement{tone_of(match.verdict.grade), verdict_text(match.verdict),
                                match::summary(match.verdict, evaluation, match.listener)});
  blocks.emplace_back(Heading{.text = "Findings"});
  blocks.emplace_back(points_of(match));
  if (auto ladder = level_ladder(evaluation, match.listener, match.verdict)) blocks.emplace_back(std::move(*ladder));
  if (auto chart = response_chart(evaluation, match.listener.target ? &*match.listener.target : nullptr)) {
    blocks.emplace_back(std::move(*chart));
  }
  std::vector<NamedEvaluation> outputs = {{match.source, evaluation}};
  for (const auto& other : alternatives) outputs.push_back({other.source, other.evaluation});
  if (auto chart = tone_shift_chart(outputs)) blocks.emplace_back(std::move(*chart));
  if (auto chart = impedance_chart(evaluation)) blocks.emplace_back(std::move(*chart));

  if (!alternatives.empty()) {
    blocks.emplace_back(Heading{.text = "Other outputs"});
    blocks.emplace_back(comparison_table(alternatives, Named::kSource));
    blocks.emplace_back(Paragraph{kComparisonUnits});
  }
  blocks.emplace_back(Heading{.text = "Figures used"});
  for (auto& facts : facts_of(evaluation.chain)) blocks.emplace_back(std::move(facts));
  blocks.emplace_back(Heading{.text = "What the findings rest on", .detail = true});
  blocks.emplace_back(figures_of(match.verdict));
  blocks.emplace_back(Heading{.text = "Stage by stage", .detail = true});
  blocks.emplace_back(port_table(evaluation));
  return document;
}

Value match_value(const MatchView& match, std::span<const MatchView> alternatives, const MatchJsonOptions& options) {
  Value object = Value::Object{};
  object.set("schema", "eardrum.match/1");
  object.set("listener", to_value(match.listener));
  const Value pairing = pairing_value(match);
  for (const auto& [name, member] : pairing.as_object()) object.set(name, member);
  add_chain(object, match.evaluation);
  Value::Array others;
  for (const auto& other : alternatives) others.push_back(pairing_value(other));
  object.set("alternatives", std::move(others));
  if (options.curves) {
    object.set("curves", curves_of(match.evaluation, match.listener.target ? &*match.listener.target : nullptr));
  }
  return object;
}

Document comparison_document(std::span<const MatchView> matches) {
  Document document;
  if (matches.empty()) return document;
  const auto all_same = [&](const std::string MatchView::*name) {
    return std::all_of(matches.begin(), matches.end(),
                       [&](const MatchView& m) { return m.*name == matches.front().*name; });
  };
  const Named named = all_same(&MatchView::headphone) ? Named::kSource
                      : all_same(&MatchView::source)  ? Named::kHeadphone
                                                      : Named::kBoth;
  const std::string count = std::to_string(matches.size());
  document.title = named == Named::kSource      ? matches.front().headphone + " on " + count + " sources"
                   : named == Named::kHeadphone ? count + " headphones on " + matches.front().source
                                                : count + " pairings";
  document.subtitle = describe(matches.front().listener);
  document.blocks.emplace_back(comparison_table(matches, named));
  document.blocks.emplace_back(Paragraph{kComparisonUnits});
  if (auto ladder = loudness_ladder(matches, named)) document.blocks.emplace_back(std::move(*ladder));
  Points points;
  for (const auto& match : matches) {
    points.points.push_back(
        {.tone = tone_of(match.verdict.grade),
         .mark = mark_of(match.verdict.grade),
         .topic = verdict_text(match.verdict),
         .headline = name_of(match, named) + ": " + match::summary(match.verdict, match.evaluation, match.listener)});
  }
  document.blocks.emplace_back(Heading{.text = "In words"});
  document.blocks.emplace_back(std::move(points));
  if (named == Named::kSource) {
    std::vector<NamedEvaluation> outputs;
    for (const auto& match : matches) outputs.push_back({match.source, match.evaluation});
    if (auto chart = tone_shift_chart(outputs)) document.blocks.emplace_back(std::move(*chart));
  }
  return document;
}

Value comparison_value(std::span<const MatchView> matches) {
  Value object = Value::Object{};
  object.set("schema", "eardrum.comparison/1");
  Value::Array pairings;
  for (const auto& match : matches) {
    Value pairing = pairing_value(match);
    pairing.set("listener", to_value(match.listener));
    pairings.push_back(std::move(pairing));
  }
  object.set("pairings", std::move(pairings));
  return object;
}

}  // namespace eardrum::report
