// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// verify_lv2 write HOST CASE RATE FOLDER   writes in.wav (an impulse an ear), what the host is given, and its name in
// FOLDER/export verify_lv2 check CASE RATE OUT.wav       compares a recording with the plan for the same settings
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include <eardrum/engine/engine.h>
#include <eardrum/formats/wav.h>

#include "presets.h"
#include "recording.h"
#include "tuning.h"

using namespace eardrum;
using namespace eardrum::lv2;
using eardrum::verify::put;

namespace {

constexpr double kToleranceDb = 0.001;
constexpr double kLeft = 0.5, kRight = 0.25;

struct Case {
  Values values = usual_values();
  std::vector<float> impulse_response{};
};

std::optional<Case> case_of(const std::string& name) {
  Case made;
  const auto band = [&](std::size_t index, float type, float frequency_hz, float gain_db, float q) {
    made.values[band_port(index, kBandType)] = type;
    made.values[band_port(index, kBandFrequency)] = frequency_hz;
    made.values[band_port(index, kBandGain)] = gain_db;
    made.values[band_port(index, kBandQ)] = q;
  };
  made.values[kPreamp] = -7.0f;
  band(0, 1, 105.0f, 5.5f, 0.7f);
  band(3, 0, 200.0f, -3.0f, 0.5f);
  band(9, 0, 3000.0f, 5.0f, 14.0f);
  band(15, 2, 10000.0f, -4.0f, 2.0f);
  if (name == "bands") {
    made.values[kLimiter] = 0.0f;
    return made;
  }
  if (name == "everything") {  // passes and crossfeed too, and a limiter that has nothing to limit
    band(1, 4, 15.0f, 0.0f, 0.7f);
    band(14, 3, 18000.0f, 0.0f, 0.7f);
    made.values[kCrossfeed] = 1.0f;
    made.values[kCrossfeedFeed] = 6.0f;
    return made;
  }
  if (name == "impulse_response") {
    for (int k = 0; k < 2000; ++k)
      made.impulse_response.push_back(0.4f * std::exp(-0.01f * static_cast<float>(k)) * (k % 7 == 0 ? 1.0f : -0.1f));
    return made;
  }
  return std::nullopt;
}

// lv2apply takes the symbol and the value as two words, jalv as one.
std::string arguments(const Values& values, const std::string& between) {
  std::string lines;
  const Values usual = usual_values();
  for (std::size_t port = kEnabled; port < kPortCount; ++port) {
    if (values[port] == usual[port]) continue;
    lines += "-c\n" + ports()[port].symbol + between + std::to_string(values[port]) + "\n";
  }
  return lines;
}

std::string filter_chain(const Values& values) {
  std::string controls;
  for (std::size_t port = kEnabled; port < kPortCount; ++port) {
    controls += " \"" + ports()[port].symbol + "\" = " + std::to_string(values[port]);
  }
  return R"(context.properties = { log.level = 2 mem.allow-mlock = false support.dbus = false }
context.spa-libs = { audio.convert.* = audioconvert/libspa-audioconvert support.* = support/libspa-support }
context.modules = [
  { name = libpipewire-module-protocol-native }
  { name = libpipewire-module-client-node }
  { name = libpipewire-module-adapter }
  { name = libpipewire-module-filter-chain
    args = {
      filter.graph = {
        nodes = [ { type = lv2 name = eq plugin = ")" +
         std::string(kPluginUri) + "\" control = {" + controls + R"( } } ]
        inputs = [ "eq:in_left" "eq:in_right" ]
        outputs = [ "eq:out_left" "eq:out_right" ]
      }
      audio.channels = 2 audio.position = [ FL FR ]
      capture.props = { node.name = effect_input.eardrum media.class = Audio/Sink }
      playback.props = { node.name = effect_output.eardrum node.passive = true }
    } }
]
)";
}

// A session as hosts save it: settings, and the file beside them.
bool write_session(const Case& wanted, Hertz rate, const std::string& folder) {
  WavAudio response{rate, {{}}};
  for (const float sample : wanted.impulse_response) response.samples[0].push_back(static_cast<double>(sample));
  const std::string prefixes = R"(@prefix atom: <http://lv2plug.in/ns/ext/atom#> .
@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix pset: <http://lv2plug.in/ns/ext/presets#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix state: <http://lv2plug.in/ns/ext/state#> .
)";
  const std::string head = " a pset:Preset ; lv2:appliesTo <" + std::string(kPluginUri) + "> ";
  std::string state = prefixes + "<>" + head;
  for (std::size_t port = kEnabled; port < kPortCount; ++port) {
    state += ";\n  lv2:port [ lv2:symbol \"" + ports()[port].symbol + "\" ; pset:value " +
             std::to_string(wanted.values[port]) + " ] ";
  }
  state += ";\n  state:state [ <" + std::string(kImpulseUri) + "> \"response.wav\"^^atom:Path ] .\n";
  std::filesystem::create_directory(folder);
  return put(folder + "/response.wav", write_wav(response, WavSample::kFloat32)) &&
         put(folder + "/manifest.ttl", prefixes + "<state.ttl>" + head + "; rdfs:seeAlso <state.ttl> .\n") &&
         put(folder + "/state.ttl", state);
}

int write_case(const std::string& host, const std::string& name, Hertz rate, const std::string& folder) {
  const auto wanted = case_of(name);
  if (!wanted || !put(folder + "/in.wav", verify::impulse_wav(rate, kLeft, kRight))) return 2;
  std::string text = arguments(wanted->values, host == "jalv" ? "=" : "\n");
  if (host == "pipewire") text = filter_chain(wanted->values);
  if (!wanted->impulse_response.empty()) {
    if (!write_session(*wanted, rate, folder + "/session")) return 1;
    text = "-l\n" + folder + "/session\n";
  }
  return put(folder + "/given", text) && put(folder + "/export", "given") ? 0 : 1;
}

int check(const std::string& name, Hertz rate, const std::string& path) {
  const auto wanted = case_of(name);
  if (!wanted) return 2;
  auto spec = plan_for(tuning(wanted->values), rate, 2);
  if (!spec) return 2;
  if (!wanted->impulse_response.empty()) spec->fir = {wanted->impulse_response, {}, {}, wanted->impulse_response};
  auto plan = engine::Plan::make(*spec);
  if (!plan) return 2;
  engine::Engine engine(*std::move(plan));
  const auto frames = static_cast<std::size_t>(rate.value());
  std::vector<std::vector<double>> audio(2, std::vector<double>(frames));
  audio[0][0] = kLeft;
  audio[1][0] = kRight;
  const double* const in[2] = {audio[0].data(), audio[1].data()};
  double* const out[2] = {audio[0].data(), audio[1].data()};
  engine.process(std::span<const double* const>(in), std::span<double* const>(out), frames);
  verify::Intended intended;
  for (std::size_t ear = 0; ear < 2; ++ear) {
    intended.db[ear] = verify::spectrum_db(audio[ear], 0, frames, rate, intended.grid, intended.impulse);
  }
  return verify::compare(path, rate, intended, kToleranceDb) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string verb = argc > 1 ? argv[1] : "";
  if (verb == "write" && argc == 6) return write_case(argv[2], argv[3], Hertz(std::atof(argv[4])), argv[5]);
  if (verb == "check" && argc >= 5) return check(argv[2], Hertz(std::atof(argv[3])), argv[4]);
  std::fprintf(stderr, "usage: verify_lv2 write HOST CASE RATE FOLDER | check CASE RATE OUT.wav\n");
  return 2;
}
