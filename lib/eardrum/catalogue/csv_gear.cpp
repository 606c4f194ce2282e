// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/csv_gear.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include <eardrum/base/printable.h>
#include <eardrum/base/spelling.h>
#include <eardrum/base/value.h>
#include <eardrum/catalogue/csv_internal.h>
#include <eardrum/catalogue/gear_value_internal.h>
#include <eardrum/catalogue/names.h>
#include <eardrum/catalogue/words_internal.h>

namespace eardrum::catalogue {
namespace {

using namespace std::string_view_literals;

constexpr std::array kHeadphoneColumns{"brand"sv,
                                       "model"sv,
                                       "form"sv,
                                       "back"sv,
                                       "driver"sv,
                                       "wireless"sv,
                                       "impedance_ohm"sv,
                                       "impedance_min_ohm"sv,
                                       "impedance_max_ohm"sv,
                                       "sensitivity_value"sv,
                                       "sensitivity_unit"sv,
                                       "price_usd"sv,
                                       "year"sv,
                                       "weight_g"sv,
                                       "clamp_or_comfort_notes"sv,
                                       "isolation"sv,
                                       "connector"sv,
                                       "balanced_available"sv,
                                       "notes"sv,
                                       "source_url"sv,
                                       "confidence"sv};
constexpr std::array kSocketColumns{"brand"sv,
                                    "model"sv,
                                    "kind"sv,
                                    "output"sv,
                                    "connector"sv,
                                    "output_impedance_ohm"sv,
                                    "max_voltage_vrms"sv,
                                    "max_current_ma"sv,
                                    "power_points"sv,
                                    "noise_uv"sv,
                                    "snr_db"sv,
                                    "sinad_db"sv,
                                    "thd_notes"sv,
                                    "gain_modes_db"sv,
                                    "volume_steps_or_range"sv,
                                    "frequency_response_notes"sv,
                                    "tonal_character"sv,
                                    "battery"sv,
                                    "price_usd"sv,
                                    "year"sv,
                                    "notes"sv,
                                    "source_url"sv,
                                    "confidence"sv};

// One row as the tables that the TOML reader knows: the strictness of one reader serves both formats.
class RowReader {
 public:
  RowReader(const Csv& csv, const CsvRow& row, const std::string& file) : csv_(csv), row_(row), file_(file) {}

  std::string_view text(std::string_view column) const {
    const int index = csv_.column(column);
    return index < 0 ? std::string_view() : std::string_view(row_.fields[static_cast<std::size_t>(index)]);
  }
  void copy_text(Value& table, std::string key, std::string_view column) const {
    if (!text(column).empty()) set(table, std::move(key), std::string(text(column)));
  }
  Result<void> copy_number(Value& table, std::string key, std::string_view column) const {
    if (text(column).empty()) return {};
    EARDRUM_TRY(const double number, csv_number(text(column), file_, row_.line, column));
    set(table, std::move(key), number);
    return {};
  }
  Result<void> copy_flag(Value& table, std::string key, std::string_view column) const {
    const std::string_view word = text(column);
    if (word.empty()) return {};
    if (word != "yes" && word != "no") {
      return Error{Errc::kInvalidData,
                   "Expected yes or no, found \"" + printable(word, 60) + "\"",
                   {file_, row_.line, std::string(column)}};
    }
    set(table, std::move(key), word == "yes");
    return {};
  }
  void set(Value& table, std::string key, Value value) const {
    value.set_line(row_.line);
    table.set(std::move(key), std::move(value));
  }
  Value table() const {
    Value out{Value::Object{}};
    out.set_line(row_.line);
    return out;
  }
  void copy_provenance(Value& table) const {
    copy_text(table, "confidence", "confidence");
    copy_text(table, "source", "source_url");
  }

 private:
  const Csv& csv_;
  const CsvRow& row_;
  const std::string& file_;
};

Result<Value> headphone_table(const RowReader& row) {
  Value table = row.table();
  for (const auto& [key, column] :
       {std::pair("brand", "brand"), std::pair("model", "model"), std::pair("form", "form"), std::pair("back", "back"),
        std::pair("driver", "driver"), std::pair("fit", "clamp_or_comfort_notes"), std::pair("isolation", "isolation"),
        std::pair("connector", "connector"), std::pair("balanced", "balanced_available"),
        std::pair("notes", "notes")}) {
    row.copy_text(table, key, column);
  }
  row.copy_provenance(table);
  EARDRUM_CHECK(row.copy_flag(table, "wireless", "wireless"));
  EARDRUM_CHECK(row.copy_number(table, "price_usd", "price_usd"));
  EARDRUM_CHECK(row.copy_number(table, "year", "year"));
  EARDRUM_CHECK(row.copy_number(table, "weight_g", "weight_g"));
  Value impedance{Value::Array{}};
  for (const auto& [at, column] : {std::pair("nominal", "impedance_ohm"), std::pair("minimum", "impedance_min_ohm"),
                                   std::pair("maximum", "impedance_max_ohm")}) {
    Value claim = row.table();
    EARDRUM_CHECK(row.copy_number(claim, "ohm", column));
    if (claim.as_object().empty()) continue;
    row.set(claim, "at", at);
    impedance.push_back(std::move(claim));
  }
  if (!impedance.as_array().empty()) row.set(table, "impedance", std::move(impedance));
  Value claim = row.table();
  EARDRUM_CHECK(row.copy_number(claim, "value", "sensitivity_value"));
  row.copy_text(claim, "unit", "sensitivity_unit");
  if (!claim.as_object().empty()) row.set(table, "sensitivity", Value::Array{std::move(claim)});
  return table;
}

// "32:195;300:22"
Result<Value> power_table(const RowReader& row, const std::string& file, int line) {
  Value list{Value::Array{}};
  std::string_view rest = row.text("power_points");
  while (!rest.empty()) {
    const std::string_view point = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), point.size() + 1));
    const auto colon = point.find(':');
    if (colon == std::string_view::npos) {
      return Error{Errc::kInvalidData,
                   "Expected points like 32:195 (ohm:mW), found \"" + printable(point, 60) + "\"",
                   {file, line, "power_points"}};
    }
    EARDRUM_TRY(const double ohm, csv_number(point.substr(0, colon), file, line, "power_points"));
    EARDRUM_TRY(const double mw, csv_number(point.substr(colon + 1), file, line, "power_points"));
    Value entry = row.table();
    row.set(entry, "ohm", ohm);
    row.set(entry, "mw", mw);
    list.push_back(std::move(entry));
  }
  return list;
}

Result<Value> socket_table(const RowReader& row, const std::string& file, int line) {
  Value socket = row.table();
  for (const auto& [key, column] :
       {std::pair("output", "output"), std::pair("connector", "connector"), std::pair("distortion", "thd_notes"),
        std::pair("gain_text", "gain_modes_db"), std::pair("volume", "volume_steps_or_range"),
        std::pair("response", "frequency_response_notes"), std::pair("notes", "notes")}) {
    row.copy_text(socket, key, column);
  }
  row.copy_provenance(socket);
  for (const auto& [key, column] :
       {std::pair("output_impedance_ohm", "output_impedance_ohm"), std::pair("max_voltage_v", "max_voltage_vrms"),
        std::pair("max_current_ma", "max_current_ma"), std::pair("noise_uv", "noise_uv"), std::pair("snr_db", "snr_db"),
        std::pair("sinad_db", "sinad_db")}) {
    EARDRUM_CHECK(row.copy_number(socket, key, column));
  }
  EARDRUM_TRY(Value power, power_table(row, file, line));
  if (!power.as_array().empty()) row.set(socket, "power", std::move(power));
  return socket;
}

Result<Value> source_table(const RowReader& row) {
  Value table = row.table();
  for (const auto& [key, column] : {std::pair("brand", "brand"), std::pair("model", "model"), std::pair("kind", "kind"),
                                    std::pair("tonal_character", "tonal_character")}) {
    row.copy_text(table, key, column);
  }
  row.copy_provenance(table);
  EARDRUM_CHECK(row.copy_flag(table, "battery", "battery"));
  EARDRUM_CHECK(row.copy_number(table, "price_usd", "price_usd"));
  EARDRUM_CHECK(row.copy_number(table, "year", "year"));
  return table;
}

template <std::size_t N>
Result<void> check_columns(const Csv& csv, const std::array<std::string_view, N>& known, const std::string& file) {
  for (const auto& column : csv.header.fields) {
    if (std::count(csv.header.fields.begin(), csv.header.fields.end(), column) > 1) {
      return Error{Errc::kInvalidData,
                   "Expected each column once, found it twice",
                   {file, csv.header.line, printable(column, 60)}};
    }
    if (std::find(known.begin(), known.end(), column) != known.end()) continue;
    const std::string nearest = nearest_word(column, std::vector<std::string>(known.begin(), known.end()));
    return Error{Errc::kInvalidData,
                 "Unknown column \"" + printable(column, 60) + "\"" +
                     (nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?"),
                 {file, csv.header.line, {}}};
  }
  return {};
}

// ---- writing ----

std::string field_number(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value);
  return {text, end.ptr};
}

template <class T, class Number>
std::string first_claim(const Claims<T>& claims, const Number& number) {
  return claims.empty() ? std::string() : field_number(number(claims.front().figure.value));
}

template <std::size_t N>
std::string header_line(const std::array<std::string_view, N>& columns) {
  std::string line;
  for (const auto column : columns) line += (line.empty() ? "" : ",") + std::string(column);
  return line + "\n";
}

class RowWriter {
 public:
  void add(std::string_view text) { line_ += (count_++ > 0 ? "," : "") + csv_field(text); }
  template <class T>
  void add_figure(const MaybeSourced<T>& figure) {
    add(figure ? field_number(static_cast<double>(figure->value)) : std::string());
  }
  std::string finished() { return std::move(line_) + "\n"; }

 private:
  std::string line_;
  int count_ = 0;
};

std::string lost(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

void report(CsvExport& out, const std::string& name, const std::vector<std::string>& losses) {
  if (losses.empty()) return;
  std::string sentence = printable(name, 120) + ": left out ";
  for (std::size_t i = 0; i < losses.size(); ++i) sentence += (i == 0 ? "" : ", ") + losses[i];
  out.losses.push_back(std::move(sentence));
}

}  // namespace

Result<GearSet> read_gear_csv(std::string_view text, const std::string& file) {
  EARDRUM_TRY(const Csv csv, parse_csv(text, file));
  const ReadContext context{file, {}, nullptr};
  GearSet out;
  if (csv.column("form") >= 0) {
    EARDRUM_CHECK(check_columns(csv, kHeadphoneColumns, file));
    for (const auto& row : csv.rows) {
      EARDRUM_TRY(const Value table, headphone_table(RowReader(csv, row, file)));
      EARDRUM_TRY(auto gear, headphone_from(table, context));
      out.headphones.push_back(std::move(gear));
    }
    return out;
  }
  if (csv.column("output") < 0) {
    return Error{Errc::kInvalidData,
                 "Expected a column \"form\" (headphones) or \"output\" (sockets of sources), found neither",
                 {file, csv.header.line, {}}};
  }
  EARDRUM_CHECK(check_columns(csv, kSocketColumns, file));
  std::vector<std::pair<std::string, Value>> devices;
  for (const auto& row : csv.rows) {
    const RowReader reader(csv, row, file);
    EARDRUM_TRY(Value socket, socket_table(reader, file, row.line));
    const std::string key = folded_key(std::string(reader.text("brand")) + " " + std::string(reader.text("model")));
    const auto known =
        std::find_if(devices.begin(), devices.end(), [&](const auto& device) { return device.first == key; });
    if (known != devices.end()) {
      known->second.as_object().back().second.push_back(std::move(socket));
      continue;
    }
    EARDRUM_TRY(Value device, source_table(reader));
    device.set("socket", Value::Array{std::move(socket)});
    devices.emplace_back(key, std::move(device));
  }
  for (const auto& [key, device] : devices) {
    EARDRUM_TRY(auto gear, source_from(device, context));
    out.sources.push_back(std::move(gear));
  }
  return out;
}

CsvExport write_headphones_csv(const std::vector<HeadphoneGear>& headphones) {
  CsvExport out{header_line(kHeadphoneColumns), {}};
  for (const auto& gear : headphones) {
    const auto first_at = [&](ImpedanceAt at) -> const Claim<ImpedanceFigure>* {
      const auto found = std::find_if(gear.impedance.begin(), gear.impedance.end(),
                                      [&](const auto& claim) { return claim.figure.value.at == at; });
      return found == gear.impedance.end() ? nullptr : &*found;
    };
    const std::array<const Claim<ImpedanceFigure>*, 3> impedances{
        first_at(ImpedanceAt::kNominal), first_at(ImpedanceAt::kMinimum), first_at(ImpedanceAt::kMaximum)};
    RowWriter row;
    row.add(gear.brand);
    row.add(gear.model);
    row.add(word(gear.form));
    row.add(gear.back ? word(*gear.back) : "");
    row.add(gear.driver ? word(*gear.driver) : "");
    row.add(gear.wireless ? "yes" : "no");
    for (const auto* claim : impedances)
      row.add(claim != nullptr ? field_number(claim->figure.value.magnitude.value()) : "");
    // The row has room for one source and one confidence: those of its sensitivity, the figure that matters most.
    std::string source;
    std::string confidence;
    if (!gear.sensitivity.empty()) {
      const auto& claim = gear.sensitivity.front();
      row.add(field_number(claim.figure.value.printed.value));
      row.add(unit_text(claim.figure.value.printed));
      source = claim.figure.source;
      confidence = to_text(claim.figure.confidence);
    } else {
      row.add("");
      row.add("");
      if (gear.price_usd) {
        source = gear.price_usd->source;
        confidence = to_text(gear.price_usd->confidence);
      }
    }
    row.add_figure(gear.price_usd);
    row.add_figure(gear.year);
    row.add_figure(gear.weight_g);
    row.add(gear.fit);
    row.add(gear.isolation ? word(*gear.isolation) : "");
    row.add(gear.connector);
    row.add(gear.balanced);
    row.add(gear.notes);
    row.add(source);
    row.add(confidence);
    out.text += row.finished();

    std::vector<std::string> losses;
    const auto written = static_cast<std::size_t>(
        std::count_if(impedances.begin(), impedances.end(), [](const auto* c) { return c != nullptr; }));
    if (gear.impedance.size() > written) losses.push_back(lost(gear.impedance.size() - written, "further impedance"));
    if (gear.sensitivity.size() > 1) losses.push_back(lost(gear.sensitivity.size() - 1, "further sensitivity claim"));
    if (!gear.aliases.empty()) losses.push_back(lost(gear.aliases.size(), "other name"));
    if (gear.impedance_curve) losses.emplace_back("the impedance curve");
    if (gear.equivalent_circuit) losses.emplace_back("the equivalent circuit");
    if (gear.flat_load) losses.emplace_back("the flat load");
    if (!gear.responses.empty()) losses.push_back(lost(gear.responses.size(), "measured response"));
    losses.emplace_back("who says what of each figure");
    report(out, full_name(gear), losses);
  }
  return out;
}

CsvExport write_sources_csv(const std::vector<SourceGear>& sources) {
  CsvExport out{header_line(kSocketColumns), {}};
  for (const auto& gear : sources) {
    std::vector<std::string> losses;
    std::size_t further = 0;
    for (const auto& socket : gear.sockets) {
      RowWriter row;
      row.add(gear.brand);
      row.add(gear.model);
      row.add(word(gear.kind));
      row.add(word(socket.output));
      row.add(socket.connector);
      row.add(first_claim(socket.output_impedance, [](Ohms v) { return v.value(); }));
      row.add(first_claim(socket.max_voltage, [](Volts v) { return v.value(); }));
      row.add(first_claim(socket.max_current, [](Amperes v) { return v.value() * 1e3; }));
      std::string points;
      for (const auto& point : socket.power) {
        points += (points.empty() ? "" : ";") + field_number(point.load.value()) + ":" +
                  field_number(point.power.value.value() * 1e3);
      }
      row.add(points);
      row.add(first_claim(socket.noise, [](Volts v) { return v.value() * 1e6; }));
      row.add(socket.snr ? field_number(socket.snr->value.db()) : "");
      row.add(socket.sinad ? field_number(socket.sinad->value.db()) : "");
      row.add(socket.distortion);
      std::string modes = socket.gain_text;
      for (const auto& mode : socket.gain_modes) {
        modes += (modes.empty() ? "" : "; ") + mode.name;
        if (mode.gain) modes += " " + field_number(mode.gain->db()) + " dB";
        if (mode.max_voltage) modes += " " + field_number(mode.max_voltage->value()) + " V";
      }
      row.add(modes);
      row.add(socket.volume);
      row.add(socket.response);
      row.add(gear.tonal_character);
      row.add(!gear.battery ? "" : *gear.battery ? "yes" : "no");
      row.add_figure(gear.price_usd);
      row.add_figure(gear.year);
      row.add(gear.notes.empty() || socket.notes.empty() ? gear.notes + socket.notes
                                                         : gear.notes + "; " + socket.notes);
      const Sourced<Ohms>* of_impedance =
          socket.output_impedance.empty() ? nullptr : &socket.output_impedance.front().figure;
      const Sourced<Volts>* of_voltage = socket.max_voltage.empty() ? nullptr : &socket.max_voltage.front().figure;
      const Sourced<Watts>* of_power = socket.power.empty() ? nullptr : &socket.power.front().power;
      row.add(of_voltage != nullptr     ? of_voltage->source
              : of_power != nullptr     ? of_power->source
              : of_impedance != nullptr ? of_impedance->source
                                        : "");
      const auto confidence = of_voltage != nullptr     ? std::optional(of_voltage->confidence)
                              : of_power != nullptr     ? std::optional(of_power->confidence)
                              : of_impedance != nullptr ? std::optional(of_impedance->confidence)
                                                        : std::nullopt;
      row.add(confidence ? to_text(*confidence) : std::string_view());
      out.text += row.finished();
      for (const std::size_t claims : {socket.output_impedance.size(), socket.max_voltage.size(),
                                       socket.max_current.size(), socket.noise.size()}) {
        further += claims > 1 ? claims - 1 : 0;
      }
      if (!socket.name.empty()) losses.push_back("the name of the socket " + socket.name);
      if (socket.load_from || socket.load_to) losses.emplace_back("the range of loads");
      if (socket.coupling_capacitance_uf) losses.emplace_back("the coupling capacitor");
      if (!socket.gain_modes.empty()) losses.emplace_back("gain modes as figures (they are text)");
    }
    if (further > 0) losses.push_back(lost(further, "further claim"));
    if (!gear.aliases.empty()) losses.push_back(lost(gear.aliases.size(), "other name"));
    losses.emplace_back("who says what of each figure");
    report(out, full_name(gear), losses);
  }
  return out;
}

}  // namespace eardrum::catalogue
