// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/formats/calibration.h>
#include <eardrum/formats/eq_document.h>
#include <eardrum/formats/graph_site.h>
#include <eardrum/formats/measurement_file.h>

namespace eardrum {

/// What one measurement file holds.
struct MeasurementFile {
  std::vector<ImportedResponse> responses;
  std::vector<ImportedImpedance> impedances;
  std::vector<Calibration> calibrations;
};

/// Reads a measurement of any format that there is a reader for, told by the extension and the first lines. Fails as
/// the format's own reader does.
Result<MeasurementFile> read_measurement(std::string_view bytes, const std::string& file);

/// All that a folder and the folders in it hold.
struct TreeImport {
  MeasurementFile found;
  std::vector<EqDocument>
      equalizers;                ///< Settings that stand beside the measurements: AutoEq's results, OPRA's database.
  std::vector<Refusal> refused;  ///< One bad file never stops a tree: it is here with its reason.
  std::vector<std::string> notes;
  std::size_t files_read = 0;
};

/// `done` files of `total` are read; returning false stops the import after that file.
using ImportProgress = std::function<bool(std::size_t done, std::size_t total)>;

/// Reads every measurement under `path`, in the order of the files' names: AutoEq's measurements/ and results/ trees,
/// graph-tool sites (folders with a phone_book.json), folders of text files, or one file. Symbolic links to folders are
/// not followed. Fails only when `path` can't be listed.
Result<TreeImport> import_tree(const std::string& path, const ImportProgress& progress = {});

}  // namespace eardrum
