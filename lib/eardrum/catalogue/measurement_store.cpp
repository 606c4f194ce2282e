// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/measurement_store.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include <eardrum/catalogue/database_internal.h>
#include <eardrum/catalogue/imported_curves_internal.h>
#include <eardrum/catalogue/name_lookup.h>
#include <eardrum/catalogue/names.h>

namespace eardrum::catalogue {

class MeasurementStore::File {
 public:
  File(std::optional<Database> database, std::string path) : database_(std::move(database)), path_(std::move(path)) {}

  const Database* reading() const { return database_ ? &*database_ : nullptr; }
  Result<Database*> writing() {
    if (!database_) {
      EARDRUM_TRY(Database made, Database::open(path_, Database::Mode::kCreate));
      EARDRUM_CHECK(made.check_kind());
      EARDRUM_CHECK(made.run("PRAGMA journal_mode = WAL"));
      EARDRUM_CHECK(made.migrate());
      database_ = std::move(made);
    }
    return &*database_;
  }

 private:
  std::optional<Database> database_;
  std::string path_;
};

MeasurementStore::MeasurementStore(std::unique_ptr<File> file) : file_(std::move(file)) {}
MeasurementStore::MeasurementStore(MeasurementStore&&) noexcept = default;
MeasurementStore& MeasurementStore::operator=(MeasurementStore&&) noexcept = default;
MeasurementStore::~MeasurementStore() = default;

Result<MeasurementStore> MeasurementStore::open(const Paths& paths) {
  std::optional<Database> database;
  std::error_code failed;
  if (std::filesystem::exists(paths.user, failed)) {
    EARDRUM_TRY(Database opened, Database::open(paths.user, Database::Mode::kReadWrite));
    EARDRUM_CHECK(opened.check_kind());
    EARDRUM_CHECK(opened.migrate());
    database = std::move(opened);
  }
  return MeasurementStore(std::make_unique<File>(std::move(database), paths.user));
}

namespace {

/// What stands in a curve's place.
struct Found {
  bool same = false;                   ///< the very curve, from here or from a copy of its file
  bool other = false;                  ///< another one from the same file
  std::optional<std::int64_t> no_rig;  ///< the row that this file gave before its rig was said
};

Result<Found> look_up(Statement& lookup, const StoredResponse& curve, const std::string& key,
                      const std::string& details) {
  lookup.reset();
  lookup.bind(1, curve.source).bind(2, curve.rig).bind(3, key).bind(4, to_text(curve.side));
  lookup.bind(5, static_cast<std::int64_t>(curve.seating)).bind(6, curve.part);
  Found found;
  while (true) {
    EARDRUM_TRY(const bool row, lookup.step());
    if (!row) return found;
    const bool same_file = lookup.text(2) == curve.file;
    if (lookup.text(1) != curve.rig) {
      if (same_file) found.no_rig = lookup.integer(0);
      continue;
    }
    const auto hz = lookup.numbers(3), db = lookup.numbers(4);
    const bool same =
        std::equal(hz.begin(), hz.end(), curve.response.grid().hz().begin(), curve.response.grid().hz().end()) &&
        std::equal(db.begin(), db.end(), curve.response.db().begin(), curve.response.db().end()) &&
        lookup.text(5) == details && lookup.text(6) == curve.form && lookup.text(7) == curve.name;
    found.same = found.same || same;
    found.other = found.other || (same_file && !same);
  }
}

Result<void> put_responses(Database& database, const std::vector<StoredResponse>& responses, StoreCount& count,
                           const std::function<void()>& one_done) {
  EARDRUM_TRY(
      Statement lookup,
      database.prepare("SELECT id, rig, file, hz, db, details, form, name FROM measurement WHERE source = ?1 AND "
                       "rig IN (?2, '') AND key = ?3 AND side = ?4 AND seating = ?5 AND part = ?6"));
  EARDRUM_TRY(Statement remove, database.prepare("DELETE FROM measurement WHERE id = ?1"));
  EARDRUM_TRY(Statement insert,
              database.prepare(
                  "INSERT INTO measurement (source, rig, key, side, seating, file, part, name, form, details, hz, db) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO UPDATE SET "
                  "name = excluded.name, form = excluded.form, details = excluded.details, hz = excluded.hz, db = "
                  "excluded.db"));
  for (const StoredResponse& curve : responses) {
    const std::string key = folded_key(curve.name);
    const std::string details = details_text(curve.details);
    EARDRUM_TRY(const Found found, look_up(lookup, curve, key, details));
    ++(found.other || found.no_rig ? count.changed : found.same ? count.unchanged : count.added);
    if (found.no_rig) {
      remove.reset();
      remove.bind(1, *found.no_rig);
      EARDRUM_CHECK(remove.run());
    }
    if (found.other || !found.same) {
      insert.reset();
      insert.bind(1, curve.source).bind(2, curve.rig).bind(3, key).bind(4, to_text(curve.side));
      insert.bind(5, static_cast<std::int64_t>(curve.seating))
          .bind(6, curve.file)
          .bind(7, curve.part)
          .bind(8, curve.name);
      insert.bind(9, curve.form)
          .bind(10, details)
          .bind_numbers(11, curve.response.grid().hz())
          .bind_numbers(12, curve.response.db());
      EARDRUM_CHECK(insert.run());
    }
    one_done();
  }
  return {};
}

template <class Curve>
Result<void> put_curves(Database& database, const std::vector<Curve>& curves, StoreCount& count,
                        const std::function<void()>& one_done) {
  for (const Curve& curve : curves) {
    EARDRUM_TRY(const Put done, put(database, curve));
    ++(done == Put::kAdded ? count.added : done == Put::kChanged ? count.changed : count.unchanged);
    one_done();
  }
  return {};
}

}  // namespace

Result<StoreReport> MeasurementStore::import(const StoredFiles& files,
                                             const std::function<void(std::size_t)>& progress) {
  EARDRUM_TRY(Database * database, file_->writing());
  EARDRUM_TRY(Transaction transaction, Transaction::begin(*database));
  std::size_t written = 0;
  const auto one_done = [&] {
    ++written;
    if (progress) progress(written);
  };
  StoreReport report;
  EARDRUM_CHECK(put_responses(*database, files.responses, report.responses, one_done));
  EARDRUM_CHECK(put_curves(*database, files.impedances, report.impedances, one_done));
  EARDRUM_CHECK(put_curves(*database, files.calibrations, report.calibrations, one_done));
  EARDRUM_CHECK(put_curves(*database, files.targets, report.targets, one_done));
  EARDRUM_CHECK(transaction.commit());
  return report;
}

Result<std::vector<StoredTitle>> MeasurementStore::titles() const {
  std::vector<StoredTitle> titles;
  const Database* database = file_->reading();
  if (database == nullptr) return titles;
  EARDRUM_TRY(Statement rows, database->prepare("SELECT name, source, rig, form, count(*) FROM measurement "
                                                "GROUP BY key, source, rig, form ORDER BY key, source, rig, form"));
  while (true) {
    EARDRUM_TRY(const bool row, rows.step());
    if (!row) return titles;
    titles.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)),
                      std::string(rows.text(3)), static_cast<std::size_t>(rows.integer(4))});
  }
}

Result<TitleMatch> MeasurementStore::find(std::string_view name) const {
  EARDRUM_TRY(const auto all, titles());
  // Those of one name stand together.
  std::vector<Names> names;
  std::vector<std::size_t> name_of;
  std::string last_key;
  for (const StoredTitle& title : all) {
    std::string key = folded_key(title.name);
    if (names.empty() || key != last_key) names.emplace_back();
    if (names.back().empty() || names.back().back() != title.name) names.back().push_back(title.name);
    name_of.push_back(names.size() - 1);
    last_key = std::move(key);
  }
  const NameMatch match = match_names(name, names);
  TitleMatch out;
  out.whole = match.whole;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::find(match.found.begin(), match.found.end(), name_of[i]) != match.found.end()) out.found.push_back(all[i]);
  }
  for (const std::size_t which : match.nearest()) out.nearest.push_back(names[which].front());
  return out;
}

Result<std::vector<StoredResponse>> MeasurementStore::load(const StoredTitle& title) const {
  std::vector<StoredResponse> curves;
  const Database* database = file_->reading();
  if (database == nullptr) return curves;
  EARDRUM_TRY(
      Statement rows,
      database->prepare(
          "SELECT name, side, seating, file, part, details, hz, db FROM measurement WHERE key = ?1 AND source = ?2 "
          "AND rig = ?3 AND form = ?4 ORDER BY side, seating, file, part"));
  rows.bind(1, folded_key(title.name)).bind(2, title.source).bind(3, title.rig).bind(4, title.form);
  while (true) {
    EARDRUM_TRY(const bool row, rows.step());
    if (!row) return curves;
    EARDRUM_TRY(auto grid, FrequencyGrid::make(rows.numbers(6)));
    EARDRUM_TRY(auto response, FrequencyResponse::make(std::move(grid), rows.numbers(7)));
    StoredResponse curve{.name = std::string(rows.text(0)),
                         .source = title.source,
                         .rig = title.rig,
                         .form = title.form,
                         .side = side_of(rows.text(1)),
                         .seating = static_cast<int>(rows.integer(2)),
                         .file = std::string(rows.text(3)),
                         .part = std::string(rows.text(4)),
                         .details = {},
                         .response = std::move(response)};
    EARDRUM_TRY(curve.details, details_from(rows.text(5), database->path()));
    curves.push_back(std::move(curve));
  }
}

Result<std::vector<StoredCalibration>> MeasurementStore::calibrations() const {
  const Database* database = file_->reading();
  if (database == nullptr) return std::vector<StoredCalibration>();
  return imported_calibrations(*database);
}

Result<std::vector<StoredTarget>> MeasurementStore::targets() const {
  const Database* database = file_->reading();
  if (database == nullptr) return std::vector<StoredTarget>();
  return imported_targets(*database);
}

}  // namespace eardrum::catalogue
