// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <eardrum/filter/biquad_design.h>
#include <eardrum/formats/measurement_file.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum {

/// Equaliser settings beyond this are refused unread.
inline constexpr std::size_t kMostEqualizerBytes = std::size_t{4} << 20;

/// A point of a graphic curve; between points the gain is linear in dB over log frequency.
struct GraphicPoint {
  Hertz frequency;
  Gain gain;

  bool operator==(const GraphicPoint&) const = default;
};

/// Filters that a file gives as coefficients, for one sample rate only.
struct CoefficientSet {
  Hertz sample_rate{0.0};  ///< 0 = the file does not say.
  std::vector<BiquadCoefficients> biquads;

  bool operator==(const CoefficientSet&) const = default;
};

/// A convolution with an impulse response that the file names.
struct Convolution {
  std::vector<std::string> files;  ///< As the file names them: one a sample rate, or one for all.
  /// The sound file's channel that this ear gets, from 0 and round again. None: one channel is for both ears, two are
  /// one an ear, four the whole matrix.
  std::optional<std::size_t> channel{};
  bool matrix = true;           ///< False: more channels than ears are no matrix; the rest is not used.
  double wet = 1.0, dry = 0.0;  ///< Amplitude factors of what was convolved and of what was not.
  double width = 1.0;           ///< EasyEffects' stereo width of the impulse response.
  bool to_unit_energy = false;  ///< The loudest channel is brought to a sum of squares of 1: EasyEffects' autogain.

  bool operator==(const Convolution&) const = default;
};

/// What an equaliser does to one ear, or to both: all the parts in series.
struct EqChannel {
  Channel side = Channel::kBoth;
  Peq peq;
  std::vector<GraphicPoint> graphic;         ///< Rising; empty = no graphic part.
  std::vector<CoefficientSet> coefficients;  ///< One a sample rate.
  std::vector<Convolution> convolutions;     ///< One after the other.

  bool operator==(const EqChannel&) const = default;
};

/// Adds a band that a file says when a filter can be built from it: 1 Hz to 200 kHz, +-120 dB, Q 0.001 to 1000, and
/// while there are less than 256; else
/// says in `notes` that the one `where` says was left out. Returns whether it was added.
bool add_band(Peq& peq, const Band& band, const std::string& where, std::vector<std::string>& notes);

/// An equaliser as a file of some program holds it: what every reader gives and every exporter takes.
struct EqDocument {
  std::string name;
  std::vector<EqChannel> channels;                           ///< One for both ears, or the left one and the right one.
  std::vector<std::pair<std::string, std::string>> details;  ///< author, link, ...: what the file says besides.
  std::vector<std::string>
      notes;  ///< What the file holds and this value can't, and what was ambiguous; never empty then.
};

/// One parametric equaliser for both ears.
EqDocument make_eq_document(std::string name, Peq both);
EqDocument make_eq_document(std::string name, Peq left, Peq right);

/// One channel for both ears where they get the same, else two. `left` and `right` need not be named so yet.
std::vector<EqChannel> ear_channels(EqChannel left, EqChannel right);

/// The channel that the ear hears. Precondition: the document has channels.
const EqChannel& channel_for(const EqDocument& document, Channel side);
/// Whether the two ears get the same.
bool same_for_both(const EqDocument& document);

/// Says what an exporter that writes no more than its file names leaves out of a convolution.
void say_left_out_of(const Convolution& convolution, std::vector<std::string>& losses);

/// The channel's response in dB at a sample rate: bands, graphic curve and the coefficients for that rate. Convolution
/// files are not read and do not count.
FrequencyResponse response_of(const EqChannel& channel, Hertz sample_rate, const FrequencyGrid& grid);

/// A file beside the main one: an impulse response that a configuration names.
struct ExportFile {
  std::string name;
  std::string bytes;
};

/// The equaliser with every band below half of `sample_rate`: one above it counts as just below, where it does almost
/// nothing.
Peq below_nyquist(Peq peq, Hertz sample_rate);

/// What an exporter wrote, and what its format can't hold: nothing is dropped silently.
struct Export {
  std::string text;       ///< The file's bytes.
  std::string file_name;  ///< What the program expects it to be called.
  std::vector<ExportFile> attachments;
  std::vector<std::string> losses;  ///< Sentences; empty = the file says all of it.
};

/// An export in a format that holds one equaliser for both ears: the left ear's file, and the right ear's beside it
/// where they differ, with a loss that says so. `write_one` gives the text for one ear. Files are named document.name +
/// `suffix`.
Export export_each_ear(const EqDocument& document, const std::string& suffix,
                       const std::function<std::string(const EqChannel&, std::vector<std::string>&)>& write_one);
/// Says what a format of bands leaves out of a channel.
void say_left_out_besides_bands(const EqChannel& channel, std::vector<std::string>& losses);

}  // namespace eardrum
