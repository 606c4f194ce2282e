// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "curve_comments_internal.h"

namespace eardrum::target {

std::string comment_field(const std::vector<std::string>& comments, std::string_view field) {
  for (const std::string& comment : comments) {
    if (comment.size() <= field.size() || !comment.starts_with(field) || comment[field.size()] != ':') continue;
    const auto first = comment.find_first_not_of(' ', field.size() + 1);
    return first == std::string::npos ? std::string() : comment.substr(first);
  }
  return {};
}

}  // namespace eardrum::target
