// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/formats/measurement_file.h>

namespace eardrum {

/// Reads AutoEq's CSV (`frequency,raw` and, in its results, more columns): the response in the column "raw". Fails with
/// kInvalidData when there is no column "frequency" or "raw", or as read_numeric_table does.
Result<ImportedResponse> read_autoeq_csv(std::string_view bytes, const std::string& file);

/// Every curve of an AutoEq results CSV, `column` saying which: raw, error, smoothed, equalization, parametric_eq,
/// equalized_raw, target, ...
Result<std::vector<ImportedResponse>> read_autoeq_result_csv(std::string_view bytes, const std::string& file);

/// What the folders of AutoEq's trees say: `measurements/<source>/data/<form>/[<rig>/]<name>.csv` and
/// `results/<source>/[<rig> ]<form>/<name>/<name>.csv`. The form is "over-ear", "in-ear" or "earbud".
struct AutoEqPlace {
  std::string source;
  std::string form;
  std::string rig;
  bool is_result = false;
};

/// Nothing when the path is not of such a tree.
std::optional<AutoEqPlace> autoeq_place(std::string_view path);

}  // namespace eardrum
