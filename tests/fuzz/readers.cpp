// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "readers.h"

#include <array>
#include <cmath>
#include <cstdlib>

#include <eardrum/formats/autoeq_csv.h>
#include <eardrum/formats/biquad_text.h>
#include <eardrum/formats/calibration.h>
#include <eardrum/formats/camilladsp.h>
#include <eardrum/formats/easyeffects.h>
#include <eardrum/formats/eq_devices.h>
#include <eardrum/formats/eqmac.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/graphic_eq_text.h>
#include <eardrum/formats/import_measurements.h>
#include <eardrum/formats/opra.h>
#include <eardrum/formats/phone_book.h>
#include <eardrum/formats/pipewire.h>
#include <eardrum/formats/poweramp.h>
#include <eardrum/formats/read_equalizer.h>
#include <eardrum/formats/response_text.h>
#include <eardrum/formats/rew_filters.h>
#include <eardrum/formats/rockbox.h>
#include <eardrum/formats/seating_table.h>
#include <eardrum/formats/settings_card.h>
#include <eardrum/formats/soundsource.h>
#include <eardrum/formats/squig_text.h>
#include <eardrum/formats/totalmix.h>
#include <eardrum/formats/voicemeeter.h>
#include <eardrum/formats/wav.h>
#include <eardrum/formats/zma.h>

namespace eardrum::fuzz {
namespace {

const FrequencyGrid& grid() {
  static const auto points = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 3);
  return points;
}

void require(bool condition) {
  if (!condition) std::abort();
}

void use(const ImportedResponse& imported) {
  const auto response = imported.response.on(grid());
  for (const double db : response.db()) require(std::abs(db) <= 300.0);
  require(imported.phase_deg.empty() || imported.phase_deg.size() == imported.response.grid().size());
}
void use(const std::vector<ImportedResponse>& responses) {
  for (const auto& response : responses) use(response);
  (void)measurement_of(responses, "rig");
}
void use(const ImportedImpedance& impedance) {
  require(impedance.impedance_ohm.size() == impedance.grid.size());
}
void use(const Calibration& calibration) {
  use(calibration.curve);
}
void use(const MeasurementFile& file) {
  for (const auto& response : file.responses) use(response);
}
void use(const PhoneBook& book) {
  for (const auto& entry : book.entries) require(!entry.model.empty());
}
void use(const WavAudio& audio) {
  require(!audio.samples.empty());
}

void use(const EqDocument& document) {
  require(!document.channels.empty());
  for (const auto& channel : document.channels) {
    const auto response = response_of(channel, Hertz(48000), grid());
    for (const double db : response.db()) require(std::isfinite(db));
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
      require(export_equalizer(*find_eq_device(built_in_eq_devices(), "rme-adi-2-dac"), document).has_value());
      break;
    default:
      require(export_equalizer(*find_eq_device(built_in_eq_devices(), "graphic-10"), document).has_value());
      break;
  }
}
void use(const std::vector<EqDocument>& documents) {
  for (const auto& document : documents) use(document);
}
void use(const OpraDatabase& database) {
  for (const auto& equalizer : database.equalizers) use(equalizer.document);
}
void use(const std::vector<EqDevice>& devices) {
  require(!devices.empty());
}

template <class T>
void use_if_read(const Result<T>& result) {
  if (result)
    use(*result);
  else
    require(!result.error().message.empty());
}

constexpr std::array kReaders = {
    Reader{"response_text", [](std::string_view b) { use_if_read(read_response_text(b, "x L.txt")); }},
    Reader{"autoeq_csv", [](std::string_view b) { use_if_read(read_autoeq_csv(b, "x.csv")); }},
    Reader{"autoeq_result_csv", [](std::string_view b) { use_if_read(read_autoeq_result_csv(b, "x.csv")); }},
    Reader{"seating_table", [](std::string_view b) { use_if_read(read_seating_table(b, "x.csv")); }},
    Reader{"zma", [](std::string_view b) { use_if_read(read_zma(b, "x.zma")); }},
    Reader{"calibration", [](std::string_view b) { use_if_read(read_calibration(b, "x.cal")); }},
    Reader{"measurement", [](std::string_view b) { use_if_read(read_measurement(b, "x.csv")); }},
    Reader{"phone_book", [](std::string_view b) { use_if_read(read_phone_book(b, "phone_book.json")); }},
    Reader{"opra_database", [](std::string_view b) { use_if_read(read_opra_database(b, "database_v1.jsonl")); }},
    Reader{"opra", [](std::string_view b) { use_if_read(read_opra(b, "info.json")); }},
    Reader{"equalizer_apo", [](std::string_view b) { use_if_read(read_equalizer_apo(b, "x.txt")); }},
    Reader{"graphic_eq", [](std::string_view b) { use_if_read(read_graphic_eq_text(b, "x.txt")); }},
    Reader{"rew_filters", [](std::string_view b) { use_if_read(read_rew_filters(b, "x.txt")); }},
    Reader{"squig", [](std::string_view b) { use_if_read(read_squig_text(b, "x.txt")); }},
    Reader{"soundsource", [](std::string_view b) { use_if_read(read_soundsource(b, "x.txt")); }},
    Reader{"easyeffects", [](std::string_view b) { use_if_read(read_easyeffects(b, "x.json")); }},
    Reader{"pipewire", [](std::string_view b) { use_if_read(read_pipewire(b, "x.conf")); }},
    Reader{"camilladsp", [](std::string_view b) { use_if_read(read_camilladsp(b, "x.yml")); }},
    Reader{"poweramp", [](std::string_view b) { use_if_read(read_poweramp(b, "x.json")); }},
    Reader{"eqmac", [](std::string_view b) { use_if_read(read_eqmac(b, "x.json")); }},
    Reader{"totalmix", [](std::string_view b) { use_if_read(read_totalmix(b, "x.tmreq")); }},
    Reader{"voicemeeter", [](std::string_view b) { use_if_read(read_voicemeeter(b, "x.xml")); }},
    Reader{"rockbox", [](std::string_view b) { use_if_read(read_rockbox(b, "x.cfg")); }},
    Reader{"minidsp", [](std::string_view b) { use_if_read(read_minidsp(b, "x.txt", Hertz(96000))); }},
    Reader{"vdc", [](std::string_view b) { use_if_read(read_vdc(b, "x.vdc")); }},
    Reader{"settings_card", [](std::string_view b) { use_if_read(read_settings_card(b, "x.txt")); }},
    Reader{"equalizer", [](std::string_view b) { use_if_read(read_equalizer(b, "x.txt")); }},
    Reader{"eq_devices", [](std::string_view b) { use_if_read(read_eq_devices(b, "devices.toml")); }},
    Reader{"wav", [](std::string_view b) { use_if_read(read_wav(b, "x.wav")); }},
};

}  // namespace

std::span<const Reader> readers() {
  return kReaders;
}

}  // namespace eardrum::fuzz
