// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eardrum {

/// A start tag of an XML-like text and its attributes; end tags, comments and declarations are skipped.
struct XmlTag {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  int line = 0;

  /// Empty when there is none of that name.
  std::string_view attribute(std::string_view name) const;
};

/// The start tags in order. Not a parser of XML: enough for presets whose data is all in attributes, and for RME's,
/// whose element names hold blanks. Never fails; what is no tag is passed over.
std::vector<XmlTag> xml_tags(std::string_view text);

/// With & < > and " written as entities.
std::string xml_escaped(std::string_view text);

}  // namespace eardrum
