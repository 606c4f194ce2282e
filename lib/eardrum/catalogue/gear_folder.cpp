// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/gear_folder.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include <eardrum/base/file.h>
#include <eardrum/catalogue/csv_internal.h>
#include <eardrum/catalogue/names.h>
#include <eardrum/catalogue/toml_gear.h>

namespace eardrum::catalogue {
namespace {

Result<void> read_gear_files(const std::filesystem::path& folder, const LoadModels& models, GearSet& gear) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  if (failed) return Error{Errc::kNotFound, "Cannot read the folder: " + failed.message(), {folder.string(), 0, {}}};
  // By name, so that the compiled catalogue does not depend on the file system's order.
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    EARDRUM_TRY(const std::string text, read_file(path.string()));
    EARDRUM_TRY(auto set, read_gear_toml(text, path.string(), &models));
    std::move(set.headphones.begin(), set.headphones.end(), std::back_inserter(gear.headphones));
    std::move(set.sources.begin(), set.sources.end(), std::back_inserter(gear.sources));
  }
  return {};
}

template <class Gear>
Result<void> check_unique(const std::vector<Gear>& list, const std::string& folder) {
  std::set<std::string> seen;
  for (const auto& gear : list) {
    if (!seen.insert(folded_key(full_name(gear))).second) {
      return Error{
          Errc::kInvalidData, "Expected each model once, found " + full_name(gear) + " twice", {folder, 0, {}}};
    }
  }
  return {};
}

// brand,model,measured_by,measured_as,rig,target, then one column a frequency.
Result<void> attach_responses(const std::string& path, GearSet& gear) {
  EARDRUM_TRY(const std::string text, read_file(path));
  EARDRUM_TRY(const Csv csv, parse_csv(text, path));
  constexpr std::size_t kNames = 6;
  if (csv.header.fields.size() <= kNames || csv.header.fields[0] != "brand" || csv.header.fields[5] != "target") {
    return Error{Errc::kInvalidData,
                 "Expected the columns brand,model,measured_by,measured_as,rig,target and frequencies",
                 {path, csv.header.line, {}}};
  }
  std::vector<double> hz;
  for (std::size_t i = kNames; i < csv.header.fields.size(); ++i) {
    EARDRUM_TRY(const double frequency_hz, csv_number(csv.header.fields[i], path, csv.header.line, "frequency"));
    hz.push_back(frequency_hz);
  }
  EARDRUM_TRY(const FrequencyGrid grid, FrequencyGrid::make(hz));
  for (const auto& row : csv.rows) {
    const auto owner =
        std::find_if(gear.headphones.begin(), gear.headphones.end(), [&](const HeadphoneGear& headphone) {
          return headphone.brand == row.fields[0] && headphone.model == row.fields[1];
        });
    if (owner == gear.headphones.end()) {
      return Error{Errc::kInvalidData,
                   "Expected a headphone of gear/headphones, found " + row.fields[0] + " " + row.fields[1],
                   {path, row.line, "model"}};
    }
    std::vector<double> db;
    for (std::size_t i = kNames; i < row.fields.size(); ++i) {
      EARDRUM_TRY(const double level_db, csv_number(row.fields[i], path, row.line, csv.header.fields[i]));
      db.push_back(level_db);
    }
    EARDRUM_TRY(auto response, FrequencyResponse::make(grid, std::move(db)));
    owner->responses.push_back({std::move(response), row.fields[4], row.fields[5], row.fields[2], row.fields[3]});
  }
  return {};
}

}  // namespace

Result<GearFolder> read_gear_folder(const std::string& folder) {
  const std::filesystem::path root(folder);
  GearFolder out;
  EARDRUM_TRY(out.models, read_load_models((root / "impedance").string()));
  EARDRUM_CHECK(read_gear_files(root / "gear" / "headphones", out.models, out.gear));
  EARDRUM_CHECK(read_gear_files(root / "gear" / "sources", out.models, out.gear));
  EARDRUM_CHECK(check_unique(out.gear.headphones, folder));
  EARDRUM_CHECK(check_unique(out.gear.sources, folder));
  EARDRUM_CHECK(attach_responses((root / "responses.csv").string(), out.gear));
  return out;
}

}  // namespace eardrum::catalogue
