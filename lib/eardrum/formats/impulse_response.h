// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <eardrum/formats/eq_document.h>
#include <eardrum/formats/wav.h>

namespace eardrum {

/// 44.1, 48, 88.2, 96, 176.4 and 192 kHz.
std::span<const Hertz> common_sample_rates();

/// The impulse response of the equaliser at a rate, preamp included: that of the very filters, so its magnitude and
/// phase are theirs, cut off where what is left is below -170 dB of the whole, after at most four seconds.
std::vector<double> impulse_response(const Peq& peq, Hertz sample_rate);

/// Stereo impulse responses for any convolver (PipeWire, EasyEffects, CamillaDSP, HQPlayer, Roon, Equalizer APO,
/// JamesDSP): one WAV file a rate, named "<name> <rate>.wav". The first is the text, the others are attachments.
Export write_impulse_responses(const EqDocument& document, std::span<const Hertz> sample_rates,
                               WavSample sample = WavSample::kFloat32);

/// The WAV bytes of one rate: both ears, or only one.
std::string impulse_response_wav(const EqDocument& document, Hertz sample_rate, WavSample sample);
/// "<name> 48000.wav"
std::string impulse_response_name(const EqDocument& document, Hertz sample_rate);

}  // namespace eardrum
