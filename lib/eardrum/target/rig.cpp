// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/rig.h>

#include <algorithm>

#include "name_key.h"
#include "toml_fields.h"

namespace eardrum {
namespace {

// Below this two rigs' curves tell the same story; from it on, errors are as large as what tells headphones apart.
constexpr double kCloseDb = 2.5;

bool is_called(const Rig& rig, const std::string& key) {
  return name_key(rig.name) == key || std::any_of(rig.aliases.begin(), rig.aliases.end(),
                                                  [&](const std::string& alias) { return name_key(alias) == key; });
}

Result<Rig> read_rig(const Value& table, const std::string& file) {
  const TomlFields fields(table, file);
  EARDRUM_CHECK(fields.only({"name", "aliases", "kind", "laboratory", "in_ear_as", "about"}));
  Rig rig;
  EARDRUM_TRY(rig.name, fields.text("name"));
  EARDRUM_TRY(rig.aliases, fields.texts_or_empty("aliases"));
  EARDRUM_TRY(rig.kind, fields.text("kind"));
  EARDRUM_TRY(rig.laboratory, fields.text_or_empty("laboratory"));
  EARDRUM_TRY(rig.in_ear_as, fields.text_or_empty("in_ear_as"));
  EARDRUM_TRY(rig.about, fields.text_or_empty("about"));
  return rig;
}

}  // namespace

Result<RigTable> RigTable::make(const Value& document, const std::string& file) {
  RigTable table;
  if (const Value* rigs = document.find("rig"); rigs != nullptr && rigs->is_array()) {
    for (const Value& entry : rigs->as_array()) {
      EARDRUM_TRY(Rig rig, read_rig(entry, file));
      std::vector<std::string> names = rig.aliases;
      names.push_back(rig.name);
      for (const std::string& name : names) {
        if (table.find(name) != nullptr) {
          return TomlFields(entry, file)
              .error("name", "Expected a name of its own, found \"" + name + "\" a second time");
        }
      }
      table.rigs_.push_back(std::move(rig));
    }
  }
  for (const Rig& rig : table.rigs_) {
    if (!rig.in_ear_as.empty() && table.find(rig.in_ear_as) == nullptr) {
      return Error{Errc::kInvalidData, "Expected a known rig, found \"" + rig.in_ear_as + "\"", {file, 0, "in_ear_as"}};
    }
  }
  const Value* differences = document.find("difference");
  if (differences == nullptr || !differences->is_array()) return table;
  for (const Value& entry : differences->as_array()) {
    const TomlFields fields(entry, file);
    EARDRUM_CHECK(fields.only({"rigs", "largest_db", "at_hz", "targets"}));
    EARDRUM_TRY(const auto names, fields.texts_or_empty("rigs"));
    if (names.size() != 2 || table.find(names[0]) == nullptr || table.find(names[1]) == nullptr) {
      return fields.error("rigs", "Expected the names of two known rigs");
    }
    RigDifference difference;
    difference.rig = table.find(names[0])->name;
    difference.other = table.find(names[1])->name;
    EARDRUM_TRY(difference.largest_db, fields.number("largest_db"));
    EARDRUM_TRY(const double hz, fields.number("at_hz"));
    difference.where = Hertz(hz);
    EARDRUM_TRY(difference.targets, fields.texts_or_empty("targets"));
    table.differences_.push_back(std::move(difference));
  }
  return table;
}

const Rig* RigTable::find(std::string_view name, std::string_view laboratory) const {
  const std::string key = name_key(name);
  const auto found = std::find_if(rigs_.begin(), rigs_.end(), [&](const Rig& rig) { return is_called(rig, key); });
  if (found == rigs_.end()) return nullptr;
  if (found->laboratory.empty() && !laboratory.empty()) {
    const std::string wanted = name_key(laboratory);
    for (const Rig& rig : rigs_) {
      if (rig.kind == found->kind && !rig.laboratory.empty() && name_key(rig.laboratory) == wanted) return &rig;
    }
  }
  return &*found;
}

const RigDifference* RigTable::difference(const Rig& a, const Rig& b) const {
  for (const RigDifference& one : differences_) {
    if ((one.rig == a.name && one.other == b.name) || (one.rig == b.name && one.other == a.name)) return &one;
  }
  return nullptr;
}

RigMatch RigTable::match(const Rig& a, const Rig& b) const {
  if (a.name == b.name) return RigMatch::kSame;
  if (const RigDifference* known = difference(a, b))
    return known->largest_db < kCloseDb ? RigMatch::kClose : RigMatch::kOther;
  if (a.kind != b.kind) return RigMatch::kOther;
  const bool two_laboratories = !a.laboratory.empty() && !b.laboratory.empty() && a.laboratory != b.laboratory;
  return two_laboratories ? RigMatch::kOther : RigMatch::kClose;
}

std::string RigTable::names() const {
  std::string names;
  for (const Rig& rig : rigs_) names += (names.empty() ? "" : ", ") + rig.name;
  return names;
}

}  // namespace eardrum
