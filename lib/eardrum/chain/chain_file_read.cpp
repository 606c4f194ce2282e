// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <eardrum/base/printable.h>
#include <eardrum/base/table_reader.h>
#include <eardrum/chain/chain_file.h>
#include <eardrum/chain/chain_file_internal.h>

namespace eardrum::chain {
namespace {

using Table = TableReader;

/// A number, or { value, confidence, source }. `unit` scales what is written to the SI unit.
Sourced<double> figure_in(Table& table, std::string_view key, const Value& value, double unit = 1.0) {
  if (!value.is_object()) return {table.number_in(key, value) * unit, Confidence::kUser, {}};
  Table inner = table.inner(key, value);
  const double number = inner.required_number("value");
  const std::string word = inner.text("confidence", "user");
  const auto confidence = parse_confidence(word);
  if (!confidence) {
    inner.fail("confidence",
               "Expected measured, page, known, approx, computed or user, found '" + printable(word, 40) + "'");
  }
  Sourced<double> figure{number * unit, confidence.value_or(Confidence::kUser), inner.text("source")};
  table.adopt(inner.finish());
  return figure;
}

MaybeSourced<double> figure_of(Table& table, std::string_view key, double unit = 1.0) {
  const Value* value = table.find(key);
  if (value == nullptr) return std::nullopt;
  return figure_in(table, key, *value, unit);
}

/// A list of [Hz, dB].
std::optional<FrequencyResponse> curve_of(Table& table, std::string_view key) {
  const auto rows = table.rows(key, 2, 2);
  if (!table.has(key) || table.failed()) return std::nullopt;
  std::vector<double> hz, db;
  for (const auto& row : rows) {
    hz.push_back(row[0]);
    db.push_back(row[1]);
  }
  auto grid = table.taken(key, FrequencyGrid::make(std::move(hz)));
  if (!grid) return std::nullopt;
  return table.taken(key, FrequencyResponse::make(*std::move(grid), std::move(db)));
}

template <class T>
MaybeSourced<T> as(const MaybeSourced<double>& figure) {
  if (!figure) return std::nullopt;
  return Sourced<T>{T(figure->value), figure->confidence, figure->source};
}

Source read_source(Table& table) {
  return {.name = table.text("name", "source"),
          .gain = Gain(table.number("gain_db").value_or(0.0)),
          .tone = curve_of(table, "tone")};
}

Band read_band(Table& table) {
  Band band;
  const std::string type = table.text("type");
  bool known = false;
  for (const auto candidate :
       {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf, BandType::kLowPass, BandType::kHighPass}) {
    if (to_text(candidate) == type) band.type = candidate, known = true;
  }
  if (!known)
    table.fail("type", table.value(),
               "Expected peaking, low_shelf, high_shelf, low_pass or high_pass, found '" + printable(type, 40) + "'");
  band.frequency = Hertz(table.required_number("frequency_hz"));
  band.gain = Gain(table.number("gain_db").value_or(0.0));
  band.q = table.number("q").value_or(band.q);
  return band;
}

Equalizer read_equalizer(Table& table) {
  Equalizer equalizer;
  equalizer.name = table.text("name", equalizer.name);
  equalizer.sample_rate = Hertz(table.number("sample_rate_hz").value_or(48000.0));
  equalizer.peq.preamp = Gain(table.number("preamp_db").value_or(0.0));
  if (const Value* bands = table.find("bands")) {
    if (!bands->is_array())
      table.fail("bands", *bands, "Expected a list of bands, found " + std::string(bands->kind()));
    for (std::size_t i = 0; bands->is_array() && i < bands->as_array().size(); ++i) {
      Table inner = table.inner("bands", bands->as_array()[i]);
      if (!inner.failed()) equalizer.peq.bands.push_back(read_band(inner));
      table.adopt(inner.finish());
    }
  }
  return equalizer;
}

Crossfeed read_crossfeed(Table& table) {
  Crossfeed crossfeed;
  crossfeed.name = table.text("name", crossfeed.name);
  crossfeed.cutoff = Hertz(table.number("cutoff_hz").value_or(crossfeed.cutoff.value()));
  crossfeed.feed = Gain(table.number("feed_db").value_or(crossfeed.feed.db()));
  return crossfeed;
}

Dac read_dac(Table& table) {
  Dac dac;
  dac.name = table.text("name", dac.name);
  dac.full_scale = as<Volts>(figure_of(table, "full_scale_v"));
  dac.output_impedance = as<Ohms>(figure_of(table, "output_impedance_ohm"));
  dac.noise = as<Volts>(figure_of(table, "noise_uv", 1e-6));
  dac.bits = static_cast<int>(std::clamp(table.number("bits").value_or(24.0), 1.0, 64.0));
  dac.tone = curve_of(table, "tone");
  return dac;
}

PrintedLimits read_limits(Table& table) {
  PrintedLimits printed;
  if (const auto v = table.number("voltage_v")) printed.open_voltage = Volts(*v);
  if (const auto i = table.number("current_ma")) printed.max_current = milliamperes(*i);
  if (const auto p = table.number("power_mw")) printed.max_power = milliwatts(*p);
  for (const auto& row : table.rows("power_points", 2, 2))
    printed.power_points.push_back({Ohms(row[0]), milliwatts(row[1])});
  return printed;
}

Amplifier read_amplifier(Table& table) {
  Amplifier amplifier;
  amplifier.name = table.text("name", amplifier.name);
  amplifier.gain = as<Gain>(figure_of(table, "gain_db"));
  amplifier.volume = Gain(table.number("volume_db").value_or(0.0));
  amplifier.output_impedance = as<Ohms>(figure_of(table, "output_impedance_ohm"));
  amplifier.coupling_microfarad = figure_of(table, "coupling_uf");
  amplifier.input_impedance = as<Ohms>(figure_of(table, "input_impedance_ohm"));
  if (const Value* limits = table.find("limits")) {
    Table inner = table.inner("limits", *limits);
    if (!inner.failed()) {
      const PrintedLimits printed = read_limits(inner);
      amplifier.limits_confidence = parse_confidence(inner.text("confidence", "user")).value_or(Confidence::kUser);
      amplifier.limits_source = inner.text("source");
      const Ohms zo = amplifier.output_impedance ? amplifier.output_impedance->value : Ohms(0);
      if (auto made = inner.taken("", OutputLimits::make(printed, zo))) amplifier.limits = *made;
    }
    table.adopt(inner.finish());
  }
  amplifier.noise = as<Volts>(figure_of(table, "noise_uv", 1e-6));
  amplifier.shared_return = as<Ohms>(figure_of(table, "shared_return_ohm"));
  amplifier.balanced = table.flag("balanced");
  amplifier.gain_mode = table.text("gain_mode");
  amplifier.volume_control = table.text("volume_control");
  amplifier.tone = curve_of(table, "tone");
  return amplifier;
}

Cable read_cable(Table& table) {
  Cable cable;
  const std::string name = table.text("name", cable.name);
  const auto awg = table.number("awg"), length = table.number("length_m"), loop = table.number("loop_resistance_ohm");
  if (awg && length && !loop) {
    if (auto made = table.taken("awg", cable_of_gauge(static_cast<int>(std::clamp(*awg, -1.0, 100.0)), *length)))
      cable = *made;
  } else if (awg || length) {
    table.fail("awg", "Expected awg with length_m, or loop_resistance_ohm alone");
  } else {
    cable.loop_resistance = Ohms(loop.value_or(0.0));
  }
  cable.shared_return = Ohms(table.number("shared_return_ohm").value_or(0.0));
  cable.name = name;
  return cable;
}

std::optional<Impedance> read_impedance(Table& table) {
  const bool sparse = table.flag("sparse"), measured_flat = table.flag("measured_flat");
  const bool assumed = table.flag("assumed");
  const Value* circuit = table.find("circuit");
  const auto flat = table.number("flat_ohm");
  const auto rows = table.rows("points", 2, 3);
  if ((circuit != nullptr) + flat.has_value() + !rows.empty() != 1) {
    table.fail("", "Expected one of flat_ohm, circuit or points");
    return std::nullopt;
  }
  if (table.failed()) return std::nullopt;
  if (flat)
    return table.taken("flat_ohm", Impedance::flat(Ohms(*flat), measured_flat ? ImpedanceBasis::kFlatMeasured
                                                                : assumed     ? ImpedanceBasis::kAssumed
                                                                              : ImpedanceBasis::kNominal));
  if (circuit != nullptr) {
    Table inner = table.inner("circuit", *circuit);
    if (inner.failed()) return table.adopt(inner.finish()), std::nullopt;
    const MotionalCircuit made{Ohms(inner.required_number("re_ohm")), inner.number("le_mh").value_or(0.0) * 1e-3,
                               Hertz(inner.required_number("f0_hz")), Ohms(inner.number("rp_ohm").value_or(0.0)),
                               inner.number("q").value_or(1.0)};
    table.adopt(inner.finish());
    return table.taken("circuit", Impedance::circuit(made));
  }
  std::vector<ImpedancePoint> points;
  for (const auto& row : rows) {
    points.push_back({Hertz(row[0]), Ohms(row[1]), row.size() == 3 ? std::optional(row[2]) : std::nullopt});
  }
  return table.taken("points", Impedance::curve(std::move(points), sparse));
}

template <class Enum>
Enum read_word(Table& table, std::string_view key, std::initializer_list<Enum> all, Enum fallback) {
  const std::string word = table.text(key, std::string(to_text(fallback)));
  std::string list;
  for (const Enum candidate : all) {
    if (to_text(candidate) == word) return candidate;
    list += (list.empty() ? "" : ", ") + std::string(to_text(candidate));
  }
  table.fail(key, "Expected one of " + list + ", found '" + printable(word, 40) + "'");
  return fallback;
}

Headphone read_headphone(Table& table) {
  Headphone headphone;
  headphone.name = table.text("name", headphone.name);
  headphone.form =
      read_word(table, "form", {Form::kOverEar, Form::kOnEar, Form::kInEar, Form::kEarbud}, Form::kOverEar);
  headphone.back = read_word(table, "back", {Back::kOpen, Back::kSemiOpen, Back::kClosed}, Back::kOpen);
  headphone.driver = table.text("driver");
  headphone.wireless = table.flag("wireless");
  if (!table.has("rated_impedance_ohm"))
    table.fail("rated_impedance_ohm", "Expected a number of ohms, found nothing: add the key");
  if (const auto rated = as<Ohms>(figure_of(table, "rated_impedance_ohm"))) headphone.rated_impedance = *rated;
  if (const Value* impedance = table.find("impedance")) {
    Table inner = table.inner("impedance", *impedance);
    if (!inner.failed()) {
      headphone.impedance_source = inner.text("source");
      if (auto made = read_impedance(inner)) headphone.impedance = *made;
    }
    table.adopt(inner.finish());
  } else if (!table.failed()) {
    if (auto made = table.taken("rated_impedance_ohm", Impedance::flat(headphone.rated_impedance.value)))
      headphone.impedance = *made;
  }
  if (const Value* list = table.find("sensitivity_db_per_v")) {
    const Value::Array one{*list};
    for (const Value& entry : list->is_array() ? list->as_array() : one) {
      const auto figure = figure_in(table, "sensitivity_db_per_v", entry);
      headphone.sensitivities.push_back({Sensitivity::per_volt(DbSpl(figure.value)), figure.confidence, figure.source});
    }
  }
  if (const Value* response = table.find("response")) {
    Table inner = table.inner("response", *response);
    if (!inner.failed()) {
      auto curve = curve_of(inner, "points");
      if (!curve && !inner.failed()) inner.fail("points", *response, "Expected points, found none: add them");
      const std::string rig = inner.text("rig"), target = inner.text("target"), by = inner.text("measured_by"),
                        as_name = inner.text("measured_as");
      if (curve) headphone.response = MeasuredResponse{*std::move(curve), rig, target, by, as_name};
    }
    table.adopt(inner.finish());
  }
  return headphone;
}

Pad read_pad(Table& table) {
  Pad pad;
  pad.name = table.text("name", pad.name);
  if (const Value* leak = table.find("leak")) {
    Table inner = table.inner("leak", *leak);
    if (!inner.failed()) pad.leak = Leak{Hertz(inner.required_number("f0_hz")), inner.required_number("q")};
    table.adopt(inner.finish());
  }
  pad.change = curve_of(table, "change");
  return pad;
}

Ear read_ear(Table& table) {
  return {.name = table.text("name", "ear"), .change = curve_of(table, "change")};
}

}  // namespace

Result<Stage> stage_from(const Value& value, const std::string& file) {
  Table table(value, file);
  const std::string kind = table.failed() ? std::string() : table.text("kind");
  std::optional<Stage> stage;
  if (kind == "source")
    stage = read_source(table);
  else if (kind == "equalizer")
    stage = read_equalizer(table);
  else if (kind == "crossfeed")
    stage = read_crossfeed(table);
  else if (kind == "DAC" || kind == "dac")
    stage = read_dac(table);
  else if (kind == "amplifier")
    stage = read_amplifier(table);
  else if (kind == "cable")
    stage = read_cable(table);
  else if (kind == "headphone")
    stage = read_headphone(table);
  else if (kind == "pad")
    stage = read_pad(table);
  else if (kind == "ear")
    stage = read_ear(table);
  else
    table.fail("kind", value,
               "Expected source, equalizer, crossfeed, DAC, amplifier, cable, headphone, pad or ear, found '" +
                   printable(kind, 40) + "'");
  EARDRUM_CHECK(table.finish());
  return *std::move(stage);
}

Result<Chain> read_chain(std::string_view text, const std::string& file, const GearLookup& lookup) {
  EARDRUM_TRY(const Value root, parse_toml(text, file));
  Table table(root, file);
  const std::string format = table.text("format", "eardrum-chain/1");
  if (format != "eardrum-chain/1")
    table.fail("format", root,
               "Expected eardrum-chain/1, found '" + printable(format, 40) + "': this file is for another version");
  const Value* list = table.find("stage");
  if (list == nullptr || !list->is_array()) table.fail("stage", root, "Expected [[stage]] tables, found none");
  EARDRUM_CHECK(table.finish());
  std::vector<Stage> stages;
  for (const Value& entry : list->as_array()) {
    if (const Value* gear = entry.find("gear")) {
      const bool alone = gear->is_string() && entry.as_object().size() == 1;
      if (!alone) {
        return Error{
            Errc::kInvalidData, "Expected a name, and no other key beside gear", {file, entry.line(), "stage.gear"}};
      }
      if (!lookup)
        return Error{Errc::kInvalidData,
                     "Expected stages in full: there is no catalogue here to look gear up in",
                     {file, entry.line(), "stage.gear"}};
      auto found = lookup(gear->as_string());
      if (!found) return Error{found.error().code, found.error().message, {file, entry.line(), "stage.gear"}};
      stages.insert(stages.end(), found->begin(), found->end());
    } else {
      EARDRUM_TRY(Stage stage, stage_from(entry, file));
      stages.push_back(std::move(stage));
    }
  }
  auto chain = Chain::make(std::move(stages));
  if (!chain) return Error{chain.error().code, chain.error().message, {file, list->line(), "stage"}};
  return chain;
}

}  // namespace eardrum::chain
