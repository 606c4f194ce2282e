// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/target_library.h>

#include <algorithm>
#include <set>
#include <tuple>

#include <eardrum/base/file.h>
#include <eardrum/base/printable.h>
#include <eardrum/base/spelling.h>
#include <eardrum/target/curve_text.h>

#include "curve_comments_internal.h"
#include "name_key_internal.h"

namespace eardrum::target {
namespace {

Result<TargetEntry> read_entry(const Value& table, const std::string& file, const RigTable& rigs) {
  TableReader fields(table, file, "target");
  const auto refuse = [&](std::string_view key, std::string message) {
    const Value* value = fields.find(key);
    fields.fail(key, value != nullptr ? *value : table, std::move(message));
  };
  TargetEntry entry;
  entry.name = fields.required_text("name");
  entry.aliases = fields.texts("aliases");
  entry.file = fields.required_text("file");
  const std::string rig = fields.required_text("rig");
  const std::string form = fields.required_text("form");
  const std::string kind = fields.required_text("kind");
  entry.note = fields.text("note");
  if (const Rig* known = rigs.find(rig)) {
    entry.rig = known->name;
  } else {
    refuse("rig", "Expected one of the rigs " + rigs.names() + ", found \"" + rig + "\"");
  }
  if (const auto parsed = parse_target_form(form)) {
    entry.form = *parsed;
  } else {
    refuse("form", "Expected over-ear, in-ear or both, found \"" + form + "\"");
  }
  if (const auto parsed = parse_target_kind(kind)) {
    entry.kind = *parsed;
  } else {
    refuse("kind",
           "Expected preference, translated, diffuse-field, free-field, reviewer or user, found \"" + kind + "\"");
  }
  if (const std::string model = fields.text("scored_by"); !model.empty()) {
    entry.scored_by = parse_score_model(model);
    if (!entry.scored_by) refuse("scored_by", "Expected over-ear or in-ear, found \"" + model + "\"");
  }
  EARDRUM_CHECK(fields.finish());
  return entry;
}

std::vector<std::string> keys_of(const TargetEntry& entry) {
  std::vector<std::string> keys{name_key(entry.name)};
  for (const std::string& alias : entry.aliases) keys.push_back(name_key(alias));
  return keys;
}

// The three targets whose names hold `key`, or are, or begin, the fewest letters from it.
std::string nearest_names(std::span<const TargetEntry> entries, const std::string& key) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const TargetEntry& entry : entries) {
    std::size_t nearest = key.size() + 1;
    for (const std::string& one : keys_of(entry)) {
      const bool holds = one.find(key) != std::string::npos;
      for (const auto& part : {one, one.substr(0, key.size())})
        nearest = std::min(nearest, holds ? 0 : edit_distance(key, part, nearest));
    }
    ranked.emplace_back(nearest, entry.name);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(ranked.size(), 3); ++i) {
    names += (i == 0 ? "\"" : ", \"") + ranked[i].second + "\"";
  }
  return names;
}

}  // namespace

Result<TargetLibrary> TargetLibrary::open(const std::string& directory) {
  const std::string file = directory + "/targets.toml";
  EARDRUM_TRY(const std::string text, read_file(file));
  EARDRUM_TRY(const Value document, parse_toml(text, file));
  TableReader fields(document, file);
  TargetLibrary library;
  library.directory_ = directory;
  EARDRUM_TRY(library.rigs_, RigTable::make(fields));
  std::set<std::string> taken;
  for (const Value* table : fields.tables("target")) {
    EARDRUM_TRY(TargetEntry entry, read_entry(*table, file, library.rigs_));
    for (std::string& key : keys_of(entry)) {
      if (!taken.insert(std::move(key)).second) {
        fields.fail("target.name", *table,
                    "Expected names of its own, found one of \"" + entry.name + "\" a second time");
      }
    }
    library.entries_.push_back(std::move(entry));
  }
  EARDRUM_CHECK(fields.finish());
  if (library.entries_.empty())
    return Error{Errc::kInvalidData, "Expected [[target]] tables, found none", {file, 0, "target"}};
  return library;
}

Result<Target> TargetLibrary::load(std::string_view name) const {
  const std::string key = name_key(name);
  for (const TargetEntry& entry : entries_) {
    const auto keys = keys_of(entry);
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return load(entry);
  }
  return Error{
      Errc::kNotFound,
      "Expected the name of a target, found \"" + printable(name) + "\"; nearest are " + nearest_names(entries_, key),
      {}};
}

Result<Target> TargetLibrary::load(const TargetEntry& entry) const {
  const std::string file = directory_ + "/" + entry.file;
  EARDRUM_TRY(const std::string text, read_file(file));
  EARDRUM_TRY(CurveText curve, parse_curve(text, file));
  std::string source = comment_field(curve.comments, "source");
  std::string licence = comment_field(curve.comments, "licence");
  if (source.empty() || licence.empty()) {
    return Error{Errc::kInvalidData,
                 "Expected \"# source:\" and \"# licence:\" above the curve: no curve without provenance",
                 {file, 1, ""}};
  }
  return Target{entry.name,
                entry.aliases,
                entry.rig,
                entry.form,
                entry.kind,
                entry.scored_by,
                comment_field(curve.comments, entry.name),
                std::move(source),
                std::move(licence),
                entry.note,
                std::move(curve.response)};
}

Result<Target> TargetLibrary::load_default(const Rig& rig, TargetForm form) const {
  const TargetEntry* best = nullptr;
  std::tuple<TargetKind, RigMatch> best_rank;
  for (const TargetEntry& entry : entries_) {
    if (!fits(entry.form, form)) continue;
    // TargetKind's order is that of trust, but a baseline is no taste: a reviewer's target goes before a field.
    const bool field = entry.kind == TargetKind::kDiffuseField || entry.kind == TargetKind::kFreeField;
    const Rig* measured = form == TargetForm::kInEar && !rig.in_ear_as.empty() ? rigs_.find(rig.in_ear_as) : &rig;
    const RigMatch match = rigs_.match(*measured, *rigs_.find(entry.rig));
    if (match == RigMatch::kOther) continue;
    const std::tuple rank(field ? TargetKind::kUser : entry.kind, match);
    if (best == nullptr || rank < best_rank) {
      best = &entry;
      best_rank = rank;
    }
  }
  if (best == nullptr) {
    return Error{Errc::kNotFound,
                 "Expected a target for " + std::string(to_text(form)) + " headphones on the rig " + rig.name +
                     ", found none: name one, or bring your own",
                 {}};
  }
  return load(*best);
}

}  // namespace eardrum::target
