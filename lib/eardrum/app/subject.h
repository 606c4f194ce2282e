// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <eardrum/app/inventory.h>
#include <eardrum/formats/measurement_file.h>
#include <eardrum/response/measurement.h>
#include <eardrum/target/adjustments.h>
#include <eardrum/target/deviation.h>
#include <eardrum/target/target.h>

namespace eardrum::app {

/// What is to be scored or equalised, as a person names it.
struct SubjectRequest {
  /// A measurement file of any format that there is a reader for, a measurement that was imported, or a headphone of
  /// the catalogue; the first of these that the name stands for.
  std::string name;
  /// The rig, where the file does not say it; of a catalogue headphone with several responses, the one to take.
  std::optional<std::string> rig;
  /// "over-ear" or "in-ear", where neither folder nor rig tells.
  std::optional<std::string> form;
  /// Whose measurement, where one name was measured by several: a part of what the database or the laboratory is
  /// called.
  std::optional<std::string> source = {};
  /// What the microphone or the coupler adds, to be subtracted: a calibration that was imported, by name or serial
  /// number, or a file of one.
  std::optional<std::string> calibration = {};
};

/// One headphone's response on one rig, and what is known around it.
struct Subject {
  std::string name;
  Measurement measurement;
  std::string laboratory;  ///< who measured it; picks between rigs of one model; may be empty
  std::string source;      ///< where the curve came from
  target::TargetForm form = target::TargetForm::kOverEar;
  /// The target that the data themselves name, or empty.
  std::string target;
  std::vector<std::string> notes;  ///< what was repaired on the way in
};

/// Fails with kNotFound for an unknown name or file, and with kUsage when the rig is neither said nor known (a curve
/// means nothing without its rig), when the file says another one, and, with the candidates, when the name was imported
/// from several sources or rigs and the request does not say which. `beside` says it instead, where it can: the one on
/// its rig, and of those the one from its source; a curve that says no rig is taken to be of its rig.
/// Without either, what was imported without a rig leaves the catalogue's response in its place, whose source says so.
Result<Subject> find_subject(const SubjectRequest& request, const Inventory& inventory,
                             const Subject* beside = nullptr);

/// The calibrations that a name or a file stands for: one for both sides, or one a side. Fails with kNotFound and the
/// names that there are.
Result<std::vector<catalogue::StoredCalibration>> find_calibration(const std::string& name, const Inventory& inventory);
/// The subject less what its microphone or coupler adds; its source says so. Held beyond the calibration's ends. Fails
/// with kUsage when a side has none.
Result<Subject> less_calibration(Subject subject, const std::vector<catalogue::StoredCalibration>& calibrations);

/// Whether a curve was measured: not a target, and none of what AutoEq's result files hold beside the measured one
/// (target, error, equalised, ...).
bool is_measured(const ImportedResponse& curve);

/// "in-ear" or "over-ear" where a folder of the path says so (AutoEq's trees do), else empty.
std::string form_in_path(const std::string& path);

/// The same from curves that were read already: of one headphone, as one file or folder holds them. The request's
/// calibration does not count.
Result<Subject> subject_of(std::span<const ImportedResponse> responses, const SubjectRequest& request,
                           const Inventory& inventory);

/// Which target to hold a subject against, as asked for.
struct TargetRequest {
  std::optional<std::string> name;  ///< as named_target.h says; none: the rig's usual one
  target::Adjustments taste;
  bool force = false;  ///< compare across rigs all the same
};

/// The target with the listener's taste applied. Fails as find_target() does.
Result<target::Target> target_for(const Subject& subject, const TargetRequest& request, const Inventory& inventory);

}  // namespace eardrum::app
