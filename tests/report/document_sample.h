// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/report/document.h>

namespace eardrum::test {

/// Every kind of block once, made by hand; `name` stands wherever a name from outside stands.
report::Document sample_document(const std::string& name = "Sennheiser HD 650");
report::Chart sample_chart(const std::string& name = "Sennheiser HD 650");
report::Ladder sample_ladder(const std::string& name = "Hiss");

/// HTML and SVG, terminal sequences (7-bit and 8-bit), broken UTF-8, direction overrides, a pile of accents.
std::string hostile_name();

}  // namespace eardrum::test
