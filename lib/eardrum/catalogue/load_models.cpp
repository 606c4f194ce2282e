// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/load_models.h>

#include <algorithm>
#include <filesystem>

#include <eardrum/base/file.h>
#include <eardrum/catalogue/csv_internal.h>

namespace eardrum::catalogue {
namespace {

// The columns that a table must have, found once.
class Columns {
 public:
  Columns(const Csv& csv, const std::string& file) : csv_(csv), file_(file) {}

  Result<std::string> text(const CsvRow& row, std::string_view column) const {
    const int index = csv_.column(column);
    if (index < 0) {
      return Error{Errc::kInvalidData,
                   "Expected a column of this name, found none",
                   {file_, csv_.header.line, std::string(column)}};
    }
    return row.fields[static_cast<std::size_t>(index)];
  }
  Result<double> number(const CsvRow& row, std::string_view column) const {
    EARDRUM_TRY(const std::string field, text(row, column));
    return csv_number(field, file_, row.line, column);
  }

 private:
  const Csv& csv_;
  const std::string& file_;
};

// "page (fit)", "page (points), approx (Q)", "page (derived)": what was read off a page is one thing, what was worked
// out of it another, and the least sure part counts.
Confidence confidence_in_words(std::string_view words) {
  if (words.find("approx") != std::string_view::npos) return Confidence::kApprox;
  if (words.find("derived") != std::string_view::npos || words.find("fit") != std::string_view::npos)
    return Confidence::kComputed;
  if (words.starts_with("page")) return Confidence::kPage;
  return parse_confidence(words).value_or(Confidence::kApprox);
}

Result<void> read_circuits(const std::string& path, LoadModels& models) {
  EARDRUM_TRY(const std::string text, read_file(path));
  EARDRUM_TRY(const Csv csv, parse_csv(text, path));
  const Columns columns(csv, path);
  for (const auto& row : csv.rows) {
    EquivalentCircuit circuit;
    EARDRUM_TRY(circuit.name, columns.text(row, "name"));
    EARDRUM_TRY(const double re, columns.number(row, "re_ohm"));
    EARDRUM_TRY(const double le_mh, columns.number(row, "le_mh"));
    EARDRUM_TRY(const double f0, columns.number(row, "f0_hz"));
    EARDRUM_TRY(const double rp, columns.number(row, "rp_ohm"));
    EARDRUM_TRY(const double q, columns.number(row, "q"));
    EARDRUM_TRY(const std::string confidence, columns.text(row, "confidence"));
    EARDRUM_TRY(const std::string basis, columns.text(row, "basis"));
    circuit.circuit = {Ohms(re), le_mh * 1e-3, Hertz(f0), Ohms(rp), q};
    circuit.confidence = confidence_in_words(confidence);
    circuit.source = basis;
    models.circuits.emplace(circuit.name, circuit);
  }
  return {};
}

Result<void> read_flat_loads(const std::string& path, LoadModels& models) {
  EARDRUM_TRY(const std::string text, read_file(path));
  EARDRUM_TRY(const Csv csv, parse_csv(text, path));
  const Columns columns(csv, path);
  Confidence confidence = Confidence::kApprox;
  for (const auto& comment : csv.comments) {
    if (comment.starts_with("confidence: ")) confidence = confidence_in_words(std::string_view(comment).substr(12));
  }
  for (const auto& row : csv.rows) {
    FlatLoad load;
    EARDRUM_TRY(load.name, columns.text(row, "name"));
    EARDRUM_TRY(const double ohm, columns.number(row, "ohm"));
    EARDRUM_TRY(load.source, columns.text(row, "source"));
    load.magnitude = Ohms(ohm);
    load.confidence = confidence;
    models.flat_loads.emplace(load.name, load);
  }
  return {};
}

}  // namespace

Result<ImpedanceCurve> read_impedance_csv(std::string_view text, const std::string& name, const std::string& file) {
  EARDRUM_TRY(const Csv csv, parse_csv(text, file));
  const Columns columns(csv, file);
  ImpedanceCurve curve;
  curve.name = name;
  bool says_source = false;
  for (const auto& comment : csv.comments) {
    const std::string_view words = comment;
    if (words.starts_with("source: ")) {
      curve.source = words.substr(8);
      says_source = true;
    } else if (words.starts_with("confidence: ")) {
      curve.confidence = confidence_in_words(words.substr(12));
    } else if (!words.starts_with("terms: ")) {
      curve.notes += (curve.notes.empty() ? "" : "\n") + comment;
    }
  }
  if (!says_source) return Error{Errc::kInvalidData, "Expected a line \"# source: ...\", found none", {file, 1, {}}};
  const bool has_phase = csv.column("phase_deg") >= 0;
  // A phase counts as measured unless the file says otherwise.
  curve.phase_measured = has_phase && curve.notes.find("phase_deg is NOT measured") == std::string::npos;
  for (const auto& row : csv.rows) {
    ImpedancePoint point;
    EARDRUM_TRY(const double hz, columns.number(row, "freq_hz"));
    EARDRUM_TRY(const double ohm, columns.number(row, "ohm"));
    point.frequency = Hertz(hz);
    point.magnitude = Ohms(ohm);
    if (has_phase) {
      EARDRUM_TRY(const double phase_deg, columns.number(row, "phase_deg"));
      point.phase_degrees = phase_deg;
    }
    const bool increases = curve.points.empty() || point.frequency > curve.points.back().frequency;
    if (!(hz > 0.0) || !(ohm > 0.0) || !increases) {
      return Error{Errc::kInvalidData,
                   "Expected increasing frequencies and ohms above 0, found something else",
                   {file, row.line, {}}};
    }
    curve.points.push_back(point);
  }
  if (curve.points.empty()) return Error{Errc::kInvalidData, "Expected at least one point, found none", {file, 0, {}}};
  return curve;
}

Result<LoadModels> read_load_models(const std::string& folder) {
  LoadModels models;
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  }
  if (failed) return Error{Errc::kNotFound, "Cannot read the folder: " + failed.message(), {folder, 0, {}}};
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    const std::string name = path.stem().string();
    if (name == "equivalent_circuits") {
      EARDRUM_CHECK(read_circuits(path.string(), models));
    } else if (name == "flat_loads") {
      EARDRUM_CHECK(read_flat_loads(path.string(), models));
    } else {
      EARDRUM_TRY(const std::string text, read_file(path.string()));
      EARDRUM_TRY(auto curve, read_impedance_csv(text, name, path.string()));
      models.curves.emplace(name, std::move(curve));
    }
  }
  return models;
}

}  // namespace eardrum::catalogue
