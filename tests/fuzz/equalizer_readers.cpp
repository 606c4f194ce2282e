// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include <eardrum/formats/biquad_text.h>
#include <eardrum/formats/camilladsp.h>
#include <eardrum/formats/easyeffects.h>
#include <eardrum/formats/eq_devices.h>
#include <eardrum/formats/eqmac.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/graphic_eq_text.h>
#include <eardrum/formats/opra.h>
#include <eardrum/formats/pipewire.h>
#include <eardrum/formats/poweramp.h>
#include <eardrum/formats/read_equalizer.h>
#include <eardrum/formats/rew_filters.h>
#include <eardrum/formats/rockbox.h>
#include <eardrum/formats/settings_card.h>
#include <eardrum/formats/soundsource.h>
#include <eardrum/formats/squig_text.h>
#include <eardrum/formats/totalmix.h>
#include <eardrum/formats/voicemeeter.h>

#include "readers.h"

namespace eardrum::fuzz {
namespace {

const FrequencyGrid& grid() {
  static const auto points = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 3);
  return points;
}

const EqDevice& device(std::string_view name) {
  const auto* const found = find_eq_device(built_in_eq_devices(), name);
  require(found != nullptr, "the device is known");
  return *found;
}

void use(const EqDocument& document) {
  require(!document.channels.empty(), "an equaliser has channels");
  for (const auto& channel : document.channels) {
    const auto response = response_of(channel, Hertz(48000), grid());
    for (const double db : response.db()) require(std::isfinite(db), "a gain is finite");
  }
  // One way out for each input, chosen by the input itself: all of them would take the time of a hundred reads.
  switch ((document.notes.size() + document.channels.front().peq.bands.size() + document.name.size()) % 8) {
    case 0:
      (void)write_equalizer_apo(document);
      break;
    case 1:
      (void)write_easyeffects(document, EasyEffectsVersion::k8);
      break;
    case 2:
      (void)write_camilladsp(document, CamillaDspVersion::k4, Hertz(44100));
      break;
    case 3:
      (void)write_totalmix(document);
      break;
    case 4:
      (void)write_vdc(document);
      break;
    case 5:
      (void)write_wavelet(document);
      break;
    case 6:
      require(export_equalizer(device("rme-adi-2-dac"), document).has_value(), "any equaliser is fitted to a device");
      break;
    default:
      require(export_equalizer(device("graphic-10"), document).has_value(), "any equaliser is fitted to sliders");
      break;
  }
}
void use(const std::vector<EqDocument>& documents) {
  require(!documents.empty(), "a file that was read holds an equaliser");
  for (const auto& document : documents) use(document);
}
void use(const OpraDatabase& database) {
  for (const auto& equalizer : database.equalizers) use(equalizer.document);
}

const EqDocument& first(const EqDocument& document) {
  return document;
}
const EqDocument& first(const std::vector<EqDocument>& documents) {
  return documents.front();
}

// What was read and written is read again, and then written the same. A format that says what it can't hold may need a
// second time until nothing is left to lose.
template <class Read>
bool read_written(std::string_view bytes, const std::string& file, const Read& read_file,
                  Export (*write)(const EqDocument&)) {
  const auto result = read_file(bytes, file);
  if (!result) return require_sentence(result.error(), file);
  use(*result);
  const auto once = write(first(*result));
  if (once.text.empty()) {
    require(!once.losses.empty(), "an export without a text says what is lost");
    return true;
  }
  const auto again = read_file(once.text, file);
  // All of it may be beyond the format: then it says so.
  if (!again) {
    require(!once.losses.empty(), "what was written without a loss reads back");
    return true;
  }
  // An impulse response has the preamp in it, and names its file.
  if (!once.attachments.empty()) return true;
  const auto twice = write(first(*again));
  if (once.losses.empty()) {
    require(twice.text == once.text, "what was read back writes the same");
  } else if (const auto third = read_file(twice.text, file)) {
    require(write(first(*third)).text == twice.text, "what was read back twice writes the same");
  }
  return true;
}

template <auto kRead, const char* kFile, auto kWrite>
bool read(std::string_view bytes) {
  read_written(
      bytes, kFile, [](std::string_view b, const std::string& f) { return kRead(b, f); }, kWrite);
  return true;
}

template <auto kRead, const char* kFile>
bool read_only(std::string_view bytes) {
  const auto result = kRead(bytes, kFile);
  if (!result) return require_sentence(result.error(), kFile);
  use(*result);
  return true;
}

Result<EqDocument> read_apo(std::string_view bytes, const std::string& file) {
  return read_equalizer_apo(bytes, file);
}
Export write_easyeffects_8(const EqDocument& document) {
  return write_easyeffects(document, EasyEffectsVersion::k8);
}
constexpr PipeWireVersion kNewPipeWire{1, 4, 0};
Result<EqDocument> read_new_pipewire(std::string_view bytes, const std::string& file) {
  return read_pipewire(bytes, file, kNewPipeWire);
}
Result<EqDocument> read_old_pipewire(std::string_view bytes, const std::string& file) {
  return read_pipewire(bytes, file);
}
Export write_new_pipewire(const EqDocument& document) {
  return write_pipewire(document, PipeWireExportOptions{.version = kNewPipeWire});
}
Export write_camilladsp_4(const EqDocument& document) {
  return write_camilladsp(document, CamillaDspVersion::k4, Hertz(48000));
}
Export write_my_opra(const EqDocument& document) {
  return write_opra(document, "me", "mine");
}
Result<EqDocument> read_minidsp_96(std::string_view bytes, const std::string& file) {
  return read_minidsp(bytes, file, Hertz(96000));
}
Export write_minidsp_96(const EqDocument& document) {
  return write_minidsp(document, Hertz(96000));
}
Export write_card(const EqDocument& document) {
  return write_settings_card(document, device("rme-adi-2-dac").limits);
}

constexpr char kText[] = "x.txt", kJson[] = "x.json", kConf[] = "x.conf", kYml[] = "x.yml", kRoom[] = "x.tmreq",
               kXml[] = "x.xml", kCfg[] = "x.cfg", kVdc[] = "x.vdc", kDatabase[] = "database_v1.jsonl";

constexpr std::array kReaders = {
    Reader{"equalizer_apo", "filters", read<read_apo, kText, write_equalizer_apo>},
    Reader{"graphic_eq", "filters", read<read_graphic_eq_text, kText, write_graphic_eq>},
    Reader{"wavelet", "filters", read<read_graphic_eq_text, kText, write_wavelet>},
    Reader{"rew_filters", "filters", read<read_rew_filters, kText, write_rew_filters>},
    Reader{"squig", "filters", read<read_squig_text, kText, write_squig_text>},
    Reader{"soundsource", "filters", read<read_soundsource, kText, write_soundsource>},
    Reader{"easyeffects", "json", read<read_easyeffects, kJson, write_easyeffects_8>},
    Reader{"pipewire", "pipewire", read_only<read_old_pipewire, kConf>},
    Reader{"pipewire_1_4", "pipewire", read<read_new_pipewire, kConf, write_new_pipewire>},
    Reader{"camilladsp", "yaml", read<read_camilladsp, kYml, write_camilladsp_4>},
    Reader{"poweramp", "json", read<read_poweramp, kJson, write_poweramp>},
    Reader{"eqmac", "json", read<read_eqmac, kJson, write_eqmac>},
    Reader{"totalmix", "xml", read<read_totalmix, kRoom, write_totalmix>},
    Reader{"voicemeeter", "xml", read<read_voicemeeter, kXml, write_voicemeeter>},
    Reader{"rockbox", "filters", read<read_rockbox, kCfg, write_rockbox>},
    Reader{"minidsp", "filters", read<read_minidsp_96, kText, write_minidsp_96>},
    Reader{"vdc", "filters", read<read_vdc, kVdc, write_vdc>},
    Reader{"settings_card", "filters", read<read_settings_card, kText, write_card>},
    Reader{"opra", "json", read<read_opra, kJson, write_my_opra>},
    Reader{"opra_database", "json", read_only<read_opra_database, kDatabase>},
    Reader{"equalizer", "filters", read_only<read_equalizer, kText>},
};

}  // namespace

std::span<const Reader> equalizer_readers() {
  return kReaders;
}

}  // namespace eardrum::fuzz
