// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include <eardrum/catalogue/load_models.h>
#include <eardrum/formats/autoeq_csv.h>
#include <eardrum/formats/calibration.h>
#include <eardrum/formats/import_measurements.h>
#include <eardrum/formats/opra.h>
#include <eardrum/formats/phone_book.h>
#include <eardrum/formats/response_text.h>
#include <eardrum/formats/seating_table.h>
#include <eardrum/formats/zma.h>

#include "readers.h"

namespace eardrum::fuzz {
namespace {

const FrequencyGrid& grid() {
  static const auto points = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 3);
  return points;
}

void use(const ImportedResponse& imported) {
  const auto response = imported.response.on(grid());
  for (const double db : response.db()) require(std::abs(db) <= 300.0, "a level is within 300 dB");
  require(imported.phase_deg.empty() || imported.phase_deg.size() == imported.response.grid().size(),
          "a phase a frequency");
}
void use(const std::vector<ImportedResponse>& responses) {
  require(!responses.empty(), "a file that was read holds a response");
  for (const auto& response : responses) use(response);
  (void)measurement_of(responses, "rig");
}
void use(const ImportedImpedance& impedance) {
  require(impedance.impedance_ohm.size() == impedance.grid.size(), "an impedance a frequency");
  for (const auto& ohm : impedance.impedance_ohm) {
    require(std::isfinite(ohm.real()) && std::isfinite(ohm.imag()) && std::abs(ohm) > 0.0, "an impedance is above 0");
  }
}
void use(const Calibration& calibration) {
  use(calibration.curve);
}
void use(const MeasurementFile& file) {
  require(!file.responses.empty() || !file.impedances.empty() || !file.calibrations.empty(), "a file holds something");
  for (const auto& response : file.responses) use(response);
  for (const auto& impedance : file.impedances) use(impedance);
  for (const auto& calibration : file.calibrations) use(calibration);
}
void use(const PhoneBook& book) {
  for (const auto& entry : book.entries) {
    require(!entry.model.empty() && !entry.file.empty(), "an entry names a model and a file");
  }
}
void use(const catalogue::ImpedanceCurve& curve) {
  require(!curve.points.empty(), "a curve has points");
}

template <auto kRead, const char* kFile>
bool read(std::string_view bytes) {
  const auto result = kRead(bytes, kFile);
  if (!result) return require_sentence(result.error(), kFile);
  use(*result);
  return true;
}

Result<catalogue::ImpedanceCurve> read_load(std::string_view bytes, const std::string& file) {
  return catalogue::read_impedance_csv(bytes, "load", file);
}

constexpr char kText[] = "x L.txt", kCsv[] = "x.csv", kZma[] = "x.zma", kCal[] = "x.cal", kBook[] = "phone_book.json";

constexpr std::array kReaders = {
    Reader{"response_text", "columns", read<read_response_text, kText>},
    Reader{"autoeq_csv", "columns", read<read_autoeq_csv, kCsv>},
    Reader{"autoeq_result_csv", "columns", read<read_autoeq_result_csv, kCsv>},
    Reader{"seating_table", "columns", read<read_seating_table, kCsv>},
    Reader{"zma", "columns", read<read_zma, kZma>},
    Reader{"calibration", "columns", read<read_calibration, kCal>},
    Reader{"measurement", "columns", read<read_measurement, kCsv>},
    Reader{"phone_book", "json", read<read_phone_book, kBook>},
    Reader{"load_csv", "gear_csv", read<read_load, kCsv>},
};

}  // namespace

std::span<const Reader> measurement_readers() {
  return kReaders;
}

}  // namespace eardrum::fuzz
