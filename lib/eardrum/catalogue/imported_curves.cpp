// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <eardrum/base/value.h>
#include <eardrum/catalogue/imported_curves_internal.h>
#include <eardrum/catalogue/names.h>

namespace eardrum::catalogue {
namespace {

/// A row as both kinds have it.
struct Row {
  std::string_view kind;
  std::string name;
  Channel side = Channel::kBoth;
  int seating = 0;
  std::string file;
  std::string serial;
  std::optional<double> factor_db;
  std::string rig;
  std::string form;
  std::string details;
  std::vector<double> hz;
  std::vector<double> value;
  std::vector<double> phase_deg;  ///< empty: none
};

Result<Put> put_row(Database& database, Row row) {
  const std::string key = folded_key(row.name);
  EARDRUM_TRY(Statement lookup,
              database.prepare(
                  "SELECT file, hz, value, phase_deg, details, name, serial, factor_db, rig, form FROM imported_curve "
                  "WHERE kind = ?1 AND key = ?2 AND side = ?3 AND seating = ?4"));
  lookup.bind(1, row.kind).bind(2, key).bind(3, to_text(row.side)).bind(4, static_cast<std::int64_t>(row.seating));
  bool same = false, other = false;
  while (true) {
    EARDRUM_TRY(const bool found, lookup.step());
    if (!found) break;
    const bool same_file = lookup.text(0) == row.file;
    if (same_file && row.rig.empty()) row.rig = lookup.text(8);
    const bool equal =
        lookup.numbers(1) == row.hz && lookup.numbers(2) == row.value && lookup.numbers(3) == row.phase_deg &&
        lookup.text(4) == row.details && lookup.text(5) == row.name && lookup.text(6) == row.serial &&
        lookup.maybe_number(7) == row.factor_db && lookup.text(8) == row.rig && lookup.text(9) == row.form;
    same = same || equal;
    other = other || (!equal && same_file);
  }
  if (same && !other) return Put::kUnchanged;
  // Deleted and added, not updated: the latest import is the one with the highest id.
  EARDRUM_TRY(Statement remove,
              database.prepare("DELETE FROM imported_curve WHERE kind = ?1 AND key = ?2 AND side = ?3 "
                               "AND seating = ?4 AND file = ?5"));
  remove.bind(1, row.kind).bind(2, key).bind(3, to_text(row.side));
  remove.bind(4, static_cast<std::int64_t>(row.seating)).bind(5, row.file);
  EARDRUM_CHECK(remove.run());
  EARDRUM_TRY(Statement insert,
              database.prepare("INSERT INTO imported_curve (kind, key, name, side, seating, file, serial, factor_db, "
                               "details, hz, value, phase_deg, rig, form) "
                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"));
  insert.bind(1, row.kind).bind(2, key).bind(3, row.name).bind(4, to_text(row.side));
  insert.bind(5, static_cast<std::int64_t>(row.seating)).bind(6, row.file).bind(7, row.serial);
  insert.bind_optional(8, row.factor_db).bind(9, row.details).bind_numbers(10, row.hz).bind_numbers(11, row.value);
  if (!row.phase_deg.empty()) insert.bind_numbers(12, row.phase_deg);
  insert.bind(13, row.rig).bind(14, row.form);
  EARDRUM_CHECK(insert.run());
  return other ? Put::kChanged : Put::kAdded;
}

}  // namespace

std::string details_text(const std::vector<std::string>& details) {
  Value list = Value::Array{};
  for (const auto& detail : details) list.push_back(detail);
  return write_json(list, -1);
}

Result<std::vector<std::string>> details_from(std::string_view text, const std::string& path) {
  EARDRUM_TRY(const Value list, parse_json(text, path));
  std::vector<std::string> details;
  if (!list.is_array()) return details;
  for (const Value& detail : list.as_array()) {
    if (detail.is_string()) details.push_back(detail.as_string());
  }
  return details;
}

Channel side_of(std::string_view text) {
  for (const Channel side : {Channel::kLeft, Channel::kRight}) {
    if (text == to_text(side)) return side;
  }
  return Channel::kBoth;
}

Result<Put> put(Database& database, const StoredImpedance& impedance) {
  Row row{.kind = "impedance",
          .name = impedance.name,
          .side = impedance.side,
          .seating = impedance.seating,
          .file = impedance.file,
          .serial = {},
          .factor_db = {},
          .rig = {},
          .form = {},
          .details = details_text(impedance.details),
          .hz = {},
          .value = {},
          .phase_deg = {}};
  const bool has_phase = std::all_of(impedance.points.begin(), impedance.points.end(),
                                     [](const ImpedancePoint& point) { return point.phase_degrees.has_value(); });
  for (const auto& point : impedance.points) {
    row.hz.push_back(point.frequency.value());
    row.value.push_back(point.magnitude.value());
    if (has_phase) row.phase_deg.push_back(*point.phase_degrees);
  }
  return put_row(database, row);
}

Result<Put> put(Database& database, const StoredCalibration& calibration) {
  const auto hz = calibration.response.grid().hz();
  const auto db = calibration.response.db();
  return put_row(
      database,
      {.kind = "calibration",
       .name = calibration.name,
       .side = calibration.side,
       .seating = 0,
       .file = calibration.file,
       .serial = folded_key(calibration.serial_number),
       .factor_db = calibration.sensitivity_factor ? std::optional(calibration.sensitivity_factor->db()) : std::nullopt,
       .rig = {},
       .form = {},
       .details = details_text(calibration.details),
       .hz = {hz.begin(), hz.end()},
       .value = {db.begin(), db.end()},
       .phase_deg = {}});
}

Result<Put> put(Database& database, const StoredTarget& target) {
  const auto hz = target.response.grid().hz();
  const auto db = target.response.db();
  return put_row(database, {.kind = "target",
                            .name = target.name,
                            .side = Channel::kBoth,
                            .seating = 0,
                            .file = target.file,
                            .serial = {},
                            .factor_db = {},
                            .rig = target.rig,
                            .form = target.form,
                            .details = details_text(target.details),
                            .hz = {hz.begin(), hz.end()},
                            .value = {db.begin(), db.end()},
                            .phase_deg = {}});
}

Result<std::vector<std::string>> impedance_names(const Database& database, const std::vector<std::string>& keys) {
  EARDRUM_TRY(Statement rows, database.prepare("SELECT name FROM imported_curve WHERE kind = 'impedance' AND key = ?1 "
                                               "ORDER BY id DESC LIMIT 1"));
  std::vector<std::string> names;
  for (const auto& key : keys) {
    rows.reset();
    rows.bind(1, key);
    EARDRUM_TRY(const bool found, rows.step());
    if (found) names.emplace_back(rows.text(0));
  }
  return names;
}

Result<std::optional<ImpedanceCurve>> imported_impedance(const Database& database, std::string_view name) {
  EARDRUM_TRY(
      Statement rows,
      database.prepare("SELECT file, hz, value, phase_deg, side FROM imported_curve WHERE kind = 'impedance' AND "
                       "key = ?1 ORDER BY side, id DESC LIMIT 1"));
  rows.bind(1, folded_key(name));
  EARDRUM_TRY(const bool found, rows.step());
  if (!found) return std::optional<ImpedanceCurve>();
  ImpedanceCurve curve;
  const auto hz = rows.numbers(1), ohm = rows.numbers(2), phase_deg = rows.numbers(3);
  if (hz.empty() || ohm.size() != hz.size() || (!phase_deg.empty() && phase_deg.size() != hz.size())) {
    return Error{Errc::kInvalidData,
                 "Expected an imported impedance with one value a frequency, found another number of them; import it "
                 "again",
                 {database.path(), 0, "imported_curve"}};
  }
  for (std::size_t i = 0; i < hz.size(); ++i) {
    curve.points.push_back(
        {Hertz(hz[i]), Ohms(ohm[i]), phase_deg.empty() ? std::nullopt : std::optional<double>(phase_deg[i])});
  }
  curve.phase_measured = !phase_deg.empty();
  curve.confidence = Confidence::kMeasured;
  curve.source = "your measurement, " + std::string(rows.text(0));
  if (const Channel side = side_of(rows.text(4)); side != Channel::kBoth)
    curve.notes = "of the " + std::string(to_text(side)) + " side";
  return std::optional(std::move(curve));
}

Result<std::vector<StoredCalibration>> imported_calibrations(const Database& database) {
  EARDRUM_TRY(Statement rows,
              database.prepare("SELECT name, side, file, serial, factor_db, details, hz, value FROM imported_curve "
                               "WHERE kind = 'calibration' ORDER BY side, id DESC"));
  std::vector<StoredCalibration> found;
  while (true) {
    EARDRUM_TRY(const bool row, rows.step());
    if (!row) return found;
    EARDRUM_TRY(auto grid, FrequencyGrid::make(rows.numbers(6)));
    EARDRUM_TRY(auto response, FrequencyResponse::make(std::move(grid), rows.numbers(7)));
    EARDRUM_TRY(auto details, details_from(rows.text(5), database.path()));
    const auto factor_db = rows.maybe_number(4);
    found.push_back({.name = std::string(rows.text(0)),
                     .serial_number = std::string(rows.text(3)),
                     .side = side_of(rows.text(1)),
                     .sensitivity_factor = factor_db ? std::optional(Gain(*factor_db)) : std::nullopt,
                     .file = std::string(rows.text(2)),
                     .details = std::move(details),
                     .response = std::move(response)});
  }
}

Result<std::vector<StoredTarget>> imported_targets(const Database& database) {
  EARDRUM_TRY(Statement rows, database.prepare("SELECT name, rig, form, file, details, hz, value FROM imported_curve "
                                               "WHERE kind = 'target' ORDER BY id DESC"));
  std::vector<StoredTarget> found;
  while (true) {
    EARDRUM_TRY(const bool row, rows.step());
    if (!row) return found;
    EARDRUM_TRY(auto grid, FrequencyGrid::make(rows.numbers(5)));
    EARDRUM_TRY(auto response, FrequencyResponse::make(std::move(grid), rows.numbers(6)));
    EARDRUM_TRY(auto details, details_from(rows.text(4), database.path()));
    found.push_back({.name = std::string(rows.text(0)),
                     .rig = std::string(rows.text(1)),
                     .form = std::string(rows.text(2)),
                     .file = std::string(rows.text(3)),
                     .details = std::move(details),
                     .response = std::move(response)});
  }
}

}  // namespace eardrum::catalogue
