// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/gear_names.h>

#include <algorithm>

#include <eardrum/base/printable.h>
#include <eardrum/base/spelling.h>
#include <eardrum/catalogue/names.h>

namespace eardrum::app {
namespace {

using catalogue::Entry;
using catalogue::GearKind;

std::string listed(const std::vector<Entry>& entries) {
  std::vector<std::string> names;
  for (const Entry& entry : entries) names.push_back(entry.name());
  return catalogue::one_of(names);
}

std::string quoted(const std::string& name) {
  return "'" + printable(name, 60) + "'";
}

// The nearest of both kinds, by how much must be changed in what was typed to get to the name or its end.
std::vector<Entry> nearest_of_both(const std::string& name, std::vector<Entry> headphones,
                                   const std::vector<Entry>& sources) {
  const std::string typed = catalogue::folded_key(name);
  const auto distance = [&](const Entry& entry) {
    const std::size_t limit = typed.size() + 64;
    return std::min(edit_distance(typed, catalogue::folded_key(entry.name()), limit),
                    edit_distance(typed, catalogue::folded_key(entry.model), limit));
  };
  headphones.insert(headphones.end(), sources.begin(), sources.end());
  std::stable_sort(headphones.begin(), headphones.end(),
                   [&](const Entry& a, const Entry& b) { return distance(a) < distance(b); });
  if (headphones.size() > 3) headphones.resize(3);
  return headphones;
}

}  // namespace

Result<NamedGear> find_gear(const catalogue::Catalogue& catalogue, const std::string& name) {
  EARDRUM_TRY(auto headphones, catalogue.find(GearKind::kHeadphone, name));
  EARDRUM_TRY(auto sources, catalogue.find(GearKind::kSource, name));
  std::vector<Entry> found = headphones.found;
  found.insert(found.end(), sources.found.begin(), sources.found.end());
  if (found.size() == 1 && found.front().kind == GearKind::kHeadphone) {
    EARDRUM_TRY(auto gear, catalogue.load_headphone(found.front()));
    return NamedGear(std::move(gear));
  }
  if (found.size() > 1) {
    return Error{Errc::kNotFound, quoted(name) + " fits several models: " + listed(found), {}};
  }
  // A name of a source may ask for a socket too ("m11 balanced"), which find() does not look for.
  if (auto source = catalogue.source(name)) return NamedGear(*std::move(source));
  const auto nearest = nearest_of_both(name, headphones.nearest, sources.nearest);
  return Error{Errc::kNotFound,
               "No gear is called " + quoted(name) +
                   (nearest.empty() ? "; eardrum gear search looks for a part of a name"
                                    : "; did you mean " + listed(nearest) + "?"),
               {}};
}

Result<SortedGear> find_both_kinds(const catalogue::Catalogue& catalogue, const std::vector<std::string>& names) {
  SortedGear sorted;
  for (const auto& name : names) {
    EARDRUM_TRY(auto gear, find_gear(catalogue, name));
    if (auto* headphone = std::get_if<catalogue::HeadphoneGear>(&gear))
      sorted.headphones.push_back(std::move(*headphone));
    if (auto* source = std::get_if<catalogue::NamedSource>(&gear)) sorted.sources.push_back(std::move(*source));
  }
  if (sorted.headphones.empty() || sorted.sources.empty()) {
    const bool none_drives = sorted.sources.empty();
    std::string found;
    for (const auto& headphone : sorted.headphones) found += (found.empty() ? "" : ", ") + full_name(headphone);
    for (const auto& source : sorted.sources) found += (found.empty() ? "" : ", ") + full_name(source.gear);
    return Error{Errc::kUsage,
                 std::string("Expected a headphone and a source, found no ") + (none_drives ? "source" : "headphone") +
                     " among these: " + (found.empty() ? "nothing was named" : found),
                 {}};
  }
  return sorted;
}

Result<catalogue::Entry> find_entry(const catalogue::Catalogue& catalogue, const std::string& name) {
  EARDRUM_TRY(const auto gear, find_gear(catalogue, name));
  const bool is_headphone = std::holds_alternative<catalogue::HeadphoneGear>(gear);
  const std::string full = is_headphone ? full_name(std::get<catalogue::HeadphoneGear>(gear))
                                        : full_name(std::get<catalogue::NamedSource>(gear).gear);
  EARDRUM_TRY(const auto match, catalogue.find(is_headphone ? GearKind::kHeadphone : GearKind::kSource, full));
  for (const auto& entry : match.found) {
    if (entry.name() == full) return entry;
  }
  return Error{Errc::kNotFound, "No gear is called " + quoted(name), {}};
}

}  // namespace eardrum::app
