// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/compile.h>

#include <filesystem>

#include <eardrum/catalogue/gear_folder.h>
#include <eardrum/catalogue/gear_rows_internal.h>
#include <eardrum/catalogue/gear_value_internal.h>

namespace eardrum::catalogue {
namespace {

template <class Models>
Result<void> write_models(Database& database, std::string_view kind, const Models& models) {
  EARDRUM_TRY(Statement insert, database.prepare("INSERT INTO load_model (kind, name, body) VALUES (?1, ?2, ?3)"));
  for (const auto& [name, model] : models) {
    insert.reset();
    insert.bind(1, kind).bind(2, name).bind(3, write_json(to_value(model), -1));
    EARDRUM_CHECK(insert.run());
  }
  return {};
}

Result<void> write_all(const GearFolder& data, Database& database) {
  // A crash only leaves the temporary file: no journal is needed.
  EARDRUM_CHECK(database.run("PRAGMA journal_mode = MEMORY"));
  EARDRUM_CHECK(database.migrate());
  EARDRUM_TRY(Transaction transaction, Transaction::begin(database));
  EARDRUM_TRY(GearWriter writer, GearWriter::make(database));
  for (const auto& gear : data.gear.headphones) {
    EARDRUM_TRY(const GearRow row, row_of(gear));
    EARDRUM_TRY(const bool replaced, writer.put(row));
    static_cast<void>(replaced);
  }
  for (const auto& gear : data.gear.sources) {
    EARDRUM_TRY(const GearRow row, row_of(gear));
    EARDRUM_TRY(const bool replaced, writer.put(row));
    static_cast<void>(replaced);
  }
  EARDRUM_CHECK(write_models(database, "curve", data.models.curves));
  EARDRUM_CHECK(write_models(database, "circuit", data.models.circuits));
  EARDRUM_CHECK(write_models(database, "flat", data.models.flat_loads));
  EARDRUM_CHECK(database.run("INSERT INTO gear_search (gear_search) VALUES ('optimize')"));
  EARDRUM_CHECK(transaction.commit());
  EARDRUM_CHECK(database.run("ANALYZE"));
  return database.run("VACUUM");
}

}  // namespace

Result<void> compile_catalogue(const std::string& folder, const std::string& file) {
  EARDRUM_TRY(const GearFolder data, read_gear_folder(folder));
  const std::string temporary = file + ".new";
  std::error_code failed;
  std::filesystem::remove(temporary, failed);
  {
    EARDRUM_TRY(Database database, Database::open(temporary, Database::Mode::kCreate));
    EARDRUM_CHECK(write_all(data, database));
  }
  std::filesystem::rename(temporary, file, failed);
  if (failed) return Error{Errc::kIo, "Cannot write the file: " + failed.message(), {file, 0, {}}};
  return {};
}

}  // namespace eardrum::catalogue
