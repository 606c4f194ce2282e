// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <eardrum/filter/fir_design.h>
#include <eardrum/formats/eq_document.h>
#include <eardrum/formats/wav.h>

namespace eardrum {

/// 44.1, 48, 88.2, 96, 176.4 and 192 kHz.
std::span<const Hertz> common_sample_rates();

/// The impulse response of the equaliser at a rate, preamp included: that of the very filters, so its magnitude and
/// phase are theirs, cut off where what is left is below -170 dB of the whole, after at most four seconds.
std::vector<double> impulse_response(const Peq& peq, Hertz sample_rate);

struct ImpulseOptions {
  FirPhase phase = FirPhase::kMinimum;
  double accuracy_db = 0.01;  ///< 20 Hz to 20 kHz: it sets the length.
  WavSample sample = WavSample::kFloat32;
};

/// Stereo impulse responses for any convolver (PipeWire, EasyEffects, CamillaDSP, HQPlayer, Roon, Equalizer APO,
/// JamesDSP): one WAV file a rate, named "<name> <rate>.wav". The first is the text, the others are attachments.
/// Minimum phase of bands alone is the bands' own response; graphic curves, linear and mixed phase are designed
/// (filter/fir_design.h), both ears with one delay, which the losses say.
Export write_impulse_responses(const EqDocument& document, std::span<const Hertz> sample_rates,
                               const ImpulseOptions& options = {});

/// The WAV bytes of one rate, of the bands of both ears.
std::string impulse_response_wav(const EqDocument& document, Hertz sample_rate, WavSample sample);
/// "<name> 48000.wav"
std::string impulse_response_name(const EqDocument& document, Hertz sample_rate);

}  // namespace eardrum
