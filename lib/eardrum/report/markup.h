// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace eardrum::report {

/// `text` cleaned (plain_text.h) and escaped for the content and the quoted attributes of HTML, SVG and XML.
std::string escape(std::string_view text, std::size_t max_columns = 2000);

}  // namespace eardrum::report
