// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/json.h>

#include <charconv>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include <eardrum/report/evaluation_charts.h>
#include <eardrum/report/plain_text.h>
#include <eardrum/report/stage_facts.h>

namespace eardrum::report {
namespace {

Value text(std::string_view from_anywhere) {
  return Value(clean(from_anywhere));
}

void set_number(Value& object, const char* name, const std::optional<double>& number) {
  if (number && std::isfinite(*number)) object.set(name, rounded(*number));
}

const char* name_of(chain::Missing missing) {
  switch (missing) {
    case chain::Missing::kSensitivity:
      return "sensitivity";
    case chain::Missing::kDrive:
      return "drive";
    case chain::Missing::kLimits:
      return "limits";
    case chain::Missing::kOutputImpedance:
      return "output_impedance";
    case chain::Missing::kImpedance:
      return "impedance";
    case chain::Missing::kImpedanceCurve:
      return "impedance_curve";
    case chain::Missing::kNoise:
      return "noise";
    case chain::Missing::kResponse:
      return "response";
  }
  return "";
}

double to_places(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return std::round(value * scale) / scale;
}

}  // namespace

double rounded(double value, int digits) {
  if (value == 0.0 || !std::isfinite(value)) return value;
  // By way of text, so that the result is the double nearest to the short number and is written short again.
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific, digits - 1);
  double result = value;
  std::from_chars(buffer, end.ptr, result);
  return result;
}

Value numbers_of(std::span<const double> values, int decimals) {
  Value::Array array;
  array.reserve(values.size());
  for (const double value : values) {
    array.push_back(std::isfinite(value) ? Value(to_places(value, decimals) + 0.0) : Value());
  }
  return array;
}

Value to_value(const Fact& fact) {
  Value object = Value::Object{};
  object.set("name", text(fact.key));
  object.set("label", text(fact.label));
  set_number(object, "value", fact.value);
  if (fact.value) object.set("unit", text(fact.unit));
  set_number(object, "low", fact.low);
  set_number(object, "high", fact.high);
  if (!fact.text.empty()) object.set("text", text(fact.text));
  if (fact.confidence) object.set("confidence", text(eardrum::to_text(*fact.confidence)));
  if (!fact.source.empty()) object.set("source", text(fact.source));
  return object;
}

Value to_value(const Facts& facts) {
  Value::Array array;
  for (const auto& fact : facts.facts) array.push_back(to_value(fact));
  return array;
}

Value to_value(const match::Finding& finding, const match::Words& words) {
  Value object = Value::Object{};
  object.set("topic", text(match::to_text(finding.topic)));
  object.set("grade", text(match::to_text(finding.grade)));
  object.set("certainty", text(match::to_text(finding.certainty)));
  Value::Array figures;
  for (const auto& figure : finding.figures()) {
    Value entry = Value::Object{};
    entry.set("name", text(figure.name));
    // An unlimited time is no number in JSON; it is left out, and the words say it.
    set_number(entry, "value", figure.value);
    entry.set("unit", text(figure.unit));
    set_number(entry, "low", figure.low);
    set_number(entry, "high", figure.high);
    set_number(entry, "limit", figure.limit);
    figures.push_back(std::move(entry));
  }
  object.set("figures", std::move(figures));
  Value said = Value::Object{};
  said.set("headline", text(words.headline));
  said.set("detail", text(words.detail));
  said.set("advice", text(words.advice));
  object.set("words", std::move(said));
  return object;
}

Value to_value(const match::Listener& listener) {
  Value object = Value::Object{};
  object.set("wanted_level_db_spl", rounded(listener.wanted_level.db()));
  object.set("crest_factor_db", rounded(listener.crest_factor.db()));
  object.set("programme", text(listener.programme));
  object.set("hours_per_week", rounded(listener.hours_per_week));
  object.set("room_noise_dba", rounded(listener.room_noise_dba));
  if (listener.target) object.set("target", text(listener.target->name));
  return object;
}

Value to_value(const chain::Stage& stage) {
  Value object = Value::Object{};
  object.set("kind", text(chain::kind_text(stage)));
  object.set("name", text(chain::name_of(stage)));
  object.set("figures", to_value(Facts{{}, facts_of(stage)}));
  return object;
}

Value to_value(const chain::Port& port) {
  Value object = Value::Object{};
  object.set("stage", static_cast<std::int64_t>(port.stage));
  object.set("voltage_vrms", rounded(port.voltage.value()));
  object.set("current_arms", rounded(port.current.value()));
  object.set("power_w", rounded(port.power.value()));
  object.set("load_ohm", rounded(port.load.value()));
  return object;
}

Value curves_of(const chain::Evaluation& evaluation, const target::Target* target) {
  Value object = Value::Object{};
  const std::size_t n = evaluation.grid.size();
  std::vector<double> hz;
  for (const double f : evaluation.grid.hz()) hz.push_back(rounded(f));
  object.set("frequency_hz", numbers_of(hz, 4));
  object.set("shape_db", numbers_of(evaluation.shape_db, 3));
  if (evaluation.shape_sd_db != nullptr) object.set("shape_sd_db", numbers_of(*evaluation.shape_sd_db, 3));
  object.set("tone_shift_db", numbers_of(evaluation.tone_shift_db, 4));
  object.set("source_tone_db", numbers_of(evaluation.source_tone_db, 4));
  if (!evaluation.ceiling_db_spl.empty()) object.set("ceiling_db_spl", numbers_of(evaluation.ceiling_db_spl, 2));
  std::vector<std::complex<double>> z(n);
  evaluation.chain.headphone().impedance.sample(evaluation.grid, z);
  std::vector<double> magnitude, phase;
  for (const auto& value : z) {
    magnitude.push_back(std::abs(value));
    phase.push_back(std::arg(value) * 180.0 / std::numbers::pi);
  }
  object.set("impedance_ohm", numbers_of(magnitude, 3));
  object.set("impedance_phase_degrees", numbers_of(phase, 2));
  if (target != nullptr) {
    const FrequencyResponse on_grid = target->response.on(evaluation.grid);
    object.set("target_db", numbers_of(on_grid.db(), 3));
  }
  return object;
}

Value missing_of(const chain::Evaluation& evaluation) {
  Value::Array array;
  for (const auto missing : evaluation.missing) array.push_back(Value(name_of(missing)));
  return array;
}

Value levels_of(const chain::Evaluation& evaluation, const match::Listener& listener, const match::Verdict& verdict) {
  Value object = Value::Object{};
  const auto ladder = level_ladder(evaluation, listener, verdict);
  if (!ladder) return object;
  for (const auto& rung : ladder->rungs) {
    Value entry = Value::Object{};
    entry.set("value", rounded(rung.level));
    entry.set("unit", rung.key == "hiss" || rung.key == "room_noise" ? "dB(A)" : "dB SPL");
    set_number(entry, "low", rung.low);
    set_number(entry, "high", rung.high);
    object.set(rung.key, std::move(entry));
  }
  return object;
}

}  // namespace eardrum::report
