// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/opra.h>

#include <algorithm>
#include <cmath>
#include <map>

#include <eardrum/base/printable.h>
#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/json_reading.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

constexpr std::pair<BandType, const char*> kTypes[] = {{BandType::kPeaking, "peak_dip"},
                                                       {BandType::kLowShelf, "low_shelf"},
                                                       {BandType::kHighShelf, "high_shelf"},
                                                       {BandType::kLowPass, "low_pass"},
                                                       {BandType::kHighPass, "high_pass"}};
constexpr double kDefaultQ = 0.7071067811865476;

Result<EqDocument> equalizer_in(const Value& info, const std::string& file, int line) {
  const auto type = text_member(info, "type");
  const Value* parameters = info.find("parameters");
  if (type != "parametric_eq" || parameters == nullptr) {
    return Error{Errc::kInvalidData,
                 "Expected an equaliser of type 'parametric_eq', found '" + printable(type, 40) + "'",
                 {file, line, "type"}};
  }
  const Value* bands = parameters->find("bands");
  if (bands == nullptr || !bands->is_array()) {
    return Error{Errc::kInvalidData, "Expected 'bands' in the parameters, found none", {file, line, "bands"}};
  }
  EqDocument document;
  document.name = stem_of(file);
  for (const auto* key : {"author", "details", "link"}) {
    if (auto text = text_member(info, key); !text.empty()) document.details.emplace_back(key, std::move(text));
  }
  document.channels.push_back({});
  Peq& peq = document.channels.front().peq;
  peq.preamp = Gain(std::clamp(number_member(*parameters, "gain_db", 0.0), -200.0, 200.0));
  int number = 0;
  for (const auto& value : bands->as_array()) {
    const std::string where = "Band " + std::to_string(++number);
    const auto name = text_member(value, "type");
    const auto known =
        std::find_if(std::begin(kTypes), std::end(kTypes), [&](const auto& pair) { return name == pair.second; });
    if (known == std::end(kTypes)) {
      document.notes.push_back(where + ": a band of type '" + name + "' can't be carried over and was left out");
      continue;
    }
    Band band;
    band.type = known->first;
    band.frequency = Hertz(number_member(value, "frequency", 0.0));
    band.gain = Gain(number_member(value, "gain_db", 0.0));
    band.q = number_member(value, "q", kDefaultQ);
    if (const double slope = number_member(value, "slope", 12.0);
        slope != 12.0 && (band.type == BandType::kLowPass || band.type == BandType::kHighPass)) {
      document.notes.push_back(where + ": its slope of " + fixed_trimmed(slope, 1) + " dB per octave is taken as 12");
    }
    add_band(peq, band, where, document.notes);
  }
  return document;
}

}  // namespace

Result<EqDocument> read_opra(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(const auto info, parse_hand_written_json(bytes, file));
  return equalizer_in(info, file, 0);
}

Export write_opra(const EqDocument& document, const std::string& author, const std::string& details) {
  static const BandLimits limits{.frequency_hz = {1.0, 30000.0, 0.01},
                                 .gain_db = {-60.0, 60.0, 0.01},
                                 .q = {0.1, 100.0, 0.001},
                                 .preamp_db = {-60.0, 60.0, 0.01}};
  return export_each_ear(document, " OPRA info.json", [&](const EqChannel& channel, std::vector<std::string>& losses) {
    say_left_out_besides_bands(channel, losses);
    const Peq held = held_by(limits, channel.peq, losses);
    Value bands{Value::Array{}};
    for (const auto& band : held.bands) {
      Value value;
      for (const auto& [type, name] : kTypes) {
        if (type == band.type) value.set("type", name);
      }
      value.set("frequency", band.frequency.value());
      if (band.type == BandType::kLowPass || band.type == BandType::kHighPass) {
        value.set("slope", 12);
        if (std::abs(band.q - kDefaultQ) > 0.001)
          losses.push_back("OPRA's passes have a slope and no Q: Q " + fixed(band.q, 3) + " was left out");
      } else {
        value.set("gain_db", band.gain.db());
        value.set("q", band.q);
      }
      bands.push_back(std::move(value));
    }
    Value parameters;
    parameters.set("gain_db", held.preamp.db());
    parameters.set("bands", std::move(bands));
    Value info;
    info.set("author", author);
    info.set("details", details);
    info.set("type", "parametric_eq");
    info.set("parameters", std::move(parameters));
    return write_json(info, 2) + "\n";
  });
}

// An entry is a few thousand bytes; a tree of values takes many times its text.
constexpr std::size_t kMostLineBytes = std::size_t{1} << 20;

Result<OpraDatabase> read_opra_database(std::string_view bytes, const std::string& file) {
  const auto decoded = decode_text(bytes);
  OpraDatabase database;
  std::map<std::string, std::string> vendors;                           // id -> name
  std::map<std::string, std::pair<std::string, std::string>> products;  // id -> vendor's id, name
  std::vector<std::pair<std::string, OpraEqualizer>> equalizers;        // product's id
  int number = 0;
  for (const auto line : split_lines(decoded.text)) {
    ++number;
    if (trimmed(line).empty()) continue;
    const std::string where = file + ":" + std::to_string(number);
    const auto refuse = [&](const std::string& reason) { database.refused.push_back({where, reason}); };
    if (line.size() > kMostLineBytes) {
      refuse("Expected lines of at most 1 MiB, found a longer one");
      continue;
    }
    const auto json = parse_json(line, file);
    if (!json) {
      refuse(json.error().message);
      continue;
    }
    const auto type = text_member(*json, "type");
    const auto id = text_member(*json, "id");
    const Value* data = json->find("data");
    if (data == nullptr || id.empty()) {
      refuse("Expected an entry with 'id' and 'data', found none");
    } else if (type == "vendor") {
      vendors.emplace(id, text_member(*data, "name", id));
    } else if (type == "product") {
      products.emplace(id, std::pair{text_member(*data, "vendor_id"), text_member(*data, "name", id)});
    } else if (type == "eq") {
      auto document = equalizer_in(*data, file, number);
      if (document) {
        equalizers.emplace_back(text_member(*data, "product_id"), OpraEqualizer{id, {}, {}, *std::move(document)});
      } else {
        refuse(document.error().message);
      }
    } else {
      refuse("Expected a vendor, a product or an eq, found '" + printable(type, 40) + "'");
    }
  }
  if (equalizers.empty() && products.empty() && vendors.empty()) {
    return Error{Errc::kInvalidData,
                 "Expected OPRA's database, a JSON object with type, id and data on each line, found none",
                 {file, 0, {}}};
  }
  for (auto& [product_id, equalizer] : equalizers) {
    const auto product = products.find(product_id);
    if (product == products.end()) {
      database.refused.push_back(
          {file, "The equaliser '" + equalizer.id + "' is for a product '" + product_id + "' that is not in the file"});
      continue;
    }
    const auto vendor = vendors.find(product->second.first);
    equalizer.vendor = vendor == vendors.end() ? product->second.first : vendor->second;
    equalizer.product = product->second.second;
    equalizer.document.name = equalizer.vendor + " " + equalizer.product;
    database.equalizers.push_back(std::move(equalizer));
  }
  return database;
}

}  // namespace eardrum
