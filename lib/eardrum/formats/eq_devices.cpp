// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/eq_devices.h>

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <set>

#include <eardrum/base/printable.h>
#include <eardrum/base/value.h>
#include <eardrum/eq/graphic.h>
#include <eardrum/formats/autoeq_result.h>
#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/biquad_text.h>
#include <eardrum/formats/camilladsp.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/easyeffects.h>
#include <eardrum/formats/eqmac.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/graphic_eq_text.h>
#include <eardrum/formats/impulse_response.h>
#include <eardrum/formats/json_reading.h>
#include <eardrum/formats/opra.h>
#include <eardrum/formats/pipewire.h>
#include <eardrum/formats/poweramp.h>
#include <eardrum/formats/rew_filters.h>
#include <eardrum/formats/rockbox.h>
#include <eardrum/formats/settings_card.h>
#include <eardrum/formats/soundsource.h>
#include <eardrum/formats/squig_text.h>
#include <eardrum/formats/text_lines.h>
#include <eardrum/formats/totalmix.h>
#include <eardrum/formats/voicemeeter.h>

namespace eardrum {
namespace {

using Write = std::function<Export(const EqDevice&, const EqDocument&, const EqExportOptions&)>;

template <class F>
Write plain(F write) {
  return [write](const EqDevice&, const EqDocument& document, const EqExportOptions&) { return write(document); };
}

Write pipewire(PipeWireVersion version) {
  return [version](const EqDevice&, const EqDocument& document, const EqExportOptions& options) {
    PipeWireExportOptions how;
    how.version = version;
    how.impulse_folder = options.impulse_folder;
    return write_pipewire(document, how);
  };
}

Write easyeffects(EasyEffectsVersion version) {
  return [version](const EqDevice&, const EqDocument& document, const EqExportOptions& options) {
    EasyEffectsOptions how;
    how.version = version;
    how.sample_rate = options.sample_rate;
    how.impulse_folder = options.impulse_folder;
    return write_easyeffects_exact(document, how);
  };
}

Write camilladsp(CamillaDspVersion version) {
  return [version](const EqDevice&, const EqDocument& document, const EqExportOptions& options) {
    return write_camilladsp(document, version, options.sample_rate);
  };
}

Write minidsp(Hertz rate) {
  return [rate](const EqDevice&, const EqDocument& document, const EqExportOptions&) {
    return write_minidsp(document, rate);
  };
}

// The rate asked for is the main file's.
std::vector<Hertz> rates_from(Hertz first) {
  std::vector<Hertz> rates = {first};
  for (const Hertz rate : common_sample_rates()) {
    if (rate != first) rates.push_back(rate);
  }
  return rates;
}

Write impulse_responses(FirPhase phase) {
  return [phase](const EqDevice&, const EqDocument& document, const EqExportOptions& options) {
    return write_impulse_responses(document, rates_from(options.sample_rate),
                                   ImpulseOptions{.phase = phase, .sample = WavSample::kFloat64});
  };
}

// The line that loads the impulse response of the rate asked for, and the impulse responses of all of them.
Export convolution_in_equalizer_apo(const EqDevice&, const EqDocument& document, const EqExportOptions& options) {
  Export impulses = write_impulse_responses(document, rates_from(options.sample_rate), ImpulseOptions{});
  EqDocument loads = document;
  for (auto& channel : loads.channels) {
    EqChannel loading;
    loading.side = channel.side;
    loading.convolutions = {{{impulse_response_name(document, options.sample_rate)}}};
    channel = std::move(loading);
  }
  // One stereo file serves both ears: Equalizer APO gives each channel its own.
  loads.channels.resize(1);
  loads.channels.front().side = Channel::kBoth;
  Export out = write_equalizer_apo_convolution(loads, options.sample_rate);
  out.attachments.push_back({std::move(impulses.file_name), std::move(impulses.text)});
  for (auto& file : impulses.attachments) out.attachments.push_back(std::move(file));
  for (auto& loss : impulses.losses) out.losses.push_back(std::move(loss));
  return out;
}

const std::vector<std::pair<std::string_view, Write>>& writers() {
  static const std::vector<std::pair<std::string_view, Write>> table = {
      {"equalizer-apo", plain(write_equalizer_apo)},
      {"peace", plain(write_peace)},
      {"rew", plain(write_rew_filters)},
      {"easyeffects-7", easyeffects(EasyEffectsVersion::k7)},
      {"easyeffects-8", easyeffects(EasyEffectsVersion::k8)},
      {"pipewire-0.3.65", pipewire({0, 3, 65})},
      {"pipewire-0.3.69", pipewire({0, 3, 69})},
      {"pipewire-1.4", pipewire({1, 4, 0})},
      {"camilladsp-2", camilladsp(CamillaDspVersion::k2)},
      {"camilladsp-3", camilladsp(CamillaDspVersion::k3)},
      {"camilladsp-4", camilladsp(CamillaDspVersion::k4)},
      {"autoeq", plain(write_autoeq_result)},
      {"wavelet", plain(write_wavelet)},
      {"graphic-eq", plain(write_graphic_eq)},
      {"poweramp", plain(write_poweramp)},
      {"vdc", plain(write_vdc)},
      {"minidsp-48000", minidsp(Hertz(48000.0))},
      {"minidsp-96000", minidsp(Hertz(96000.0))},
      {"totalmix", plain(write_totalmix)},
      {"opra",
       [](const EqDevice&, const EqDocument& d, const EqExportOptions& o) { return write_opra(d, o.author, d.name); }},
      {"squig", plain(write_squig_text)},
      {"soundsource", plain(write_soundsource)},
      {"eqmac", plain(write_eqmac)},
      {"eqmac-advanced", plain(write_eqmac_advanced)},
      {"rockbox", plain(write_rockbox)},
      {"voicemeeter", plain(write_voicemeeter)},
      {"impulse-responses", impulse_responses(FirPhase::kMinimum)},
      {"impulse-responses-linear", impulse_responses(FirPhase::kLinear)},
      {"impulse-responses-mixed", impulse_responses(FirPhase::kMixed)},
      {"equalizer-apo-convolution", convolution_in_equalizer_apo},
      {"settings-card", [](const EqDevice& device, const EqDocument& d,
                           const EqExportOptions&) { return write_settings_card(d, device.limits); }},
  };
  return table;
}

constexpr std::array kTypes = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf, BandType::kLowPass,
                               BandType::kHighPass};

std::optional<BandType> type_named(std::string_view name) {
  for (const auto type : kTypes) {
    if (to_text(type) == name) return type;
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 22> kFields = {"id",
                                                      "name",
                                                      "kind",
                                                      "format",
                                                      "bands",
                                                      "types",
                                                      "at_most",
                                                      "frequency_hz",
                                                      "frequency_step_hz",
                                                      "gain_db",
                                                      "gain_step_db",
                                                      "q",
                                                      "q_step",
                                                      "shelf_q",
                                                      "preamp_db",
                                                      "preamp_step_db",
                                                      "sample_rates_hz",
                                                      "coefficients",
                                                      "graphic_hz",
                                                      "confidence",
                                                      "source",
                                                      "note"};

class DeviceReader {
 public:
  DeviceReader(const Value& table, const std::string& file) : table_(table), file_(file) {}

  Result<EqDevice> read() {
    for (const auto& [name, member] : table_.as_object()) {
      if (std::find(kFields.begin(), kFields.end(), name) == kFields.end())
        return fail(name, "Expected a known field, found this one");
    }
    EqDevice device;
    EARDRUM_TRY(device.id, text("id"));
    EARDRUM_TRY(device.limits.name, text("name"));
    EARDRUM_TRY(device.kind, text("kind"));
    EARDRUM_TRY(device.format, text("format"));
    EARDRUM_TRY(device.source, text("source"));
    EARDRUM_TRY(const auto confidence, text("confidence"));
    const auto known = parse_confidence(confidence);
    if (!known)
      return fail("confidence", "Expected measured, page, known or approx, found '" + printable(confidence, 40) + "'");
    device.confidence = *known;
    const auto& formats = eq_export_formats();
    if (std::find(formats.begin(), formats.end(), device.format) == formats.end()) {
      return fail("format",
                  "Expected a format that there is an exporter for, found '" + printable(device.format, 40) + "'");
    }
    const Value* bands = table_.find("bands");
    if (bands == nullptr || !bands->is_integer() || bands->as_integer() < 1 || bands->as_integer() > 1000) {
      return fail("bands", "Expected 1 to 1000 bands");
    }
    device.limits.bands = static_cast<std::size_t>(bands->as_integer());
    EARDRUM_TRY(const auto hz, range("frequency_hz"));
    EARDRUM_TRY(const auto db, range("gain_db"));
    EARDRUM_TRY(const auto q, range("q"));
    auto shelf_q = q;
    if (table_.find("shelf_q") != nullptr) {
      EARDRUM_TRY(shelf_q, range("shelf_q"));
    }
    if (!(hz.first > 0.0)) return fail("frequency_hz", "Expected frequencies above 0 Hz");
    if (!(q.first > 0.0) || !(shelf_q.first > 0.0)) return fail("q", "Expected a Q above 0");
    const auto types = texts_member(table_, "types");
    if (types.empty()) return fail("types", "Expected at least one type of band");
    const Value* at_most = table_.find("at_most");
    for (const auto& name : types) {
      const auto type = type_named(name);
      if (!type) return fail("types", "Expected a type of band, found '" + printable(name, 40) + "'");
      eq::DeviceLimits::Kind kind;
      kind.type = *type;
      const bool shelf = *type == BandType::kLowShelf || *type == BandType::kHighShelf;
      kind.frequency = {Hertz(hz.first), Hertz(hz.second)};
      kind.gain = {Gain(db.first), Gain(db.second)};
      kind.q = shelf ? eq::Range<double>{shelf_q.first, shelf_q.second} : eq::Range<double>{q.first, q.second};
      if (at_most != nullptr && at_most->find(name) != nullptr) {
        const double count = number_member(*at_most, name, 0.0);
        if (!(count >= 1.0) || count > 1000.0) return fail("at_most", "Expected 1 to 1000 of '" + name + "'");
        kind.at_most = static_cast<std::size_t>(count);
      }
      device.limits.kinds.push_back(kind);
    }
    EARDRUM_TRY(const auto hz_step, step("frequency_step_hz"));
    EARDRUM_TRY(const auto db_step, step("gain_step_db"));
    EARDRUM_TRY(const auto q_step, step("q_step"));
    EARDRUM_TRY(const auto preamp_step, step("preamp_step_db"));
    device.limits.steps.frequency = Hertz(hz_step);
    device.limits.steps.gain = Gain(db_step);
    device.limits.steps.q = q_step;
    device.limits.preamp_step = Gain(preamp_step);
    if (table_.find("preamp_db") != nullptr) {
      EARDRUM_TRY(const auto preamp, range("preamp_db"));
      device.limits.preamp = eq::Range<Gain>{Gain(preamp.first), Gain(preamp.second)};
    }
    EARDRUM_TRY(device.limits.graphic_frequencies, frequencies("graphic_hz"));
    EARDRUM_TRY(device.limits.sample_rates, frequencies("sample_rates_hz"));
    if (const Value* member = table_.find("coefficients")) {
      using Coefficients = eq::DeviceLimits::Coefficients;
      const std::string word = member->is_string() ? member->as_string() : std::string();
      if (word != "also" && word != "only") return fail("coefficients", "Expected 'also' or 'only'");
      device.limits.coefficients = word == "also" ? Coefficients::kAlso : Coefficients::kOnly;
    }
    return device;
  }

 private:
  Error fail(std::string_view field, const std::string& message) const {
    const Value* member = table_.find(field);
    return {
        Errc::kInvalidData, message, {file_, member != nullptr ? member->line() : table_.line(), std::string(field)}};
  }

  Result<std::string> text(std::string_view field) const {
    const Value* member = table_.find(field);
    if (member == nullptr || !member->is_string() || member->as_string().empty()) return fail(field, "Expected a text");
    return member->as_string();
  }

  Result<std::pair<double, double>> range(std::string_view field) const {
    const Value* member = table_.find(field);
    const bool two = member != nullptr && member->is_array() && member->as_array().size() == 2 &&
                     member->as_array()[0].is_number() && member->as_array()[1].is_number();
    if (!two) return fail(field, "Expected the lowest and the highest value");
    const double low = member->as_array()[0].as_number(), high = member->as_array()[1].as_number();
    if (!(low <= high))
      return fail(field, "Expected the lowest value first, found " + shortest(low) + " before " + shortest(high));
    return std::pair{low, high};
  }

  Result<double> step(std::string_view field) const {
    const Value* member = table_.find(field);
    if (member == nullptr) return 0.0;
    if (!member->is_number() || !(member->as_number() > 0.0)) return fail(field, "Expected a step above 0");
    return member->as_number();
  }

  Result<std::vector<Hertz>> frequencies(std::string_view field) const {
    std::vector<Hertz> hz;
    const Value* member = table_.find(field);
    if (member == nullptr) return hz;
    if (!member->is_array() || member->as_array().empty()) return fail(field, "Expected frequencies");
    for (const auto& value : member->as_array()) {
      if (!value.is_number() || !(value.as_number() > 0.0)) return fail(field, "Expected frequencies above 0 Hz");
      if (!hz.empty() && Hertz(value.as_number()) <= hz.back()) return fail(field, "Expected rising frequencies");
      hz.emplace_back(value.as_number());
    }
    return hz;
  }

  const Value& table_;
  const std::string& file_;
};

std::string simplified(std::string_view name) {
  std::string out;
  for (const char c : lower_case(name)) {
    if (c != ' ' && c != '-' && c != '_') out += c;
  }
  return out;
}

}  // namespace

GraphicGrid graphic_grid(const EqDevice& device) {
  if (device.format == "wavelet") return {eq::autoeq_points(), Gain(0.1)};
  if (device.format == "graphic-eq") return {dense_graphic_grid(), Gain(0.01)};
  return {};
}

const char* built_in_eq_devices_toml();  // Written by CMake from data/devices.toml.

const std::vector<std::string_view>& eq_export_formats() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    for (const auto& [name, write] : writers()) out.push_back(name);
    return out;
  }();
  return names;
}

Result<std::vector<EqDevice>> read_eq_devices(std::string_view toml, const std::string& file) {
  EARDRUM_TRY(const auto root, parse_toml(toml, file));
  const Value* tables = root.find("device");
  if (tables == nullptr || !tables->is_array())
    return Error{Errc::kInvalidData, "Expected tables [[device]], found none", {file, 0, "device"}};
  std::vector<EqDevice> devices;
  std::set<std::string> ids;
  for (const auto& table : tables->as_array()) {
    if (!table.is_object())
      return Error{Errc::kInvalidData,
                   "Expected a table [[device]], found " + std::string(table.kind()),
                   {file, table.line(), "device"}};
    EARDRUM_TRY(auto device, DeviceReader(table, file).read());
    if (!ids.insert(device.id).second)
      return Error{Errc::kInvalidData,
                   "Expected each id once, found '" + printable(device.id, 40) + "' again",
                   {file, table.line(), "id"}};
    devices.push_back(std::move(device));
  }
  return devices;
}

const std::vector<EqDevice>& built_in_eq_devices() {
  // A test reads the table; a mistake in it never reaches a user.
  static const std::vector<EqDevice> devices = read_eq_devices(built_in_eq_devices_toml(), "devices.toml").value();
  return devices;
}

const EqDevice* find_eq_device(const std::vector<EqDevice>& devices, std::string_view id_or_name) {
  const auto wanted = simplified(id_or_name);
  const auto found = std::find_if(devices.begin(), devices.end(), [&](const EqDevice& device) {
    return simplified(device.id) == wanted || simplified(device.limits.name) == wanted;
  });
  return found == devices.end() ? nullptr : &*found;
}

Result<Export> export_equalizer(const EqDevice& device, const EqDocument& document, const EqExportOptions& options) {
  if (document.channels.empty())
    return Error{Errc::kUsage, "Expected an equaliser with at least one channel, found none", {}};
  EqDocument held = document;
  std::vector<std::string> losses;
  for (auto& channel : held.channels) channel.peq = held_by(device.limits, channel.peq, losses);
  const auto& table = writers();
  const auto writer =
      std::find_if(table.begin(), table.end(), [&](const auto& pair) { return pair.first == device.format; });
  if (writer == table.end())
    return Error{Errc::kUsage, "There is no exporter for the format '" + device.format + "'", {}};
  Export out = writer->second(device, held, options);
  for (auto& loss : out.losses) {
    if (std::find(losses.begin(), losses.end(), loss) == losses.end()) losses.push_back(std::move(loss));
  }
  out.losses = std::move(losses);
  return out;
}

}  // namespace eardrum
