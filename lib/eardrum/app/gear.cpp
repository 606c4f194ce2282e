// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/gear.h>

#include <utility>

#include <eardrum/base/printable.h>
#include <eardrum/catalogue/plausibility.h>
#include <eardrum/catalogue/toml_gear.h>

namespace eardrum::app {
namespace {

using catalogue::Catalogue;
using catalogue::GearSet;
using catalogue::HeadphoneGear;
using catalogue::NamedSource;
using catalogue::SourceGear;

GearSet as_set(const NamedGear& gear) {
  GearSet set;
  if (const auto* headphone = std::get_if<HeadphoneGear>(&gear)) set.headphones.push_back(*headphone);
  if (const auto* source = std::get_if<NamedSource>(&gear)) set.sources.push_back(source->gear);
  return set;
}

NamedGear named(HeadphoneGear gear) {
  return NamedGear(std::move(gear));
}
NamedGear named(SourceGear gear) {
  return NamedGear(NamedSource{std::move(gear), std::nullopt});
}

// Writes the gear, unless it is unusual and that was not asked for.
template <class Gear, class Write>
Result<GearChange> changed(Gear gear, bool even_if_unusual, const Write& write) {
  GearChange change{named(gear), {}, false};
  for (auto& warning : catalogue::check(gear)) change.warnings.push_back(std::move(warning.message));
  if (!change.warnings.empty() && !even_if_unusual) return change;
  EARDRUM_CHECK(write(gear));
  change.saved = true;
  return change;
}

}  // namespace

Result<std::vector<catalogue::Entry>> list_gear(const Catalogue& catalogue, const GearListRequest& request) {
  EARDRUM_TRY(auto entries, catalogue.list(request.kind));
  if (request.only_mine) {
    std::erase_if(entries, [](const catalogue::Entry& entry) { return entry.layer != catalogue::Layer::kUser; });
  }
  return entries;
}

Result<GearChange> add_gear(Catalogue& catalogue, const GearAddRequest& request) {
  const auto write = [&](const auto& gear) { return catalogue.add(gear); };
  if (request.kind == catalogue::GearKind::kHeadphone) {
    HeadphoneGear blank;
    blank.brand = request.brand;
    blank.model = request.model;
    EARDRUM_TRY(auto gear, with_figures(std::move(blank), request.figures));
    return changed(std::move(gear), request.even_if_unusual, write);
  }
  SourceGear blank;
  blank.brand = request.brand;
  blank.model = request.model;
  EARDRUM_TRY(auto gear, with_figures(std::move(blank), request.figures));
  return changed(std::move(gear), request.even_if_unusual, write);
}

Result<GearChange> edit_gear(Catalogue& catalogue, const std::string& name, const GearFigures& figures,
                             bool even_if_unusual) {
  const auto write = [&](const auto& gear) { return catalogue.replace(gear); };
  EARDRUM_TRY(auto found, find_gear(catalogue, name));
  if (auto* headphone = std::get_if<HeadphoneGear>(&found)) {
    EARDRUM_TRY(auto gear, with_figures(std::move(*headphone), figures));
    return changed(std::move(gear), even_if_unusual, write);
  }
  EARDRUM_TRY(auto gear, with_figures(std::move(std::get<NamedSource>(found).gear), figures));
  return changed(std::move(gear), even_if_unusual, write);
}

Result<std::string> gear_text(const Catalogue& catalogue, const std::string& name) {
  EARDRUM_TRY(const auto gear, find_gear(catalogue, name));
  return catalogue::write_gear_toml(as_set(gear));
}

Result<GearChange> replace_gear(Catalogue& catalogue, const std::string& name, std::string_view text,
                                const std::string& file) {
  EARDRUM_TRY(const auto models, catalogue.load_models());
  EARDRUM_TRY(auto set, catalogue::read_gear_toml(text, file, &models));
  if (set.headphones.size() + set.sources.size() != 1) {
    return Error{Errc::kInvalidData,
                 "Expected one [[headphone]] or one [[source]], found " +
                     std::to_string(set.headphones.size() + set.sources.size()) + "; nothing was changed",
                 {file, 0, {}}};
  }
  EARDRUM_TRY(const auto before, find_entry(catalogue, name));
  // Who types all of it into an editor has looked at it: the warnings are told, and the text is taken.
  const auto write = [&](const auto& gear) -> Result<void> {
    EARDRUM_CHECK(catalogue.replace(gear));
    if (before.layer != catalogue::Layer::kUser || full_name(gear) == before.name()) return {};
    return catalogue.remove(before.kind, before.brand, before.model);
  };
  if (!set.headphones.empty()) return changed(std::move(set.headphones.front()), true, write);
  return changed(std::move(set.sources.front()), true, write);
}

Result<catalogue::Entry> remove_gear(Catalogue& catalogue, const std::string& name) {
  EARDRUM_TRY(auto entry, find_entry(catalogue, name));
  if (entry.layer != catalogue::Layer::kUser) {
    return Error{
        Errc::kNotFound, printable(entry.name(), 80) + " is built in; only gear that you added can be removed", {}};
  }
  EARDRUM_CHECK(catalogue.remove(entry.kind, entry.brand, entry.model));
  return entry;
}

Result<GearSet> gear_to_export(const Catalogue& catalogue, const GearExportRequest& request) {
  if (request.all) return catalogue.all();
  if (request.names.empty()) return catalogue.user_gear();
  GearSet set;
  for (const auto& name : request.names) {
    EARDRUM_TRY(auto gear, find_gear(catalogue, name));
    if (auto* headphone = std::get_if<HeadphoneGear>(&gear)) set.headphones.push_back(std::move(*headphone));
    if (auto* source = std::get_if<NamedSource>(&gear)) set.sources.push_back(std::move(source->gear));
  }
  return set;
}

std::vector<std::string> warnings_of(const GearSet& gear) {
  std::vector<std::string> all;
  const auto collect = [&](const auto& each) {
    for (const auto& warning : catalogue::check(each)) all.push_back(full_name(each) + ": " + warning.message);
  };
  for (const auto& headphone : gear.headphones) collect(headphone);
  for (const auto& source : gear.sources) collect(source);
  return all;
}

Value gear_list_value(const std::vector<catalogue::Entry>& entries) {
  Value answer;
  answer.set("schema", "eardrum.gear_list/1");
  Value::Array list;
  for (const auto& entry : entries) {
    Value one;
    one.set("kind", to_text(entry.kind));
    one.set("layer", to_text(entry.layer));
    one.set("brand", entry.brand);
    one.set("model", entry.model);
    one.set("type", entry.type);
    if (entry.price_usd) one.set("price_usd", *entry.price_usd);
    if (entry.year) one.set("year", *entry.year);
    list.push_back(std::move(one));
  }
  answer.set("gear", Value(std::move(list)));
  return answer;
}

}  // namespace eardrum::app
