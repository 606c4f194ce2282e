// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum {

/// The side of a seating. kBoth: the source averaged left and right before we saw it, or did not say.
enum class Channel { kLeft, kRight, kBoth };

/// "left", "right", "both".
std::string_view to_text(Channel channel);

/// One placement of a headphone on a rig, and what was measured there.
struct Seating {
  Channel channel = Channel::kBoth;
  std::string label;  ///< What the source calls it: "L1", "front", "unit 2, worn pads". May be empty.
  FrequencyResponse response;

  bool operator==(const Seating&) const = default;
};

/// What a rig measured of one headphone: every seating of every channel as it came, and the rig's name, because a curve
/// means something only on its own rig. Averages, spreads and differences are views, computed when asked for.
class Measurement {
 public:
  /// Fails with kInvalidData when there is no seating or the rig has no name.
  static Result<Measurement> make(std::string rig, std::vector<Seating> seatings);

  const std::string& rig() const noexcept { return rig_; }
  std::span<const Seating> seatings() const noexcept { return seatings_; }
  /// How many seatings `channel` has.
  std::size_t count(Channel channel) const;

  /// The grid that views use unless another is given: the first seating's.
  const FrequencyGrid& grid() const noexcept { return seatings_.front().response.grid(); }

  /// The mean over the seatings of `channel`, of the dB values (within 0.03 dB of the power mean while the spread is
  /// below 1 dB). No value when that channel has no seating.
  std::optional<FrequencyResponse> mean(Channel channel) const;
  std::optional<FrequencyResponse> mean(Channel channel, const FrequencyGrid& grid) const;
  /// The mean of the channels' means, so that a side with more seatings does not weigh more.
  FrequencyResponse mean() const;
  FrequencyResponse mean(const FrequencyGrid& grid) const;
  /// Left less right. No value when one of them is missing.
  std::optional<FrequencyResponse> left_minus_right(const FrequencyGrid& grid) const;

  /// Every seating shifted to the level that the mean has from 300 Hz to 3 kHz: what still differs is the shape.
  Measurement levelled() const;

  /// The standard deviation of one seating at each frequency, in dB: sample SD within each channel (n - 1), pooled over
  /// the channels. The difference between left and right is no part of it. No value when no channel has two seatings.
  std::optional<FrequencyResponse> seating_sd(const FrequencyGrid& grid) const;
  /// Half the width of the confidence interval of mean(), in dB: t * SD / sqrt(N), Student's t with the pooled degrees
  /// of freedom. No value when no channel has two seatings.
  std::optional<FrequencyResponse> confidence_half_width(const FrequencyGrid& grid, double confidence = 0.95) const;

 private:
  Measurement(std::string rig, std::vector<Seating> seatings) : rig_(std::move(rig)), seatings_(std::move(seatings)) {}
  int degrees_of_freedom() const;

  std::string rig_;
  std::vector<Seating> seatings_;
};

/// The SD of one seating, in dB, that a well-fitting headphone shows when nobody measured it several times: 0.07 dB at
/// 50 Hz, 0.2 dB to 4 kHz, 0.6 dB to 8 kHz, then 2 to 3.5 dB. From ten seatings of one open over-ear headphone on a
/// HATS (github potatosalad775/modernGraphTool); closed ones are a little worse, inserts much worse below 200 Hz when
/// the seal varies.
FrequencyResponse typical_seating_sd(const FrequencyGrid& grid);

/// How much each frequency may count in a fit, 0 to 1: 1 / (1 + (sd_of_mean / tolerance_db)^2), where sd_of_mean is the
/// SD of the mean that the fit is made from. A frequency known to `tolerance_db` counts half. Measured spread where the
/// measurement has at least two seatings of a channel, else typical_seating_sd. The shape counts, not a seating's
/// level.
FrequencyResponse repeatability_weights(const Measurement& measurement, const FrequencyGrid& grid,
                                        double tolerance_db = 1.0);

}  // namespace eardrum
