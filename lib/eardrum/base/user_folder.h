// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace eardrum {

/// The user's own folder: HOME, and where that names none (services, cron) the one of the password database. None when
/// neither tells an absolute path.
std::optional<std::string> home_folder();

/// A folder of the XDG base directory specification: what `variable` names, else `usual` in the home folder. Relative
/// paths are invalid there and ignored.
std::optional<std::string> user_folder(const char* variable, const std::string& usual);

}  // namespace eardrum
