// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <filesystem>

#include <eardrum/catalogue/database_internal.h>
#include <eardrum/catalogue/migrations_internal.h>

namespace eardrum::catalogue {

Error last_error(sqlite3* connection, const std::string& named) {
  const int code = sqlite3_errcode(connection);
  const std::string text = sqlite3_errmsg(connection);
  const char* opened = sqlite3_db_filename(connection, "main");
  const std::string path = !named.empty() || opened == nullptr ? named : std::string(opened);
  switch (code & 0xFF) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return {Errc::kInvalidData,
              "Expected a catalogue, found a damaged file or one of another kind (" + text + "); move it away",
              {path, 0, {}}};
    case SQLITE_CANTOPEN:
      return {Errc::kNotFound, "Cannot open the catalogue: " + text, {path, 0, {}}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Errc::kIo, "The catalogue is in use by another program; try again", {path, 0, {}}};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {Errc::kIo, "The catalogue may not be written: " + text, {path, 0, {}}};
    case SQLITE_FULL:
      return {Errc::kIo, "The disk is full; nothing was changed", {path, 0, {}}};
    default:
      return {Errc::kIo, "The catalogue could not be read or written: " + text, {path, 0, {}}};
  }
}

Statement& Statement::bind(int parameter, std::string_view text) {
  // Bound by reference would outlive temporaries; the texts are small.
  sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind(int parameter, double number) {
  sqlite3_bind_double(statement_.get(), parameter, number);
  return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
  sqlite3_bind_int64(statement_.get(), parameter, number);
  return *this;
}

Statement& Statement::bind_numbers(int parameter, std::span<const double> numbers) {
  sqlite3_bind_blob64(statement_.get(), parameter, numbers.data(), numbers.size_bytes(), SQLITE_TRANSIENT);
  return *this;
}

std::vector<double> Statement::numbers(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  std::vector<double> numbers(static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)) /
                              sizeof(double));
  if (!numbers.empty()) std::memcpy(numbers.data(), bytes, numbers.size() * sizeof(double));
  return numbers;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return last_error(sqlite3_db_handle(statement_.get()));
}

Result<void> Statement::run() {
  EARDRUM_TRY(const bool row, step());
  static_cast<void>(row);
  return {};
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::optional<double> Statement::maybe_number(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return sqlite3_column_double(statement_.get(), column);
}

Result<Database> Database::open(const std::string& path, Mode mode) {
  std::string name = path;
  int flags = SQLITE_OPEN_READWRITE;
  if (mode == Mode::kReadImmutable) {
    // In a URI, '?', '#' and '%' would end or escape the path.
    name = "file:";
    for (const char c : path) {
      if (c == '?' || c == '#' || c == '%') {
        constexpr char kHex[] = "0123456789ABCDEF";
        name += '%';
        name += kHex[static_cast<unsigned char>(c) >> 4];
        name += kHex[static_cast<unsigned char>(c) & 15];
      } else {
        name += c;
      }
    }
    name += "?immutable=1";
    flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  } else if (mode == Mode::kCreate) {
    std::error_code failed;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), failed);
    if (failed) return Error{Errc::kIo, "Cannot make the folder of the catalogue: " + failed.message(), {path, 0, {}}};
    flags |= SQLITE_OPEN_CREATE;
  }
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database(std::unique_ptr<sqlite3, Close>(raw), path);
  if (code != SQLITE_OK) return last_error(raw, path);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, 5000);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // EARDRUM_DATA may name anybody's file: its schema may not call functions of its own choosing. (In the user's file
  // the triggers that keep the search in step need that right.)
  if (mode == Mode::kReadImmutable) sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  if (mode != Mode::kReadImmutable) EARDRUM_CHECK(database.run("PRAGMA foreign_keys = ON"));
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(connection_.get(), sql.data(), static_cast<int>(sql.size()), &raw, nullptr);
  Statement statement(raw);
  if (code != SQLITE_OK) return last_error(connection_.get(), path_);
  return statement;
}

Result<void> Database::run(const char* sql) {
  if (sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    return last_error(connection_.get(), path_);
  return {};
}

Result<int> Database::version() const {
  EARDRUM_TRY(Statement statement, prepare("PRAGMA user_version"));
  EARDRUM_TRY(const bool row, statement.step());
  return row ? static_cast<int>(statement.integer(0)) : 0;
}

Result<void> Database::check_kind() const {
  EARDRUM_TRY(Statement tables, prepare("SELECT count(*) FROM sqlite_schema"));
  EARDRUM_TRY(const bool has_count, tables.step());
  EARDRUM_TRY(Statement application, prepare("PRAGMA application_id"));
  EARDRUM_TRY(const bool has_id, application.step());
  constexpr std::int64_t kEard = 0x45415244;
  if (has_count && tables.integer(0) > 0 && !(has_id && application.integer(0) == kEard)) {
    return Error{Errc::kInvalidData,
                 "Expected a catalogue of eardrum, found another program's database; move it away",
                 {path_, 0, {}}};
  }
  return {};
}

Result<void> Database::migrate(int up_to) {
  const auto steps = migrations();
  const int newest = up_to < 0 ? static_cast<int>(steps.size()) : up_to;
  EARDRUM_TRY(int now, version());
  if (now > static_cast<int>(steps.size())) {
    return Error{Errc::kInvalidData,
                 "Expected a catalogue of version " + std::to_string(steps.size()) + " or older, found version " +
                     std::to_string(now) + "; a newer eardrum wrote it",
                 {path_, 0, {}}};
  }
  while (now < newest) {
    EARDRUM_TRY(Transaction transaction, Transaction::begin(*this));
    // Another process may have done the step while this one waited.
    EARDRUM_TRY(now, version());
    if (now >= newest) break;
    EARDRUM_CHECK(run(steps[static_cast<std::size_t>(now)]));
    ++now;
    EARDRUM_CHECK(run(("PRAGMA user_version = " + std::to_string(now)).c_str()));
    EARDRUM_CHECK(transaction.commit());
  }
  return {};
}

Result<Transaction> Transaction::begin(Database& database) {
  EARDRUM_CHECK(database.run("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Result<void> Transaction::commit() {
  EARDRUM_CHECK(database_->run("COMMIT"));
  database_ = nullptr;
  return {};
}

Transaction::~Transaction() {
  if (database_ != nullptr) static_cast<void>(database_->run("ROLLBACK"));
}

}  // namespace eardrum::catalogue
