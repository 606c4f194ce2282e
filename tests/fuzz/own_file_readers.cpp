// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// The files that Eardrum defines: chains, gear, the table of devices.
#include <array>

#include <eardrum/catalogue/csv_gear.h>
#include <eardrum/catalogue/toml_gear.h>
#include <eardrum/chain/chain_file.h>
#include <eardrum/chain/difference.h>
#include <eardrum/formats/eq_devices.h>

#include "readers.h"

namespace eardrum::fuzz {
namespace {

bool chain(std::string_view bytes) {
  const auto read = chain::read_chain(bytes, "x.toml");
  if (!read) return require_sentence(read.error(), "x.toml");
  const auto again = chain::read_chain(chain::write_chain(*read));
  require(again.has_value(), "a chain that was written is a chain");
  require(*again == *read, "a chain that was written reads back the same");
  require(chain::differences(*read, *again).empty(), "equal chains do not differ");
  return true;
}

bool gear_toml(std::string_view bytes) {
  const auto read = catalogue::read_gear_toml(bytes, "x.toml");
  if (!read) return require_sentence(read.error(), "x.toml");
  const auto again = catalogue::read_gear_toml(catalogue::write_gear_toml(*read), "x.toml");
  require(again.has_value(), "gear that was written is gear");
  require(*again == *read, "gear that was written reads back the same");
  return true;
}

bool gear_csv(std::string_view bytes) {
  const auto read = catalogue::read_gear_csv(bytes, "x.csv");
  if (!read) return require_sentence(read.error(), "x.csv");
  if (!read->headphones.empty()) {
    const auto once = catalogue::write_headphones_csv(read->headphones);
    const auto again = catalogue::read_gear_csv(once.text, "x.csv");
    require(again.has_value(), "headphones that were written are headphones");
    require(!once.losses.empty() || again->headphones == read->headphones, "headphones read back the same");
  }
  if (!read->sources.empty()) {
    const auto once = catalogue::write_sources_csv(read->sources);
    const auto again = catalogue::read_gear_csv(once.text, "x.csv");
    require(again.has_value(), "sources that were written are sources");
    require(!once.losses.empty() || again->sources == read->sources, "sources read back the same");
  }
  return true;
}

bool eq_devices(std::string_view bytes) {
  const auto read = read_eq_devices(bytes, "x.toml");
  if (!read) return require_sentence(read.error(), "x.toml");
  require(!read->empty(), "a table of devices has devices");
  return true;
}

constexpr std::array kReaders = {
    Reader{"chain", "toml", chain},
    Reader{"gear_toml", "toml", gear_toml},
    Reader{"gear_csv", "gear_csv", gear_csv},
    Reader{"eq_devices", "toml", eq_devices},
};

}  // namespace

std::span<const Reader> own_file_readers() {
  return kReaders;
}

}  // namespace eardrum::fuzz
