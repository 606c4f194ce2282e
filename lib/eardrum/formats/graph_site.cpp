// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/graph_site.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <eardrum/base/file.h>
#include <eardrum/formats/response_text.h>

namespace eardrum {
namespace {

// The largest site's is a tenth of it.
constexpr std::size_t kMostPhoneBookBytes = std::size_t{4} << 20;

}  // namespace

Result<GraphSite> read_graph_site(const std::string& path) {
  namespace fs = std::filesystem;
  const std::string book_path = (fs::path(path) / "phone_book.json").string();
  EARDRUM_TRY(const auto book_bytes, read_file(book_path, kMostPhoneBookBytes));
  EARDRUM_TRY(auto book, read_phone_book(book_bytes, book_path));

  std::vector<std::string> files;
  std::error_code failure;
  for (fs::directory_iterator entry(path, failure), end; !failure && entry != end; entry.increment(failure)) {
    const auto extension = extension_of(entry->path().string());
    if (extension == "txt" || extension == "csv" || extension == "frd") files.push_back(entry->path().string());
  }
  if (failure) return Error{Errc::kIo, "Cannot list the folder: " + failure.message(), {path, 0, {}}};
  std::sort(files.begin(), files.end());

  std::map<std::string, const PhoneBookEntry*> known;
  for (const auto& entry : book.entries) known.emplace(entry.file, &entry);
  std::set<std::string> seen;
  GraphSite site;
  site.notes = std::move(book.notes);
  for (const auto& file : files) {
    const auto title = measurement_name(stem_of(file));
    seen.insert(title.name);
    auto bytes = read_file(file, kMostMeasurementBytes);
    auto imported = bytes ? read_response_text(*bytes, file) : Result<ImportedResponse>(bytes.error());
    if (!imported) {
      site.refused.push_back({file, imported.error().to_string()});
      continue;
    }
    if (const auto entry = known.find(title.name); entry != known.end() && !title.is_target) {
      const auto& phone = *entry->second;
      imported->title.name =
          phone.brand + " " + phone.model + (phone.variant.empty() ? "" : " (" + phone.variant + ")");
      for (const auto& [key, value] : phone.details) imported->metadata.push_back(key + ": " + value);
    }
    site.responses.push_back(*std::move(imported));
  }
  for (const auto& entry : book.entries) {
    if (seen.count(entry.file) != 0) continue;
    seen.insert(entry.file);
    site.refused.push_back(
        {(fs::path(path) / (entry.file + " L.txt")).string(),
         "The phone book names '" + entry.brand + " " + entry.model + "', but there is no file of it"});
  }
  return site;
}

}  // namespace eardrum
