// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <eardrum/app/equalize.h>
#include <eardrum/formats/import_measurements.h>

namespace eardrum::app {

/// Equalisers for a whole tree of measurements.
struct EqualizeAllRequest {
  std::string tree;    ///< a folder of measurements, or one file
  std::string folder;  ///< where the files go, by the tree's own folders; made when it is not there
  /// Its subject's rig and form stand in where a file does not say; its effort holds for all.
  EqualizeRequest each;
  std::size_t threads = 0;  ///< 0: one a core
};

struct EqualizeAllAnswer {
  std::size_t written = 0;
  std::size_t already_there = 0;  ///< from an earlier run: left as they are, so that a stopped one goes on
  std::vector<Refusal> refused;   ///< what could not be read or fitted, each with its reason
  /// What comparing across rigs costs and what the device's format can't hold, and of how many equalisers written; of
  /// sentences that differ in a number only, one as an example.
  std::vector<std::pair<std::string, std::size_t>> remarks;
  double median_before_db = 0.0;  ///< RMS 20 Hz to 10 kHz of those written
  double median_after_db = 0.0;
};

/// `done` of `total` headphones are finished; called from the calling thread only.
using EqualizeAllProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Reads the tree, then fits on all cores. One bad file never stops it. Setting `stop` ends it after the headphones at
/// hand; what was written is complete. Fails when the tree can't be listed or the folder can't be made.
Result<EqualizeAllAnswer> equalize_all(const EqualizeAllRequest& request, const Inventory& inventory,
                                       const EqualizeAllProgress& progress = {},
                                       const std::atomic<bool>* stop = nullptr);

}  // namespace eardrum::app
