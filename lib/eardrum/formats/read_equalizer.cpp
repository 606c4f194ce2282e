// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/read_equalizer.h>

#include <eardrum/formats/biquad_text.h>
#include <eardrum/formats/camilladsp.h>
#include <eardrum/formats/easyeffects.h>
#include <eardrum/formats/eqmac.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/filter_line.h>
#include <eardrum/formats/graphic_eq_text.h>
#include <eardrum/formats/opra.h>
#include <eardrum/formats/pipewire.h>
#include <eardrum/formats/poweramp.h>
#include <eardrum/formats/rew_filters.h>
#include <eardrum/formats/rockbox.h>
#include <eardrum/formats/settings_card.h>
#include <eardrum/formats/text_lines.h>
#include <eardrum/formats/totalmix.h>
#include <eardrum/formats/voicemeeter.h>

namespace eardrum {

std::string_view to_text(EqFormat format) {
  switch (format) {
    case EqFormat::kEqualizerApo:
      return "Equalizer APO";
    case EqFormat::kGraphicEq:
      return "GraphicEQ";
    case EqFormat::kRewFilters:
      return "REW filter settings";
    case EqFormat::kEasyEffects:
      return "EasyEffects";
    case EqFormat::kPipeWire:
      return "PipeWire filter-chain";
    case EqFormat::kCamillaDsp:
      return "CamillaDSP";
    case EqFormat::kPoweramp:
      return "Poweramp";
    case EqFormat::kOpra:
      return "OPRA";
    case EqFormat::kOpraDatabase:
      return "OPRA's database";
    case EqFormat::kEqMac:
      return "eqMac";
    case EqFormat::kTotalMix:
      return "RME TotalMix";
    case EqFormat::kVoicemeeter:
      return "Voicemeeter";
    case EqFormat::kRockbox:
      return "Rockbox";
    case EqFormat::kMiniDsp:
      return "miniDSP";
    case EqFormat::kVdc:
      return "ViPER DDC";
    case EqFormat::kSettingsCard:
      return "settings card";
  }
  return "";
}

std::optional<EqFormat> eq_format_of(std::string_view bytes, std::string_view file) {
  const auto decoded = decode_text(bytes.substr(0, 65536));
  const std::string_view text = decoded.text;
  const auto says = [&](std::string_view words) { return text.find(words) != std::string_view::npos; };
  const auto extension = extension_of(file);
  const auto start = trimmed(text);
  if (start.empty()) return std::nullopt;
  if (start.front() == '<') {
    if (says("REQ ")) return EqFormat::kTotalMix;
    if (says("<Bus ")) return EqFormat::kVoicemeeter;
    return std::nullopt;
  }
  if (says("filter.graph") || says("filter-chain")) return EqFormat::kPipeWire;
  if (extension == "jsonl") return EqFormat::kOpraDatabase;
  if (start.front() == '{' || (start.front() == '[' && says("\""))) {
    if (says("\"plugins_order\"")) return EqFormat::kEasyEffects;
    if (says("\"parametric_eq\"")) return EqFormat::kOpra;
    if (says("\"bands\"") && (says("\"bandwidth\"") || says("\"gains\""))) return EqFormat::kEqMac;
    if (says("\"bands\"")) return EqFormat::kPoweramp;
    return std::nullopt;
  }
  if (extension == "yml" || extension == "yaml" || (says("filters:") && says("pipeline:")))
    return EqFormat::kCamillaDsp;
  if (says("Filter Settings file")) return EqFormat::kRewFilters;
  if (starts_with_ignoring_case(start, "SR_")) return EqFormat::kVdc;
  if (starts_with_ignoring_case(start, "biquad1")) return EqFormat::kMiniDsp;
  if (starts_with_ignoring_case(start, "Settings for ")) return EqFormat::kSettingsCard;
  if (says("eq peak filter") || says("eq low shelf filter")) return EqFormat::kRockbox;
  bool graphic = false, other = false;
  for (const auto line : split_lines(text)) {
    const auto keyed = split_key(line);
    if (!keyed) continue;
    graphic = graphic || keyed->first == "GraphicEQ";
    other = other || keyed->first == "Preamp" || keyed->first == "Convolution" || keyed->first.substr(0, 6) == "Filter";
  }
  if (other) return EqFormat::kEqualizerApo;
  if (graphic) return EqFormat::kGraphicEq;
  return std::nullopt;
}

Result<std::vector<EqDocument>> read_equalizer(std::string_view bytes, const std::string& file) {
  if (bytes.size() > kMostEqualizerBytes) {
    return Error{
        Errc::kInvalidData,
        "Expected equaliser settings of at most " + std::to_string(kMostEqualizerBytes >> 20) + " MiB, found more",
        {file, 0, {}}};
  }
  const auto format = eq_format_of(bytes, file);
  if (!format) {
    return Error{
        Errc::kInvalidData, "Expected equaliser settings of a known program, found another text", {file, 0, {}}};
  }
  const auto one = [](Result<EqDocument> document) -> Result<std::vector<EqDocument>> {
    if (!document) return document.error();
    return std::vector<EqDocument>{*std::move(document)};
  };
  switch (*format) {
    case EqFormat::kEqualizerApo:
      return one(read_equalizer_apo(bytes, file));
    case EqFormat::kGraphicEq:
      return one(read_graphic_eq_text(bytes, file));
    case EqFormat::kRewFilters:
      return one(read_rew_filters(bytes, file));
    case EqFormat::kEasyEffects:
      return one(read_easyeffects(bytes, file));
    case EqFormat::kPipeWire:
      return one(read_pipewire(bytes, file));
    case EqFormat::kCamillaDsp:
      return one(read_camilladsp(bytes, file));
    case EqFormat::kPoweramp:
      return read_poweramp(bytes, file);
    case EqFormat::kOpra:
      return one(read_opra(bytes, file));
    case EqFormat::kOpraDatabase: {
      EARDRUM_TRY(auto database, read_opra_database(bytes, file));
      std::vector<EqDocument> documents;
      for (auto& equalizer : database.equalizers) documents.push_back(std::move(equalizer.document));
      return documents;
    }
    case EqFormat::kEqMac:
      return read_eqmac(bytes, file);
    case EqFormat::kTotalMix:
      return one(read_totalmix(bytes, file));
    case EqFormat::kVoicemeeter:
      return one(read_voicemeeter(bytes, file));
    case EqFormat::kRockbox:
      return one(read_rockbox(bytes, file));
    case EqFormat::kMiniDsp:
      return one(read_minidsp(bytes, file, Hertz(file.find("48000") != std::string::npos ? 48000.0 : 96000.0)));
    case EqFormat::kVdc:
      return one(read_vdc(bytes, file));
    case EqFormat::kSettingsCard:
      return one(read_settings_card(bytes, file));
  }
  return Error{Errc::kUsage, "Expected a known equaliser format", {file, 0, {}}};
}

}  // namespace eardrum
