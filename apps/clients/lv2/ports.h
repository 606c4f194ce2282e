// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <eardrum/filter/peq.h>

namespace eardrum::lv2 {

inline constexpr std::string_view kPluginUri = "urn:eardrum:headphone-equalizer";
inline constexpr std::string_view kImpulseUri = "urn:eardrum:headphone-equalizer#impulse_response";
/// What an instance may be seen by: grows with every port or parameter that is added (LV2: minorVersion, even).
inline constexpr int kMinorVersion = 2;
inline constexpr int kMicroVersion = 0;

inline constexpr std::size_t kBands = 16;

/// The ports' indices. They and the symbols never change: sessions and presets of hosts hold them.
enum PortIndex : std::uint32_t {
  kInLeft,
  kInRight,
  kOutLeft,
  kOutRight,
  kMessagesIn,
  kMessagesOut,
  kLatency,
  kLimiterGain,
  kEnabled,
  kPreamp,
  kCrossfeed,
  kCrossfeedCutoff,
  kCrossfeedFeed,
  kLimiter,
  kLimiterCeiling,
  kFirstBand,
};
enum BandPort : std::uint32_t { kBandOn, kBandType, kBandFrequency, kBandGain, kBandQ, kBandPorts };
constexpr std::uint32_t band_port(std::size_t band, BandPort port) {
  return kFirstBand + static_cast<std::uint32_t>(band) * kBandPorts + port;
}
inline constexpr std::size_t kPortCount = kFirstBand + kBands * kBandPorts;

enum class PortKind { kAudioIn, kAudioOut, kMessagesIn, kMessagesOut, kControlIn, kControlOut };
enum class Unit { kNone, kDecibels, kHertz, kFrames };
enum class Scale { kLinear, kLogarithmic, kInteger, kToggle, kBandType };

/// The order of the choices of Scale::kBandType.
struct BandTypeChoice {
  BandType type;
  std::string_view name;
};
inline constexpr std::array<BandTypeChoice, 5> kBandTypes = {{{BandType::kPeaking, "Peak"},
                                                              {BandType::kLowShelf, "Low shelf"},
                                                              {BandType::kHighShelf, "High shelf"},
                                                              {BandType::kLowPass, "Low pass"},
                                                              {BandType::kHighPass, "High pass"}}};

/// All that a host is told of a port. The bundle's Turtle is written from this table, and the plugin runs by it.
struct Port {
  std::string symbol;
  std::string name;
  PortKind kind = PortKind::kControlIn;
  Scale scale = Scale::kLinear;
  Unit unit = Unit::kNone;
  float usual = 0.0f, least = 0.0f, most = 1.0f;
  std::string group{};             ///< a fragment of the plugin's URI
  std::string_view designation{};  ///< a URI of what it is to every host
  std::string_view comment{};
  bool costly = false;  ///< a change builds a new plan

  /// `value` brought into what the port may have; the usual value for what is no number.
  float held(float value) const noexcept;
};

const std::array<Port, kPortCount>& ports();

/// One number a port, in range; only those of PortKind::kControlIn mean something.
using Values = std::array<float, kPortCount>;
Values usual_values();

}  // namespace eardrum::lv2
