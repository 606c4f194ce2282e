// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "recording.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdio>
#include <numbers>

#include <eardrum/base/file.h>
#include <eardrum/formats/wav.h>

namespace eardrum::verify {

std::vector<double> spectrum_db(const std::vector<double>& samples, std::size_t begin, std::size_t end, Hertz rate,
                                const FrequencyGrid& grid, double impulse) {
  std::vector<double> db;
  for (const double hz : grid.hz()) {
    const auto z = std::polar(1.0, -2.0 * std::numbers::pi * hz / rate.value());
    std::complex<double> sum;
    for (std::size_t n = end; n-- > begin;) sum = sum * z + samples[n];
    db.push_back(20.0 * std::log10(std::abs(sum) / impulse));
  }
  return db;
}

bool compare(const std::string& path, Hertz rate, const Intended& intended, double tolerance_db) {
  const auto bytes = read_file(path);
  const auto recording = bytes ? read_wav(*bytes, path) : Result<WavAudio>(bytes.error());
  if (!recording) {
    std::fprintf(stderr, "%s\n", recording.error().to_string().c_str());
    return false;
  }
  if (recording->sample_rate != rate || recording->samples.size() != 2) {
    std::fprintf(stderr, "expected two channels at the tested rate\n");
    return false;
  }
  // One second from shortly before the louder ear's peak.
  std::size_t peak = 0;
  double highest = 0.0;
  for (const auto& samples : recording->samples) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
      if (std::abs(samples[i]) > highest) {
        highest = std::abs(samples[i]);
        peak = i;
      }
    }
  }
  const std::size_t begin = peak > 64 ? peak - 64 : 0;
  const std::size_t end = std::min(recording->samples[0].size(), begin + static_cast<std::size_t>(rate.value()));
  double worst_db = 0.0, worst_hz = 0.0;
  for (std::size_t ear = 0; ear < 2; ++ear) {
    const auto found = spectrum_db(recording->samples[ear], begin, end, rate, intended.grid, intended.impulse);
    for (std::size_t k = 0; k < found.size(); ++k) {
      const double error_db = std::abs(found[k] - intended.db[ear][k]);
      if (!(error_db <= worst_db)) {
        worst_db = error_db;
        worst_hz = intended.grid.hz()[k];
      }
    }
  }
  std::printf("at %.0f Hz: largest error %.4f dB, at %.0f Hz\n", rate.value(), worst_db, worst_hz);
  return worst_db <= tolerance_db;
}

std::string impulse_wav(Hertz rate, double left, double right) {
  const auto frames = static_cast<std::size_t>(rate.value());
  WavAudio impulse{rate, std::vector<std::vector<double>>(2, std::vector<double>(5 * frames / 2, 0.0))};
  impulse.samples[0][frames] = left;
  impulse.samples[1][frames] = right;
  return write_wav(impulse, WavSample::kFloat32);
}

bool put(const std::string& path, const std::string& bytes) {
  const auto written = write_file(path, bytes);
  if (!written) std::fprintf(stderr, "%s\n", written.error().to_string().c_str());
  return written.has_value();
}

}  // namespace eardrum::verify
