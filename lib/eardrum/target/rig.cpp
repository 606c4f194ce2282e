// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/rig.h>

#include <algorithm>

#include "name_key_internal.h"

namespace eardrum::target {
namespace {

// Below this two rigs' curves tell the same story; from it on, errors are as large as what tells headphones apart.
constexpr double kCloseDb = 2.5;

Result<Rig> read_rig(const Value& table, const std::string& file, const RigTable& known) {
  TableReader fields(table, file, "rig");
  Rig rig;
  rig.name = fields.required_text("name");
  rig.aliases = fields.texts("aliases");
  rig.kind = fields.required_text("kind");
  rig.laboratory = fields.text("laboratory");
  rig.in_ear_as = fields.text("in_ear_as");
  rig.about = fields.text("about");
  std::vector<std::string> names = rig.aliases;
  names.push_back(rig.name);
  for (const std::string& name : names) {
    if (known.find(name) != nullptr)
      fields.fail("name", "Expected names of its own, found \"" + name + "\" a second time");
  }
  EARDRUM_CHECK(fields.finish());
  return rig;
}

Result<RigDifference> read_difference(const Value& table, const std::string& file, const RigTable& rigs) {
  TableReader fields(table, file, "difference");
  RigDifference difference;
  const auto names = fields.texts("rigs");
  const Rig* first = names.size() == 2 ? rigs.find(names[0]) : nullptr;
  const Rig* second = names.size() == 2 ? rigs.find(names[1]) : nullptr;
  if (first == nullptr || second == nullptr) {
    fields.fail("rigs", "Expected the names of two known rigs");
  } else {
    difference.rig = first->name;
    difference.other = second->name;
  }
  difference.largest_db = fields.required_number("largest_db");
  difference.where = Hertz(fields.required_number("at_hz"));
  difference.targets = fields.texts("targets");
  EARDRUM_CHECK(fields.finish());
  return difference;
}

}  // namespace

Result<RigTable> RigTable::make(TableReader& document) {
  RigTable table;
  for (const Value* entry : document.tables("rig")) {
    EARDRUM_TRY(Rig rig, read_rig(*entry, document.file(), table));
    table.by_key_.emplace(name_key(rig.name), table.rigs_.size());
    for (const std::string& alias : rig.aliases) table.by_key_.emplace(name_key(alias), table.rigs_.size());
    table.rigs_.push_back(std::move(rig));
  }
  for (const Rig& rig : table.rigs_) {
    if (rig.in_ear_as.empty() || table.find(rig.in_ear_as) != nullptr) continue;
    return Error{Errc::kInvalidData,
                 "Expected a known rig, found \"" + rig.in_ear_as + "\"",
                 {document.file(), 0, "rig.in_ear_as"}};
  }
  for (const Value* entry : document.tables("difference")) {
    EARDRUM_TRY(RigDifference difference, read_difference(*entry, document.file(), table));
    table.differences_.push_back(std::move(difference));
  }
  return table;
}

const Rig* RigTable::find(std::string_view name, std::string_view laboratory) const {
  const auto known = by_key_.find(name_key(name));
  if (known == by_key_.end()) return nullptr;
  const Rig* found = &rigs_[known->second];
  if (found->laboratory.empty() && !laboratory.empty()) {
    const std::string wanted = name_key(laboratory);
    for (const Rig& rig : rigs_) {
      if (rig.kind == found->kind && !rig.laboratory.empty() && name_key(rig.laboratory) == wanted) return &rig;
    }
  }
  return found;
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

}  // namespace eardrum::target
