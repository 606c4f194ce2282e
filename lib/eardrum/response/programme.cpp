// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/programme.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <eardrum/base/printable.h>
#include <eardrum/response/weighting.h>

namespace eardrum {
namespace {

constexpr std::array<double, 31> kThirdOctaves{20,   25,   31.5, 40,   50,   63,    80,    100,   125,  160,  200,
                                               250,  315,  400,  500,  630,  800,   1000,  1250,  1600, 2000, 2500,
                                               3150, 4000, 5000, 6300, 8000, 10000, 12500, 16000, 20000};
using Bands = std::array<double, kThirdOctaves.size()>;

// IEC 60268-1:1985, clause 7, table II. Its note says that the whole is about 12.5 dB above the 0 dB of one band.
constexpr Bands kProgrammeSimulation{-13.5, -10.2, -7.4, -5.2, -3.5, -2.3,  -1.4,  -0.9,  -0.5, -0.2, -0.1,
                                     0.0,   0.0,   0.0,  0.0,  0.0,  0.0,   -0.1,  -0.3,  -0.6, -1.0, -1.6,
                                     -2.5,  -3.7,  -5.1, -7.0, -9.4, -11.9, -14.8, -18.2, -21.6};

// The mean spectrum of popular recordings, approximate (Pestana 2013; Elowsson and Friberg 2017): -5 dB an octave of
// power density from 100 Hz to 4 kHz, that is -2 dB an octave of third-octave power, steeper above; level from 63 to
// 100 Hz and falling below. The corners and the outer slopes are ours.
Bands popular_music() {
  Bands db{};
  for (std::size_t i = 0; i < db.size(); ++i) {
    const double f = kThirdOctaves[i];
    if (f < 63.0) db[i] = 8.0 * std::log2(f / 63.0);
    if (f > 100.0) db[i] = -2.0 * std::log2(std::min(f, 4000.0) / 100.0);
    if (f > 4000.0) db[i] -= 5.0 * std::log2(f / 4000.0);
  }
  return db;
}

FrequencyResponse normalised(const Bands& bands_db) {
  double power = 0.0;
  for (const double db : bands_db) power += std::pow(10.0, db / 10.0);
  std::vector<double> db(bands_db.begin(), bands_db.end());
  for (double& value : db) value -= 10.0 * std::log10(power);
  return FrequencyResponse::make(third_octave_grid(), std::move(db)).value();
}

std::vector<Programme> built_in() {
  struct Spectrum {
    FrequencyResponse bands;
    Confidence confidence;
    std::string source;
  };
  const Spectrum pink{normalised(Bands{}), Confidence::kKnown, "equal power a third octave"};
  const Spectrum popular{normalised(popular_music()), Confidence::kApprox, "Pestana 2013; Elowsson & Friberg 2017"};
  const Spectrum simulation{normalised(kProgrammeSimulation), Confidence::kKnown,
                            "IEC 60268-1:1985 clause 7, table II"};
  const Spectrum mean_of_programme{simulation.bands, Confidence::kApprox,
                                   "IEC 60268-1:1985 table II, the mean of speech and music of several kinds"};
  const std::string presets = "theaudiostuff.com crest-factor presets";
  const auto programme = [](std::string name, std::string description, Sourced<Gain> crest_factor, Gain from, Gain to,
                            const Spectrum& spectrum) {
    return Programme{std::move(name), std::move(description), std::move(crest_factor), from, to,
                     spectrum.bands,  spectrum.confidence,    spectrum.source};
  };
  return {
      programme("classical", "Orchestra, wide dynamics", {Gain(18.0), Confidence::kPage, presets}, Gain(15.0),
                Gain(20.0), mean_of_programme),
      programme("jazz", "Acoustic music, light compression",
                {Gain(14.0), Confidence::kApprox, "between classical and pop"}, Gain(12.0), Gain(16.0),
                mean_of_programme),
      programme("pop", "Pop and rock as mastered today", {Gain(10.0), Confidence::kPage, presets}, Gain(8.0),
                Gain(12.0), popular),
      programme("EDM", "Electronic dance music, heavily limited", {Gain(5.0), Confidence::kPage, presets}, Gain(4.0),
                Gain(6.0), popular),
      programme(
          "pink noise", "Pink noise, Gaussian",
          {Gain(12.0), Confidence::kKnown, "Gaussian noise: four times its rms is exceeded for 0.006 % of the time"},
          Gain(11.0), Gain(13.0), pink),
      programme("programme simulation noise", "The test signal of IEC 60268-1 and EN 50332, clipped at twice its rms",
                {Gain(6.0), Confidence::kKnown, "IEC 60268-7:2010 8.3.2.2: peak to rms 1.8 to 2.2"}, Gain(5.1),
                Gain(6.8), simulation),
  };
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

const FrequencyGrid& third_octave_grid() {
  static const FrequencyGrid kGrid =
      FrequencyGrid::make(std::vector<double>(kThirdOctaves.begin(), kThirdOctaves.end())).value();
  return kGrid;
}

std::span<const Programme> programmes() {
  static const std::vector<Programme> kProgrammes = built_in();
  return kProgrammes;
}

Result<Programme> find_programme(std::string_view name) {
  std::string names;
  for (const Programme& programme : programmes()) {
    if (equal_ignoring_case(programme.name, name)) return programme;
    names += (names.empty() ? "" : ", ") + programme.name;
  }
  return Error{Errc::kNotFound, "Expected one of the programmes " + names + ", found \"" + printable(name) + "\"", {}};
}

DbFs level_at_full_scale_peaks(Gain crest_factor) {
  // AES17 counts levels from the rms of a full-scale sine, which is 3.01 dB below its peak.
  return DbFs(0.0) + Gain::from_power_ratio(2.0) - crest_factor;
}

FrequencyResponse band_levels_at_drum(const Programme& programme, const FrequencyResponse& drum_response_db_spl) {
  const FrequencyGrid& grid = programme.band_powers.grid();
  std::vector<double> db(grid.size());
  drum_response_db_spl.sample(grid, db);
  for (std::size_t i = 0; i < db.size(); ++i) db[i] += programme.band_powers.db()[i];
  return FrequencyResponse::make(grid, std::move(db)).value();
}

Gain loudness_change(const Programme& programme, const FrequencyResponse& gain) {
  const FrequencyGrid& grid = programme.band_powers.grid();
  double before = 0.0;
  double after = 0.0;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const Hertz f(grid.hz()[i]);
    const Gain heard = Gain(programme.band_powers.db()[i]) + weighting(Weighting::kK, f);
    before += heard.power_ratio();
    after += (heard + Gain(gain.db_at(f))).power_ratio();
  }
  return Gain::from_power_ratio(after / before);
}

}  // namespace eardrum
