// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/gear_sheet.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <eardrum/catalogue/disagreement.h>
#include <eardrum/catalogue/stages.h>
#include <eardrum/report/number.h>

namespace eardrum::app {
namespace {

using catalogue::Claim;
using catalogue::Claims;
using report::Fact;
using report::Facts;

void append(std::string& text, const std::string& more) {
  if (more.empty()) return;
  text += (text.empty() ? "" : "; ") + more;
}

template <class T>
std::string said_by(const Claim<T>& claim) {
  std::string text = claim.by;
  append(text, claim.note);
  if (claim.at_most) append(text, "at most");
  return text;
}

Fact word(std::string key, std::string label, std::string text) {
  Fact fact;
  fact.key = std::move(key);
  fact.label = std::move(label);
  fact.text = std::move(text);
  return fact;
}

template <class T>
Fact figure(std::string key, std::string label, double value, std::string unit, const Sourced<T>& origin,
            std::string text = {}) {
  Fact fact = word(std::move(key), std::move(label), std::move(text));
  fact.value = value;
  fact.unit = std::move(unit);
  fact.confidence = origin.confidence;
  fact.source = origin.source;
  return fact;
}

double plain(double value) {
  return value;
}
double plain(int value) {
  return value;
}
double plain(Gain value) {
  return value.db();
}
template <class Unit>
double plain(Quantity<Unit> value) {
  return value.value();
}

template <class T>
void add(Facts& facts, const std::string& key, const std::string& label, const std::string& unit,
         const Claims<T>& claims) {
  const auto* used = preferred(claims);
  for (const auto& claim : claims) {
    std::string text = said_by(claim);
    if (claims.size() > 1 && &claim == used) text = "used" + (text.empty() ? "" : "; " + text);
    facts.facts.push_back(figure(key, label, plain(claim.figure.value), unit, claim.figure, text));
  }
}

template <class T>
void add(Facts& facts, const std::string& key, const std::string& label, const std::string& unit,
         const MaybeSourced<T>& maybe, const std::string& text = {}) {
  if (maybe) facts.facts.push_back(figure(key, label, plain(maybe->value), unit, *maybe, text));
}

void add_words(Facts& facts, const std::string& key, const std::string& label, const std::string& text) {
  if (!text.empty()) facts.facts.push_back(word(key, label, text));
}

void add_missing(Facts& facts, bool missing, const std::string& key, const std::string& label) {
  if (missing) facts.facts.push_back(word(key, label, "not published"));
}

void add_sensitivities(Facts& facts, const catalogue::HeadphoneGear& gear) {
  const auto* used = preferred(gear.sensitivity);
  for (const auto& claim : gear.sensitivity) {
    const auto& printed = claim.figure.value.printed;
    std::string text;
    if (&claim == used && gear.sensitivity.size() > 1) text = "used";
    if (printed.unit != SensitivityUnit::kDbPerVolt) {
      const auto converted = catalogue::converted(claim.figure.value, gear);
      append(text, converted ? report::quantity(converted->per_volt().db(), "dB/V") : "needs an impedance to compare");
    }
    append(text, said_by(claim));
    facts.facts.push_back(figure("sensitivity", "Sensitivity", printed.value, unit_text(printed), claim.figure, text));
  }
  add_missing(facts, gear.sensitivity.empty(), "sensitivity", "Sensitivity");
}

// What published figures say against each other, in a sentence.
std::string sentence(const catalogue::Disagreement& disagreement) {
  const std::string unit(disagreement.unit);
  std::string statements;
  std::string used;
  for (const auto& each : disagreement.statements) {
    std::string one = report::quantity(each.value, unit) + (each.by.empty() ? "" : " (" + each.by + ")");
    if (each.used) used = report::quantity(each.value, unit);
    append(statements, one);
  }
  std::string text = "Published figures of the " + std::string(disagreement.figure) + " lie " +
                     report::quantity(disagreement.spread, "dB") + " apart: " + statements + ".";
  if (!used.empty()) text += " " + used + " is used.";
  return text;
}

std::string impedance_label(const catalogue::ImpedanceFigure& figure) {
  std::string label = "Impedance, " + std::string(to_text(figure.at));
  if (figure.at == catalogue::ImpedanceAt::kFrequency) label = "Impedance";
  if (figure.frequency) label += " at " + report::quantity(figure.frequency->value(), "Hz");
  return label;
}

void add_impedances(Facts& facts, const catalogue::HeadphoneGear& gear) {
  for (const auto& claim : gear.impedance) {
    facts.facts.push_back(figure("impedance", impedance_label(claim.figure.value), claim.figure.value.magnitude.value(),
                                 "ohm", claim.figure, said_by(claim)));
  }
  add_missing(facts, gear.impedance.empty(), "impedance", "Impedance");
  if (const auto& curve = gear.impedance_curve) {
    Fact fact =
        word("impedance_curve", "Impedance curve",
             std::to_string(curve->points.size()) + " points" + (curve->phase_measured ? ", phase measured" : ""));
    fact.confidence = curve->confidence;
    fact.source = curve->source;
    facts.facts.push_back(std::move(fact));
  }
  if (const auto& circuit = gear.equivalent_circuit) {
    Fact fact = word("equivalent_circuit", "Equivalent circuit",
                     report::quantity(circuit->circuit.re.value(), "ohm") + ", " +
                         report::quantity(circuit->circuit.rp.value(), "ohm") + " more at " +
                         report::quantity(circuit->circuit.f0.value(), "Hz"));
    fact.confidence = circuit->confidence;
    fact.source = circuit->source;
    facts.facts.push_back(std::move(fact));
  }
  if (const auto& flat = gear.flat_load) {
    Fact fact =
        word("flat_load", "Flat load", report::quantity(flat->magnitude.value(), "ohm") + " at every frequency");
    fact.confidence = flat->confidence;
    fact.source = flat->source;
    facts.facts.push_back(std::move(fact));
  }
}

void add_responses(Facts& facts, const catalogue::HeadphoneGear& gear) {
  for (const auto& response : gear.responses) {
    std::string text = "on " + response.rig + ", to be held against " + response.target;
    append(text, response.measured_as.empty() ? "" : "measured as " + response.measured_as);
    Fact fact = word("response", "Response", text);
    fact.confidence = Confidence::kMeasured;
    fact.source = response.measured_by;
    facts.facts.push_back(std::move(fact));
  }
  add_missing(facts, gear.responses.empty(), "response", "Response");
}

template <class Gear>
void add_price(Facts& facts, const Gear& gear, const std::string& basis) {
  add(facts, "price_usd", "Price", "USD", gear.price_usd, basis);
  add(facts, "year", "Year", "", gear.year);
}

std::string gain_modes(const catalogue::Socket& socket) {
  std::string text;
  for (const auto& mode : socket.gain_modes) {
    std::string one = mode.name;
    if (mode.gain && one.find("dB") == std::string::npos)
      one += (one.empty() ? "" : " ") + report::quantity(mode.gain->db(), "dB");
    if (mode.max_voltage) one += " (" + report::quantity(mode.max_voltage->value(), "V") + ")";
    text += (text.empty() ? "" : ", ") + one;
  }
  return text;
}

std::string socket_title(const catalogue::Socket& socket) {
  std::string title = std::string(to_text(socket.output)) + " output";
  title.front() = title.front() == 'b' ? 'B' : 'S';
  if (!socket.connector.empty()) title += ", " + socket.connector;
  if (!socket.name.empty()) title += ", " + socket.name;
  if (socket.load_from || socket.load_to) {
    title += ", for loads";
    if (socket.load_from) title += " from " + report::quantity(socket.load_from->value(), "ohm");
    if (socket.load_to) title += " below " + report::quantity(socket.load_to->value(), "ohm");
  }
  return title;
}

Facts socket_facts(const catalogue::Socket& socket) {
  Facts facts{socket_title(socket), {}};
  add(facts, "output_impedance", "Output impedance", "ohm", socket.output_impedance);
  add_missing(facts, socket.output_impedance.empty(), "output_impedance", "Output impedance");
  if (socket.coupling_capacitance_uf) {
    facts.facts.push_back(figure("coupling_capacitance", "Coupling capacitor", socket.coupling_capacitance_uf->value,
                                 "\u00b5F", *socket.coupling_capacitance_uf));
  }
  add(facts, "max_voltage", "Most voltage", "V", socket.max_voltage);
  add(facts, "max_current", "Most current", "A", socket.max_current);
  for (const auto& point : socket.power) {
    facts.facts.push_back(figure("power", "Power into " + report::quantity(point.load.value(), "ohm"),
                                 point.power.value.value(), "W", point.power));
  }
  add_missing(facts, socket.max_voltage.empty() && socket.power.empty(), "max_voltage", "Most voltage or power");
  add(facts, "noise", "Noise, A-weighted", "V", socket.noise);
  add(facts, "snr", "Signal to noise", "dB", socket.snr);
  add_missing(facts, socket.noise.empty() && !socket.snr, "noise", "Noise");
  add(facts, "sinad", "SINAD", "dB", socket.sinad);
  add_words(facts, "gain_modes", "Gain switch", gain_modes(socket));
  add_words(facts, "gain_text", "Gain", socket.gain_text);
  add_words(facts, "volume", "Volume control", socket.volume);
  add_words(facts, "response", "Frequency response", socket.response);
  add_words(facts, "distortion", "Distortion", socket.distortion);
  return facts;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& each : words) text += (text.empty() ? "" : ", ") + each;
  return text;
}

std::string form_text(const catalogue::HeadphoneGear& gear) {
  std::string text(to_text(gear.form));
  if (gear.back) text += ", " + std::string(to_text(*gear.back));
  if (gear.driver) text += ", " + std::string(to_text(*gear.driver));
  return text + (gear.wireless ? ", wireless" : "");
}

std::string power_text(const catalogue::SourceGear& gear) {
  if (!gear.battery) return {};
  return *gear.battery ? ", with a battery" : ", without a battery";
}

}  // namespace

report::GearSheet gear_sheet(const catalogue::HeadphoneGear& gear) {
  report::GearSheet sheet;
  sheet.kind = "headphone";
  sheet.name = full_name(gear);
  Facts figures{"Figures", {}};
  add_sensitivities(figures, gear);
  add_impedances(figures, gear);
  add_responses(figures, gear);
  sheet.groups.push_back(std::move(figures));
  Facts device{"The device", {}};
  add_words(device, "form", "Form", form_text(gear));
  add_words(device, "connector", "Connector", gear.connector);
  add_words(device, "balanced", "Balanced cable", gear.balanced);
  add_words(device, "fit", "Fit", gear.fit);
  if (gear.isolation) add_words(device, "isolation", "Isolation", std::string(to_text(*gear.isolation)));
  add(device, "weight", "Weight", "g", gear.weight_g);
  add_price(device, gear, gear.price_basis);
  add_words(device, "aliases", "Also found as", joined(gear.aliases));
  sheet.groups.push_back(std::move(device));
  for (const auto& each : catalogue::disagreements(gear)) sheet.notes.push_back(sentence(each));
  if (!gear.notes.empty()) sheet.notes.push_back(gear.notes);
  if (auto stage = catalogue::headphone_stage(gear); stage && !gear.impedance.empty())
    sheet.impedance = stage->impedance;
  sheet.responses = gear.responses;
  return sheet;
}

report::GearSheet gear_sheet(const catalogue::SourceGear& gear) {
  report::GearSheet sheet;
  sheet.kind = "source";
  sheet.name = full_name(gear);
  for (const auto& socket : gear.sockets) {
    sheet.groups.push_back(socket_facts(socket));
    for (const auto& each : catalogue::disagreements(socket)) {
      sheet.notes.push_back(socket_title(socket) + ": " + sentence(each));
    }
    if (!socket.notes.empty()) sheet.notes.push_back(socket_title(socket) + ": " + socket.notes);
  }
  Facts device{"The device", {}};
  add_words(device, "kind", "Kind", std::string(to_text(gear.kind)) + power_text(gear));
  add_words(device, "tonal_character", "Said of its sound", gear.tonal_character);
  add_price(device, gear, "");
  add_words(device, "aliases", "Also found as", joined(gear.aliases));
  sheet.groups.push_back(std::move(device));
  if (!gear.notes.empty()) sheet.notes.push_back(gear.notes);
  return sheet;
}

report::Document gear_list_document(const std::vector<catalogue::Entry>& entries) {
  report::Document document;
  document.title = entries.size() == 1 ? "1 model" : std::to_string(entries.size()) + " models";
  report::Table table;
  table.columns = {{"Model", false}, {"Kind", false}, {"Price", true}, {"Year", true}, {"", false}};
  for (const auto& entry : entries) {
    table.rows.push_back({{entry.name()},
                          {entry.type},
                          {entry.price_usd ? "$" + report::fixed(*entry.price_usd, 0) : ""},
                          {entry.year ? std::to_string(*entry.year) : ""},
                          {entry.layer == catalogue::Layer::kUser ? "yours" : ""}});
  }
  document.blocks.emplace_back(std::move(table));
  return document;
}

}  // namespace eardrum::app
