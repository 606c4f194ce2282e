// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "ports.h"

#include <algorithm>
#include <cmath>

namespace eardrum::lv2 {
namespace {

std::array<Port, kPortCount> make_ports() {
  std::array<Port, kPortCount> table;
  const auto audio = [&](PortIndex index, const char* symbol, const char* name, PortKind kind, const char* group,
                         const char* designation) {
    table[index] = Port{symbol, name, kind};
    table[index].group = group;
    table[index].designation = designation;
  };
  audio(kInLeft, "in_left", "In left", PortKind::kAudioIn, "in", "http://lv2plug.in/ns/ext/port-groups#left");
  audio(kInRight, "in_right", "In right", PortKind::kAudioIn, "in", "http://lv2plug.in/ns/ext/port-groups#right");
  audio(kOutLeft, "out_left", "Out left", PortKind::kAudioOut, "out", "http://lv2plug.in/ns/ext/port-groups#left");
  audio(kOutRight, "out_right", "Out right", PortKind::kAudioOut, "out", "http://lv2plug.in/ns/ext/port-groups#right");
  table[kMessagesIn] = Port{"control", "Control", PortKind::kMessagesIn};
  table[kMessagesIn].designation = "http://lv2plug.in/ns/lv2core#control";
  table[kMessagesOut] = Port{"notify", "Notify", PortKind::kMessagesOut};
  table[kMessagesOut].designation = "http://lv2plug.in/ns/lv2core#control";

  table[kLatency] = Port{"latency", "Latency", PortKind::kControlOut, Scale::kInteger, Unit::kFrames, 0, 0, 96000};
  table[kLatency].designation = "http://lv2plug.in/ns/lv2core#latency";
  table[kLimiterGain] =
      Port{"limiter_gain", "Limiter gain", PortKind::kControlOut, Scale::kLinear, Unit::kDecibels, 0, -120, 0};
  table[kLimiterGain].comment = "How far the limiter turned the signal down, at most, since the last block";

  const auto control = [&](std::uint32_t index, std::string symbol, std::string name, Scale scale, Unit unit,
                           float usual, float least, float most, std::string group, std::string_view comment = {}) {
    table[index] = Port{std::move(symbol), std::move(name), PortKind::kControlIn, scale, unit, usual, least, most};
    table[index].group = std::move(group);
    table[index].comment = comment;
    table[index].costly = index != kEnabled && index != kPreamp;
  };
  control(kEnabled, "enabled", "Enabled", Scale::kToggle, Unit::kNone, 1, 0, 1, {},
          "Off: the input, as late as the output was and at its own level");
  table[kEnabled].designation = "http://lv2plug.in/ns/lv2core#enabled";
  control(kPreamp, "preamp", "Preamp", Scale::kLinear, Unit::kDecibels, 0, -40, 20, {},
          "Lower it by what the bands raise, so that nothing has to be limited");
  control(kCrossfeed, "crossfeed", "Crossfeed", Scale::kToggle, Unit::kNone, 0, 0, 1, "crossfeed",
          "Each ear hears some of the other channel's bass, as from loudspeakers (Bauer)");
  control(kCrossfeedCutoff, "crossfeed_cutoff", "Crossfeed cutoff", Scale::kLogarithmic, Unit::kHertz, 700, 300, 2000,
          "crossfeed");
  control(kCrossfeedFeed, "crossfeed_feed", "Crossfeed feed", Scale::kLinear, Unit::kDecibels, 4.5f, 1, 15, "crossfeed",
          "How much quieter than its own channel the other one is, below the cutoff");
  // On: an equaliser that raises bass must not end in clipping at the ear.
  control(kLimiter, "limiter", "Limiter", Scale::kToggle, Unit::kNone, 1, 0, 1, "limiter",
          "Keeps the true peak under the ceiling; what stays below it passes unchanged");
  control(kLimiterCeiling, "limiter_ceiling", "Limiter ceiling", Scale::kLinear, Unit::kDecibels, -1, -40, 0, "limiter",
          "The highest true peak, dB re full scale");

  // Two thirds of an octave apart (ISO 266), so that bands only have to be raised or lowered.
  constexpr std::array<float, kBands> kFrequencies = {16,  25,   40,   63,   100,  160,  250,   400,
                                                      630, 1000, 1600, 2500, 4000, 6300, 10000, 16000};
  for (std::size_t band = 0; band < kBands; ++band) {
    const std::string number = std::to_string(band + 1);
    const auto part = [&](BandPort port, const char* symbol, const char* name, Scale scale, Unit unit, float usual,
                          float least, float most) {
      control(band_port(band, port), "band" + number + "_" + symbol, "Band " + number + " " + name, scale, unit, usual,
              least, most, "band" + number);
    };
    part(kBandOn, "on", "on", Scale::kToggle, Unit::kNone, 1, 0, 1);
    part(kBandType, "type", "type", Scale::kBandType, Unit::kNone, 0, 0, kBandTypes.size() - 1);
    part(kBandFrequency, "frequency", "frequency", Scale::kLogarithmic, Unit::kHertz, kFrequencies[band], 10, 24000);
    part(kBandGain, "gain", "gain", Scale::kLinear, Unit::kDecibels, 0, -30, 30);
    part(kBandQ, "q", "Q", Scale::kLogarithmic, Unit::kNone, 0.7071068f, 0.1f, 30);
  }
  return table;
}

}  // namespace

float Port::held(float value) const noexcept {
  if (std::isnan(value)) return usual;
  const float in_range = std::clamp(value, least, most);
  switch (scale) {
    case Scale::kToggle:
      return value > 0.0f ? 1.0f : 0.0f;  // as LV2 has it
    case Scale::kBandType:
    case Scale::kInteger:
      return std::round(in_range);
    case Scale::kLinear:
    case Scale::kLogarithmic:
      return in_range;
  }
  return in_range;
}

const std::array<Port, kPortCount>& ports() {
  static const std::array<Port, kPortCount> kTable = make_ports();
  return kTable;
}

Values usual_values() {
  Values values{};
  for (std::size_t i = 0; i < kPortCount; ++i) values[i] = ports()[i].usual;
  return values;
}

}  // namespace eardrum::lv2
