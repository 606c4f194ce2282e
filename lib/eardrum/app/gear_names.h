// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/catalogue/catalogue.h>

namespace eardrum::app {

using NamedGear = std::variant<catalogue::HeadphoneGear, catalogue::NamedSource>;

/// The headphone or the source that a name stands for, whichever it is. Fails with kNotFound and a sentence that lists
/// the candidates of an ambiguous name, or the nearest ones of an unknown name.
Result<NamedGear> find_gear(const catalogue::Catalogue& catalogue, const std::string& name);

/// What several names stand for.
struct SortedGear {
  std::vector<catalogue::HeadphoneGear> headphones;
  std::vector<catalogue::NamedSource> sources;
};
/// Headphones and sources among names in any order. Fails like find_gear(), and with kUsage when there is not at least
/// one of each.
Result<SortedGear> find_both_kinds(const catalogue::Catalogue& catalogue, const std::vector<std::string>& names);

/// The entry in lists that a name stands for; fails like find_gear().
Result<catalogue::Entry> find_entry(const catalogue::Catalogue& catalogue, const std::string& name);

}  // namespace eardrum::app
