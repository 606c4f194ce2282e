// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace eardrum {

/// The kind of failure. The command line maps it to an exit code (2 usage, 3 data, 4 device).
enum class Errc {
  kUsage,        ///< The caller asked for something that makes no sense.
  kInvalidData,  ///< A file, a field or a figure is wrong.
  kNotFound,     ///< A name, a file or a table row does not exist.
  kIo,           ///< The operating system refused to read or write.
  kDevice,       ///< An audio device or server is missing or failed.
};

/// Where the failure was found. Empty parts are unknown; `line` counts from 1, and 0 means unknown.
struct Origin {
  std::string file{};
  int line = 0;
  std::string field{};

  bool operator==(const Origin&) const = default;
};

/// A failure: what kind, one sentence for a person (capital first letter, no full stop), and where.
struct Error {
  Errc code = Errc::kInvalidData;
  std::string message{};
  Origin origin;

  bool operator==(const Error&) const = default;

  /// "gear.toml:12: field 'impedance': Expected a positive number of ohms, found -3"
  std::string to_string() const;
};

}  // namespace eardrum
