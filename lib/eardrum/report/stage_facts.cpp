// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/stage_facts.h>

#include <algorithm>

#include <eardrum/chain/spread.h>
#include <eardrum/report/number.h>

namespace eardrum::report {
namespace {

constexpr const char* kNotPublished = "not published";

template <class Quantity>
Fact published(std::string key, std::string label, const MaybeSourced<Quantity>& figure, std::string unit) {
  Fact fact{.key = std::move(key), .label = std::move(label)};
  if (!figure) {
    fact.text = kNotPublished;
    return fact;
  }
  if constexpr (std::is_same_v<Quantity, Gain>) {
    fact.value = figure->value.db();
  } else if constexpr (std::is_same_v<Quantity, double>) {
    fact.value = figure->value;
  } else {
    fact.value = figure->value.value();
  }
  fact.unit = std::move(unit);
  fact.confidence = figure->confidence;
  fact.source = figure->source;
  return fact;
}

Fact computed(std::string key, std::string label, double value, std::string unit) {
  return {.key = std::move(key), .label = std::move(label), .value = value, .unit = std::move(unit)};
}

Fact said(std::string key, std::string label, std::string text) {
  return {.key = std::move(key), .label = std::move(label), .text = std::move(text)};
}

std::vector<Fact> facts(const chain::Source& source) {
  std::vector<Fact> result;
  if (source.gain != Gain(0.0)) result.push_back(computed("gain", "Gain", source.gain.db(), "dB"));
  if (source.tone) result.push_back(said("tone", "Own tone", "a given curve"));
  return result;
}

std::vector<Fact> facts(const chain::Equalizer& equalizer) {
  return {computed("preamp", "Preamp", equalizer.peq.preamp.db(), "dB"),
          said("bands", "Bands", std::to_string(equalizer.peq.bands.size())),
          computed("sample_rate", "Sample rate", equalizer.sample_rate.value(), "Hz")};
}

std::vector<Fact> facts(const chain::Crossfeed& crossfeed) {
  return {computed("cutoff", "Cutoff", crossfeed.cutoff.value(), "Hz"),
          computed("feed", "Feed", crossfeed.feed.db(), "dB")};
}

std::vector<Fact> facts(const chain::Dac& dac) {
  std::vector<Fact> result = {published("full_scale", "Full scale, unloaded", dac.full_scale, "V")};
  if (dac.output_impedance) {
    result.push_back(published("output_impedance", "Output impedance", dac.output_impedance, "ohm"));
  }
  result.push_back(published("noise", "Noise, A-weighted", dac.noise, "V"));
  if (dac.tone) result.push_back(said("tone", "Own tone", "a given curve"));
  return result;
}

std::vector<Fact> facts(const chain::Amplifier& amplifier) {
  std::vector<Fact> result;
  result.push_back(said("socket", "Socket", amplifier.balanced ? "balanced" : "single-ended"));
  if (!amplifier.gain_mode.empty()) result.push_back(said("gain_mode", "Gain mode", amplifier.gain_mode));
  if (amplifier.gain) result.push_back(published("gain", "Gain", amplifier.gain, "dB"));
  if (amplifier.volume != Gain(0.0)) result.push_back(computed("volume", "Volume as set", amplifier.volume.db(), "dB"));
  result.push_back(published("output_impedance", "Output impedance", amplifier.output_impedance, "ohm"));
  if (amplifier.coupling_microfarad) {
    Fact fact = published("coupling_capacitor", "Coupling capacitor", amplifier.coupling_microfarad, "\u00b5F");
    result.push_back(std::move(fact));
  }
  if (amplifier.input_impedance) {
    result.push_back(published("input_impedance", "Input impedance", amplifier.input_impedance, "ohm"));
  }
  const auto limit = [&](std::string key, std::string label, double value, const char* unit) {
    Fact fact = computed(std::move(key), std::move(label), value, unit);
    fact.confidence = amplifier.limits_confidence;
    fact.source = amplifier.limits_source;
    result.push_back(std::move(fact));
  };
  const chain::PrintedLimits& limits = amplifier.limits.printed();
  if (limits.open_voltage) limit("max_voltage", "Maximum voltage", limits.open_voltage->value(), "V");
  if (limits.max_current) limit("max_current", "Maximum current", limits.max_current->value(), "A");
  if (limits.max_power) limit("max_power", "Maximum power", limits.max_power->value(), "W");
  for (const auto& point : limits.power_points) {
    const std::string load = significant(point.load.value(), 3);
    limit("power_into_" + load + "_ohm", "Power into " + load + " ohm", point.power.value(), "W");
  }
  if (limits.empty()) result.push_back(said("max_voltage", "Maximum voltage", kNotPublished));
  result.push_back(published("noise", "Noise, A-weighted", amplifier.noise, "V"));
  if (amplifier.shared_return) {
    result.push_back(published("shared_return", "Shared return", amplifier.shared_return, "ohm"));
  }
  if (!amplifier.volume_control.empty()) {
    result.push_back(said("volume_control", "Volume control", amplifier.volume_control));
  }
  if (amplifier.tone) result.push_back(said("tone", "Own tone", "a given curve"));
  return result;
}

std::vector<Fact> facts(const chain::Cable& cable) {
  return {computed("loop_resistance", "Resistance, there and back", cable.loop_resistance.value(), "ohm"),
          computed("shared_return", "Shared return", cable.shared_return.value(), "ohm")};
}

std::vector<Fact> facts(const chain::Headphone& headphone) {
  std::vector<Fact> result;
  std::string kind = std::string(chain::to_text(headphone.form)) + ", " + std::string(chain::to_text(headphone.back));
  if (!headphone.driver.empty()) kind += ", " + headphone.driver;
  if (headphone.wireless) kind += ", wireless";
  result.push_back(said("kind", "Kind", kind));

  if (headphone.sensitivities.empty()) result.push_back(said("sensitivity", "Sensitivity", kNotPublished));
  for (std::size_t i = 0; i < headphone.sensitivities.size(); ++i) {
    const auto& figure = headphone.sensitivities[i];
    Fact fact = computed(i == 0 ? "sensitivity" : "sensitivity_" + std::to_string(i + 1),
                         i == 0 ? "Sensitivity" : "Sensitivity, also given", figure.value.per_volt().db(), "dB/V");
    const chain::LevelSpread spread = chain::spread_of_sensitivity(figure.confidence);
    fact.low = *fact.value + spread.p5().db();
    fact.high = *fact.value + spread.p95().db();
    fact.confidence = figure.confidence;
    fact.source = figure.source;
    result.push_back(std::move(fact));
  }

  const bool assumed = headphone.impedance.basis() == chain::ImpedanceBasis::kAssumed;
  Fact rated = computed("rated_impedance", "Rated impedance", headphone.rated_impedance.value.value(), "ohm");
  rated.confidence = headphone.rated_impedance.confidence;
  rated.source = headphone.rated_impedance.source;
  result.push_back(assumed ? said("rated_impedance", "Rated impedance", kNotPublished) : std::move(rated));
  Fact basis = said("impedance_basis", "Impedance curve", std::string(chain::to_text(headphone.impedance.basis())));
  basis.source = headphone.impedance_source;
  result.push_back(std::move(basis));
  if (!headphone.impedance.is_flat()) {
    const auto extreme = [&](const char* key, const char* label, const chain::Impedance::Extreme& at) {
      Fact fact = computed(key, label, at.magnitude.value(), "ohm");
      fact.text = "at " + quantity(at.frequency.value(), "Hz");
      result.push_back(std::move(fact));
    };
    extreme("impedance_minimum", "Lowest impedance", headphone.impedance.minimum());
    extreme("impedance_maximum", "Highest impedance", headphone.impedance.maximum());
  }
  if (headphone.response) {
    const auto& response = *headphone.response;
    Fact fact = said("response", "Response", "measured on " + response.rig);
    if (!response.measured_as.empty()) fact.text += " as " + response.measured_as;
    fact.confidence = Confidence::kMeasured;
    fact.source = response.measured_by;
    result.push_back(std::move(fact));
  } else {
    result.push_back(said("response", "Response", "not measured"));
  }
  return result;
}

std::vector<Fact> facts(const chain::Pad& pad) {
  std::vector<Fact> result;
  if (pad.leak) {
    result.push_back(computed("leak_frequency", "Leak, corner", pad.leak->f0.value(), "Hz"));
    result.push_back(computed("leak_q", "Leak, Q", pad.leak->q, ""));
  }
  if (pad.change) result.push_back(said("change", "Change of response", "a given curve"));
  return result;
}

std::vector<Fact> facts(const chain::Ear& ear) {
  return {said("change", "Change against the rig", ear.change ? "a given curve" : "none")};
}

}  // namespace

std::vector<Fact> facts_of(const chain::Stage& stage) {
  return std::visit([](const auto& part) { return facts(part); }, stage);
}

std::vector<Facts> facts_of(const chain::Chain& chain) {
  std::vector<Facts> groups;
  for (const auto& stage : chain.stages()) {
    auto facts = facts_of(stage);
    if (facts.empty()) continue;
    const auto* amplifier = chain.amplifier();
    const bool known = std::any_of(facts.begin(), facts.end(), [](const Fact& fact) { return fact.value.has_value(); });
    const bool in_amplifier = amplifier != nullptr && amplifier->name == chain::name_of(stage);
    if (!known && in_amplifier && std::holds_alternative<chain::Dac>(stage)) continue;
    groups.push_back({title_of(stage), std::move(facts)});
  }
  return groups;
}

std::string title_of(const chain::Stage& stage) {
  const std::string kind(chain::kind_text(stage));
  const std::string& name = chain::name_of(stage);
  std::string title = name.empty() || name == kind ? kind : kind + ": " + name;
  if (title.front() >= 'a' && title.front() <= 'z') title.front() = static_cast<char>(title.front() - 'a' + 'A');
  return title;
}

}  // namespace eardrum::report
