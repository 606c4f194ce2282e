// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/import_measurements.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <eardrum/base/file.h>
#include <eardrum/formats/autoeq_csv.h>
#include <eardrum/formats/opra.h>
#include <eardrum/formats/read_equalizer.h>
#include <eardrum/formats/response_text.h>
#include <eardrum/formats/seating_table.h>
#include <eardrum/formats/text_lines.h>
#include <eardrum/formats/zma.h>

namespace eardrum {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> kExtensions = {"csv", "txt", "frd", "zma", "jsonl",
                                                         "cal", "mic", "dat", "omm"};
constexpr std::string_view kPhoneBook = "phone_book.json";

std::vector<std::string> names_in_first_line(std::string_view bytes) {
  std::vector<std::string> names;
  const auto line = bytes.substr(0, std::min<std::size_t>(bytes.find_first_of("\r\n"), 4096));
  std::size_t begin = line.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  for (std::size_t i = begin; i <= line.size(); ++i) {
    if (i < line.size() && line[i] != ',') continue;
    names.emplace_back(trimmed(line.substr(begin, i - begin)));
    begin = i + 1;
  }
  return names;
}

// The error without the file that the refusal names already: "line 5: Expected ...".
std::string reason_of(const Error& error, const std::string& file) {
  if (error.origin.file != file) return error.to_string();
  const std::string line = error.origin.line > 0 ? "line " + std::to_string(error.origin.line) + ": " : "";
  const std::string field = error.origin.field.empty() ? "" : "field '" + error.origin.field + "': ";
  return line + field + error.message;
}

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

// Equaliser settings stand beside measurements in the same trees.
bool is_equalizer_text(std::string_view bytes) {
  for (const auto line : split_lines(bytes.substr(0, 2000))) {
    const auto text = trimmed(line);
    for (const auto* start : {"Preamp:", "Filter ", "Filter:", "GraphicEQ:", "Filter Settings"}) {
      if (starts_with_ignoring_case(text, start) &&
          (text.find(':') != std::string_view::npos || starts_with_ignoring_case(text, "filter settings")))
        return true;
    }
  }
  return false;
}

Result<void> add_file(TreeImport& tree, std::string_view bytes, const std::string& file) {
  if (extension_of(file) == "jsonl") {
    EARDRUM_TRY(auto database, read_opra_database(bytes, file));
    for (auto& equalizer : database.equalizers) tree.equalizers.push_back(std::move(equalizer.document));
    append(tree.refused, std::move(database.refused));
    return {};
  }
  if (is_equalizer_text(bytes)) {
    EARDRUM_TRY(auto documents, read_equalizer(bytes, file));
    append(tree.equalizers, std::move(documents));
    return {};
  }
  EARDRUM_TRY(auto found, read_measurement(bytes, file));
  append(tree.found.responses, std::move(found.responses));
  append(tree.found.impedances, std::move(found.impedances));
  append(tree.found.calibrations, std::move(found.calibrations));
  return {};
}

}  // namespace

Result<MeasurementFile> read_measurement(std::string_view bytes, const std::string& file) {
  MeasurementFile found;
  const auto extension = extension_of(file);
  const auto names = names_in_first_line(bytes);
  if (extension == "zma") {
    EARDRUM_TRY(auto impedance, read_zma(bytes, file));
    found.impedances.push_back(std::move(impedance));
  } else if (extension == "cal" || extension == "mic" || extension == "omm") {
    EARDRUM_TRY(auto calibration, read_calibration(bytes, file));
    found.calibrations.push_back(std::move(calibration));
  } else if (names_seatings(names)) {
    EARDRUM_TRY(found.responses, read_seating_table(bytes, file));
  } else if (names.size() >= 2 && equals_ignoring_case(names[0], "frequency") &&
             std::any_of(names.begin() + 1, names.end(),
                         [](const auto& n) { return equals_ignoring_case(n, "raw"); })) {
    EARDRUM_TRY(auto response, read_autoeq_csv(bytes, file));
    found.responses.push_back(std::move(response));
  } else if (is_equalizer_text(bytes)) {
    return Error{Errc::kInvalidData,
                 "Expected a measurement, found equaliser settings; import them as an equaliser",
                 {file, 0, {}}};
  } else {
    EARDRUM_TRY(auto response, read_response_text(bytes, file));
    found.responses.push_back(std::move(response));
  }
  return found;
}

Result<TreeImport> import_tree(const std::string& path, const ImportProgress& progress) {
  std::vector<std::string> files;
  std::set<std::string> sites;
  std::error_code failure;
  if (fs::is_directory(path, failure)) {
    const auto options = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator entry(path, options, failure), end; !failure && entry != end;
         entry.increment(failure)) {
      std::error_code unreadable;
      if (!entry->is_regular_file(unreadable)) continue;
      const auto name = entry->path().string();
      if (file_name_of(name) == kPhoneBook) sites.insert(entry->path().parent_path().string());
      if (std::find(kExtensions.begin(), kExtensions.end(), extension_of(name)) != kExtensions.end())
        files.push_back(name);
    }
  } else if (fs::exists(path, failure)) {
    files.push_back(path);
  } else {
    return Error{Errc::kNotFound, "There is no such file or folder", {path, 0, {}}};
  }
  if (failure) return Error{Errc::kIo, "Cannot list the folder: " + failure.message(), {path, 0, {}}};
  std::sort(files.begin(), files.end());
  files.erase(
      std::remove_if(files.begin(), files.end(),
                     [&](const std::string& file) { return sites.count(fs::path(file).parent_path().string()) != 0; }),
      files.end());

  TreeImport tree;
  const std::size_t total = files.size() + sites.size();
  std::size_t done = 0;
  const auto goes_on = [&] { return !progress || progress(++done, total); };
  for (const auto& folder : sites) {
    auto site = read_graph_site(folder);
    if (site) {
      tree.files_read += site->responses.size();
      append(tree.found.responses, std::move(site->responses));
      append(tree.refused, std::move(site->refused));
      append(tree.notes, std::move(site->notes));
    } else {
      tree.refused.push_back({folder, reason_of(site.error(), folder)});
    }
    if (!goes_on()) return tree;
  }
  for (const auto& file : files) {
    const auto bytes = read_file(file, kMostMeasurementBytes);
    const auto added = bytes ? add_file(tree, *bytes, file) : Result<void>(bytes.error());
    if (added) {
      ++tree.files_read;
    } else {
      tree.refused.push_back({file, reason_of(added.error(), file)});
    }
    if (!goes_on()) return tree;
  }
  return tree;
}

}  // namespace eardrum
