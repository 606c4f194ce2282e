// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/import_measurements.h>

#include <algorithm>
#include <complex>
#include <filesystem>
#include <numbers>

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

// What a file says of itself is kept, but never as what it could do to a terminal.
std::string kept_name(const std::string& name) {
  return printable(name, 300);
}
std::vector<std::string> kept_details(std::vector<std::string> metadata, const std::vector<std::string>& notes) {
  metadata.insert(metadata.end(), notes.begin(), notes.end());
  for (auto& detail : metadata) detail = printable(detail, 2000);
  return metadata;
}

// By the name of the table, so that two spellings of one rig are one.
std::string rig_of(const ImportedResponse& curve, const ImportRequest& request, const target::RigTable& rigs) {
  const std::string said = request.rig.value_or(curve.rig);
  const target::Rig* known = rigs.find(said);
  return known != nullptr ? known->name : said;
}

catalogue::StoredResponse stored(ImportedResponse curve, const ImportRequest& request, const target::RigTable& rigs) {
  catalogue::StoredResponse out{.name = kept_name(curve.title.name),
                                .source = std::move(curve.source),
                                .rig = rig_of(curve, request, rigs),
                                .form = request.form.value_or(form_in_path(curve.file)),
                                .side = curve.title.side,
                                .seating = curve.title.seating,
                                .file = full_path(curve.file),
                                .part = std::move(curve.column),
                                .details = kept_details(std::move(curve.metadata), curve.notes),
                                .response = std::move(curve.response)};
  return out;
}

catalogue::StoredImpedance stored(const ImportedImpedance& impedance) {
  catalogue::StoredImpedance out{.name = kept_name(impedance.title.name),
                                 .side = impedance.title.side,
                                 .seating = impedance.title.seating,
                                 .file = full_path(impedance.file),
                                 .details = kept_details(impedance.metadata, impedance.notes),
                                 .points = {}};
  for (std::size_t i = 0; i < impedance.grid.size(); ++i) {
    const auto z = impedance.impedance_ohm[i];
    out.points.push_back({Hertz(impedance.grid.hz()[i]), Ohms(std::abs(z)),
                          impedance.has_phase ? std::optional(std::arg(z) * 180.0 / std::numbers::pi) : std::nullopt});
  }
  return out;
}

catalogue::StoredCalibration stored(const Calibration& calibration) {
  const ImportedResponse& curve = calibration.curve;
  return {.name = kept_name(curve.title.name),
          .serial_number = kept_name(calibration.serial_number),
          .side = curve.title.side,
          .sensitivity_factor = calibration.sensitivity_factor,
          .file = full_path(curve.file),
          .details = kept_details(curve.metadata, curve.notes),
          .response = curve.response};
}

catalogue::StoredTarget stored_target(ImportedResponse curve, const ImportRequest& request,
                                      const target::RigTable& rigs) {
  return {.name = kept_name(curve.title.name),
          .rig = rig_of(curve, request, rigs),
          .form = request.form.value_or(form_in_path(curve.file)),
          .file = full_path(curve.file),
          .details = kept_details(std::move(curve.metadata), curve.notes),
          .response = std::move(curve.response)};
}

bool is_built_in(const std::string& name, const target::TargetLibrary& targets) {
  return static_cast<bool>(targets.load(name));
}

Result<ImportedImpedanceUse> use_of(const catalogue::StoredImpedance& impedance, const catalogue::Catalogue& gear) {
  EARDRUM_TRY(const auto owners, gear.headphones_named(impedance.name));
  ImportedImpedanceUse use{impedance.name, {}, {}};
  if (owners.size() == 1) use.headphone = owners.front().name();
  if (owners.size() > 1) {
    for (const auto& owner : owners) use.candidates.push_back(owner.name());
  }
  return use;
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
  answer.equalizers = tree.equalizers.size();
  answer.notes = std::move(tree.notes);
  catalogue::StoredFiles files;
  for (auto& curve : tree.found.responses) {
    if (curve.title.is_target) {
      files.targets.push_back(stored_target(std::move(curve), request, inventory.targets.rigs()));
      const std::string& name = files.targets.back().name;
      answer.targets.push_back({name, is_built_in(name, inventory.targets)});
      continue;
    }
    if (!is_measured(curve)) continue;
    files.responses.push_back(stored(std::move(curve), request, inventory.targets.rigs()));
    const std::string& rig = files.responses.back().rig;
    answer.without_rig += rig.empty() ? 1U : 0U;
    if (!rig.empty() && inventory.targets.rigs().find(rig) == nullptr &&
        std::find(answer.unknown_rigs.begin(), answer.unknown_rigs.end(), rig) == answer.unknown_rigs.end())
      answer.unknown_rigs.push_back(rig);
  }
  for (const auto& impedance : tree.found.impedances) {
    files.impedances.push_back(stored(impedance));
    EARDRUM_TRY(auto use, use_of(files.impedances.back(), inventory.gear));
    answer.impedances.push_back(std::move(use));
  }
  for (const auto& calibration : tree.found.calibrations) {
    files.calibrations.push_back(stored(calibration));
    answer.calibrations.push_back(files.calibrations.back().name);
  }
  EARDRUM_TRY(answer.stored, inventory.measurements.import(files));
  return answer;
}

}  // namespace eardrum::app
