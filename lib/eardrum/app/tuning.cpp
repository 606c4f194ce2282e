// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/tuning.h>

#include <filesystem>

#include <eardrum/app/chain_sources.h>
#include <eardrum/app/equalizer_plan.h>
#include <eardrum/audition/plan_for.h>
#include <eardrum/chain/evaluate.h>

namespace eardrum::app {
namespace {

Result<TuningAnswer> from_document(const EqDocument& document, std::string name) {
  std::vector<Channel> sides = {Channel::kBoth};
  if (!same_for_both(document)) sides = {Channel::kLeft, Channel::kRight};
  std::vector<Peq> ears;
  for (const Channel side : sides) {
    const EqChannel& channel = channel_for(document, side);
    const bool more = !channel.graphic.empty() || !channel.coefficients.empty() || !channel.convolution_files.empty();
    if (more) {
      return Error{Errc::kUsage,
                   "Expected parametric filters, found a graphic curve, coefficients or a convolution, which can't be "
                   "played yet",
                   {}};
    }
    ears.push_back(channel.peq);
  }
  return TuningAnswer{engine::tuning_of(ears, std::move(name)), {}, document.notes};
}

Result<TuningAnswer> from_file(const std::string& path) {
  EARDRUM_TRY(const auto document, read_equalizer_file(path));
  auto read = from_document(document, std::filesystem::path(path).stem().string());
  if (!read) return Error{read.error().code, read.error().message, {path, 0, {}}};
  return read;
}

// What the chain makes of the samples that leave its digital stages.
std::optional<FrequencyResponse> drum_response(const chain::Chain& chain) {
  std::vector<chain::Stage> stages;
  for (const chain::Stage& stage : chain.stages()) {
    const bool digital = std::holds_alternative<chain::Source>(stage) ||
                         std::holds_alternative<chain::Equalizer>(stage) ||
                         std::holds_alternative<chain::Crossfeed>(stage);
    if (!digital) stages.push_back(stage);
  }
  const auto rest = chain::Chain::make(std::move(stages));
  if (!rest) return std::nullopt;
  const chain::Evaluation evaluation = chain::evaluate(*rest);
  if (!evaluation.full_scale_level) return std::nullopt;
  const auto shape = FrequencyResponse::make(evaluation.grid, evaluation.shape_db);
  if (!shape) return std::nullopt;
  return shape->shifted(evaluation.full_scale_level->db());
}

}  // namespace

Result<TuningAnswer> tuning_for(const TuningRequest& request, const Inventory& inventory) {
  const int asked = static_cast<int>(request.equalizer.has_value()) + static_cast<int>(request.headphone.has_value()) +
                    static_cast<int>(request.chain.has_value());
  if (asked > 1) {
    return Error{Errc::kUsage, "Expected one of an equaliser, a headphone and a chain file, found several", {}};
  }
  if (request.equalizer) return from_file(*request.equalizer);
  if (request.headphone) {
    EARDRUM_TRY(const auto made, equalize(*request.headphone, inventory));
    return from_document(made.document, made.subject.name);
  }
  if (request.chain) {
    EARDRUM_TRY(const auto chain, find_chain({{*request.chain}, {}}, inventory.gear));
    TuningAnswer answer{audition::tuning_of(chain), drum_response(chain), {}};
    answer.tuning.name = chain.headphone().name;
    return answer;
  }
  return TuningAnswer{};
}

}  // namespace eardrum::app
