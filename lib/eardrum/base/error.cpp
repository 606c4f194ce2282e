// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/base/error.h>

namespace eardrum {

std::string Error::to_string() const {
  std::string text;
  if (!origin.file.empty()) {
    text += origin.file;
    if (origin.line > 0) text += ":" + std::to_string(origin.line);
    text += ": ";
  }
  if (!origin.field.empty()) text += "field '" + origin.field + "': ";
  return text + message;
}

}  // namespace eardrum
