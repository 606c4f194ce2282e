// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <eardrum/base/result.h>

namespace eardrum {

/// One curve that a graph-tool site offers: a model, which variant of it, and the files that belong to it.
struct PhoneBookEntry {
  std::string brand;
  std::string model;
  std::string
      variant;       ///< What tells this file from the model's others: a pad, a tip, a seating; "" where there is one.
  std::string file;  ///< "HD650" for "HD650 L.txt", "HD650 R.txt", "HD650 L1.txt", ...
  std::vector<std::pair<std::string, std::string>>
      details;  ///< price, reviewScore, reviewLink, shopLink, description, ...

  bool operator==(const PhoneBookEntry&) const = default;
};

struct PhoneBook {
  std::vector<PhoneBookEntry> entries;
  std::vector<std::string> notes;  ///< Entries that say nothing usable, and why.
};

/// Reads phone_book.json of CrinGraph, squig.link and modernGraphTool in all its shapes: models as a text or an object,
/// names and files as a text or an array, suffixes, prefix, variants with samples (files, or a count), hptfs. An entry
/// that can't be used becomes a note; it never takes the others with it. Fails when the whole is no JSON array.
Result<PhoneBook> read_phone_book(std::string_view bytes, const std::string& file);

}  // namespace eardrum
