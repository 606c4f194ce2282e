// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/named_target.h>

#include <filesystem>
#include <vector>

#include <eardrum/base/file.h>
#include <eardrum/base/printable.h>
#include <eardrum/catalogue/name_lookup.h>
#include <eardrum/catalogue/names.h>
#include <eardrum/target/user_target.h>

namespace eardrum::app {
namespace {

constexpr std::size_t kMostTargetBytes = std::size_t{4} << 20;

Result<target::Target> target_of(catalogue::StoredTarget stored, const target::RigTable& rigs,
                                 const std::string& rig_if_unsaid) {
  const std::string rig = stored.rig.empty() ? rig_if_unsaid : stored.rig;
  const target::Rig* known = rigs.find(rig);
  if (known == nullptr) {
    return Error{Errc::kUsage,
                 "Expected to know the rig that the target '" + printable(stored.name, 60) + "' is for, found " +
                     (rig.empty() ? "none with what was imported" : "'" + printable(rig, 60) + "'") +
                     ": import it again with --rig and one of " + rigs.names(),
                 {stored.file, 0, {}}};
  }
  return target::Target{.name = stored.name,
                        .aliases = {},
                        .rig = known->name,
                        .form = target::parse_target_form(stored.form).value_or(target::TargetForm::kBoth),
                        .kind = target::TargetKind::kUser,
                        .scored_by = std::nullopt,
                        .about = "The user's own, imported",
                        .source = stored.file,
                        .licence = {},
                        .note = {},
                        .response = std::move(stored.response)};
}

}  // namespace

Result<target::Target> find_target(const std::string& name, const Inventory& inventory,
                                   const std::string& rig_if_unsaid) {
  const target::RigTable& rigs = inventory.targets.rigs();
  std::error_code ignored;
  if (std::filesystem::is_regular_file(name, ignored)) {
    EARDRUM_TRY(const std::string text, read_file(name, kMostTargetBytes));
    return target::parse_user_target(text, rigs, rig_if_unsaid, name);
  }
  auto built_in = inventory.targets.load(name);
  if (built_in || built_in.error().code != Errc::kNotFound) return built_in;
  EARDRUM_TRY(auto imported, inventory.measurements.targets());
  std::vector<catalogue::Names> names;
  for (const auto& one : imported) names.push_back({one.name, one.name + " target"});
  const auto match = catalogue::match_names(name, names);
  if (match.found.size() == 1) return target_of(std::move(imported[match.found.front()]), rigs, rig_if_unsaid);
  std::vector<std::string> told;
  if (match.found.size() > 1) {
    // Of one name they differ by the file.
    for (const std::size_t i : match.found) told.push_back(imported[i].name + " (" + imported[i].file + ")");
    return Error{Errc::kNotFound,
                 "'" + printable(name, 60) + "' may be the target " + catalogue::one_of(told) +
                     ", which were imported; write more of the name, or the file",
                 {}};
  }
  for (const std::size_t i : match.nearest()) told.push_back(imported[i].name);
  if (told.empty()) return built_in;
  return Error{Errc::kNotFound, built_in.error().message + "; of what was imported " + catalogue::one_of(told), {}};
}

}  // namespace eardrum::app
