// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/gear_report.h>

#include <array>
#include <complex>
#include <numbers>

#include <eardrum/chain/standard_grid.h>
#include <eardrum/report/json.h>
#include <eardrum/report/plain_text.h>

namespace eardrum::report {
namespace {

Chart impedance_of(const GearSheet& sheet) {
  Chart chart{.id = "impedance", .title = "Impedance"};
  chart.subtitle = "From " + std::string(chain::to_text(sheet.impedance->basis()));
  chart.description = "The impedance of " + sheet.name + " over frequency";
  chart.left = {.label = "Magnitude", .unit = "ohm", .from_zero = true};
  Curve magnitude{.name = "Magnitude", .role = Role::kFirst},
      phase{.name = "Phase", .role = Role::kSecond, .right = true};
  const auto hz = chain::standard_grid().hz();
  chart.hz.assign(hz.begin(), hz.end());
  for (const auto& z : sheet.impedance->on_standard_grid()) {
    magnitude.y.push_back(std::abs(z));
    phase.y.push_back(std::arg(z) * 180.0 / std::numbers::pi);
  }
  chart.curves = {std::move(magnitude)};
  if (!sheet.impedance->is_flat()) {
    chart.right = Axis{.label = "Phase", .unit = "degrees", .minimum_span = 180};
    chart.curves.push_back(std::move(phase));
  }
  return chart;
}

/// Responses of one rig in one chart: those of two rigs would differ by the rigs.
std::vector<Chart> responses_of(const GearSheet& sheet) {
  constexpr std::array<Role, 3> kRoles = {Role::kFirst, Role::kSecond, Role::kThird};
  std::vector<Chart> charts;
  std::vector<std::string> rigs;
  for (const auto& measured : sheet.responses) {
    std::size_t at = 0;
    while (at < rigs.size() && rigs[at] != measured.rig) ++at;
    if (at == rigs.size()) {
      rigs.push_back(measured.rig);
      Chart chart{.id = "response_" + std::to_string(at + 1), .title = "Response on " + measured.rig};
      chart.description = "The response of " + sheet.name + " over frequency";
      const auto hz = chain::standard_grid().hz();
      chart.hz.assign(hz.begin(), hz.end());
      chart.left = {.label = "Level re 1 kHz", .unit = "dB", .minimum_span = 25};
      chart.db_per_decade = 25;
      charts.push_back(std::move(chart));
    }
    if (charts[at].curves.size() == kRoles.size()) continue;
    const auto response = measured.response.on(chain::standard_grid()).normalised_at(chain::kReferenceFrequency);
    std::string name = measured.measured_by;
    if (!measured.measured_as.empty()) name += ", " + measured.measured_as;
    charts[at].curves.push_back({.name = std::move(name),
                                 .role = kRoles[charts[at].curves.size()],
                                 .y = {response.db().begin(), response.db().end()}});
  }
  return charts;
}

}  // namespace

Document gear_document(const GearSheet& sheet) {
  Document document{.title = sheet.name, .subtitle = sheet.kind};
  for (const auto& group : sheet.groups) {
    if (!group.facts.empty()) document.blocks.emplace_back(group);
  }
  for (const auto& note : sheet.notes) document.blocks.emplace_back(Paragraph{note});
  for (auto& chart : responses_of(sheet)) document.blocks.emplace_back(std::move(chart));
  // A rated impedance is one figure, and stands above; drawn as a level line it would look measured.
  const bool measured = sheet.impedance && sheet.impedance->basis() != chain::ImpedanceBasis::kNominal &&
                        sheet.impedance->basis() != chain::ImpedanceBasis::kAssumed;
  if (measured) document.blocks.emplace_back(impedance_of(sheet));
  return document;
}

Value gear_value(const GearSheet& sheet) {
  Value object = Value::Object{};
  object.set("schema", "eardrum.gear/1");
  object.set("kind", clean(sheet.kind));
  object.set("name", clean(sheet.name));
  Value::Array groups, notes, responses;
  for (const auto& group : sheet.groups) {
    Value entry = Value::Object{};
    entry.set("title", clean(group.title));
    entry.set("figures", to_value(group));
    groups.push_back(std::move(entry));
  }
  for (const auto& note : sheet.notes) notes.push_back(Value(clean(note)));
  for (const auto& measured : sheet.responses) {
    Value entry = Value::Object{};
    entry.set("rig", clean(measured.rig));
    entry.set("target", clean(measured.target));
    entry.set("measured_by", clean(measured.measured_by));
    entry.set("measured_as", clean(measured.measured_as));
    entry.set("frequency_hz", numbers_of(measured.response.grid().hz(), 4));
    entry.set("db", numbers_of(measured.response.db(), 3));
    responses.push_back(std::move(entry));
  }
  object.set("groups", std::move(groups));
  object.set("notes", std::move(notes));
  object.set("responses", std::move(responses));
  if (sheet.impedance) {
    Value impedance = Value::Object{};
    impedance.set("basis", chain::to_text(sheet.impedance->basis()));
    std::vector<double> magnitude, phase;
    for (const auto& z : sheet.impedance->on_standard_grid()) {
      magnitude.push_back(std::abs(z));
      phase.push_back(std::arg(z) * 180.0 / std::numbers::pi);
    }
    impedance.set("frequency_hz", numbers_of(chain::standard_grid().hz(), 4));
    impedance.set("magnitude_ohm", numbers_of(magnitude, 3));
    impedance.set("phase_degrees", numbers_of(phase, 2));
    object.set("impedance", std::move(impedance));
  }
  return object;
}

}  // namespace eardrum::report
