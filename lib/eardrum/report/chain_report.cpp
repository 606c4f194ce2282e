// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/chain_report.h>

#include <cmath>

#include <eardrum/report/evaluation_charts.h>
#include <eardrum/report/json.h>
#include <eardrum/report/number.h>
#include <eardrum/report/plain_text.h>
#include <eardrum/report/stage_facts.h>

namespace eardrum::report {
namespace {

std::string ceiling_text(const chain::Evaluation& evaluation) {
  if (!evaluation.ceiling) return "How loud it gets can't be told: a figure is missing.";
  const chain::Ceiling& ceiling = *evaluation.ceiling;
  const auto stages = evaluation.chain.stages();
  std::string text = "It plays clean up to " + quantity(ceiling.voltage.value(), "V") + ", " +
                     quantity(ceiling.current.value(), "A") + ", " + quantity(ceiling.power.value(), "W") +
                     " at the headphone";
  if (ceiling.limit != chain::Limit::kNone && ceiling.stage < stages.size()) {
    text += "; the first limit is " + std::string(chain::to_text(ceiling.limit)) + " in " +
            chain::name_of(stages[ceiling.stage]);
  }
  return text + ".";
}

Fact level_fact(const char* key, const char* label, DbSpl level, const chain::LevelSpread& spread) {
  return {.key = key,
          .label = label,
          .value = (level + spread.bias).db(),
          .unit = "dB SPL",
          .low = (level + spread.p5()).db(),
          .high = (level + spread.p95()).db()};
}

/// What comes out at the end, as far as it is known.
Facts results_of(const chain::Evaluation& evaluation) {
  Facts facts{.title = "At the eardrum", .facts = {}};
  const auto& spread = evaluation.level_spread;
  if (evaluation.full_scale_level && !evaluation.trace.empty()) {
    facts.facts.push_back(level_fact("full_scale_level", "Full-scale sine at 1 kHz, were there no limit",
                                     *evaluation.full_scale_level, spread));
  }
  if (evaluation.ceiling && evaluation.sensitivity) {
    facts.facts.push_back(
        level_fact("ceiling_level", "Loudest clean sine at 1 kHz", evaluation.ceiling->level, spread));
  }
  if (evaluation.noise) {
    facts.facts.push_back({.key = "noise_voltage",
                           .label = "Noise across the headphone, A-weighted",
                           .value = evaluation.noise->voltage.value(),
                           .unit = "V"});
    if (evaluation.sensitivity) {
      Fact hiss = level_fact("noise_level", "Noise, A-weighted", evaluation.noise->level, spread);
      hiss.unit = "dB(A)";
      facts.facts.push_back(std::move(hiss));
    }
  }
  return facts;
}

}  // namespace

Table port_table(const chain::Evaluation& evaluation) {
  Table table;
  table.columns = {{"Stage", false}, {"Voltage", true}, {"Current", true}, {"Power", true}, {"Into", true}};
  const auto stages = evaluation.chain.stages();
  std::vector<chain::Port> ports = evaluation.trace;
  table.caption = "For a full-scale sine at 1 kHz, with the volume as the chain has it:";
  if (ports.empty() && evaluation.ceiling) {
    const auto& ceiling = *evaluation.ceiling;
    std::size_t last = stages.size();
    while (last > 0 && chain::domain_of(stages[last - 1]) != chain::Domain::kElectrical) --last;
    if (last > 0) {
      ports.push_back({last - 1, ceiling.voltage, ceiling.current, ceiling.power, evaluation.load_at_reference});
    }
    table.caption = "At the loudest clean level, because the voltage of full scale is not published:";
  }
  for (std::size_t i = 0; i < stages.size(); ++i) {
    std::vector<Cell> row = {{title_of(stages[i]), Tone::kPlain}};
    for (const auto& port : ports) {
      if (port.stage != i) continue;
      row.push_back({quantity(port.voltage.value(), "V")});
      row.push_back({quantity(port.current.value(), "A")});
      row.push_back({quantity(port.power.value(), "W")});
      row.push_back({std::isfinite(port.load.value()) ? quantity(port.load.value(), "ohm") : "unloaded"});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Document chain_document(const std::string& title, const chain::Evaluation& evaluation) {
  Document document{.title = title};
  document.blocks.emplace_back(port_table(evaluation));
  document.blocks.emplace_back(Paragraph{ceiling_text(evaluation)});
  if (Facts results = results_of(evaluation); !results.facts.empty()) document.blocks.emplace_back(std::move(results));
  if (auto chart = response_chart(evaluation, nullptr)) document.blocks.emplace_back(std::move(*chart));
  const NamedEvaluation self{title, evaluation};
  if (auto chart = tone_shift_chart({&self, 1})) document.blocks.emplace_back(std::move(*chart));
  if (auto chart = impedance_chart(evaluation)) document.blocks.emplace_back(std::move(*chart));
  document.blocks.emplace_back(Heading{.text = "Stages"});
  for (auto& facts : facts_of(evaluation.chain)) document.blocks.emplace_back(std::move(facts));
  if (!evaluation.missing.empty()) {
    std::string text = "Not known:";
    for (const auto missing : evaluation.missing) text += " " + std::string(chain::to_text(missing)) + ";";
    text.back() = '.';
    document.blocks.emplace_back(Paragraph{std::move(text)});
  }
  return document;
}

Value chain_value(const std::string& title, const chain::Evaluation& evaluation) {
  Value object = Value::Object{};
  object.set("schema", "eardrum.chain/1");
  object.set("title", clean(title));
  Value::Array stages, ports;
  for (const auto& stage : evaluation.chain.stages()) stages.push_back(to_value(stage));
  for (const auto& port : evaluation.trace) ports.push_back(to_value(port));
  object.set("stages", std::move(stages));
  object.set("ports", std::move(ports));
  object.set("results", to_value(results_of(evaluation)));
  if (evaluation.ceiling) {
    Value ceiling = Value::Object{};
    ceiling.set("voltage_vrms", rounded(evaluation.ceiling->voltage.value()));
    ceiling.set("current_arms", rounded(evaluation.ceiling->current.value()));
    ceiling.set("power_w", rounded(evaluation.ceiling->power.value()));
    ceiling.set("limit", chain::to_text(evaluation.ceiling->limit));
    ceiling.set("stage", static_cast<std::int64_t>(evaluation.ceiling->stage));
    object.set("ceiling", std::move(ceiling));
  }
  object.set("missing", missing_of(evaluation));
  object.set("curves", curves_of(evaluation, nullptr));
  return object;
}

}  // namespace eardrum::report
