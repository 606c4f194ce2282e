// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/easyeffects.h>

#include <algorithm>
#include <cmath>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/impulse_response.h>
#include <eardrum/formats/json_reading.h>
#include <eardrum/formats/single_precision.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

// The most that recorded and simulated impulse responses were off by, in units of single_precision_spread_db
// (docs/design/formats.md).
constexpr double kMostPerSpread = 4.0;
constexpr std::string_view kOurMode = "APO (DR)";

// The largest errors against the cookbook's filters, measured in EasyEffects 7.0.0 on four bands.
std::string error_of_mode(std::string_view mode) {
  if (mode == "RLC (BT)") return "up to 1.2 dB";
  if (mode == "RLC (MT)") return "up to 1.7 dB";
  if (mode.substr(0, 3) == "BWC") return "up to 16 dB";
  if (mode.substr(0, 3) == "LRX") return "up to 26 dB";
  return "by an unknown amount";
}

void read_bands(const Value& equalizer, const Value& side, EqChannel& channel, std::vector<std::string>& notes) {
  const double count = number_member(equalizer, "num-bands", 32.0);
  for (int i = 0; i < std::clamp(static_cast<int>(std::clamp(count, 0.0, 1e3)), 0, 32); ++i) {
    const std::string name = "band" + std::to_string(i);
    const Value* band_value = side.find(name);
    if (band_value == nullptr || !band_value->is_object()) continue;
    const auto type = text_member(*band_value, "type", "Bell");
    if (type == "Off" || bool_member(*band_value, "mute", false)) continue;
    Band band;
    if (type == "Bell")
      band.type = BandType::kPeaking;
    else if (type == "Lo-shelf")
      band.type = BandType::kLowShelf;
    else if (type == "Hi-shelf")
      band.type = BandType::kHighShelf;
    else if (type == "Lo-pass")
      band.type = BandType::kLowPass;
    else if (type == "Hi-pass")
      band.type = BandType::kHighPass;
    else {
      notes.push_back("Band " + std::to_string(i) + ": a filter of type '" + type +
                      "' can't be carried over and was left out");
      continue;
    }
    const auto mode = text_member(*band_value, "mode", "RLC (BT)");
    if (mode != kOurMode) {
      notes.push_back("Band " + std::to_string(i) + ": its mode is '" + mode +
                      "', which sounds different from what is read here " + error_of_mode(mode));
    }
    if (const auto slope = text_member(*band_value, "slope", "x1"); slope != "x1") {
      notes.push_back("Band " + std::to_string(i) + ": its slope '" + slope +
                      "' can't be carried over and is taken as x1");
    }
    band.frequency = Hertz(number_member(*band_value, "frequency", 1000.0));
    band.gain = Gain(number_member(*band_value, "gain", 0.0));
    band.q = number_member(*band_value, "q", 4.36);
    add_band(channel.peq, band, "Band " + std::to_string(i), notes);
  }
}

bool is_equalizer(std::string_view name) {
  return name.substr(0, 9) == "equalizer";
}
bool is_convolver(std::string_view name) {
  return name.substr(0, 9) == "convolver";
}

// EasyEffects 8 mixes wet and dry; -100 dB and below are silence there.
double factor_of(double db) {
  return db <= -100.0 ? 0.0 : std::pow(10.0, std::min(db, 100.0) / 20.0);
}

void read_convolution(const std::string& plugin, const Value& settings, EqChannel& channel,
                      std::vector<std::string>& notes) {
  auto kernel = text_member(settings, "kernel-name");
  if (kernel.empty()) kernel = text_member(settings, "kernel-path");
  if (kernel.empty()) return notes.push_back("'" + plugin + "' names no impulse response and was left out");
  Convolution convolution{{kernel}};
  convolution.wet = factor_of(number_member(settings, "wet", 0.0));
  convolution.dry = factor_of(number_member(settings, "dry", -100.0));
  convolution.width = std::clamp(number_member(settings, "ir-width", 100.0), 0.0, 200.0) / 100.0;
  convolution.to_unit_energy = bool_member(settings, "autogain", true);
  channel.convolutions.push_back(std::move(convolution));
}

Value band_value(const Band& band, EasyEffectsVersion version) {
  const char* type = "Bell";
  switch (band.type) {
    case BandType::kPeaking:
      type = "Bell";
      break;
    case BandType::kLowShelf:
      type = "Lo-shelf";
      break;
    case BandType::kHighShelf:
      type = "Hi-shelf";
      break;
    case BandType::kLowPass:
      type = "Lo-pass";
      break;
    case BandType::kHighPass:
      type = "Hi-pass";
      break;
  }
  Value value;
  value.set("type", type);
  value.set("mode", kOurMode);
  value.set("slope", "x1");
  value.set("solo", false);
  value.set("mute", false);
  value.set("gain", band.gain.db());
  value.set("frequency", band.frequency.value());
  value.set("q", band.q);
  if (version == EasyEffectsVersion::k8) value.set("width", 4.0);
  return value;
}

Value side_value(const Peq& peq, std::size_t bands, EasyEffectsVersion version) {
  Value side{Value::Object{}};
  // A missing band is a parse error in EasyEffects: the shorter ear is filled up with bands that do nothing.
  for (std::size_t i = 0; i < bands; ++i) {
    const Band idle{BandType::kPeaking, Hertz(1000.0), Gain(0.0), 1.0};
    side.set("band" + std::to_string(i), band_value(i < peq.bands.size() ? peq.bands[i] : idle, version));
  }
  return side;
}

Value preset_with(const std::string& plugin, Value settings) {
  Value order{Value::Array{}};
  order.push_back(plugin);
  Value output;
  output.set("blocklist", Value::Array{});
  output.set("plugins_order", std::move(order));
  output.set(plugin, std::move(settings));
  Value preset;
  preset.set("output", std::move(output));
  return preset;
}

}  // namespace

Result<EqDocument> read_easyeffects(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(const auto preset, parse_hand_written_json(bytes, file));
  const Value* chain = preset.find("output");
  if (chain == nullptr) chain = preset.find("input");
  if (chain == nullptr || !chain->is_object()) {
    return Error{Errc::kInvalidData,
                 "Expected an EasyEffects preset with 'output' or 'input', found neither",
                 {file, 0, "output"}};
  }
  EqDocument document;
  document.name = stem_of(file);
  EqChannel left, right;
  bool any = false;
  for (const auto& plugin : texts_member(*chain, "plugins_order")) {
    const Value* settings = chain->find(plugin);
    if (settings == nullptr || !settings->is_object()) continue;
    if (bool_member(*settings, "bypass", false)) {
      document.notes.push_back("'" + plugin + "' is bypassed and was left out");
      continue;
    }
    if (!is_equalizer(plugin) && !is_convolver(plugin)) {
      document.notes.push_back("'" + plugin + "' can't be carried over and was left out");
      continue;
    }
    any = true;
    const double gain_db = number_member(*settings, "input-gain", 0.0) + number_member(*settings, "output-gain", 0.0);
    if (!(std::abs(gain_db) <= 200.0)) {
      return Error{Errc::kInvalidData, "Expected a gain within 200 dB, found " + shortest(gain_db), {file, 0, plugin}};
    }
    left.peq.preamp = left.peq.preamp + Gain(gain_db);
    right.peq.preamp = right.peq.preamp + Gain(gain_db);
    if (is_convolver(plugin)) {
      read_convolution(plugin, *settings, left, document.notes);
      right.convolutions = left.convolutions;
      continue;
    }
    const Value* left_bands = settings->find("left");
    const Value* right_bands = settings->find("right");
    if (left_bands == nullptr || right_bands == nullptr) {
      return Error{Errc::kInvalidData, "Expected 'left' and 'right' bands, found only one of them", {file, 0, plugin}};
    }
    const bool split = bool_member(*settings, "split-channels", false);
    read_bands(*settings, *left_bands, left, document.notes);
    std::vector<std::string> same_notes;
    read_bands(*settings, split ? *right_bands : *left_bands, right, split ? document.notes : same_notes);
  }
  if (!any) {
    return Error{Errc::kInvalidData,
                 "Expected an equaliser or a convolver in the preset, found none",
                 {file, 0, "plugins_order"}};
  }
  document.channels = ear_channels(std::move(left), std::move(right));
  return document;
}

Export write_easyeffects(const EqDocument& document, EasyEffectsVersion version) {
  static const BandLimits limits{.max_bands = 32,
                                 .frequency_hz = {10.0, 24000.0, 0.0},
                                 .gain_db = {-36.0, 36.0, 0.0},
                                 .q = {0.0, 100.0, 0.0},
                                 .preamp_db = {-36.0, 36.0, 0.0}};
  Export out;
  out.file_name = document.name + ".json";
  const bool split = !same_for_both(document);
  const auto& left_channel = channel_for(document, Channel::kLeft);
  const auto& right_channel = channel_for(document, Channel::kRight);
  say_left_out_besides_bands(left_channel, out.losses);
  Peq left = held_by(limits, left_channel.peq, out.losses);
  Peq right = split ? held_by(limits, right_channel.peq, out.losses) : left;
  const Gain preamp = std::max(left.preamp, right.preamp);
  // One input gain for both: the quieter ear's difference becomes a shelf far below hearing, which is a plain gain.
  for (Peq* peq : {&left, &right}) {
    if (peq->preamp == preamp) continue;
    if (peq->bands.size() < 32) {
      peq->bands.push_back({BandType::kHighShelf, Hertz(10.0), peq->preamp - preamp, 0.7071067811865476});
      out.losses.emplace_back(
          "The ears' preamps differ: one ear's is a high shelf at 10 Hz, exact to 0.1 dB above 30 Hz");
    } else {
      out.losses.emplace_back("The ears' preamps differ, and there is no band left to hold the difference");
    }
  }
  const std::size_t bands = std::max<std::size_t>(1, std::max(left.bands.size(), right.bands.size()));
  Value equalizer;
  equalizer.set("bypass", false);
  equalizer.set("input-gain", preamp.db());
  equalizer.set("output-gain", 0.0);
  equalizer.set("mode", "IIR");
  // Ears that differ only in what is written alike (a band of 0 dB, the filling) are one when they are read back.
  Value left_side = side_value(left, bands, version), right_side = side_value(right, bands, version);
  equalizer.set("split-channels", left_side != right_side);
  equalizer.set("balance", 0.0);
  equalizer.set("pitch-left", 0.0);
  equalizer.set("pitch-right", 0.0);
  equalizer.set("num-bands", static_cast<std::int64_t>(bands));
  if (version == EasyEffectsVersion::k8) equalizer.set("decramp", "Off");
  equalizer.set("left", std::move(left_side));
  equalizer.set("right", std::move(right_side));
  out.text = write_json(preset_with("equalizer#0", std::move(equalizer)), 4) + "\n";
  return out;
}

double easyeffects_filter_error_db(const EqDocument& document, Hertz sample_rate) {
  double spread_db = 0.0;
  for (const auto& channel : document.channels)
    spread_db = std::max(spread_db, single_precision_spread_db(channel.peq, sample_rate));
  return kMostPerSpread * spread_db;
}

namespace {

// "44.1, 88.2 and 96 kHz"
std::string in_words(const std::vector<Hertz>& rates) {
  std::string text;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == rates.size() ? " and " : ", ") + fixed_trimmed(rates[i].value() / 1000.0, 1);
  }
  return text + " kHz";
}

std::string convolver_preset_name(const EqDocument& document, Hertz rate) {
  return document.name + " " + fixed_trimmed(rate.value(), 0);
}

// The preset for one rate, the impulse response attached.
Export convolver_for(const EqDocument& document, Hertz rate, const EasyEffectsOptions& options) {
  const std::string file = impulse_response_name(document, rate);
  EqDocument convolved;
  convolved.name = document.name;
  EqChannel loads;
  loads.convolutions = {{{options.impulse_folder.empty() ? file : options.impulse_folder + "/" + file}}};
  convolved.channels.push_back(std::move(loads));
  Export preset = write_easyeffects_convolver(convolved, rate, options.version);
  preset.file_name = convolver_preset_name(document, rate) + ".json";
  preset.attachments.push_back({file, impulse_response_wav(document, rate, WavSample::kFloat32)});
  return preset;
}

}  // namespace

Export write_easyeffects_exact(const EqDocument& document, const EasyEffectsOptions& options) {
  Export out = write_easyeffects(document, options.version);
  const auto misses = [&](Hertz rate) { return easyeffects_filter_error_db(document, rate) > options.accuracy_db; };
  const Hertz here = options.sample_rate;
  const bool convolver = misses(here);
  std::vector<Hertz> others;
  for (const Hertz rate : {Hertz(44100.0), Hertz(48000.0), Hertz(88200.0), Hertz(96000.0)}) {
    if (rate != here && (convolver || misses(rate))) others.push_back(rate);
  }
  if (!convolver && others.empty()) return out;

  if (convolver) {
    Export preset = convolver_for(document, here, options);
    out.attachments.push_back({document.name + " filters.json", std::move(out.text)});
    out.text = std::move(preset.text);
    out.attachments.push_back(std::move(preset.attachments.front()));
    out.losses.push_back(
        "EasyEffects' single-precision filters may be " + fixed(easyeffects_filter_error_db(document, here), 2) +
        " dB off at the lowest frequencies, so this preset has their impulse response instead: exact, "
        "at " +
        in_words({here}) + " only; at " + in_words(others) + " load the preset of that rate beside it. '" +
        document.name + " filters' has the filters, to be changed by hand");
  } else {
    out.losses.push_back("At " + in_words(others) + " EasyEffects' single-precision filters may be " +
                         fixed(easyeffects_filter_error_db(document, others.back()), 2) +
                         " dB off at the lowest frequencies: there load the preset of that rate beside this one, which "
                         "has their impulse response and is exact");
  }
  for (const Hertz rate : others) {
    Export preset = convolver_for(document, rate, options);
    out.attachments.push_back({preset.file_name, std::move(preset.text)});
    out.attachments.push_back(std::move(preset.attachments.front()));
  }
  if (options.version == EasyEffectsVersion::k8) {
    out.losses.emplace_back(
        "EasyEffects looks for the impulse responses in ~/.local/share/easyeffects/irs: copy them there");
  } else if (options.impulse_folder.empty()) {
    out.losses.emplace_back("EasyEffects must find the impulse responses: put their folder before their names");
  }
  return out;
}

Export write_easyeffects_convolver(const EqDocument& document, Hertz device_rate, EasyEffectsVersion version) {
  Export out;
  const std::string rate = fixed_trimmed(device_rate.value(), 0);
  out.file_name = document.name + " " + rate + ".json";
  const auto& channel = channel_for(document, Channel::kLeft);
  const Convolution convolution = channel.convolutions.empty() ? Convolution{} : channel.convolutions.front();
  std::string chosen = convolution.files.empty() ? std::string() : convolution.files.front();
  for (const auto& file : convolution.files) {
    if (file.find(rate) != std::string::npos) chosen = file;
  }
  if (channel.convolutions.size() > 1) out.losses.emplace_back("All convolutions but the first were left out");
  Value convolver;
  convolver.set("bypass", false);
  convolver.set("input-gain", channel.peq.preamp.db());
  convolver.set("output-gain", 0.0);
  if (version == EasyEffectsVersion::k8) {
    convolver.set("kernel-name", std::string(stem_of(chosen)));
  } else {
    convolver.set("kernel-path", chosen);
  }
  convolver.set("ir-width", static_cast<std::int64_t>(std::lround(100.0 * convolution.width)));
  convolver.set("autogain", convolution.to_unit_energy);
  out.text = write_json(preset_with("convolver#0", std::move(convolver)), 4) + "\n";
  if (chosen.empty()) out.losses.emplace_back("There is no convolution file to load");
  if (!channel.peq.bands.empty() || !channel.graphic.empty()) {
    out.losses.emplace_back("The bands are not in this preset: they must be in the convolution file");
  }
  out.losses.push_back("Right only while the graph runs at " + rate +
                       " Hz: EasyEffects 7 resamples an impulse response badly; it takes stereo files only");
  return out;
}

std::string_view easyeffects_folder(EasyEffectsVersion version) {
  return version == EasyEffectsVersion::k7 ? "~/.config/easyeffects/output" : "~/.local/share/easyeffects/output";
}

}  // namespace eardrum
