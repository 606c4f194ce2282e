// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/pipewire.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/biquad_text.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/impulse_response.h>
#include <eardrum/formats/json_reading.h>
#include <eardrum/formats/single_precision.h>
#include <eardrum/formats/spa_json.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

constexpr double kFixedShelfQ = 0.7071067811865476;  // S = 1: what versions without shelf Q run.
constexpr double kShelfQTolerance = 0.0005;
// The filters' state is single precision too. In simulated impulse responses it added at most 1.12 times the spread of
// the coefficients; an equaliser of which the coefficients alone are 0.004 dB off was recorded 0.028 dB off.
constexpr double kStatePerSpread = 1.2;

double filter_error_db(const Peq& peq, Hertz rate) {
  return single_precision_error_db(peq, rate) + kStatePerSpread * single_precision_spread_db(peq, rate);
}

constexpr std::pair<BandType, const char*> kLabels[] = {{BandType::kPeaking, "bq_peaking"},
                                                        {BandType::kLowShelf, "bq_lowshelf"},
                                                        {BandType::kHighShelf, "bq_highshelf"},
                                                        {BandType::kLowPass, "bq_lowpass"},
                                                        {BandType::kHighPass, "bq_highpass"}};

const char* label_of(BandType type) {
  for (const auto& [known, label] : kLabels) {
    if (known == type) return label;
  }
  return "bq_peaking";
}

bool is_shelf(BandType type) {
  return type == BandType::kLowShelf || type == BandType::kHighShelf;
}
bool is_pass(BandType type) {
  return type == BandType::kLowPass || type == BandType::kHighPass;
}

enum class Way { kBiquads, kRawBiquads, kConvolver };

Way way_for(const Peq& peq, const PipeWireVersion& version, double accuracy_db) {
  for (const double rate : {44100.0, 48000.0, 96000.0}) {
    if (filter_error_db(peq, Hertz(rate)) > accuracy_db) return Way::kConvolver;
  }
  const bool matched = peq.design == FilterDesign::kMatched;
  if (version.has_shelf_q() && !matched) return Way::kBiquads;
  const bool plain = !matched && std::all_of(peq.bands.begin(), peq.bands.end(), [](const Band& band) {
    return !is_pass(band.type) && (!is_shelf(band.type) || std::abs(band.q - kFixedShelfQ) < kShelfQTolerance);
  });
  if (plain) return Way::kBiquads;
  return version.has_bq_raw() ? Way::kRawBiquads : Way::kConvolver;
}

struct Node {
  std::string name;
  std::string text;
};

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out + "\"";
}

Node biquad_node(const std::string& name, const char* label, double hz, double q, double gain_db) {
  return {name, "{ type = builtin name = " + name + " label = " + label + " control = { \"Freq\" = " + shortest(hz) +
                    " \"Q\" = " + shortest(q) + " \"Gain\" = " + shortest(gain_db) + " } }"};
}

std::vector<Node> biquad_nodes(const Peq& peq, const std::string& suffix) {
  std::vector<Node> nodes;
  nodes.push_back(biquad_node("preamp" + suffix, "bq_highshelf", 0.0, 1.0, peq.preamp.db()));
  int number = 0;
  for (const auto& band : peq.bands) {
    nodes.push_back(biquad_node("band" + std::to_string(++number) + suffix, label_of(band.type), band.frequency.value(),
                                band.q, band.gain.db()));
  }
  return nodes;
}

std::vector<Node> raw_nodes(const Peq& peq, const std::string& suffix) {
  std::vector<Node> nodes;
  nodes.push_back(biquad_node("preamp" + suffix, "bq_highshelf", 0.0, 1.0, peq.preamp.db()));
  int number = 0;
  for (const auto& band : peq.bands) {
    Node node{"band" + std::to_string(++number) + suffix, {}};
    node.text = "{ type = builtin name = " + node.name + " label = bq_raw config = { coefficients = [";
    for (const auto rate : common_sample_rates()) {
      const auto c = design(below_nyquist(Peq{Gain(0.0), {band}, peq.design}, rate), rate).front();
      node.text += "\n                        { rate = " + fixed(rate.value(), 0) + " b0 = " + shortest(c.b0) +
                   " b1 = " + shortest(c.b1) + " b2 = " + shortest(c.b2) + " a0 = 1.0 a1 = " + shortest(c.a1) +
                   " a2 = " + shortest(c.a2) + " }";
    }
    node.text += "\n                    ] } }";
    nodes.push_back(std::move(node));
  }
  return nodes;
}

Node convolver_node(const std::string& name, const std::vector<std::string>& files, int channel) {
  std::string list;
  for (const auto& file : files) list += (list.empty() ? "" : " ") + quoted(file);
  return {name, "{ type = builtin name = " + name + " label = convolver config = { filename = [ " + list +
                    " ] channel = " + std::to_string(channel) + " } }"};
}

void append_links(std::string& text, const std::vector<Node>& nodes) {
  for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
    text += "                    { output = \"" + nodes[i].name + ":Out\" input = \"" + nodes[i + 1].name + ":In\" }\n";
  }
}

}  // namespace

std::optional<PipeWireVersion> parse_pipewire_version(std::string_view text) {
  std::array<int, 3> parts{};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto point = text.find('.');
    const auto part = parse_integer(text.substr(0, point));
    if (!part || *part < 0) return std::nullopt;
    parts[i] = *part;
    if (point == std::string_view::npos) {
      if (i == 0) return std::nullopt;
      break;
    }
    if (i == 2) return std::nullopt;
    text.remove_prefix(point + 1);
  }
  return PipeWireVersion{parts[0], parts[1], parts[2]};
}

Export write_pipewire(const EqDocument& document, const PipeWireExportOptions& options) {
  static const BandLimits limits{.max_bands = 60, .coefficients = true};  // A graph holds 64 nodes.
  Export out;
  out.file_name = "99-" + options.node_name + ".conf";
  const bool apart = !same_for_both(document);
  std::vector<Peq> ears;
  for (const auto side : {Channel::kLeft, Channel::kRight}) {
    if (side == Channel::kRight && !apart) break;
    const auto& channel = channel_for(document, side);
    if (!channel.graphic.empty())
      out.losses.emplace_back("The graphic curve was left out: make an impulse response of it first");
    if (!channel.coefficients.empty())
      out.losses.emplace_back("Filters given as coefficients hold for one sample rate only and were left out");
    ears.push_back(held_by(limits, channel.peq, out.losses));
  }
  Way way = Way::kBiquads;
  for (const auto& peq : ears) way = std::max(way, way_for(peq, options.version, options.accuracy_db));

  if (way != Way::kConvolver) {
    double worst = 0.0;
    for (const auto& peq : ears) worst = std::max(worst, filter_error_db(peq, Hertz(192000.0)));
    if (worst > options.accuracy_db) {
      out.losses.push_back("At 192 kHz PipeWire's single-precision coefficients are up to " + fixed(worst, 2) +
                           " dB off at the lowest frequencies");
    }
  }
  std::vector<std::string> files;
  if (way == Way::kConvolver) {
    EqDocument held = document;
    for (const auto rate : common_sample_rates()) {
      const auto name = impulse_response_name(held, rate);
      files.push_back(options.impulse_folder.empty() ? name : options.impulse_folder + "/" + name);
      out.attachments.push_back({name, impulse_response_wav(held, rate, WavSample::kFloat32)});
    }
    out.losses.push_back(
        std::string("The filters are written as impulse responses, because this version of PipeWire ") +
        (options.version.has_shelf_q()
             ? "would miss the wanted accuracy at the lowest of them"
             : "ignores the Q of shelves and passes, takes no coefficients, or would miss the wanted "
               "accuracy") +
        ": they can't be changed while it runs");
    // Beside them the filters, where the version can hold them and only the accuracy speaks against it.
    PipeWireExportOptions filters = options;
    filters.accuracy_db = HUGE_VAL;
    const bool held_as_filters = std::all_of(ears.begin(), ears.end(), [&](const Peq& peq) {
      return way_for(peq, options.version, filters.accuracy_db) != Way::kConvolver;
    });
    if (held_as_filters) {
      Export beside = write_pipewire(document, filters);
      out.attachments.push_back({document.name + " filters.conf", std::move(beside.text)});
      out.losses.push_back("'" + document.name + " filters.conf' has the filters, to be changed by hand");
    }
    if (options.impulse_folder.empty())
      out.losses.emplace_back("PipeWire must find the impulse responses: put their folder before their names");
  }

  std::vector<std::vector<Node>> chains;
  for (std::size_t ear = 0; ear < ears.size(); ++ear) {
    const std::string suffix = !apart ? "" : ear == 0 ? "_l" : "_r";
    std::vector<Node> nodes;
    if (way == Way::kBiquads)
      nodes = biquad_nodes(ears[ear], suffix);
    else if (way == Way::kRawBiquads)
      nodes = raw_nodes(ears[ear], suffix);
    else
      nodes.push_back(convolver_node("eq" + suffix, files, static_cast<int>(ear)));
    const auto& channel = channel_for(document, ear == 0 ? Channel::kLeft : Channel::kRight);
    for (std::size_t i = 0; i < channel.convolutions.size(); ++i) {
      const Convolution& convolution = channel.convolutions[i];
      say_left_out_of(convolution, out.losses);
      nodes.push_back(convolver_node("conv" + (i == 0 ? "" : std::to_string(i + 1)) + suffix, convolution.files,
                                     static_cast<int>(convolution.channel.value_or(ear))));
    }
    chains.push_back(std::move(nodes));
  }

  std::string& text = out.text;
  text =
      "# Written by Eardrum for PipeWire " + std::to_string(options.version.major) + "." +
      std::to_string(options.version.minor) + "." + std::to_string(options.version.micro) +
      (options.standalone ? ": pipewire -c FILE\n" : ": ~/.config/pipewire/pipewire.conf.d/, then restart PipeWire\n");
  if (options.standalone) {
    text +=
        "context.properties = { log.level = 2 }\n"
        "context.spa-libs = {\n    audio.convert.* = audioconvert/libspa-audioconvert\n    support.* = "
        "support/libspa-support\n}\n";
  }
  text += "context.modules = [\n";
  if (options.standalone) {
    text +=
        "    { name = libpipewire-module-protocol-native }\n    { name = libpipewire-module-client-node }\n"
        "    { name = libpipewire-module-adapter }\n";
  }
  text += "    { name = libpipewire-module-filter-chain\n        args = {\n            node.description = " +
          quoted(options.description) + "\n            media.name = " + quoted(options.description) +
          "\n            filter.graph = {\n                nodes = [\n";
  for (const auto& nodes : chains) {
    for (const auto& node : nodes) text += "                    " + node.text + "\n";
  }
  text += "                ]\n";
  if (chains.front().size() > 1 || apart) {
    text += "                links = [\n";
    for (const auto& nodes : chains) append_links(text, nodes);
    text += "                ]\n";
  }
  std::string inputs, outputs;
  for (const auto& nodes : chains) {
    inputs += " \"" + nodes.front().name + ":In\"";
    outputs += " \"" + nodes.back().name + ":Out\"";
  }
  text += "                inputs = [" + inputs + " ]\n                outputs = [" + outputs + " ]\n            }\n";
  text +=
      "            audio.channels = 2\n            audio.position = [ FL FR ]\n"
      "            capture.props = { node.name = " +
      quoted("effect_input." + options.node_name) + " media.class = Audio/Sink }\n" +
      "            playback.props = { node.name = " + quoted("effect_output." + options.node_name) +
      " node.passive = true }\n"
      "        }\n    }\n]\n";
  return out;
}

namespace {

// The first filter-chain's graph, wherever the modules stand.
const Value* find_graph(const Value& config) {
  if (const Value* graph = config.find("filter.graph"); graph != nullptr && graph->is_object()) return graph;
  const Value* modules = config.find("context.modules");
  if (modules == nullptr || !modules->is_array()) return nullptr;
  for (const auto& module : modules->as_array()) {
    const Value* args = module.find("args");
    if (args == nullptr) continue;
    if (const Value* graph = args->find("filter.graph"); graph != nullptr && graph->is_object()) return graph;
  }
  return nullptr;
}

class GraphReader {
 public:
  GraphReader(const PipeWireVersion& version, std::vector<std::string>& notes) : version_(version), notes_(notes) {}

  void read_node(const Value& node, EqChannel& channel) {
    const auto name = text_member(node, "name", "a node without a name");
    const auto label = text_member(node, "label");
    const auto type = text_member(node, "type");
    const Value none;
    const Value* control = node.find("control");
    const Value* config = node.find("config");
    if (control == nullptr) control = &none;
    if (config == nullptr) config = &none;
    if (type != "builtin") return note(name, "a plugin of type '" + type + "' can't be carried over and was left out");
    if (label == "convolver") {
      read_convolver(name, *config, channel);
    } else if (label == "bq_raw") {
      read_raw(name, *config, channel);
    } else if (label == "param_eq") {
      const Value* filters = config->find("filters");
      if (filters == nullptr || !filters->is_array())
        return note(name, "its filters stand in another file and were left out");
      for (const auto& filter : filters->as_array()) {
        read_band(name, text_member(filter, "type"), number_member(filter, "freq", 0.0),
                  number_member(filter, "q", 0.0), number_member(filter, "gain", 0.0), channel);
      }
    } else if (label == "mixer") {
      const double gain = number_member(*control, "Gain 1", 1.0);
      if (version_.has_single_mixer_gain())
        add_gain(channel, 20.0 * std::log10(std::max(gain, 1e-9)));
      else if (gain != 1.0)
        note(name, "this version ignores the gain of a mixer with one input");
    } else if (label == "linear") {
      add_gain(channel, 20.0 * std::log10(std::max(number_member(*control, "Mult", 1.0), 1e-9)));
    } else if (label != "copy") {
      read_band(name, label, number_member(*control, "Freq", 0.0), number_member(*control, "Q", 0.0),
                number_member(*control, "Gain", 0.0), channel);
    }
  }

 private:
  void note(const std::string& name, const std::string& what) { notes_.push_back("'" + name + "': " + what); }

  static void add_gain(EqChannel& channel, double db) {
    if (std::isfinite(db) && std::abs(db) <= 200.0) channel.peq.preamp = channel.peq.preamp + Gain(db);
  }

  void read_band(const std::string& name, const std::string& label, double hz, double q, double gain_db,
                 EqChannel& channel) {
    for (const auto& [type, known] : kLabels) {
      if (label != known) continue;
      if (type == BandType::kHighShelf && hz == 0.0) return add_gain(channel, gain_db);
      Band band{type, Hertz(hz), Gain(gain_db), q};
      if (!version_.has_shelf_q() && is_shelf(type)) {
        if (std::abs(q - kFixedShelfQ) >= kShelfQTolerance)
          note(name, "this version ignores the Q of a shelf: it runs with 0.7071");
        band.q = kFixedShelfQ;
      }
      if (!version_.has_shelf_q() && is_pass(type)) {
        band.q = std::pow(10.0, std::clamp(q, -200.0, 200.0) / 20.0);
        note(name, "this version takes the Q of a pass as a resonance in dB: it runs with Q " + fixed(band.q, 3));
      }
      add_band(channel.peq, band, "'" + name + "'", notes_);
      return;
    }
    note(name, "a filter '" + label + "' can't be carried over and was left out");
  }

  void read_convolver(const std::string& name, const Value& config, EqChannel& channel) {
    const auto files = texts_member(config, "filename");
    for (const char* member : {"delay", "offset", "length"}) {
      if (number_member(config, member, 0.0) > 0.0)
        note(name, "its " + std::string(member) + " can't be carried over and was left out");
    }
    add_gain(channel, 20.0 * std::log10(std::max(number_member(config, "gain", 1.0), 1e-9)));
    if (files == std::vector<std::string>{"/dirac"}) return;
    if (files.empty() || std::find(files.begin(), files.end(), "/hilbert") != files.end())
      return note(name, "a convolver without an impulse response in a file can't be carried over and was left out");
    const double number = number_member(config, "channel", 0.0);
    const std::size_t which = number >= 0.0 && number < 1024.0 ? static_cast<std::size_t>(number) : 0;
    channel.convolutions.push_back({files, which});
  }

  void read_raw(const std::string& name, const Value& config, EqChannel& channel) {
    const Value* sets = config.find("coefficients");
    if (sets == nullptr || !sets->is_array()) return note(name, "it has no coefficients and was left out");
    for (const auto& set : sets->as_array()) {
      const Hertz rate(number_member(set, "rate", 0.0));
      const double a0 = number_member(set, "a0", 1.0);
      if (!(rate >= Hertz(1000.0)) || !(rate <= Hertz(1e7)) || a0 == 0.0) {
        note(name, "a set of coefficients without a rate was left out");
        continue;
      }
      const BiquadCoefficients biquad{number_member(set, "b0", 1.0) / a0, number_member(set, "b1", 0.0) / a0,
                                      number_member(set, "b2", 0.0) / a0, number_member(set, "a1", 0.0) / a0,
                                      number_member(set, "a2", 0.0) / a0};
      const auto same_rate = std::find_if(channel.coefficients.begin(), channel.coefficients.end(),
                                          [&](const CoefficientSet& known) { return known.sample_rate == rate; });
      if (same_rate == channel.coefficients.end())
        channel.coefficients.push_back({rate, {biquad}});
      else
        same_rate->biquads.push_back(biquad);
    }
  }

  const PipeWireVersion& version_;
  std::vector<std::string>& notes_;
};

std::string node_of_port(const std::string& port) {
  return port.substr(0, port.find(':'));
}

}  // namespace

Result<EqDocument> read_pipewire(std::string_view bytes, const std::string& file, PipeWireVersion version) {
  const auto decoded = decode_text(bytes);
  EARDRUM_TRY(const auto config, parse_spa_json(decoded.text, file));
  const Value* graph = find_graph(config);
  const Value* nodes = graph == nullptr ? nullptr : graph->find("nodes");
  if (nodes == nullptr || !nodes->is_array() || nodes->as_array().empty()) {
    return Error{Errc::kInvalidData,
                 "Expected a filter-chain with a filter.graph and its nodes, found none",
                 {file, 0, "filter.graph"}};
  }
  std::map<std::string, const Value*> by_name;
  for (const auto& node : nodes->as_array()) by_name.emplace(text_member(node, "name"), &node);
  std::map<std::string, std::string> next;
  std::vector<std::string> branching;
  if (const Value* links = graph->find("links"); links != nullptr && links->is_array()) {
    for (const auto& link : links->as_array()) {
      const auto from = node_of_port(text_member(link, "output")), to = node_of_port(text_member(link, "input"));
      const auto [known, first] = next.emplace(from, to);
      if (!first && known->second != to) branching.push_back(from);
    }
  }
  std::vector<std::string> starts;
  for (const auto& port : texts_member(*graph, "inputs")) starts.push_back(node_of_port(port));
  if (starts.empty()) starts.push_back(text_member(nodes->as_array().front(), "name"));

  EqDocument document;
  document.name = stem_of(file);
  if (starts.size() > 2)
    document.notes.push_back(std::to_string(starts.size() - 2) + " channels beyond two were left out");
  for (const auto& node : branching) {
    document.notes.push_back("'" + node + "': it is linked to several; all but the first way was left out");
  }
  std::vector<EqChannel> ears;
  for (std::size_t ear = 0; ear < std::min<std::size_t>(starts.size(), 2); ++ear) {
    EqChannel channel;
    GraphReader reader(version, document.notes);
    std::string at = starts[ear];
    // At most as many steps as there are nodes: links may run in a circle.
    for (std::size_t step = 0; step < nodes->as_array().size(); ++step) {
      const auto node = by_name.find(at);
      if (node == by_name.end()) break;
      reader.read_node(*node->second, channel);
      const auto link = next.find(at);
      if (link == next.end()) break;
      at = link->second;
    }
    ears.push_back(std::move(channel));
  }
  EqChannel right = ears.back();
  document.channels = ear_channels(std::move(ears.front()), std::move(right));
  return document;
}

}  // namespace eardrum
