// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <eardrum/base/attributes.h>
#include <eardrum/dsp/exposure_meter.h>
#include <eardrum/dsp/loudness.h>
#include <eardrum/realtime/ring.h>

#include "exposure_log.h"

namespace eardrum::live {

/// What the meters show. Levels are of the output, over the last complete window of 100 ms.
struct Readings {
  struct Ear {
    DbFieldA level;               ///< "slow", now
    double dose_percent_of_week;  ///< of ITU-T H.870 mode 1 (adults)
  };
  struct Channel {
    double rms_dbfs;                ///< AES17: a full-scale sine reads 0; minus infinity for silence
    double peak_dbfs;               ///< the highest sample
    std::optional<Ear> exposure{};  ///< where the chain's level at the drum is known
  };
  std::vector<Channel> channels;
  double momentary_lufs;    ///< BS.1770, the last 400 ms
  double true_peak_dbtp;    ///< the highest since the session began
  double limiter_db = 0.0;  ///< how far the limiter went down in the window: 0 or less
  bool exposure_known = false;
  std::uint64_t frames = 0;   ///< played since the session began
  std::uint64_t faults = 0;   ///< frames with a NaN or infinity, coming in or going out: they become silence
  std::uint64_t xruns = 0;    ///< that the server told of
  std::uint64_t skipped = 0;  ///< frames that were played but not metered, since service() came late
};

/// Carries what is played from the audio thread to where there is time to measure it.
class Meters {
 public:
  Meters();

  /// The audio thread. `limiter_gain`: lowest of these frames, an amplitude factor.
  EARDRUM_REALTIME void put(std::uint32_t sample_rate_hz, std::span<float* const> audio, std::size_t frames,
                            float limiter_gain) noexcept;

  /// Any other thread, one at a time.
  void update();
  const Readings& readings() const { return readings_; }
  /// dB SPL at the drum for a full-scale sine of the output; nothing: not known, and no exposure is shown.
  void set_drum_response(std::optional<FrequencyResponse> drum_db_spl);
  /// What the ears took since the session began.
  EarsPa2h exposure() const;
  /// What the ears took within the week until now, this session's part included; else the dose is this session's.
  void set_exposure_of_week(const EarsPa2h& week);

 private:
  static constexpr std::size_t kSamples = 240;
  struct Chunk {
    std::uint32_t sample_rate_hz;
    std::uint16_t frames, channels;
    float limiter_gain;
    std::array<float, kSamples> samples;  // interleaved
  };
  void take(const Chunk& chunk);
  void end_window();
  void start_exposure();
  double pa2h(std::size_t channel) const;

  realtime::Ring<Chunk> ring_;
  std::uint64_t skipped_here_ = 0;  // the audio thread's
  std::atomic<std::uint64_t> skipped_{0};

  Readings readings_;
  std::uint32_t rate_hz_ = 0;
  std::size_t channels_ = 0;
  std::optional<dsp::LoudnessMeter> loudness_;
  std::size_t loudness_frames_ = 0;
  std::optional<FrequencyResponse> drum_db_spl_;
  std::optional<dsp::ExposureMeter> exposure_;
  std::array<double, 8> pa2h_before_{};  // of meters that went before, for other rates
  EarsPa2h before_session_{};
  std::size_t window_frames_ = 0;
  std::array<double, 8> power_{}, peak_{};  // of the window
  double limiter_gain_ = 1.0;
  std::vector<double> samples_;           // of a chunk, interleaved
  std::vector<std::vector<float>> ears_;  // the same, one vector a channel
};

}  // namespace eardrum::live
