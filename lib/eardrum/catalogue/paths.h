// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/base/result.h>

namespace eardrum::catalogue {

/// Where a catalogue lies.
struct Paths {
  std::string built_in;  ///< The read-only file that the build makes of data/.
  std::string user;      ///< The user's own; it need not exist.
};

/// The folder of the built-in data (catalogue.sqlite, and what else is installed beside it). In this order:
/// EARDRUM_DATA; share/eardrum in the executable's folder or up to three above it, which holds in an installation and
/// in the build tree; the place where this build is installed. Fails with kNotFound and the places that were tried.
Result<std::string> data_directory();

/// The user's folder for data: XDG_DATA_HOME/eardrum, else ~/.local/share/eardrum. Fails with kNotFound where
/// nothing tells the user's home (user_folder.h).
Result<std::string> user_data_directory();

/// catalogue.sqlite in both.
Result<Paths> standard_paths();

}  // namespace eardrum::catalogue
