// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <eardrum/base/result.h>
#include <eardrum/engine/resampler.h>
#include <eardrum/formats/eq_document.h>
#include <eardrum/units/frequency.h>

namespace eardrum::app {

/// The impulse response that `document`, a file of equaliser settings, calls `named`. The settings may come from
/// another machine: it is looked for as named, then beside the settings by its whole path and by its last part, and,
/// when it is called .irs or has no ending (EasyEffects), in the folder irs beside that of the settings and in those
/// of EasyEffects. `$samplerate$` stands for `sample_rate`, or else for any usual rate that there is a file for. Fails
/// with kNotFound and the places.
Result<std::string> find_impulse_file(const std::string& named, const std::string& document, Hertz sample_rate);

/// What a convolution does to the samples: an impulse response for each channel of its file.
struct PlayedImpulse {
  engine::Planar taps;
  Hertz sample_rate{0.0};
  std::size_t delay = 0;           ///< frames by which it is late of itself
  std::string path;                ///< of the file
  std::optional<Hertz> of_file{};  ///< the file's rate, when it was converted
};

/// Reads the file of a convolution, of several the one for `sample_rate`, else the one of the highest rate; brings it
/// to that rate (none: leaves it at its own) and to the convolution's width and level. Fails as find_impulse_file() and
/// engine::read_impulse_file() do, and with kUsage when it would have to be converted and this build has no libsoxr.
Result<PlayedImpulse> read_convolution(const Convolution& convolution, const std::string& document,
                                       std::optional<Hertz> sample_rate);

}  // namespace eardrum::app
