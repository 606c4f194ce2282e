// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <eardrum/app/impulse_files.h>
#include <eardrum/engine/tuning.h>
#include <eardrum/formats/eq_document.h>

namespace eardrum::app {

/// Equaliser settings in any format that there is a reader for; a sound file (WAV, IRS, FLAC, AIFF) is a convolution.
/// "FILE#NAME" is the one of that name, or with its words in the name or author, from a file of several: presets,
/// OPRA's database. Fails as the readers do, and with kUsage where several are meant, kNotFound where none is.
Result<EqDocument> read_equalizer_file(const std::string& path);

/// All that an equaliser's file holds, made ready for rendering at any rate: bands as they are, a graphic curve as a
/// minimum-phase FIR within 0.01 dB, impulse responses converted where their rate is another. For several threads.
class EqualizerPlan {
 public:
  /// `path` is the document's own: impulse_files.h says where the files that it names are looked for. Crossfeed and
  /// limiter are taken from `rest`.
  EqualizerPlan(EqDocument document, std::string path, engine::Tuning rest);

  /// Fails with kUsage for coefficients of another rate, and for two ears and more than two channels; with kNotFound or
  /// kInvalidData for an impulse response that can't be read.
  Result<engine::PlanSpec> at(Hertz sample_rate, std::size_t channels);

  /// What was converted on the way, so far.
  std::vector<std::string> notes() const;

 private:
  Result<engine::PlanSpec> make(Hertz sample_rate, std::size_t channels);
  void note_conversion(const PlayedImpulse& played);

  EqDocument document_;
  std::string path_;
  engine::Tuning tuning_;
  mutable std::mutex mutex_;
  std::map<std::pair<double, std::size_t>, engine::PlanSpec> made_;
  std::vector<std::string> notes_;
};

}  // namespace eardrum::app
