// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/app/inventory.h>

#include "../catalogue/scratch.h"

namespace eardrum::test {

/// What the use cases draw on: the project's own data, with the user's catalogue in `folder`.
app::Inventory inventory_in(const Scratch& folder);

/// A headphone that is known exactly: Harman's over-ear target with a peak of `peak_db` at 3 kHz (half an octave of a
/// Gaussian) and the bass below 200 Hz `bass_db` off.
struct MadeUp {
  double peak_db = 6.0;
  double bass_db = -5.0;
  std::string csv() const;
};

/// Writes a file and the folders above it.
void write(const std::string& path, const std::string& text);
/// The bytes of a file, "" when there is none.
std::string bytes_of(const std::string& path);

}  // namespace eardrum::test
