// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/import_measurements.h>

#include <filesystem>

#include <eardrum/app/subject.h>
#include <eardrum/base/printable.h>

namespace eardrum::app {
namespace {

namespace fs = std::filesystem;

// The full path: it tells files of one name apart, and is the same whichever folder above was imported.
std::string full_path(const std::string& file) {
  std::error_code failed;
  const fs::path path = fs::absolute(file, failed);
  return failed ? file : path.lexically_normal().string();
}

catalogue::StoredResponse stored(ImportedResponse curve, const ImportRequest& request) {
  catalogue::StoredResponse out{.name = std::move(curve.title.name),
                                .source = std::move(curve.source),
                                .rig = request.rig.value_or(curve.rig),
                                .form = request.form.value_or(form_in_path(curve.file)),
                                .side = curve.title.side,
                                .seating = curve.title.seating,
                                .file = full_path(curve.file),
                                .part = std::move(curve.column),
                                .details = std::move(curve.metadata),
                                .response = std::move(curve.response)};
  out.details.insert(out.details.end(), curve.notes.begin(), curve.notes.end());
  // What a file says of itself is kept, but never as what it could do to a terminal.
  for (auto& detail : out.details) detail = printable(detail, 2000);
  out.name = printable(out.name, 300);
  return out;
}

}  // namespace

Result<ImportAnswer> import_measurements(const ImportRequest& request, Inventory& inventory,
                                         const ReadProgress& progress) {
  if (request.form && !target::parse_target_form(*request.form)) {
    return Error{Errc::kUsage, "Expected over-ear or in-ear, found '" + printable(*request.form, 40) + "'", {}};
  }
  EARDRUM_TRY(auto tree, import_tree(request.path, [&](std::size_t done, std::size_t total) {
                if (progress) progress(done, total);
                return true;
              }));
  ImportAnswer answer;
  answer.files_read = tree.files_read;
  answer.refused = std::move(tree.refused);
  answer.not_responses = tree.found.impedances.size() + tree.found.calibrations.size();
  std::vector<catalogue::StoredResponse> curves;
  for (auto& curve : tree.found.responses) {
    if (!is_measured(curve)) continue;
    curves.push_back(stored(std::move(curve), request));
    answer.without_rig += curves.back().rig.empty() ? 1U : 0U;
  }
  EARDRUM_TRY(answer.stored, inventory.measurements.import(curves));
  return answer;
}

}  // namespace eardrum::app
