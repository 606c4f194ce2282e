// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <eardrum/catalogue/catalogue.h>
#include <eardrum/catalogue/database_internal.h>

namespace eardrum::catalogue {

/// What one item is in the tables.
struct GearRow {
  GearKind kind = GearKind::kHeadphone;
  std::string key;
  Entry entry;
  std::string words;
  std::string body;
  std::vector<std::pair<std::string, int>> names;  ///< folded name, rank
};

/// Fails when the item would not read back: a figure out of range, a name that is none.
Result<GearRow> row_of(const HeadphoneGear& gear);
Result<GearRow> row_of(const SourceGear& gear);

/// Every name by which an item is found, folded, with its rank: 0 of a model or an alias, with the brand or the
/// beginning of it before or without; 1 of a model without what stands in parentheses.
std::vector<std::pair<std::string, int>> names_of(const std::string& brand, const std::string& model,
                                                  const std::vector<std::string>& aliases);

/// What makes two items the same gear.
std::string key_of(std::string_view brand, std::string_view model);

Result<HeadphoneGear> headphone_of(std::string_view body, const std::string& file);
Result<SourceGear> source_of(std::string_view body, const std::string& file);

/// Writes rows with statements that are prepared once. Within a transaction of the caller's.
class GearWriter {
 public:
  static Result<GearWriter> make(Database& database);
  /// True when an item of the same kind and key was there and is replaced.
  Result<bool> put(const GearRow& row);

 private:
  GearWriter(Database& database, Statement remove, Statement insert, Statement name)
      : database_(&database), remove_(std::move(remove)), insert_(std::move(insert)), name_(std::move(name)) {}
  Database* database_;
  Statement remove_;
  Statement insert_;
  Statement name_;
};

}  // namespace eardrum::catalogue
