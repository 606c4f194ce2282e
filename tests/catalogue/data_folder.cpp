// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "data_folder.h"

#include <cstdlib>
#include <iostream>

namespace eardrum::test {
namespace {

[[noreturn]] void stop(const std::string& why) {
  std::cerr << why << "\n";
  std::abort();
}

template <class Gear>
const Gear& named(const std::vector<Gear>& list, const std::string& full_name) {
  for (const auto& gear : list) {
    if (catalogue::full_name(gear) == full_name) return gear;
  }
  stop("data/ has no " + full_name);
}

}  // namespace

const catalogue::GearFolder& built_in() {
  static const catalogue::GearFolder folder = [] {
    auto read = catalogue::read_gear_folder(data_folder());
    if (!read) stop(read.error().to_string());
    return *std::move(read);
  }();
  return folder;
}

const catalogue::HeadphoneGear& headphone(const std::string& full_name) {
  return named(built_in().gear.headphones, full_name);
}

const catalogue::SourceGear& source(const std::string& full_name) {
  return named(built_in().gear.sources, full_name);
}

}  // namespace eardrum::test
