// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/gear_value_internal.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include <eardrum/base/printable.h>
#include <eardrum/catalogue/gear_table_internal.h>

namespace eardrum::catalogue {
namespace {

constexpr Range kOhm{0.0, 1e6, "a number of ohms"};
constexpr Range kOhmOrZero{0.0, 1e6, "a number of ohms", true};
constexpr Range kHertz{0.0, 1e6, "a number of hertz"};
constexpr Range kVolt{0.0, 1000.0, "a number of volts"};
constexpr Range kMilliampere{0.0, 1e6, "a number of milliamperes"};
constexpr Range kMilliwatt{0.0, 1e6, "a number of milliwatts"};
constexpr Range kMicrovolt{0.0, 1e6, "a number of microvolts"};
constexpr Range kMicrofarad{0.0, 1e6, "a number of microfarads"};
constexpr Range kRatioDb{0.0, 200.0, "a number of decibels"};
constexpr Range kGainDb{-120.0, 120.0, "a gain in decibels", true};
constexpr Range kDollar{0.0, 1e7, "a number of US dollars", true};
constexpr Range kGram{0.0, 1e4, "a number of grams"};
constexpr Range kYear{1900.0, 2100.0, "a year", true};
constexpr Range kMillihenry{0.0, 1e4, "a number of millihenries", true};
constexpr Range kQuality{0.0, 1000.0, "a Q"};
constexpr Range kDegree{-180.0, 180.0, "a phase in degrees", true};
constexpr Range kLevelDb{-200.0, 200.0, "a level in decibels", true};
// 1 uV for 94 dB to 200 dB SPL: whatever the unit, a printed sensitivity lies in here.
constexpr Range kSensitivity{0.0, 200.0, "a sensitivity"};

constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxPoints = 20000;

template <class T, class Make>
Claims<T> mapped(const Claims<double>& claims, Make make) {
  Claims<T> out;
  for (const auto& claim : claims) {
    out.push_back({{make(claim.figure.value), claim.figure.confidence, claim.figure.source},
                   claim.by,
                   claim.note,
                   claim.at_most});
  }
  return out;
}

template <class T, class Make>
MaybeSourced<T> sourced(const std::optional<Claim<double>>& claim, Make make) {
  if (!claim) return std::nullopt;
  return Sourced<T>{make(claim->figure.value), claim->figure.confidence, claim->figure.source};
}

double same(double value) {
  return value;
}

// Brand, model and aliases: short, and nothing that a terminal would obey.
void read_names(GearTable& reader, const Value& table, std::string& brand, std::string& model,
                std::vector<std::string>& aliases) {
  brand = reader.required_text("brand");
  model = reader.required_text("model");
  aliases = reader.texts("aliases");
  const auto check = [&](std::string_view key, const std::string& name) {
    if (name.size() > kMaxNameBytes) {
      reader.fail(key, *table.find(key),
                  "Expected a name of at most " + std::to_string(kMaxNameBytes) + " bytes, found " +
                      std::to_string(name.size()));
    } else if (!is_printable(name)) {
      reader.fail(key, *table.find(key), "Expected a name on one line, found a line break or tab");
    }
  };
  check("brand", brand);
  check("model", model);
  for (const auto& alias : aliases) check("aliases", alias);
}

// The claims in the tables called `key`: who says it, and how sure that is, is read alike of all; `read_figure` reads
// the figure.
template <class Figure, class Read>
Claims<Figure> read_claims(GearTable& reader, std::string_view key, const Read& read_figure) {
  Claims<Figure> out;
  for (const Value* table : reader.tables(key)) {
    GearTable inner(*table, reader.context(), reader.field(key), reader.provenance());
    inner.read_provenance();
    Claim<Figure> claim;
    read_figure(inner, *table, claim.figure.value);
    claim.by = inner.text("by");
    claim.note = inner.text("note");
    claim.figure.confidence = inner.provenance().confidence;
    claim.figure.source = inner.provenance().source;
    reader.adopt(inner.finish());
    out.push_back(std::move(claim));
  }
  return out;
}

void read_impedance_figure(GearTable& reader, const Value&, ImpedanceFigure& figure) {
  figure.at = reader.choice<ImpedanceAt>("at", true).value_or(ImpedanceAt::kNominal);
  figure.magnitude = Ohms(reader.number("ohm", kOhm, true).value_or(0.0));
  if (const auto hz = reader.number("hz", kHertz, figure.at == ImpedanceAt::kFrequency)) figure.frequency = Hertz(*hz);
}

void read_sensitivity_figure(GearTable& reader, const Value& table, SensitivityAsPrinted& figure) {
  const double value = reader.number("value", kSensitivity, true).value_or(0.0);
  const std::string unit = reader.required_text("unit");
  if (!reader.failed()) {
    auto printed = parse_sensitivity(value, unit);
    if (printed) {
      figure.printed = *printed;
    } else {
      reader.fail("unit", *table.find("unit"), printed.error().message);
    }
  }
  if (const auto ohm = reader.number("into_ohm", kOhm)) figure.into = Ohms(*ohm);
  if (const auto hz = reader.number("hz", kHertz)) figure.frequency = Hertz(*hz);
}

// A list of lists of numbers, each `least` to `most` long, the first numbers strictly increasing.
std::vector<std::vector<double>> read_points(GearTable& reader, std::string_view key, std::size_t least,
                                             std::size_t most, const std::vector<Range>& ranges) {
  std::vector<std::vector<double>> out;
  const Value* value = reader.find(key);
  if (value == nullptr || !value->is_array() || value->as_array().empty() || value->as_array().size() > kMaxPoints) {
    reader.fail(key, value != nullptr ? *value : reader.value(),
                "Expected a list of 1 to " + std::to_string(kMaxPoints) + " points, each like [1000, 320]");
    return out;
  }
  for (const auto& point : value->as_array()) {
    const bool fine =
        point.is_array() && point.as_array().size() >= least && point.as_array().size() <= most &&
        std::all_of(point.as_array().begin(), point.as_array().end(), [](const Value& n) { return n.is_number(); });
    if (!fine) {
      reader.fail(key, point,
                  "Expected a point like [1000, 320], found " + std::string(point.kind()) + " that is not one");
      return out;
    }
    std::vector<double> numbers;
    for (std::size_t i = 0; i < point.as_array().size(); ++i) {
      const double number = point.as_array()[i].as_number();
      const Range& range = ranges[i];
      if (!std::isfinite(number) || !range.holds(number)) {
        reader.fail(key, point,
                    "Expected " + std::string(range.what) + " in each point, found " + write_json(Value(number), -1));
        return out;
      }
      numbers.push_back(number);
    }
    if (!out.empty() && !(numbers[0] > out.back()[0])) {
      reader.fail(key, point,
                  "Expected frequencies that increase, found " + write_json(Value(numbers[0]), -1) + " after " +
                      write_json(Value(out.back()[0]), -1));
      return out;
    }
    out.push_back(std::move(numbers));
  }
  return out;
}

// A member that is either the name of a built-in load model or the model written out.
template <class Model>
std::optional<Model> read_model(GearTable& reader, std::string_view key,
                                const std::map<std::string, Model, std::less<>> LoadModels::*shelf,
                                Result<Model> (*read)(const Value&, const ReadContext&)) {
  const Value* value = reader.find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_object()) {
    auto model = read(*value, reader.context());
    if (model) return *std::move(model);
    reader.adopt(Result<void>(model.error()));
    return std::nullopt;
  }
  if (!value->is_string()) {
    reader.fail(key, *value, "Expected the name of a built-in one or a table, found " + std::string(value->kind()));
    return std::nullopt;
  }
  if (reader.context().models != nullptr) {
    const auto& models = reader.context().models->*shelf;
    const auto found = models.find(value->as_string());
    if (found != models.end()) return found->second;
  }
  reader.fail(key, *value,
              "Expected the name of a built-in one or a table, found the unknown name \"" +
                  printable(value->as_string(), 60) + "\"");
  return std::nullopt;
}

std::vector<MeasuredResponse> read_responses(GearTable& reader) {
  std::vector<MeasuredResponse> out;
  for (const Value* table : reader.tables("response")) {
    GearTable inner(*table, reader.context(), reader.field("response"));
    const std::string by = inner.required_text("measured_by");
    const std::string as = inner.text("measured_as");
    const std::string rig = inner.required_text("rig");
    const std::string target = inner.required_text("target");
    const auto points = read_points(inner, "points", 2, 2, {kHertz, kLevelDb});
    const auto done = inner.finish();
    reader.adopt(done);
    if (!done) return out;
    std::vector<double> hz;
    std::vector<double> db;
    for (const auto& point : points) {
      hz.push_back(point[0]);
      db.push_back(point[1]);
    }
    auto grid = FrequencyGrid::make(std::move(hz));
    auto response =
        grid ? FrequencyResponse::make(*std::move(grid), std::move(db)) : Result<FrequencyResponse>(grid.error());
    if (!response) {
      reader.fail("response", *table, response.error().message);
      return out;
    }
    out.push_back({*std::move(response), rig, target, by, as});
  }
  return out;
}

std::vector<PowerPoint> read_power(GearTable& reader) {
  std::vector<PowerPoint> out;
  for (const Value* table : reader.tables("power")) {
    GearTable inner(*table, reader.context(), reader.field("power"), reader.provenance());
    inner.read_provenance();
    const double ohm = inner.number("ohm", kOhm, true).value_or(0.0);
    const double mw = inner.number("mw", kMilliwatt, true).value_or(0.0);
    out.push_back({Ohms(ohm), {milliwatts(mw), inner.provenance().confidence, inner.provenance().source}});
    reader.adopt(inner.finish());
  }
  return out;
}

std::vector<GainMode> read_gain_modes(GearTable& reader) {
  std::vector<GainMode> out;
  for (const Value* table : reader.tables("gain_modes")) {
    GearTable inner(*table, reader.context(), reader.field("gain_modes"));
    GainMode mode;
    mode.name = inner.required_text("name");
    if (const auto db = inner.number("gain_db", kGainDb)) mode.gain = Gain(*db);
    if (const auto volt = inner.number("max_voltage_v", kVolt)) mode.max_voltage = Volts(*volt);
    reader.adopt(inner.finish());
    out.push_back(std::move(mode));
  }
  return out;
}

Socket read_socket(const Value& table, GearTable& device) {
  GearTable reader(table, device.context(), device.field("socket"), device.provenance());
  reader.read_provenance();
  Socket socket;
  socket.name = reader.text("name");
  socket.output = reader.choice<Output>("output", true).value_or(Output::kSingleEnded);
  socket.connector = reader.text("connector");
  if (const auto ohm = reader.number("load_from_ohm", kOhm)) socket.load_from = Ohms(*ohm);
  if (const auto ohm = reader.number("load_to_ohm", kOhm)) socket.load_to = Ohms(*ohm);
  socket.output_impedance =
      mapped<Ohms>(reader.figures("output_impedance_ohm", kOhmOrZero), [](double v) { return Ohms(v); });
  socket.coupling_capacitance_uf = sourced<double>(reader.figure("coupling_capacitance_uf", kMicrofarad), same);
  socket.max_voltage = mapped<Volts>(reader.figures("max_voltage_v", kVolt), [](double v) { return Volts(v); });
  socket.max_current = mapped<Amperes>(reader.figures("max_current_ma", kMilliampere), milliamperes);
  socket.power = read_power(reader);
  socket.noise = mapped<Volts>(reader.figures("noise_uv", kMicrovolt), microvolts);
  socket.snr = sourced<Gain>(reader.figure("snr_db", kRatioDb), [](double v) { return Gain(v); });
  socket.sinad = sourced<Gain>(reader.figure("sinad_db", kRatioDb), [](double v) { return Gain(v); });
  socket.gain_modes = read_gain_modes(reader);
  socket.gain_text = reader.text("gain_text");
  socket.volume = reader.text("volume");
  socket.response = reader.text("response");
  socket.distortion = reader.text("distortion");
  socket.notes = reader.text("notes");
  device.adopt(reader.finish());
  return socket;
}

// ---- writing ----

Value number(double value) {
  // 300, not 300.0: what a person would write.
  if (value == std::floor(value) && std::abs(value) < 1e15) return Value(static_cast<std::int64_t>(value));
  return Value(value);
}

// Undoes a conversion by a power of ten, whose rounding would else show: 0.28 A -> 280.00000000000006 mA.
Value scaled(double value, double factor) {
  const double product = value * factor;
  const double rounded = std::round(product * 1e9) / 1e9;
  return number(rounded / factor == value || std::abs(rounded - product) <= std::abs(product) * 1e-14 ? rounded
                                                                                                      : product);
}

void set_text(Value& table, std::string key, const std::string& text) {
  if (!text.empty()) table.set(std::move(key), text);
}

void set_provenance(Value& table, Confidence confidence, const std::string& source, const Provenance& inherited) {
  if (Provenance{confidence, source} == inherited) return;
  table.set("confidence", std::string(to_text(confidence)));
  table.set("source", source);
}

template <class T, class Number>
Value claim_value(const Claim<T>& claim, const Provenance& inherited, Number to_number) {
  const Value bare = to_number(claim.figure.value);
  if (Provenance{claim.figure.confidence, claim.figure.source} == inherited && claim.by.empty() && claim.note.empty() &&
      !claim.at_most) {
    return bare;
  }
  Value table{Value::Object{}};
  table.set("value", bare);
  if (claim.at_most) table.set("at_most", true);
  set_text(table, "by", claim.by);
  set_provenance(table, claim.figure.confidence, claim.figure.source, inherited);
  set_text(table, "note", claim.note);
  return table;
}

template <class T, class Number>
void set_claims(Value& table, std::string key, const Claims<T>& claims, const Provenance& inherited, Number to_number) {
  if (claims.empty()) return;
  if (claims.size() == 1) {
    table.set(std::move(key), claim_value(claims[0], inherited, to_number));
    return;
  }
  Value list{Value::Array{}};
  for (const auto& claim : claims) {
    Value element = claim_value(claim, inherited, to_number);
    if (!element.is_object())
      element = Value(Value::Object{{"value", element}});  // TOML writers like arrays of one type.
    list.push_back(std::move(element));
  }
  table.set(std::move(key), std::move(list));
}

template <class T, class Number>
void set_figure(Value& table, std::string key, const MaybeSourced<T>& figure, const Provenance& inherited,
                Number to_number) {
  if (figure) table.set(std::move(key), claim_value(Claim<T>{*figure, {}, {}, false}, inherited, to_number));
}

// The provenance that most figures share is written once, at their table.
class Census {
 public:
  template <class T>
  void count(const Sourced<T>& figure) {
    const Provenance provenance{figure.confidence, figure.source};
    for (auto& [seen, times] : seen_) {
      if (seen == provenance) {
        ++times;
        return;
      }
    }
    seen_.emplace_back(provenance, 1);
  }
  template <class T>
  void count(const MaybeSourced<T>& figure) {
    if (figure) count(*figure);
  }
  template <class T>
  void count(const Claims<T>& claims) {
    for (const auto& claim : claims) count(claim.figure);
  }
  Provenance most_common(const Provenance& otherwise) const {
    const auto most =
        std::max_element(seen_.begin(), seen_.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == seen_.end() ? otherwise : most->first;
  }

 private:
  std::vector<std::pair<Provenance, int>> seen_;
};

void set_names(Value& table, const std::string& brand, const std::string& model,
               const std::vector<std::string>& aliases) {
  table.set("brand", brand);
  table.set("model", model);
  if (aliases.empty()) return;
  Value list{Value::Array{}};
  for (const auto& alias : aliases) list.push_back(alias);
  table.set("aliases", std::move(list));
}

template <class Enum>
void set_word(Value& table, std::string key, const std::optional<Enum>& value) {
  if (value) table.set(std::move(key), std::string(word(*value)));
}

Value socket_value(const Socket& socket, const Provenance& device) {
  Census census;
  census.count(socket.output_impedance);
  census.count(socket.coupling_capacitance_uf);
  census.count(socket.max_voltage);
  census.count(socket.max_current);
  for (const auto& point : socket.power) census.count(point.power);
  census.count(socket.noise);
  census.count(socket.snr);
  census.count(socket.sinad);
  const Provenance own = census.most_common(device);

  Value table{Value::Object{}};
  set_text(table, "name", socket.name);
  table.set("output", std::string(word(socket.output)));
  set_text(table, "connector", socket.connector);
  if (socket.load_from) table.set("load_from_ohm", number(socket.load_from->value()));
  if (socket.load_to) table.set("load_to_ohm", number(socket.load_to->value()));
  set_provenance(table, own.confidence, own.source, device);
  const auto plain = [](double v) { return number(v); };
  set_claims(table, "output_impedance_ohm", socket.output_impedance, own, [](Ohms v) { return number(v.value()); });
  set_figure(table, "coupling_capacitance_uf", socket.coupling_capacitance_uf, own, plain);
  set_claims(table, "max_voltage_v", socket.max_voltage, own, [](Volts v) { return number(v.value()); });
  set_claims(table, "max_current_ma", socket.max_current, own, [](Amperes v) { return scaled(v.value(), 1e3); });
  set_claims(table, "noise_uv", socket.noise, own, [](Volts v) { return scaled(v.value(), 1e6); });
  set_figure(table, "snr_db", socket.snr, own, [](Gain v) { return number(v.db()); });
  set_figure(table, "sinad_db", socket.sinad, own, [](Gain v) { return number(v.db()); });
  if (!socket.gain_modes.empty()) {
    Value list{Value::Array{}};
    for (const auto& mode : socket.gain_modes) {
      Value entry{Value::Object{}};
      entry.set("name", mode.name);
      if (mode.gain) entry.set("gain_db", number(mode.gain->db()));
      if (mode.max_voltage) entry.set("max_voltage_v", number(mode.max_voltage->value()));
      list.push_back(std::move(entry));
    }
    table.set("gain_modes", std::move(list));
  }
  set_text(table, "gain_text", socket.gain_text);
  set_text(table, "volume", socket.volume);
  set_text(table, "response", socket.response);
  set_text(table, "distortion", socket.distortion);
  set_text(table, "notes", socket.notes);
  if (!socket.power.empty()) {
    Value list{Value::Array{}};
    for (const auto& point : socket.power) {
      Value entry{Value::Object{}};
      entry.set("ohm", number(point.load.value()));
      entry.set("mw", scaled(point.power.value.value(), 1e3));
      set_provenance(entry, point.power.confidence, point.power.source, own);
      list.push_back(std::move(entry));
    }
    table.set("power", std::move(list));
  }
  return table;
}

}  // namespace

Result<ImpedanceCurve> curve_from(const Value& table, const ReadContext& context) {
  GearTable reader(table, context, "impedance_curve");
  reader.read_provenance();
  ImpedanceCurve curve;
  curve.name = reader.text("name");
  curve.phase_measured = reader.flag("phase_measured");
  curve.notes = reader.text("notes");
  for (const auto& point : read_points(reader, "points", 2, 3, {kHertz, kOhm, kDegree})) {
    curve.points.push_back(
        {Hertz(point[0]), Ohms(point[1]), point.size() > 2 ? std::optional(point[2]) : std::nullopt});
  }
  curve.confidence = reader.provenance().confidence;
  curve.source = reader.provenance().source;
  EARDRUM_CHECK(reader.finish());
  return curve;
}

Result<EquivalentCircuit> circuit_from(const Value& table, const ReadContext& context) {
  GearTable reader(table, context, "equivalent_circuit");
  reader.read_provenance();
  EquivalentCircuit circuit;
  circuit.name = reader.text("name");
  chain::MotionalCircuit& parts = circuit.circuit;
  parts.re = Ohms(reader.number("resistance_ohm", kOhm, true).value_or(0.0));
  parts.le_henry = reader.number("inductance_mh", kMillihenry).value_or(0.0) * 1e-3;
  parts.rp = Ohms(reader.number("peak_ohm", kOhmOrZero).value_or(0.0));
  parts.f0 = Hertz(reader.number("resonance_hz", kHertz, parts.rp > Ohms(0)).value_or(1000.0));
  parts.q = reader.number("q", kQuality, parts.rp > Ohms(0)).value_or(1.0);
  circuit.confidence = reader.provenance().confidence;
  circuit.source = reader.provenance().source;
  EARDRUM_CHECK(reader.finish());
  return circuit;
}

Result<FlatLoad> flat_load_from(const Value& table, const ReadContext& context) {
  GearTable reader(table, context, "flat_load");
  reader.read_provenance();
  FlatLoad load;
  load.name = reader.text("name");
  load.magnitude = Ohms(reader.number("ohm", kOhm, true).value_or(0.0));
  load.confidence = reader.provenance().confidence;
  load.source = reader.provenance().source;
  EARDRUM_CHECK(reader.finish());
  return load;
}

Result<HeadphoneGear> headphone_from(const Value& table, const ReadContext& context) {
  GearTable reader(table, context, "headphone");
  reader.read_provenance();
  HeadphoneGear gear;
  read_names(reader, table, gear.brand, gear.model, gear.aliases);
  gear.form = reader.choice<Form>("form", true).value_or(Form::kOverEar);
  gear.back = reader.choice<Back>("back");
  gear.driver = reader.choice<Driver>("driver");
  gear.wireless = reader.flag("wireless");
  gear.impedance = read_claims<ImpedanceFigure>(reader, "impedance", read_impedance_figure);
  gear.impedance_curve = read_model(reader, "impedance_curve", &LoadModels::curves, curve_from);
  gear.equivalent_circuit = read_model(reader, "equivalent_circuit", &LoadModels::circuits, circuit_from);
  gear.flat_load = read_model(reader, "flat_load", &LoadModels::flat_loads, flat_load_from);
  gear.sensitivity = read_claims<SensitivityAsPrinted>(reader, "sensitivity", read_sensitivity_figure);
  gear.price_usd = sourced<double>(reader.figure("price_usd", kDollar), same);
  gear.price_basis = reader.text("price_basis");
  gear.year = sourced<int>(reader.figure("year", kYear), [](double year) { return static_cast<int>(year); });
  gear.weight_g = sourced<double>(reader.figure("weight_g", kGram), same);
  gear.fit = reader.text("fit");
  gear.isolation = reader.choice<Isolation>("isolation");
  gear.connector = reader.text("connector");
  gear.balanced = reader.text("balanced");
  gear.notes = reader.text("notes");
  gear.responses = read_responses(reader);
  EARDRUM_CHECK(reader.finish());
  return gear;
}

Result<SourceGear> source_from(const Value& table, const ReadContext& context) {
  GearTable reader(table, context, "source");
  reader.read_provenance();
  SourceGear gear;
  read_names(reader, table, gear.brand, gear.model, gear.aliases);
  gear.kind = reader.choice<SourceKind>("kind", true).value_or(SourceKind::kDacAmp);
  gear.battery = reader.maybe_flag("battery");
  gear.tonal_character = reader.text("tonal_character");
  gear.price_usd = sourced<double>(reader.figure("price_usd", kDollar), same);
  gear.year = sourced<int>(reader.figure("year", kYear), [](double year) { return static_cast<int>(year); });
  gear.notes = reader.text("notes");
  const auto sockets = reader.tables("socket");
  if (sockets.empty()) reader.fail("socket", "Expected at least one [[source.socket]], found none");
  for (const Value* socket : sockets) gear.sockets.push_back(read_socket(*socket, reader));
  EARDRUM_CHECK(reader.finish());
  return gear;
}

Value to_value(const ImpedanceCurve& curve) {
  Value table{Value::Object{}};
  set_text(table, "name", curve.name);
  table.set("confidence", std::string(to_text(curve.confidence)));
  set_text(table, "source", curve.source);
  if (curve.phase_measured) table.set("phase_measured", true);
  set_text(table, "notes", curve.notes);
  Value points{Value::Array{}};
  for (const auto& point : curve.points) {
    Value one{Value::Array{number(point.frequency.value()), number(point.magnitude.value())}};
    if (point.phase_degrees) one.push_back(number(*point.phase_degrees));
    points.push_back(std::move(one));
  }
  table.set("points", std::move(points));
  return table;
}

Value to_value(const EquivalentCircuit& circuit) {
  Value table{Value::Object{}};
  set_text(table, "name", circuit.name);
  table.set("resistance_ohm", number(circuit.circuit.re.value()));
  table.set("inductance_mh", scaled(circuit.circuit.le_henry, 1e3));
  table.set("resonance_hz", number(circuit.circuit.f0.value()));
  table.set("peak_ohm", number(circuit.circuit.rp.value()));
  table.set("q", number(circuit.circuit.q));
  table.set("confidence", std::string(to_text(circuit.confidence)));
  set_text(table, "source", circuit.source);
  return table;
}

Value to_value(const FlatLoad& load) {
  Value table{Value::Object{}};
  set_text(table, "name", load.name);
  table.set("ohm", number(load.magnitude.value()));
  table.set("confidence", std::string(to_text(load.confidence)));
  set_text(table, "source", load.source);
  return table;
}

Value to_value(const HeadphoneGear& gear) {
  Census census;
  census.count(gear.price_usd);
  census.count(gear.year);
  census.count(gear.weight_g);
  const Provenance own = census.most_common({});

  Value table{Value::Object{}};
  set_names(table, gear.brand, gear.model, gear.aliases);
  set_provenance(table, own.confidence, own.source, {});
  table.set("form", std::string(word(gear.form)));
  set_word(table, "back", gear.back);
  set_word(table, "driver", gear.driver);
  table.set("wireless", gear.wireless);
  set_figure(table, "price_usd", gear.price_usd, own, [](double v) { return number(v); });
  set_text(table, "price_basis", gear.price_basis);
  set_figure(table, "year", gear.year, own, [](int v) { return Value(v); });
  set_figure(table, "weight_g", gear.weight_g, own, [](double v) { return number(v); });
  set_text(table, "fit", gear.fit);
  set_word(table, "isolation", gear.isolation);
  set_text(table, "connector", gear.connector);
  set_text(table, "balanced", gear.balanced);
  set_text(table, "notes", gear.notes);
  if (!gear.impedance.empty()) {
    Value list{Value::Array{}};
    for (const auto& claim : gear.impedance) {
      Value entry{Value::Object{}};
      entry.set("at", std::string(word(claim.figure.value.at)));
      if (claim.figure.value.frequency) entry.set("hz", number(claim.figure.value.frequency->value()));
      entry.set("ohm", number(claim.figure.value.magnitude.value()));
      set_text(entry, "by", claim.by);
      set_provenance(entry, claim.figure.confidence, claim.figure.source, own);
      set_text(entry, "note", claim.note);
      list.push_back(std::move(entry));
    }
    table.set("impedance", std::move(list));
  }
  if (!gear.sensitivity.empty()) {
    Value list{Value::Array{}};
    for (const auto& claim : gear.sensitivity) {
      const SensitivityAsPrinted& figure = claim.figure.value;
      Value entry{Value::Object{}};
      entry.set("value", number(figure.printed.value));
      entry.set("unit", unit_text(figure.printed));
      set_text(entry, "by", claim.by);
      if (figure.into) entry.set("into_ohm", number(figure.into->value()));
      if (figure.frequency) entry.set("hz", number(figure.frequency->value()));
      set_provenance(entry, claim.figure.confidence, claim.figure.source, own);
      set_text(entry, "note", claim.note);
      list.push_back(std::move(entry));
    }
    table.set("sensitivity", std::move(list));
  }
  if (gear.impedance_curve) table.set("impedance_curve", to_value(*gear.impedance_curve));
  if (gear.equivalent_circuit) table.set("equivalent_circuit", to_value(*gear.equivalent_circuit));
  if (gear.flat_load) table.set("flat_load", to_value(*gear.flat_load));
  if (!gear.responses.empty()) {
    Value list{Value::Array{}};
    for (const auto& measured : gear.responses) {
      Value entry{Value::Object{}};
      entry.set("measured_by", measured.measured_by);
      set_text(entry, "measured_as", measured.measured_as);
      entry.set("rig", measured.rig);
      entry.set("target", measured.target);
      Value points{Value::Array{}};
      const auto hz = measured.response.grid().hz();
      const auto db = measured.response.db();
      for (std::size_t i = 0; i < hz.size(); ++i) points.push_back(Value::Array{number(hz[i]), number(db[i])});
      entry.set("points", std::move(points));
      list.push_back(std::move(entry));
    }
    table.set("response", std::move(list));
  }
  return table;
}

Value to_value(const SourceGear& gear) {
  Census census;
  census.count(gear.price_usd);
  census.count(gear.year);
  const Provenance own = census.most_common({});

  Value table{Value::Object{}};
  set_names(table, gear.brand, gear.model, gear.aliases);
  set_provenance(table, own.confidence, own.source, {});
  table.set("kind", std::string(word(gear.kind)));
  if (gear.battery) table.set("battery", *gear.battery);
  set_text(table, "tonal_character", gear.tonal_character);
  set_figure(table, "price_usd", gear.price_usd, own, [](double v) { return number(v); });
  set_figure(table, "year", gear.year, own, [](int v) { return Value(v); });
  set_text(table, "notes", gear.notes);
  Value sockets{Value::Array{}};
  for (const auto& socket : gear.sockets) sockets.push_back(socket_value(socket, own));
  table.set("socket", std::move(sockets));
  return table;
}

}  // namespace eardrum::catalogue
