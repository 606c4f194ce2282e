// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <sqlite3.h>

#include <eardrum/base/result.h>

namespace eardrum::catalogue {

/// The failure of the last call on `connection`, in one sentence that says what to do.
Error last_error(sqlite3* connection, const std::string& path = {});

/// A prepared statement. Text is always bound, never spliced.
class Statement {
 public:
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, double number);
  Statement& bind(int parameter, std::int64_t number);
  /// As a blob of native float64.
  Statement& bind_numbers(int parameter, std::span<const double> numbers);
  template <class Number>
  Statement& bind_optional(int parameter, const std::optional<Number>& number) {
    if (number)
      return bind(parameter,
                  static_cast<std::conditional_t<std::is_integral_v<Number>, std::int64_t, double>>(*number));
    return *this;  // An unbound parameter is NULL.
  }

  /// True when there is a row to read, false at the end.
  Result<bool> step();
  /// Runs a statement without rows.
  Result<void> run();
  /// Ready for other values.
  void reset();

  std::string_view text(int column) const;
  std::int64_t integer(int column) const;
  std::vector<double> numbers(int column) const;
  std::optional<double> maybe_number(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// One SQLite file.
class Database {
 public:
  enum class Mode {
    kReadImmutable,  ///< No other process writes it: no locks, no journal.
    kReadWrite,      ///< An existing file.
    kCreate,         ///< Made when missing, with its folders.
  };
  static Result<Database> open(const std::string& path, Mode mode);

  Result<Statement> prepare(std::string_view sql) const;
  /// Runs statements that need no values.
  Result<void> run(const char* sql);
  /// Brings the schema to the newest version, in one transaction a step. Fails with kInvalidData when a newer program
  /// wrote the file. `up_to` stops early, for tests.
  Result<void> migrate(int up_to = -1);
  /// Whether the file is empty or a catalogue, and not some other program's.
  Result<void> check_kind() const;
  Result<int> version() const;

  const std::string& path() const { return path_; }
  std::int64_t last_row() const { return sqlite3_last_insert_rowid(connection_.get()); }

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  Database(std::unique_ptr<sqlite3, Close> connection, std::string path)
      : connection_(std::move(connection)), path_(std::move(path)) {}
  std::unique_ptr<sqlite3, Close> connection_;
  std::string path_;
};

/// BEGIN IMMEDIATE ... COMMIT; rolled back unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Result<void> commit();
  Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace eardrum::catalogue
