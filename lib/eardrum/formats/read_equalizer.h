// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// The equaliser formats that there is a reader for.
enum class EqFormat {
  kEqualizerApo,
  kGraphicEq,
  kRewFilters,
  kEasyEffects,
  kPipeWire,
  kCamillaDsp,
  kPoweramp,
  kOpra,
  kOpraDatabase,
  kEqMac,
  kTotalMix,
  kVoicemeeter,
  kRockbox,
  kMiniDsp,
  kVdc,
  kSettingsCard
};

/// The name that people know it by.
std::string_view to_text(EqFormat format);

/// What a file is, by its extension and first words; nothing when it is none of them. Texts of squig.link and
/// SoundSource look like Equalizer APO's and are read as that, with a note where LS or HS makes a difference.
std::optional<EqFormat> eq_format_of(std::string_view bytes, std::string_view file);

/// Reads equaliser settings of any known format: one document, or several where a file holds several presets. miniDSP's
/// text is taken for 96 kHz unless its name says 48000. Fails when the file is of no known format, larger than
/// kMostEqualizerBytes, or as its reader does.
Result<std::vector<EqDocument>> read_equalizer(std::string_view bytes, const std::string& file);

}  // namespace eardrum
