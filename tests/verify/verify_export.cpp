// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// verify_export write PROGRAM CASE RATE FOLDER   writes in.wav (an impulse), the export, and its name in FOLDER/export
// verify_export intended CASE RATE FILE          writes hertz, dB of the left ear, dB of the right ear
// verify_export check CASE RATE OUT.wav [TOLERANCE_DB]
//          compares a recording with the intended curve: exit 0 within 0.02 dB, or TOLERANCE_DB
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include <eardrum/formats/camilladsp.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/easyeffects.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/impulse_response.h>
#include <eardrum/formats/pipewire.h>
#include <eardrum/formats/wav.h>

#include "recording.h"

using namespace eardrum;
using eardrum::verify::put;

namespace {

constexpr double kToleranceDb = 0.02;
constexpr double kImpulse = 0.5;

Band band(BandType type, double hz, double db, double q) {
  return Band{type, Hertz(hz), Gain(db), q};
}

std::optional<EqDocument> document_of(const std::string& name) {
  const double butterworth = 0.7071067811865476;
  // What AutoEq's default box gives: two shelves and peaks.
  const Peq usual{Gain(-6.2),
                  {band(BandType::kLowShelf, 105, 5.5, butterworth),
                   band(BandType::kHighShelf, 10000, -3.2, butterworth), band(BandType::kPeaking, 183, -2.9, 0.6),
                   band(BandType::kPeaking, 1290, 1.7, 2.4), band(BandType::kPeaking, 3020, 5.0, 3.3),
                   band(BandType::kPeaking, 5930, -4.4, 5.9), band(BandType::kPeaking, 8800, 2.2, 2.0)}};
  // Qs that expose convention errors: a steep high shelf, a very narrow peak, passes.
  const Peq odd{Gain(-6.0),
                {band(BandType::kLowShelf, 105, 6, 0.7), band(BandType::kPeaking, 200, -3, 0.5),
                 band(BandType::kPeaking, 3000, 5, 14), band(BandType::kHighShelf, 10000, -4, 2.0)}};
  const Peq other{Gain(-6.0), {band(BandType::kPeaking, 250, 3.5, 1.4), band(BandType::kPeaking, 7200, -5.0, 4.0)}};
  // So low that single-precision coefficients would miss it at 96 kHz.
  const Peq low{Gain(-6.0), {band(BandType::kPeaking, 41, -4.3, 1.1), band(BandType::kPeaking, 90, 3.5, 1.4)}};
  // So high that single precision holds them at 96 kHz: what stays filters.
  const Peq mids{Gain(-6.0),
                 {band(BandType::kHighShelf, 10000, -3.2, butterworth), band(BandType::kPeaking, 480, -2.9, 1.0),
                  band(BandType::kPeaking, 3020, 5.0, 3.3), band(BandType::kPeaking, 5930, -4.4, 5.9)}};
  if (name == "low") return make_eq_document(name, low);
  if (name == "mids") return make_eq_document(name, mids);
  if (name == "usual") return make_eq_document(name, usual);
  if (name == "odd") return make_eq_document(name, odd);
  if (name == "ears_apart") return make_eq_document(name, Peq{other.preamp, usual.bands}, other);
  if (name == "ears_odd") return make_eq_document(name, odd, other);
  return std::nullopt;
}

int write_case(const std::string& program, const std::string& name, Hertz rate, const std::string& folder) {
  auto document = document_of(name);
  if (!document) return 2;
  if (!put(folder + "/in.wav", verify::impulse_wav(rate, kImpulse, kImpulse))) return 1;

  Export exported;
  if (program == "live" || program == "jack" || program == "jackd") {
    exported = write_equalizer_apo(*document);
    exported.file_name = "eq.txt";
  } else if (program == "pipewire") {
    PipeWireExportOptions options;
    options.impulse_folder = folder;
    options.standalone = true;
    exported = write_pipewire(*document, options);
  } else if (program == "easyeffects-8") {
    exported = write_easyeffects(*document, EasyEffectsVersion::k8);
  } else if (program.starts_with("camilladsp-")) {
    const auto version = program.back() == '2'   ? CamillaDspVersion::k2
                         : program.back() == '3' ? CamillaDspVersion::k3
                                                 : CamillaDspVersion::k4;
    exported = write_camilladsp(*document, version, rate);
  } else {
    EasyEffectsOptions options;
    options.sample_rate = rate;
    options.impulse_folder = folder;
    exported = write_easyeffects_exact(*document, options);
  }
  for (const auto& loss : exported.losses) std::printf("loss: %s\n", loss.c_str());
  for (const auto& file : exported.attachments) {
    if (!put(folder + "/" + file.name, file.bytes)) return 1;
  }
  return put(folder + "/" + exported.file_name, exported.text) && put(folder + "/export", exported.file_name) ? 0 : 1;
}

int write_intended(const std::string& name, Hertz rate, const std::string& path) {
  const auto document = document_of(name);
  if (!document) return 2;
  const auto grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 24);
  const auto left = response_of(channel_for(*document, Channel::kLeft), rate, grid);
  const auto right = response_of(channel_for(*document, Channel::kRight), rate, grid);
  std::string text;
  for (std::size_t i = 0; i < grid.size(); ++i)
    text += shortest(grid.hz()[i]) + "," + shortest(left.db()[i]) + "," + shortest(right.db()[i]) + "\n";
  return put(path, text) ? 0 : 1;
}

int check(const std::string& name, Hertz rate, const std::string& path, double tolerance_db) {
  const auto document = document_of(name);
  if (!document) return 2;
  verify::Intended intended;
  intended.impulse = kImpulse;
  for (std::size_t ear = 0; ear < 2; ++ear) {
    const auto response =
        response_of(channel_for(*document, ear == 0 ? Channel::kLeft : Channel::kRight), rate, intended.grid);
    intended.db[ear].assign(response.db().begin(), response.db().end());
  }
  return verify::compare(path, rate, intended, tolerance_db) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string verb = argc > 1 ? argv[1] : "";
  if (verb == "write" && argc == 6) return write_case(argv[2], argv[3], Hertz(std::atof(argv[4])), argv[5]);
  if (verb == "intended" && argc == 5) return write_intended(argv[2], Hertz(std::atof(argv[3])), argv[4]);
  if (verb == "check" && (argc == 5 || argc == 6)) {
    return check(argv[2], Hertz(std::atof(argv[3])), argv[4], argc == 6 ? std::atof(argv[5]) : kToleranceDb);
  }
  std::fprintf(stderr,
               "usage: verify_export write PROGRAM CASE RATE FOLDER | check CASE RATE OUT.wav [TOLERANCE_DB]\n");
  return 2;
}
