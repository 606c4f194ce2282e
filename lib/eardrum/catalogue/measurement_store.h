// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/catalogue/gear.h>
#include <eardrum/catalogue/paths.h>
#include <eardrum/response/measurement.h>
#include <eardrum/units/level.h>

namespace eardrum::catalogue {

/// One imported curve: what makes it different from others, and what its file says besides.
struct StoredResponse {
  std::string name;
  std::string source;
  std::string rig;   ///< empty when the file did not say
  std::string form;  ///< "over-ear", "in-ear"; empty when unsaid
  Channel side = Channel::kBoth;
  int seating = 0;   ///< 1, 2, ...; 0: unsaid
  std::string file;  ///< its full path, so that files of one name in two folders stay apart
  std::string part;  ///< the column in a file of several
  std::vector<std::string> details;
  FrequencyResponse response;
};

/// All curves of one headphone from one source on one rig.
struct StoredTitle {
  std::string name;
  std::string source;
  std::string rig;
  std::string form;
  std::size_t curves = 0;

  bool operator==(const StoredTitle&) const = default;
};

/// What a name stands for among what was imported.
struct TitleMatch {
  std::vector<StoredTitle> found;    ///< Of one name from several sources or rigs, or of several names.
  bool whole = false;                ///< They are called so, with nothing left out.
  std::vector<std::string> nearest;  ///< Names that may have been meant, where nothing is found.
};

/// One imported impedance, as its file has it. Catalogue gives it to the headphone that its name is one of the names
/// of.
struct StoredImpedance {
  std::string name;
  Channel side = Channel::kBoth;
  int seating = 0;
  std::string file;
  std::vector<std::string> details;
  std::vector<ImpedancePoint> points;  ///< All with a phase, or none.
};

/// What a microphone or a coupler adds to what it hears: to be subtracted from a measurement on request.
struct StoredCalibration {
  std::string name;
  std::string serial_number;  ///< "" = unsaid
  Channel side = Channel::kBoth;
  std::optional<Gain> sensitivity_factor;
  std::string file;
  std::vector<std::string> details;
  FrequencyResponse response;
};

/// A target curve: usable wherever a target is named.
struct StoredTarget {
  std::string name;
  std::string rig;   ///< empty when neither file nor user said it
  std::string form;  ///< "over-ear", "in-ear"; empty when unsaid: for both
  std::string file;
  std::vector<std::string> details;
  FrequencyResponse response;
};

/// All that one import brings.
struct StoredFiles {
  std::vector<StoredResponse> responses;
  std::vector<StoredImpedance> impedances = {};
  std::vector<StoredCalibration> calibrations = {};
  std::vector<StoredTarget> targets = {};

  std::size_t size() const { return responses.size() + impedances.size() + calibrations.size() + targets.size(); }
};

struct StoreCount {
  std::size_t added = 0;
  std::size_t unchanged = 0;  ///< there already, the same
  std::size_t changed = 0;    ///< there already, with other values

  std::size_t total() const { return added + unchanged + changed; }
};

struct StoreReport {
  StoreCount responses, impedances, calibrations, targets;

  std::size_t total() const { return responses.total() + impedances.total() + calibrations.total() + targets.total(); }
};

/// The measurements that the user imported, in the user's catalogue file. Nothing is averaged: seatings and sides stay
/// apart.
class MeasurementStore {
 public:
  /// Opens the user's file; one that does not exist is made by the first import. Fails as Catalogue::open does.
  static Result<MeasurementStore> open(const Paths& paths);
  MeasurementStore(MeasurementStore&&) noexcept;
  MeasurementStore& operator=(MeasurementStore&&) noexcept;
  ~MeasurementStore();

  /// Adds all of it in one transaction: killed at any moment, the file holds what it held before, or all. Importing the
  /// same again, or a copy of it, changes nothing; a curve whose rig is now said takes the place of its nameless self.
  /// `progress` is told how many are written.
  Result<StoreReport> import(const StoredFiles& files, const std::function<void(std::size_t)>& progress = {});

  /// All that there is, by name.
  Result<std::vector<StoredTitle>> titles() const;
  /// What a name stands for, as name_lookup.h says.
  Result<TitleMatch> find(std::string_view name) const;
  /// The curves of a title, in the order of side and seating.
  Result<std::vector<StoredResponse>> load(const StoredTitle& title) const;
  /// All calibrations, both sides before the left, the latest import first.
  Result<std::vector<StoredCalibration>> calibrations() const;
  /// All targets, the latest import first.
  Result<std::vector<StoredTarget>> targets() const;

 private:
  class File;
  explicit MeasurementStore(std::unique_ptr<File> file);
  std::unique_ptr<File> file_;
};

}  // namespace eardrum::catalogue
