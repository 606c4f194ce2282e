// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <eardrum/chain/chain_file.h>
#include <eardrum/chain/chain_file_internal.h>

namespace eardrum::chain {
namespace {

Value figure(double value, Confidence confidence, const std::string& source) {
  if (confidence == Confidence::kUser && source.empty()) return value;
  Value table;
  table.set("value", value).set("confidence", to_text(confidence));
  if (!source.empty()) table.set("source", source);
  return table;
}

// A figure in the file's unit. Twelve digits are more than any figure has, and undo the last bit that scaling costs, so
// that reading and writing again gives the same text.
double scaled(double si, double unit) {
  if (unit == 1.0 || si == 0.0) return si;
  const double value = si / unit;
  const double step = std::pow(10.0, 11 - static_cast<int>(std::floor(std::log10(std::abs(value)))));
  return std::round(value * step) / step;
}

double plain(double number) {
  return number;
}
template <class Unit>
double plain(Quantity<Unit> quantity) {
  return quantity.value();
}
double plain(Gain gain) {
  return gain.db();
}

/// Sets `key` when the figure is known, in multiples of `unit` (1e-6 writes volts as microvolts).
template <class T>
void set_figure(Value& table, std::string key, const MaybeSourced<T>& maybe, double unit = 1.0) {
  if (maybe) table.set(std::move(key), figure(scaled(plain(maybe->value), unit), maybe->confidence, maybe->source));
}

Value points_of(const FrequencyResponse& curve) {
  Value points = Value::Array{};
  for (std::size_t i = 0; i < curve.grid().size(); ++i)
    points.push_back(Value::Array{curve.grid().hz()[i], curve.db()[i]});
  return points;
}

void set_curve(Value& table, std::string key, const std::optional<FrequencyResponse>& curve) {
  if (curve) table.set(std::move(key), points_of(*curve));
}

Value limits_of(const PrintedLimits& printed, Confidence confidence, const std::string& source) {
  Value table = Value::Object{};
  if (printed.open_voltage) table.set("voltage_v", printed.open_voltage->value());
  if (printed.max_current) table.set("current_ma", scaled(printed.max_current->value(), 1e-3));
  if (printed.max_power) table.set("power_mw", scaled(printed.max_power->value(), 1e-3));
  if (!printed.power_points.empty()) {
    Value points = Value::Array{};
    for (const auto& point : printed.power_points)
      points.push_back(Value::Array{point.load.value(), scaled(point.power.value(), 1e-3)});
    table.set("power_points", points);
  }
  table.set("confidence", to_text(confidence));
  if (!source.empty()) table.set("source", source);
  return table;
}

Value impedance_of(const Impedance& impedance, const std::string& source) {
  Value table = Value::Object{};
  if (impedance.circuit()) {
    const MotionalCircuit& c = *impedance.circuit();
    table.set("circuit", Value(Value::Object{{"re_ohm", c.re.value()},
                                             {"le_mh", scaled(c.le_henry, 1e-3)},
                                             {"f0_hz", c.f0.value()},
                                             {"rp_ohm", c.rp.value()},
                                             {"q", c.q}}));
  } else if (!impedance.points().empty()) {
    Value points = Value::Array{};
    for (const auto& point : impedance.points()) {
      Value::Array row{point.frequency.value(), point.magnitude.value()};
      if (point.phase_degrees) row.emplace_back(*point.phase_degrees);
      points.push_back(std::move(row));
    }
    table.set("points", points);
    if (impedance.basis() == ImpedanceBasis::kSparsePoints) table.set("sparse", true);
  } else {
    table.set("flat_ohm", impedance.on_standard_grid().front().real());
    if (impedance.basis() == ImpedanceBasis::kFlatMeasured) table.set("measured_flat", true);
    if (impedance.basis() == ImpedanceBasis::kAssumed) table.set("assumed", true);
  }
  if (!source.empty()) table.set("source", source);
  return table;
}

Value bands_of(const Peq& peq) {
  Value bands = Value::Array{};
  for (const Band& band : peq.bands) {
    bands.push_back(Value(Value::Object{{"type", Value(to_text(band.type))},
                                        {"frequency_hz", band.frequency.value()},
                                        {"gain_db", band.gain.db()},
                                        {"q", band.q}}));
  }
  return bands;
}

Value response_of(const MeasuredResponse& measured) {
  Value table;
  table.set("rig", measured.rig).set("target", measured.target).set("measured_by", measured.measured_by);
  return table.set("measured_as", measured.measured_as).set("points", points_of(measured.response));
}

struct Writer {
  Value& table;

  void operator()(const Source& source) const {
    table.set("gain_db", source.gain.db());
    set_curve(table, "tone", source.tone);
  }
  void operator()(const Equalizer& equalizer) const {
    table.set("sample_rate_hz", equalizer.sample_rate.value()).set("preamp_db", equalizer.peq.preamp.db());
    table.set("bands", bands_of(equalizer.peq));
  }
  void operator()(const Crossfeed& crossfeed) const {
    table.set("cutoff_hz", crossfeed.cutoff.value()).set("feed_db", crossfeed.feed.db());
  }
  void operator()(const Dac& dac) const {
    set_figure(table, "full_scale_v", dac.full_scale);
    set_figure(table, "output_impedance_ohm", dac.output_impedance);
    set_figure(table, "noise_uv", dac.noise, 1e-6);
    table.set("bits", dac.bits);
    set_curve(table, "tone", dac.tone);
  }
  void operator()(const Amplifier& amplifier) const {
    set_figure(table, "gain_db", amplifier.gain);
    table.set("volume_db", amplifier.volume.db());
    set_figure(table, "output_impedance_ohm", amplifier.output_impedance);
    set_figure(table, "coupling_uf", amplifier.coupling_microfarad);
    set_figure(table, "input_impedance_ohm", amplifier.input_impedance);
    if (amplifier.limits.known()) {
      table.set("limits", limits_of(amplifier.limits.printed(), amplifier.limits_confidence, amplifier.limits_source));
    }
    set_figure(table, "noise_uv", amplifier.noise, 1e-6);
    set_figure(table, "shared_return_ohm", amplifier.shared_return);
    table.set("balanced", amplifier.balanced);
    if (!amplifier.gain_mode.empty()) table.set("gain_mode", amplifier.gain_mode);
    if (!amplifier.volume_control.empty()) table.set("volume_control", amplifier.volume_control);
    set_curve(table, "tone", amplifier.tone);
  }
  void operator()(const Cable& cable) const {
    table.set("loop_resistance_ohm", cable.loop_resistance.value())
        .set("shared_return_ohm", cable.shared_return.value());
  }
  void operator()(const Headphone& headphone) const {
    table.set("form", to_text(headphone.form)).set("back", to_text(headphone.back));
    if (!headphone.driver.empty()) table.set("driver", headphone.driver);
    if (headphone.wireless) table.set("wireless", true);
    const auto& rated = headphone.rated_impedance;
    table.set("rated_impedance_ohm", figure(rated.value.value(), rated.confidence, rated.source));
    table.set("impedance", impedance_of(headphone.impedance, headphone.impedance_source));
    Value sensitivities = Value::Array{};
    for (const auto& s : headphone.sensitivities) {
      Value entry = figure(s.value.per_volt().db(), s.confidence, s.source);
      sensitivities.push_back(entry);
    }
    table.set("sensitivity_db_per_v", sensitivities);
    if (headphone.response) table.set("response", response_of(*headphone.response));
  }
  void operator()(const Pad& pad) const {
    if (pad.leak) table.set("leak", Value(Value::Object{{"f0_hz", pad.leak->f0.value()}, {"q", pad.leak->q}}));
    set_curve(table, "change", pad.change);
  }
  void operator()(const Ear& ear) const { set_curve(table, "change", ear.change); }
};

}  // namespace

Value to_value(const Stage& stage) {
  Value table;
  table.set("kind", kind_text(stage)).set("name", name_of(stage));
  std::visit(Writer{table}, stage);
  return table;
}

std::string write_chain(const Chain& chain) {
  Value stages = Value::Array{};
  for (const Stage& stage : chain.stages()) stages.push_back(to_value(stage));
  Value file;
  file.set("format", "eardrum-chain/1").set("stage", stages);
  return write_toml(file);
}

}  // namespace eardrum::chain
