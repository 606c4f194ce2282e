// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// Reads an output (or input) preset of EasyEffects 7 or 8: every equaliser and convolver of the chain, in its order,
/// with input and output gains as preamp, left and right apart where the preset splits them. Bands whose mode is not
/// "APO (DR)" are other filters than ours and are named in the notes with the error that they make.
Result<EqDocument> read_easyeffects(std::string_view bytes, const std::string& file);

enum class EasyEffectsVersion { k7, k8 };

/// What EasyEffects' filters may be off by at a sample rate, in dB: they are computed in single precision all the way.
double easyeffects_filter_error_db(const EqDocument& document, Hertz sample_rate);

struct EasyEffectsOptions {
  EasyEffectsVersion version = EasyEffectsVersion::k7;
  Hertz sample_rate{48000.0};       ///< The rate that the main preset is for.
  std::string impulse_folder = {};  ///< Where the files will stand: version 7 wants the whole path.
  double accuracy_db = 0.02;
};

/// The preset to load at `sample_rate`: filters where easyeffects_filter_error_db is within `accuracy_db`, else a
/// convolver, which is exact but for that rate only. Beside it a convolver's preset for each of 44.1, 48, 88.2 and 96
/// kHz where the main one would not hold, the impulse responses, and, beside a convolver, the filters to be changed by
/// hand. The losses say which to load when.
Export write_easyeffects_exact(const EqDocument& document, const EasyEffectsOptions& options);

/// An output preset with one equaliser: band mode "APO (DR)" (the only one that is the filter we mean), preamp as input
/// gain, left and right apart where they differ. At most 32 bands. Version 8 has two keys more.
Export write_easyeffects(const EqDocument& document, EasyEffectsVersion version);
/// An output preset with one convolver that loads the document's convolution file of `device_rate`. EasyEffects 7
/// resamples a file of another rate badly (up to 5 dB off), and takes stereo files only: the losses say so.
Export write_easyeffects_convolver(const EqDocument& document, Hertz device_rate, EasyEffectsVersion version);

/// Where the preset belongs: "~/.config/easyeffects/output" (7) or "~/.local/share/easyeffects/output" (8).
std::string_view easyeffects_folder(EasyEffectsVersion version);

}  // namespace eardrum
