// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <eardrum/base/attributes.h>
#include <eardrum/response/frequency_response.h>
#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum::dsp {

/// What each ear took since the meter began. Sums, so that a reader who misses readings misses nothing.
struct ExposureReading {
  static constexpr std::size_t kMostChannels = 8;
  std::uint64_t frames = 0;
  /// Sound exposure per channel, A-weighted, of the diffuse field: what ExposureBudget adds up.
  std::array<double, kMostChannels> pa2h{};
  /// The level now, averaged exponentially with the time constant of one second (IEC 61672-1 "slow"); minus infinity in
  /// silence.
  std::array<DbFieldA, kMostChannels> level{};
};

/// The response at the drum, in dB SPL for a full-scale sine, of a headphone whose response is unknown: equalised to
/// the diffuse field, with `level` at 1 kHz.
FrequencyResponse diffuse_field_equalised(DbSpl level);

/// Sound exposure of the ears from the samples that leave for the DAC: each frequency counts with the chain's level at
/// the drum, taken back to the diffuse field (ISO 11904-1) and A-weighted (IEC 61672-1), as ITU-T H.870 and every other
/// limit is written. Power spectra of Hann windows, four deep, so that no sample counts more than another; within
/// 0.05 dB of the definition for tones from 50 Hz up. What the last window (60 to 120 ms) holds is not counted yet.
class ExposureMeter {
 public:
  /// `drum_db_spl`: the level at the drum for a full-scale sine (0 dBFS) against frequency, with the volume as it is
  /// set. 1 to ExposureReading::kMostChannels channels, 8 to 768 kHz.
  ExposureMeter(std::size_t channels, Hertz sample_rate, const FrequencyResponse& drum_db_spl);
  ~ExposureMeter();
  ExposureMeter(ExposureMeter&&) noexcept;
  ExposureMeter& operator=(ExposureMeter&&) noexcept;

  /// The same sums for any division into blocks. A window with a NaN or infinity counts as silence.
  EARDRUM_REALTIME void process(std::span<const float* const> audio, std::size_t frames) noexcept;
  EARDRUM_REALTIME void process(std::span<const double* const> audio, std::size_t frames) noexcept;
  EARDRUM_REALTIME const ExposureReading& reading() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace eardrum::dsp
