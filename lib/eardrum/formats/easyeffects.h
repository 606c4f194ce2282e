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

/// An output preset with one equaliser: band mode "APO (DR)" (the only one that is the filter we mean), preamp as input
/// gain, left and right apart where they differ. At most 32 bands. Version 8 has two keys more.
Export write_easyeffects(const EqDocument& document, EasyEffectsVersion version);
/// An output preset with one convolver that loads the document's convolution file of `device_rate`. EasyEffects 7
/// resamples a file of another rate badly (up to 5 dB off), and takes stereo files only: the losses say so.
Export write_easyeffects_convolver(const EqDocument& document, Hertz device_rate, EasyEffectsVersion version);

/// Where the preset belongs: "~/.config/easyeffects/output" (7) or "~/.local/share/easyeffects/output" (8).
std::string_view easyeffects_folder(EasyEffectsVersion version);

}  // namespace eardrum
