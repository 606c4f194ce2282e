// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/base/result.h>

namespace eardrum::cli {

/// What came back from the editor. The file stays until it is discarded, so that nobody's typing is lost.
struct Edited {
  std::string text;
  std::string path;

  void discard() const;
  /// What a refusal ends with: where the text is, and how to go on from there.
  std::string kept() const;
};

/// Opens `text` as a file called `name`, in a folder of its own, in the person's editor (VISUAL, EDITOR, else vi), and
/// waits; Ctrl-C meanwhile is the editor's. Fails with kUsage when no editor can be started or it fails; what it wrote
/// before that is kept.
Result<Edited> edited_in_editor(const std::string& text, const std::string& name);

}  // namespace eardrum::cli
