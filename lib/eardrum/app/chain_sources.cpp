// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/chain_sources.h>

#include <cstddef>

#include <eardrum/app/gear_names.h>
#include <eardrum/base/file.h>
#include <eardrum/catalogue/stages.h>
#include <eardrum/chain/chain_file.h>

namespace eardrum::app {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} << 20;

Result<std::vector<chain::Stage>> stages_called(const catalogue::Catalogue& catalogue, const std::string& name) {
  EARDRUM_TRY(const auto gear, find_gear(catalogue, name));
  if (const auto* headphone = std::get_if<catalogue::HeadphoneGear>(&gear)) {
    EARDRUM_TRY(auto stage, catalogue::headphone_stage(*headphone));
    return std::vector<chain::Stage>{std::move(stage)};
  }
  const auto& source = std::get<catalogue::NamedSource>(gear);
  const auto& socket = catalogue::socket_for(source.gear, source.output);
  EARDRUM_TRY(const auto stages, catalogue::source_stages(source.gear, socket));
  return stages.stages();
}

}  // namespace

bool is_chain_file(const std::string& word) {
  return word == "-" || word.ends_with(".toml") || word.find('/') != std::string::npos;
}

Result<chain::Chain> find_chain(const ChainRequest& request, const catalogue::Catalogue& catalogue) {
  if (request.words.size() == 1 && is_chain_file(request.words.front())) {
    const std::string& path = request.words.front();
    EARDRUM_TRY(const auto text, read_file(path == "-" ? "/dev/stdin" : path, kMostBytes));
    return chain::read_chain(text, path == "-" ? "standard input" : path,
                             [&](const std::string& name) { return stages_called(catalogue, name); });
  }
  EARDRUM_TRY(const auto sorted, find_both_kinds(catalogue, request.words));
  if (sorted.headphones.size() > 1 || sorted.sources.size() > 1) {
    return Error{Errc::kUsage, "A chain has one headphone and one source; eardrum match compares several", {}};
  }
  EARDRUM_TRY(auto connection, resolve(request.connection, catalogue));
  if (!connection.output) connection.output = sorted.sources.front().output;
  EARDRUM_TRY(auto connected, connect(sorted.headphones.front(), sorted.sources.front().gear, connection));
  return std::move(connected.chain);
}

}  // namespace eardrum::app
