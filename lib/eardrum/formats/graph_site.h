// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <eardrum/formats/measurement_file.h>
#include <eardrum/formats/phone_book.h>

namespace eardrum {

/// A file that could not be used, and why.
struct Refusal {
  std::string file;
  std::string reason;

  bool operator==(const Refusal&) const = default;
};

/// The data folder of a graph-tool site: every L/R pair, numbered sample and target in it.
struct GraphSite {
  std::vector<ImportedResponse>
      responses;  ///< Titled "Brand Model" (and variant in brackets) where the phone book knows the file.
  std::vector<Refusal>
      refused;  ///< Files that can't be read, and files that the phone book names and nobody put there.
  std::vector<std::string> notes;
};

/// Reads the folder `path` with its phone_book.json. Fails only when the folder or the phone book can't be read.
Result<GraphSite> read_graph_site(const std::string& path);

}  // namespace eardrum
