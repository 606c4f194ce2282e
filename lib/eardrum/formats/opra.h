// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eardrum/formats/eq_document.h>
#include <eardrum/formats/graph_site.h>

namespace eardrum {

/// Reads one equaliser of the OPRA project (info.json): types peak_dip, low_shelf, high_shelf, low_pass, high_pass; the
/// rest goes to the notes. Author, details and link go to the document's details: its licence wants the author named.
Result<EqDocument> read_opra(std::string_view bytes, const std::string& file);
/// info.json for the OPRA project (Roon). `author` and `details` are what its readers show.
Export write_opra(const EqDocument& document, const std::string& author, const std::string& details);

/// One equaliser of OPRA's database with the headphone that it is for.
struct OpraEqualizer {
  std::string id;
  std::string vendor;
  std::string product;
  EqDocument document;
};

struct OpraDatabase {
  std::vector<OpraEqualizer> equalizers;
  std::vector<Refusal> refused;  ///< Lines that can't be used; `file` is "name:line".
};

/// Reads OPRA's database_v1.jsonl: one vendor, product or equaliser a line, in any order. A bad line is listed, and the
/// others read. Fails when no line is of that database.
Result<OpraDatabase> read_opra_database(std::string_view bytes, const std::string& file);

}  // namespace eardrum
