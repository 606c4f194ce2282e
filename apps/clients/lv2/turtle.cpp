// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "turtle.h"

#include <array>
#include <charconv>
#include <string_view>

#include "ports.h"
#include "presets.h"

namespace eardrum::lv2 {
namespace {

constexpr std::string_view kPrefixes =
    "@prefix atom: <http://lv2plug.in/ns/ext/atom#> .\n"
    "@prefix doap: <http://usefulinc.com/ns/doap#> .\n"
    "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
    "@prefix log: <http://lv2plug.in/ns/ext/log#> .\n"
    "@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"
    "@prefix patch: <http://lv2plug.in/ns/ext/patch#> .\n"
    "@prefix pg: <http://lv2plug.in/ns/ext/port-groups#> .\n"
    "@prefix pprops: <http://lv2plug.in/ns/ext/port-props#> .\n"
    "@prefix pset: <http://lv2plug.in/ns/ext/presets#> .\n"
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix rsz: <http://lv2plug.in/ns/ext/resize-port#> .\n"
    "@prefix state: <http://lv2plug.in/ns/ext/state#> .\n"
    "@prefix units: <http://lv2plug.in/ns/extensions/units#> .\n"
    "@prefix urid: <http://lv2plug.in/ns/ext/urid#> .\n"
    "@prefix work: <http://lv2plug.in/ns/ext/worker#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n";

std::string reference(std::string_view uri) {
  return "<" + std::string(uri) + ">";
}
std::string plugin_part(std::string_view fragment) {
  return reference(std::string(kPluginUri) + "#" + std::string(fragment));
}
std::string preset_uri(const Preset& preset) {
  return reference(std::string(kPluginUri) + ":preset:" + std::string(preset.id));
}

// The shortest decimal that reads back as the same number. Turtle takes one with a point for a decimal, one without for
// an integer.
std::string decimal(float value) {
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
  const std::string number(text.data(), end);
  return number.find('.') == std::string::npos ? number + ".0" : number;
}
std::string number(const Port& port, float value) {
  const bool whole = port.scale == Scale::kInteger || port.scale == Scale::kToggle || port.scale == Scale::kBandType;
  return whole ? std::to_string(static_cast<int>(value)) : decimal(value);
}

std::string_view classes(PortKind kind) {
  switch (kind) {
    case PortKind::kAudioIn:
      return "lv2:InputPort, lv2:AudioPort";
    case PortKind::kAudioOut:
      return "lv2:OutputPort, lv2:AudioPort";
    case PortKind::kMessagesIn:
      return "lv2:InputPort, atom:AtomPort";
    case PortKind::kMessagesOut:
      return "lv2:OutputPort, atom:AtomPort";
    case PortKind::kControlIn:
      return "lv2:InputPort, lv2:ControlPort";
    case PortKind::kControlOut:
      return "lv2:OutputPort, lv2:ControlPort";
  }
  return "";
}

std::string_view unit_name(Unit unit) {
  switch (unit) {
    case Unit::kNone:
      return "";
    case Unit::kDecibels:
      return "units:db";
    case Unit::kHertz:
      return "units:hz";
    case Unit::kFrames:
      return "units:frame";
  }
  return "";
}

std::string port_turtle(std::size_t index, const Port& port) {
  std::string text;
  const auto line = [&](std::string_view key, const std::string& value) {
    text += ";\n    " + std::string(key) + " " + value + " ";
  };
  const auto quoted = [](std::string_view words) { return "\"" + std::string(words) + "\""; };
  text += "  lv2:port [\n    a " + std::string(classes(port.kind)) + " ";
  line("lv2:index", std::to_string(index));
  line("lv2:symbol", quoted(port.symbol));
  line("lv2:name", quoted(port.name));
  if (!port.designation.empty()) line("lv2:designation", reference(port.designation));
  if (!port.group.empty()) line("pg:group", plugin_part(port.group));
  if (!port.comment.empty()) line("rdfs:comment", quoted(port.comment));
  const bool messages = port.kind == PortKind::kMessagesIn || port.kind == PortKind::kMessagesOut;
  if (messages) {
    line("atom:bufferType", "atom:Sequence");
    line("atom:supports", "patch:Message");
    line("rsz:minimumSize", "8192");
    line("lv2:portProperty", "lv2:connectionOptional");
  }
  if (port.kind == PortKind::kControlIn || port.kind == PortKind::kControlOut) {
    if (port.kind == PortKind::kControlIn) line("lv2:default", number(port, port.usual));
    line("lv2:minimum", number(port, port.least));
    line("lv2:maximum", number(port, port.most));
    if (port.unit != Unit::kNone) line("units:unit", std::string(unit_name(port.unit)));
    if (port.costly) line("lv2:portProperty", "pprops:expensive");
  }
  switch (port.scale) {
    case Scale::kLinear:
      break;
    case Scale::kLogarithmic:
      line("lv2:portProperty", "pprops:logarithmic");
      break;
    case Scale::kInteger:
      line("lv2:portProperty", "lv2:integer");
      break;
    case Scale::kToggle:
      line("lv2:portProperty", "lv2:toggled");
      break;
    case Scale::kBandType:
      line("lv2:portProperty", "lv2:integer, lv2:enumeration");
      for (std::size_t i = 0; i < kBandTypes.size(); ++i) {
        line("lv2:scalePoint",
             "[ rdfs:label " + quoted(kBandTypes[i].name) + " ; rdf:value " + std::to_string(i) + " ]");
      }
      break;
  }
  if (index == kLatency) line("lv2:portProperty", "lv2:reportsLatency");
  return text + "\n  ]";
}

std::string group_turtle(const std::string& symbol, const std::string& name, std::string_view classes_of_group,
                         std::string_view more = {}) {
  return plugin_part(symbol) + "\n  a " + std::string(classes_of_group) + " ;\n  lv2:symbol \"" + symbol +
         "\" ;\n  lv2:name \"" + name + "\"" + std::string(more) + " .\n\n";
}

}  // namespace

std::string manifest_turtle(const std::string& binary) {
  std::string text(kPrefixes);
  text += reference(kPluginUri) + "\n  a lv2:Plugin ;\n  lv2:binary <" + binary + "> ;\n  rdfs:seeAlso <" +
          kPluginFile + "> .\n\n";
  for (const Preset& preset : presets()) {
    text += preset_uri(preset) + "\n  a pset:Preset ;\n  lv2:appliesTo " + reference(kPluginUri) +
            " ;\n  rdfs:seeAlso <" + kPresetsFile + "> .\n\n";
  }
  return text;
}

std::string plugin_turtle() {
  std::string text(kPrefixes);
  text += group_turtle("in", "In", "pg:StereoGroup, pg:InputGroup");
  text += group_turtle("out", "Out", "pg:StereoGroup, pg:OutputGroup", " ;\n  pg:source " + plugin_part("in"));
  text += group_turtle("crossfeed", "Crossfeed", "pg:InputGroup");
  text += group_turtle("limiter", "Limiter", "pg:InputGroup");
  for (std::size_t band = 1; band <= kBands; ++band) {
    const std::string number = std::to_string(band);
    text += group_turtle("band" + number, "Band " + number, "pg:InputGroup");
  }
  text +=
      reference(kImpulseUri) +
      "\n  a lv2:Parameter ;\n  rdfs:label \"Impulse response\" ;\n  rdfs:range atom:Path ;\n  rdfs:comment \"A sound "
      "file of one channel (for both ears), two, or four (left to left, left to right, right to left, right to "
      "right); one at another rate is converted, and then a few milliseconds late\" .\n\n";
  text +=
      "<urn:eardrum:project>\n  a doap:Project ;\n  doap:name \"Eardrum\" ;\n  doap:maintainer [ a foaf:Person ; "
      "foaf:name "
      "\"The Eardrum authors\" ] .\n\n";
  text += reference(kPluginUri) +
          "\n  a lv2:Plugin, lv2:ParaEQPlugin ;\n"
          "  doap:name \"Eardrum headphone equaliser\" ;\n"
          "  doap:license <http://www.apache.org/licenses/LICENSE-2.0> ;\n"
          "  lv2:project <urn:eardrum:project> ;\n"
          "  doap:shortdesc \"Sixteen bands, impulse response, crossfeed and true-peak limiter, for headphones\" ;\n"
          "  rdfs:comment \"Corrects a headphone: sixteen bands in double precision, an impulse response without added "
          "latency, Bauer's crossfeed and a limiter that looks ahead. No change of a setting clicks.\" ;\n";
  text += "  lv2:minorVersion " + std::to_string(kMinorVersion) + " ;\n  lv2:microVersion " +
          std::to_string(kMicroVersion) + " ;\n";
  text +=
      "  lv2:optionalFeature lv2:hardRTCapable, urid:map, work:schedule, log:log, state:mapPath, state:freePath,\n"
      "    state:threadSafeRestore ;\n"
      "  lv2:extensionData work:interface, state:interface ;\n"
      "  patch:writable " +
      reference(kImpulseUri) +
      " ;\n"
      "  pg:mainInput " +
      plugin_part("in") +
      " ;\n"
      "  pg:mainOutput " +
      plugin_part("out") + " ;\n";
  for (std::size_t index = 0; index < kPortCount; ++index) {
    text += port_turtle(index, ports()[index]) + (index + 1 < kPortCount ? " ;\n" : " .\n");
  }
  return text;
}

std::string presets_turtle() {
  std::string text(kPrefixes);
  for (const Preset& preset : presets()) {
    Values values = usual_values();
    for (const auto& setting : preset.settings) values[setting.port] = setting.value;
    text += preset_uri(preset) + "\n  a pset:Preset ;\n  lv2:appliesTo " + reference(kPluginUri) +
            " ;\n  rdfs:label \"" + std::string(preset.name) + "\" ;\n  rdfs:comment \"" + std::string(preset.comment) +
            "\"";
    // Every setting, so that nothing of the preset before it stays; not whether the plugin is bypassed.
    for (std::size_t index = 0; index < kPortCount; ++index) {
      const Port& port = ports()[index];
      if (port.kind != PortKind::kControlIn || index == kEnabled) continue;
      text += " ;\n  lv2:port [ lv2:symbol \"" + port.symbol + "\" ; pset:value " + number(port, values[index]) + " ]";
    }
    text += " .\n\n";
  }
  return text;
}

}  // namespace eardrum::lv2
