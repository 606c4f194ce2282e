// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "headphones.h"

#include <cmath>
#include <fstream>

namespace eardrum::test {

app::Inventory inventory_in(const Scratch& folder) {
  auto targets = target::TargetLibrary::open(data_folder() + "/targets");
  if (!targets) FAIL(targets.error().to_string());
  auto measurements = catalogue::MeasurementStore::open({compiled_catalogue(), folder / "own/catalogue.sqlite"});
  if (!measurements) FAIL(measurements.error().to_string());
  return {open_in(folder), *std::move(targets), *std::move(measurements)};
}

std::string MadeUp::csv() const {
  static const auto harman = target::TargetLibrary::open(data_folder() + "/targets")->load("Harman over-ear 2018");
  std::string text = "frequency,raw\n";
  for (double hz = 20.0; hz < 20000.0; hz *= std::exp2(1.0 / 24.0)) {
    const double octaves = std::log2(hz / 3000.0);
    const double peak = peak_db * std::exp(-0.5 * octaves * octaves / 0.25);
    const double bass = bass_db / (1.0 + std::pow(hz / 200.0, 4.0));
    text += std::to_string(hz) + "," + std::to_string(harman->response.db_at(Hertz(hz)) + peak + bass) + "\n";
  }
  return text;
}

void write(const std::string& path, const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace eardrum::test
