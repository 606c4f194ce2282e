// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/base/error.h>
#include <eardrum/base/printable.h>

namespace eardrum {

std::string Error::to_string() const {
  // The names of files and fields are other people's words; those in the message were made printable where it was made.
  std::string text;
  if (!origin.file.empty()) {
    text += printable(origin.file, 4096);
    if (origin.line > 0) text += ":" + std::to_string(origin.line);
    text += ": ";
  }
  if (!origin.field.empty()) text += "field '" + printable(origin.field, 80) + "': ";
  return text + message;
}

}  // namespace eardrum
