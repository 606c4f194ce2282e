// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/camilladsp.h>

#include <algorithm>
#include <cmath>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/eqmac.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/impulse_response.h>
#include <eardrum/formats/json_reading.h>
#include <eardrum/formats/text_lines.h>
#include <eardrum/formats/yaml_subset.h>

namespace eardrum {
namespace {

constexpr std::pair<BandType, const char*> kTypes[] = {{BandType::kPeaking, "Peaking"},
                                                       {BandType::kLowShelf, "Lowshelf"},
                                                       {BandType::kHighShelf, "Highshelf"},
                                                       {BandType::kLowPass, "Lowpass"},
                                                       {BandType::kHighPass, "Highpass"}};

std::string yaml_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out + "\"";
}

// YAML takes "105" for an integer, which CamillaDSP's numbers may be too; a point makes it plain.
std::string number_text(double value) {
  std::string text = shortest(value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string free_biquad(const BiquadCoefficients& c) {
  return "{ type: Biquad, parameters: { type: Free, a1: " + number_text(c.a1) + ", a2: " + number_text(c.a2) +
         ", b0: " + number_text(c.b0) + ", b1: " + number_text(c.b1) + ", b2: " + number_text(c.b2) + " } }";
}

struct Step {
  std::string name;
  std::string definition;
};

std::vector<Step> steps_for(const EqChannel& channel, const Peq& peq, const std::string& suffix, int wav_channel,
                            Hertz sample_rate, std::vector<std::string>& losses) {
  std::vector<Step> steps;
  steps.push_back({"preamp" + suffix, "{ type: Gain, parameters: { gain: " + number_text(peq.preamp.db()) +
                                          ", inverted: false, scale: dB } }"});
  int number = 0;
  if (peq.design == FilterDesign::kMatched) {
    for (const auto& biquad : design(peq, sample_rate))
      steps.push_back({"band" + std::to_string(++number) + suffix, free_biquad(biquad)});
  }
  for (const auto& band : peq.bands) {
    if (peq.design == FilterDesign::kMatched) break;
    std::string definition = "{ type: Biquad, parameters: { type: ";
    for (const auto& [type, name] : kTypes) {
      if (type == band.type) definition += name;
    }
    definition += ", freq: " + number_text(band.frequency.value()) + ", q: " + number_text(band.q);
    if (band.type != BandType::kLowPass && band.type != BandType::kHighPass)
      definition += ", gain: " + number_text(band.gain.db());
    steps.push_back({"band" + std::to_string(++number) + suffix, definition + " } }"});
  }
  bool other_rates = false;
  for (const auto& set : channel.coefficients) {
    if (set.sample_rate != sample_rate) {
      other_rates = true;
      continue;
    }
    int free_number = 0;
    for (const auto& c : set.biquads) {
      steps.push_back({"free" + std::to_string(++free_number) + suffix, free_biquad(c)});
    }
  }
  if (other_rates)
    losses.push_back("Coefficients for other rates than " + fixed_trimmed(sample_rate.value(), 0) +
                     " Hz were left out");
  if (!channel.graphic.empty())
    losses.emplace_back("The graphic curve was left out: make an impulse response of it first");
  const std::string rate = fixed_trimmed(sample_rate.value(), 0);
  for (std::size_t i = 0; i < channel.convolutions.size(); ++i) {
    const Convolution& convolution = channel.convolutions[i];
    say_left_out_of(convolution, losses);
    for (const auto& file : convolution.files) {
      if (convolution.files.size() > 1 && file.find(rate) == std::string::npos) continue;
      // The program does not look at the file's own rate: its name must follow the running one.
      std::string named = file;
      if (const auto at = named.find(rate); at != std::string::npos && named.find("$samplerate$") == std::string::npos)
        named.replace(at, rate.size(), "$samplerate$");
      const std::size_t from = convolution.channel.value_or(static_cast<std::size_t>(wav_channel));
      steps.push_back({"conv" + (i == 0 ? "" : std::to_string(i + 1)) + suffix,
                       "{ type: Conv, parameters: { type: Wav, filename: " + yaml_quoted(named) +
                           ", channel: " + std::to_string(from) + " } }"});
      break;
    }
  }
  return steps;
}

Export write_for_one_rate(const EqDocument& document, CamillaDspVersion version, Hertz sample_rate) {
  static const BandLimits limits{.preamp_db = {-150.0, 150.0, 0.0}, .coefficients = true};
  Export out;
  out.file_name = document.name + ".yml";
  const bool apart = !same_for_both(document);
  std::vector<std::vector<Step>> ears;
  for (const auto side : {Channel::kLeft, Channel::kRight}) {
    if (side == Channel::kRight && !apart) break;
    const auto& channel = channel_for(document, side);
    Peq held = held_by(limits, channel.peq, out.losses);
    const std::string suffix = !apart ? "" : side == Channel::kLeft ? "_left" : "_right";
    for (auto& band : held.bands) {
      if (band.frequency < 0.5 * sample_rate) continue;
      out.losses.push_back("A band at " + fixed_trimmed(band.frequency.value(), 0) +
                           " Hz is above half of the sample rate and was moved below it");
      band.frequency = 0.4999 * sample_rate;
    }
    ears.push_back(steps_for(channel, held, suffix, side == Channel::kLeft ? 0 : 1, sample_rate, out.losses));
  }
  const char* format = version == CamillaDspVersion::k4 ? "F64_LE" : "FLOAT64LE";
  std::string& text = out.text;
  text = "---\n# Written by Eardrum for CamillaDSP " + std::to_string(static_cast<int>(version)) +
         ". Put your own devices here.\n";
  if (version != CamillaDspVersion::k2) text += "title: " + yaml_quoted(document.name) + "\n";
  text += "devices:\n  samplerate: " + fixed(sample_rate.value(), 0) +
          "\n  chunksize: 1024\n  capture: { type: Stdin, channels: 2, format: " + format +
          " }\n  playback: { type: Stdout, channels: 2, format: " + format + " }\nfilters:\n";
  for (const auto& steps : ears) {
    for (const auto& step : steps) text += "  " + step.name + ": " + step.definition + "\n";
  }
  text += "pipeline:\n";
  const auto names_of = [](const std::vector<Step>& steps) {
    std::string names;
    for (const auto& step : steps) names += (names.empty() ? "" : ", ") + step.name;
    return names;
  };
  const auto append_step = [&](const std::string& channels, const std::vector<Step>& steps) {
    text += "  - type: Filter\n    " + channels + "\n    names: [" + names_of(steps) + "]\n";
  };
  if (version == CamillaDspVersion::k2) {
    append_step("channel: 0", ears.front());
    append_step("channel: 1", ears.back());
  } else if (apart) {
    append_step("channels: [0]", ears.front());
    append_step("channels: [1]", ears.back());
  } else {
    append_step("channels: [0, 1]", ears.front());
  }
  return out;
}

}  // namespace

Export write_camilladsp(const EqDocument& document, CamillaDspVersion version, Hertz sample_rate) {
  Export out = write_for_one_rate(document, version, sample_rate);
  const bool matched = std::any_of(document.channels.begin(), document.channels.end(), [](const EqChannel& channel) {
    return channel.peq.design == FilterDesign::kMatched && !channel.peq.bands.empty();
  });
  if (!matched) return out;
  out.losses.push_back("The filters are coefficients for " + fixed_trimmed(sample_rate.value(), 0) +
                       " Hz only: the files beside this one are for other rates");
  for (const Hertz rate : common_sample_rates()) {
    if (rate == sample_rate) continue;
    out.attachments.push_back({document.name + " " + fixed_trimmed(rate.value(), 0) + ".yml",
                               write_for_one_rate(document, version, rate).text});
  }
  return out;
}

namespace {

class ConfigReader {
 public:
  ConfigReader(const Value& config, std::vector<std::string>& notes) : config_(config), notes_(notes) {
    const Value* devices = config.find("devices");
    rate_ = Hertz(devices == nullptr ? 0.0 : number_member(*devices, "samplerate", 0.0));
  }

  void read_filter(const std::string& name, EqChannel& channel) {
    const Value* filters = config_.find("filters");
    const Value* filter = filters == nullptr ? nullptr : filters->find(name);
    if (filter == nullptr) return note(name, "the pipeline names a filter that there is not");
    const auto type = text_member(*filter, "type");
    const Value* found = filter->find("parameters");
    const Value none;
    const Value& parameters = found == nullptr ? none : *found;
    if (type == "Gain") return read_gain(name, parameters, channel);
    if (type == "Biquad") return read_biquad(name, parameters, channel);
    if (type == "Conv") {
      return read_convolution(name, parameters, channel);
    }
    note(name, "a filter of type '" + type + "' can't be carried over and was left out");
  }

 private:
  void note(const std::string& name, const std::string& what) { notes_.push_back("'" + name + "': " + what); }

  void read_convolution(const std::string& name, const Value& parameters, EqChannel& channel) {
    const auto type = text_member(parameters, "type");
    const auto file = text_member(parameters, "filename");
    if (type == "Dummy") return;
    if (type != "Wav" || file.empty())
      return note(name,
                  "a convolution of type '" + type + "' can't be carried over and was left out: make a WAV of it");
    const double number = number_member(parameters, "channel", 0.0);
    channel.convolutions.push_back(
        {{file}, number >= 0.0 && number < 1024.0 ? static_cast<std::size_t>(number) : std::size_t{0}});
  }

  void read_gain(const std::string& name, const Value& parameters, EqChannel& channel) {
    double db = number_member(parameters, "gain", 0.0);
    if (text_member(parameters, "scale", "dB") == "linear") db = 20.0 * std::log10(std::abs(db));
    if (bool_member(parameters, "inverted", false)) note(name, "the polarity is inverted, which can't be carried over");
    if (bool_member(parameters, "mute", false)) return note(name, "it mutes the channel, which can't be carried over");
    if (!(std::abs(db) <= 200.0)) return note(name, "a gain beyond 200 dB was left out");
    channel.peq.preamp = channel.peq.preamp + Gain(db);
  }

  void read_biquad(const std::string& name, const Value& parameters, EqChannel& channel) {
    const auto type = text_member(parameters, "type");
    if (type == "Free") {
      const BiquadCoefficients biquad{number_member(parameters, "b0", 1.0), number_member(parameters, "b1", 0.0),
                                      number_member(parameters, "b2", 0.0), number_member(parameters, "a1", 0.0),
                                      number_member(parameters, "a2", 0.0)};
      if (channel.coefficients.empty()) channel.coefficients.push_back({rate_, {}});
      channel.coefficients.front().biquads.push_back(biquad);
      return;
    }
    for (const auto& [known, label] : kTypes) {
      if (type != label) continue;
      Band band{known, Hertz(number_member(parameters, "freq", 0.0)), Gain(number_member(parameters, "gain", 0.0)),
                0.0};
      if (parameters.find("q") != nullptr) {
        band.q = number_member(parameters, "q", 0.0);
      } else if (parameters.find("bandwidth") != nullptr) {
        band.q = q_of_octaves(number_member(parameters, "bandwidth", 1.0));
        note(name, "its bandwidth was taken as Q " + fixed(std::isfinite(band.q) ? band.q : 0.0, 3));
      } else if (parameters.find("slope") != nullptr) {
        const double slope = number_member(parameters, "slope", 12.0) / 12.0;
        band.q = slope > 0.0 ? q_of_shelf_slope(slope, band.gain) : 0.0;
      }
      add_band(channel.peq, band, "'" + name + "'", notes_);
      return;
    }
    note(name, "a biquad of type '" + type + "' can't be carried over and was left out");
  }

  const Value& config_;
  std::vector<std::string>& notes_;
  Hertz rate_;
};

// The channels that a step of the pipeline is for; all when it does not say.
bool is_for(const Value& step, int channel) {
  const Value* one = step.find("channel");
  if (one != nullptr && one->is_number()) return one->as_number() == channel;
  const Value* several = step.find("channels");
  if (several == nullptr || !several->is_array()) return true;
  return std::any_of(several->as_array().begin(), several->as_array().end(),
                     [&](const Value& value) { return value.is_number() && value.as_number() == channel; });
}

}  // namespace

Result<EqDocument> read_camilladsp(std::string_view bytes, const std::string& file) {
  const auto decoded = decode_text(bytes);
  EARDRUM_TRY(const auto config, parse_yaml_subset(decoded.text, file));
  const Value* pipeline = config.find("pipeline");
  if (config.find("filters") == nullptr || pipeline == nullptr || !pipeline->is_array()) {
    return Error{
        Errc::kInvalidData, "Expected CamillaDSP's 'filters' and 'pipeline', found none", {file, 0, "pipeline"}};
  }
  EqDocument document;
  document.name = text_member(config, "title", std::string(stem_of(file)));
  EqChannel ears[2];
  for (int channel = 0; channel < 2; ++channel) {
    std::vector<std::string> notes;
    ConfigReader reader(config, notes);
    for (const auto& step : pipeline->as_array()) {
      if (text_member(step, "type") != "Filter") {
        notes.push_back("A step of type '" + text_member(step, "type") + "' can't be carried over and was left out");
        continue;
      }
      if (!is_for(step, channel) || bool_member(step, "bypassed", false)) continue;
      for (const auto& name : texts_member(step, "names")) reader.read_filter(name, ears[channel]);
    }
    for (auto& note : notes) {
      if (std::find(document.notes.begin(), document.notes.end(), note) == document.notes.end())
        document.notes.push_back(std::move(note));
    }
  }
  document.channels = ear_channels(std::move(ears[0]), std::move(ears[1]));
  return document;
}

}  // namespace eardrum
