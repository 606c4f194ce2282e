// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/phone_book.h>

#include <algorithm>

#include <eardrum/formats/json_reading.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

constexpr const char* kDetails[] = {"price",       "reviewScore", "reviewLink", "shopLink",
                                    "description", "collab",      "amazon"};

std::string variant_of(const std::vector<std::string>& suffixes, std::size_t index, const std::string& file,
                       const std::string& model) {
  if (index < suffixes.size() && !suffixes[index].empty()) return suffixes[index];
  return file == model ? std::string() : file;
}

void keep(PhoneBook& book, PhoneBookEntry entry) {
  if (trimmed(entry.file).empty()) {
    book.notes.push_back("'" + entry.brand + " " + entry.model + "' has a file without a name");
  } else {
    book.entries.push_back(std::move(entry));
  }
}

// A variant's files: named one by one, or its own, or the model's with the suffix.
void add_variant(PhoneBook& book, const PhoneBookEntry& base, const Value& variant) {
  PhoneBookEntry entry = base;
  const auto suffix = text_member(variant, "suffix");
  const Value* samples = variant.find("samples");
  const auto files = samples != nullptr ? texts_member(*samples, "files") : std::vector<std::string>();
  if (!files.empty()) {
    const auto labels = texts_member(*samples, "labels");
    for (std::size_t i = 0; i < files.size(); ++i) {
      entry.file = files[i];
      const std::string label = i < labels.size() ? labels[i] : files[i];
      entry.variant = suffix.empty() ? label : suffix + " " + label;
      keep(book, entry);
    }
    return;
  }
  const auto own = texts_member(variant, "file");
  for (const auto& file : own) {
    entry.file = file;
    entry.variant = suffix.empty() ? variant_of({}, 0, file, base.model) : suffix;
    keep(book, entry);
  }
  if (own.empty()) {
    entry.file = suffix.empty() ? base.file : base.file + " " + suffix;
    entry.variant = suffix;
    keep(book, entry);
  }
}

void add_phone(PhoneBook& book, const std::string& brand, const Value& phone) {
  PhoneBookEntry entry;
  entry.brand = brand;
  if (phone.is_string()) {
    entry.model = phone.as_string();
    entry.file = entry.model;
    if (trimmed(entry.model).empty()) {
      book.notes.push_back("'" + brand + "' has a model without a name");
    } else {
      book.entries.push_back(entry);
    }
    return;
  }
  if (!phone.is_object()) {
    book.notes.push_back("'" + brand + "' has an entry that is " + std::string(phone.kind()) +
                         ", not a name or an object");
    return;
  }
  const auto names = texts_member(phone, "name");
  if (names.empty() || trimmed(names.front()).empty()) {
    book.notes.push_back("'" + brand + "' has a model without a name");
    return;
  }
  entry.model = names.front();
  if (const auto prefix = text_member(phone, "prefix"); !prefix.empty()) entry.details.emplace_back("prefix", prefix);
  for (const auto* detail : kDetails) {
    if (auto text = text_member(phone, detail); !text.empty()) entry.details.emplace_back(detail, std::move(text));
  }
  if (const Value* links = phone.find("links"); links != nullptr && links->is_array()) {
    for (const auto& link : links->as_array()) {
      if (auto url = text_member(link, "url"); !url.empty())
        entry.details.emplace_back("link: " + text_member(link, "label"), url);
    }
  }
  const auto suffixes = texts_member(phone, "suffix");
  auto files = texts_member(phone, "file");
  const bool has_files = !files.empty();
  if (!has_files) files = names;
  entry.file = files.front();
  bool has_variants = false;
  for (const auto* key : {"variants", "hptfs"}) {
    const Value* variants = phone.find(key);
    if (variants == nullptr || !variants->is_array()) continue;
    for (const auto& variant : variants->as_array()) {
      if (!variant.is_object()) {
        book.notes.push_back("'" + brand + " " + entry.model + "' has a variant that is no object");
        continue;
      }
      has_variants = true;
      add_variant(book, entry, variant);
    }
  }
  if (has_variants && !has_files) return;
  for (std::size_t i = 0; i < files.size(); ++i) {
    PhoneBookEntry one = entry;
    one.file = files[i];
    one.variant =
        variant_of(suffixes, i, files[i], i < names.size() && names.size() == files.size() ? names[i] : entry.model);
    if (files.size() == 1 && suffixes.empty()) one.variant.clear();
    keep(book, std::move(one));
  }
}

}  // namespace

Result<PhoneBook> read_phone_book(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(const auto json, parse_hand_written_json(bytes, file));
  if (!json.is_array()) {
    return Error{Errc::kInvalidData, "Expected an array of brands, found " + std::string(json.kind()), {file, 1, {}}};
  }
  PhoneBook book;
  for (const auto& brand : json.as_array()) {
    std::string name = text_member(brand, "name");
    const Value* phones = brand.find("phones");
    if (phones == nullptr || !phones->is_array()) {
      book.notes.push_back("The brand '" + name + "' has no list of phones");
      continue;
    }
    if (const auto suffix = text_member(brand, "suffix"); !suffix.empty()) name += " " + suffix;
    for (const auto& phone : phones->as_array()) add_phone(book, name, phone);
  }
  return book;
}

}  // namespace eardrum
