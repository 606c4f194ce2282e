// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/report/document.h>

namespace eardrum::report {

/// The document as one page that stands alone: styles and drawings inside, no script, nothing loaded from elsewhere
/// (its own content security policy forbids it). Light or dark as the reader prefers; on a phone the drawings are those
/// made for its width. All text is cleaned and escaped; addresses in sources become links. Deterministic.
std::string render_html(const Document& document);

}  // namespace eardrum::report
