// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <eardrum/base/result.h>

namespace eardrum {

/// The bytes of a file. Fails with kNotFound or kIo, and with kInvalidData when the file is larger than `max_bytes`.
Result<std::string> read_file(const std::string& path, std::size_t max_bytes = std::size_t{256} << 20);

/// Writes through a temporary file beside `path` that is renamed when complete: a reader sees the old bytes or the new
/// ones, and a failure or a kill leaves the old ones.
Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace eardrum
