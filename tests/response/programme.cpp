// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/programme.h>

#include <cmath>

#include <doctest/doctest.h>

#include <eardrum/filter/biquad_response.h>
#include <eardrum/response/drum_field.h>

namespace eardrum {
namespace {

TEST_CASE("Crest factors in use") {
  // reference/electrical.md section 2: classical about 18 dB, pop 8 to 12, EDM 4 to 6
  CHECK(find_programme("classical")->crest_factor.value == Gain(18));
  CHECK(find_programme("Pop")->crest_factor.value == Gain(10));
  CHECK(find_programme("edm")->crest_factor.value == Gain(5));
  for (const Programme& programme : programmes()) {
    CAPTURE(programme.name);
    CHECK(programme.crest_factor_from <= programme.crest_factor.value);
    CHECK(programme.crest_factor.value <= programme.crest_factor_to);
    CHECK(std::abs(total_level(programme.band_powers).db()) < 1e-9);
    CHECK_FALSE(programme.crest_factor.source.empty());
    CHECK_FALSE(programme.spectrum_source.empty());
  }
}

TEST_CASE("The simulated programme is 12.5 dB above its strongest band") {
  // IEC 60268-1:1985 clause 7, note: "approximately 12.5 dB higher than the indicated zero relative level"
  const Programme programme = find_programme("programme simulation noise").value();
  CHECK(std::abs(programme.band_powers.db_at(Hertz(500)) - -12.5) < 0.06);
}

TEST_CASE("Popular music falls 2 dB an octave in third octaves from 100 Hz to 4 kHz") {
  // reference/science.md 3.5: -4.5 to -5 dB an octave of density, -1.5 to -2 of third-octave power, steeper above 4 kHz
  const auto bands = find_programme("pop").value().band_powers;
  const double slope = (bands.db_at(Hertz(4000)) - bands.db_at(Hertz(100))) / std::log2(40.0);
  CHECK(slope <= -1.5);
  CHECK(slope >= -2.0 - 1e-9);
  CHECK(bands.db_at(Hertz(16000)) - bands.db_at(Hertz(4000)) < 2.0 * slope);
}

TEST_CASE("Peaks at full scale put the average at 3.01 dB less the crest factor") {
  // A sine has a crest factor of 3.01 dB and, with peaks at full scale, 0 dBFS (AES17).
  CHECK(std::abs(level_at_full_scale_peaks(Gain::from_amplitude_ratio(std::sqrt(2.0))).db()) < 1e-9);
  CHECK(std::abs(level_at_full_scale_peaks(Gain(12)).db() - -8.99) < 0.005);
}

TEST_CASE("A flat headphone plays the programme at its own level") {
  const auto flat = FrequencyResponse::flat(FrequencyGrid::make({20.0, 20000.0}).value()).shifted(87.0);
  for (const Programme& programme : programmes())
    CHECK(std::abs(total_level(band_levels_at_drum(programme, flat)).db() - 87.0) < 1e-9);
}

TEST_CASE("How much louder filters make pink noise") {
  // reference/validation.json delta_LU_pink, from 20 Hz to 20 kHz in steps of equal power
  struct Case {
    BandType type;
    double hz, db, q, loudness_db;
  };
  const auto fine = FrequencyGrid::logarithmic(Hertz(10), Hertz(22000), 48);
  // The reference's noise begins at 20 Hz and ends at 20 kHz: half of our outermost bands, which reach 17.8 Hz and 22.4
  // kHz.
  Programme pink = find_programme("pink noise").value();
  std::vector<double> bands(pink.band_powers.db().begin(), pink.band_powers.db().end());
  bands.front() -= 3.0103;
  bands.back() -= 3.0103;
  pink.band_powers = FrequencyResponse::make(third_octave_grid(), bands).value();
  for (const Case& c :
       {Case{BandType::kLowShelf, 105, 6, .707, .674}, Case{BandType::kLowShelf, 105, -6, .707, -.280},
        Case{BandType::kHighShelf, 2500, 3, .707, 1.802}, Case{BandType::kHighShelf, 10000, 3, .707, .703},
        Case{BandType::kPeaking, 1000, 3, 1, .586}, Case{BandType::kPeaking, 3000, -6, 1.5, -.913}}) {
    CAPTURE(c.hz);
    const Peq peq{Gain(0), {{c.type, Hertz(c.hz), Gain(c.db), c.q}}};
    const auto change = loudness_change(pink, response_of(peq, Hertz(48000), fine));
    CHECK(std::abs(change.db() - c.loudness_db) < 0.01);
  }
  const auto flat = FrequencyResponse::flat(fine).shifted(-4.0);
  for (const Programme& programme : programmes()) CHECK(std::abs(loudness_change(programme, flat).db() - -4.0) < 1e-9);
}

TEST_CASE("An unknown programme is refused with the names") {
  const auto unknown = find_programme("polka");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == Errc::kNotFound);
  CHECK(unknown.error().message.find("classical, jazz, pop, EDM, pink noise") != std::string::npos);
}

}  // namespace
}  // namespace eardrum
