// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/tuning.h>

#include <filesystem>
#include <memory>
#include <utility>

#include <eardrum/app/chain_sources.h>
#include <eardrum/app/equalizer_plan.h>
#include <eardrum/audition/plan_for.h>
#include <eardrum/chain/evaluate.h>

namespace eardrum::app {
namespace {

// `path`: where the document came from; files that it names are beside it.
Result<TuningAnswer> from_document(EqDocument document, std::string name, const std::string& path) {
  std::vector<Peq> ears;
  bool fixed = false;
  for (EqChannel& channel : document.channels) {
    fixed = fixed || !channel.graphic.empty() || !channel.coefficients.empty() || !channel.convolutions.empty();
  }
  ears.push_back(channel_for(document, Channel::kLeft).peq);
  if (!same_for_both(document)) ears.push_back(channel_for(document, Channel::kRight).peq);
  TuningAnswer answer{engine::tuning_of(ears, std::move(name)), {}, document.notes};
  if (!fixed) return answer;
  for (EqChannel& channel : document.channels) channel.peq = {};
  const auto plan = std::make_shared<EqualizerPlan>(std::move(document), path, engine::Tuning{});
  answer.tuning.fixed = std::make_shared<const engine::FixedPart>(
      [plan](Hertz rate, std::size_t channels) { return plan->at(rate, channels); });
  // A file that can't be read is told now, not when the music starts. What is for another rate may yet meet it.
  const auto tried = answer.tuning.fixed->at(Hertz(48000.0), 2);
  if (!tried && tried.error().code != Errc::kUsage) return tried.error();
  for (auto& note : plan->notes()) answer.notes.push_back(std::move(note));
  return answer;
}

Result<TuningAnswer> from_file(const std::string& path) {
  EARDRUM_TRY(auto document, read_equalizer_file(path));
  auto read = from_document(std::move(document), std::filesystem::path(path).stem().string(), path);
  if (!read && read.error().origin.file.empty()) {
    return Error{read.error().code, read.error().message, {path, 0, read.error().origin.field}};
  }
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
    EARDRUM_TRY(auto made, equalize(*request.headphone, inventory));
    return from_document(std::move(made.document), made.subject.name, {});
  }
  if (request.chain) {
    EARDRUM_TRY(const auto chain, find_chain({{*request.chain}, {}}, inventory.gear));
    TuningAnswer answer{audition::tuning_of(chain), drum_response(chain), {}};
    answer.tuning.name = chain.headphone().name;
    for (const chain::Stage& stage : chain.stages()) {
      const auto* const source = std::get_if<chain::Source>(&stage);
      if (source != nullptr && source->tone) {
        answer.notes.push_back("The tone of " + source->name +
                               " is the player's own and not put into the sound; the equalisers of the chain are");
      }
    }
    return answer;
  }
  return TuningAnswer{};
}

}  // namespace eardrum::app
