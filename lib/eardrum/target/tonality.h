// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/response/frequency_response.h>

namespace eardrum::target {

/// The words that people use for the balance of a headphone. Each is earned by the mean of the error in a band, over
/// log frequency and against the mids, passing a threshold.
enum class ToneWord {
  kNeutral,     ///< bass, mids and treble each within 1.5 dB, tilt within 0.3 dB per octave
  kWarm,        ///< treble not above 0, and 20-250 Hz or 120-500 Hz above 1.5 dB or the tilt below -0.3 dB per octave
  kDark,        ///< 2.5-20 kHz below -2 dB
  kBright,      ///< 2.5-20 kHz above 2 dB, or above 0 with a tilt above 0.3 dB per octave
  kVShaped,     ///< 20-250 Hz and 2.5-20 kHz both above 2 dB; says "bassy" and "bright" too
  kBassy,       ///< 20-120 Hz above 2 dB
  kBassShy,     ///< 20-120 Hz below -2 dB
  kBoomy,       ///< 100-300 Hz above 3 dB
  kThin,        ///< 100-300 Hz below -2 dB
  kMidForward,  ///< 500 Hz-2 kHz above 1.5 dB
  kHollow,      ///< 500 Hz-2 kHz below -2 dB
  kShouty,      ///< 1-3 kHz above 2 dB
  kHarsh,       ///< 2-5 kHz above 3 dB
  kVeiled,      ///< 2-5 kHz below -3 dB
  kSibilant,    ///< the highest third octave in 5-9 kHz above 4 dB
  kAiry,        ///< 10-16 kHz above 2 dB
};
/// "neutral", "V-shaped", "mid-forward", ...
std::string_view to_text(ToneWord word);

/// How much, from the size of the band's mean: below 1 dB nothing, 1 to 2 slightly, 2 to 4 clearly, above 4 strongly.
enum class Degree { kNone, kSlightly, kClearly, kStrongly };
/// "", "slightly", "clearly", "strongly".
std::string_view to_text(Degree degree);
Degree degree_of(double db);

/// The mean of the error in a band, over log frequency, against the mids.
struct BandLevel {
  std::string_view name;  ///< "bass", "low treble", ...
  Hertz from;
  Hertz to;
  double db = 0.0;
  Degree degree = Degree::kNone;
};

/// What a threshold is held against.
enum class ToneMeasure {
  kMean,  ///< of the band, dB
  kPeak,  ///< mean of the band's highest third octave, dB
  kTilt,  ///< least squares over the band, dB per octave
};

/// What earned a word, or a part of it: the band, its value and the threshold.
struct ToneReason {
  ToneMeasure measure = ToneMeasure::kMean;
  Hertz from;
  Hertz to;
  double value = 0.0;
  double threshold = 0.0;
  /// Above or below the threshold; kWithin: no further from 0 than the threshold.
  enum class Side { kAbove, kBelow, kWithin } side = Side::kAbove;

  bool holds() const;
  /// "2.5-20 kHz +3.1 dB (above +2)"
  std::string text() const;
};

/// A word, how much of it, and why.
struct Tone {
  ToneWord word = ToneWord::kNeutral;
  Degree degree = Degree::kNone;  ///< kNone only for neutral
  std::vector<ToneReason> reasons;

  /// "clearly bright"
  std::string text() const;
  /// The reasons' texts, separated by semicolons.
  std::string evidence() const;
};

/// The balance of a headphone against its target, in numbers and in words.
struct Tonality {
  std::vector<BandLevel> bands;     ///< bass, mids, treble, and the three parts of each
  double tilt_db_per_octave = 0.0;  ///< least squares over log frequency, 20 Hz to 10 kHz; above 0 bright
  std::vector<Tone> tones;          ///< neutral first, then the strongest first; empty when no word is earned

  /// Precondition: `name` is one of "bass", "low bass", "mid bass", "high bass", "mids", ..., "high treble".
  const BandLevel& band(std::string_view name) const;
  bool has(ToneWord word) const;
  /// One line for a listener: "clearly bright, slightly thin"; without a word, what stands out most.
  std::string summary() const;
};

/// Describes `error`, a response less its target on any grid and at any level: it is first levelled so that its mean
/// from 300 Hz to 3 kHz is 0 dB. The words and thresholds are ours (docs/design/target.md); the bands are those of
/// rtings. Differences between words below the seat-to-seat spread (2 to 3 dB above 8 kHz) mean little.
Tonality tonality(const FrequencyResponse& error);

/// What a source adds to a headphone: the tonality of the headphone alone, of the source's own response shift (output
/// impedance, filters, an amplifier that is not flat), and of both together.
struct CombinedTonality {
  Tonality headphone;
  Tonality source;
  Tonality together;
  std::vector<ToneWord> gained;   ///< words that only the combination has
  std::vector<ToneWord> lost;     ///< words that the source takes away
  double largest_shift_db = 0.0;  ///< of the source, against its mean from 300 Hz to 3 kHz, 20 Hz to 20 kHz; signed
  Hertz largest_shift_at;
};
CombinedTonality combined_tonality(const FrequencyResponse& headphone_error, const FrequencyResponse& source_shift);

}  // namespace eardrum::target
