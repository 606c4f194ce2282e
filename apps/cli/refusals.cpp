// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "refusals.h"

#include <algorithm>
#include <string>

#include <eardrum/base/printable.h>

namespace eardrum::cli {

void complain_of(const Console& console, const std::vector<Refusal>& refused) {
  struct Group {
    const std::string& reason;
    std::vector<std::string> files;
  };
  std::vector<Group> groups;
  for (const auto& refusal : refused) {
    const auto same =
        std::find_if(groups.begin(), groups.end(), [&](const Group& group) { return group.reason == refusal.reason; });
    if (same == groups.end())
      groups.push_back({refusal.reason, {printable(refusal.file, 300)}});
    else
      same->files.push_back(printable(refusal.file, 300));
  }
  for (const auto& group : groups) {
    const std::string reason = printable(group.reason, 600);
    if (group.files.size() == 1) {
      console.complain(group.files.front() + ": " + reason);
      continue;
    }
    console.complain(std::to_string(group.files.size()) + " files: " + reason + ":");
    for (const auto& file : group.files) console.complain("  " + file);
  }
}

}  // namespace eardrum::cli
