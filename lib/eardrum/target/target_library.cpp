// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/target_library.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include <eardrum/base/file.h>
#include <eardrum/base/printable.h>
#include <eardrum/target/curve_text.h>

#include "curve_comments.h"
#include "name_key.h"
#include "toml_fields.h"

namespace eardrum {
namespace {

Result<TargetEntry> read_entry(const Value& table, const std::string& file, const RigTable& rigs) {
  const TomlFields fields(table, file);
  EARDRUM_CHECK(fields.only({"name", "aliases", "file", "rig", "form", "kind", "note"}));
  TargetEntry entry;
  EARDRUM_TRY(entry.name, fields.text("name"));
  EARDRUM_TRY(entry.aliases, fields.texts_or_empty("aliases"));
  EARDRUM_TRY(entry.file, fields.text("file"));
  EARDRUM_TRY(const std::string rig, fields.text("rig"));
  EARDRUM_TRY(const std::string form, fields.text("form"));
  EARDRUM_TRY(const std::string kind, fields.text("kind"));
  EARDRUM_TRY(entry.note, fields.text_or_empty("note"));
  const Rig* known = rigs.find(rig);
  if (known == nullptr)
    return fields.error("rig", "Expected one of the rigs " + rigs.names() + ", found \"" + rig + "\"");
  entry.rig = known->name;
  const auto parsed_form = parse_target_form(form);
  if (!parsed_form) return fields.error("form", "Expected over-ear, in-ear or both, found \"" + form + "\"");
  entry.form = *parsed_form;
  const auto parsed_kind = parse_target_kind(kind);
  if (!parsed_kind) {
    return fields.error(
        "kind", "Expected preference, translated, diffuse-field, free-field, reviewer or user, found \"" + kind + "\"");
  }
  entry.kind = *parsed_kind;
  return entry;
}

std::vector<std::string> keys_of(const TargetEntry& entry) {
  std::vector<std::string> keys{name_key(entry.name)};
  for (const std::string& alias : entry.aliases) keys.push_back(name_key(alias));
  return keys;
}

// Levenshtein distance.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

std::string nearest_names(std::span<const TargetEntry> entries, const std::string& key) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const TargetEntry& entry : entries) {
    std::size_t best = std::string::npos;
    for (const std::string& one : keys_of(entry)) {
      const bool holds = !key.empty() && one.find(key) != std::string::npos;
      best = std::min(best, holds ? std::size_t{0} : edits_between(key, one));
    }
    ranked.emplace_back(best, entry.name);
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
  EARDRUM_CHECK(TomlFields(document, file).only({"rig", "difference", "target"}));
  TargetLibrary library;
  library.directory_ = directory;
  EARDRUM_TRY(library.rigs_, RigTable::make(document, file));
  const Value* targets = document.find("target");
  if (targets == nullptr || !targets->is_array()) {
    return Error{Errc::kInvalidData, "Expected [[target]] tables, found none", {file, 0, "target"}};
  }
  std::vector<std::string> taken;
  for (const Value& table : targets->as_array()) {
    EARDRUM_TRY(TargetEntry entry, read_entry(table, file, library.rigs_));
    for (std::string& key : keys_of(entry)) {
      if (std::find(taken.begin(), taken.end(), key) != taken.end()) {
        return TomlFields(table, file)
            .error("name", "Expected names of its own, found one of \"" + entry.name + "\" a second time");
      }
      taken.push_back(std::move(key));
    }
    library.entries_.push_back(std::move(entry));
  }
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
  return Target{entry.name,        entry.aliases,
                entry.rig,         entry.form,
                entry.kind,        comment_field(curve.comments, entry.name),
                std::move(source), std::move(licence),
                entry.note,        std::move(curve.response)};
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

}  // namespace eardrum
