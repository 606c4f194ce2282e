// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "problem_file.h"

#include <string_view>

#include <eardrum/base/file.h>
#include <eardrum/base/value.h>

namespace eardrum::bench {
namespace {

Result<std::vector<double>> numbers(const Value& object, const char* name, const Origin& origin) {
  const Value* field = object.find(name);
  if (field == nullptr || !field->is_array()) {
    return Error{Errc::kInvalidData, "Expected an array of numbers", {origin.file, origin.line, name}};
  }
  std::vector<double> values;
  for (const Value& value : field->as_array()) {
    if (!value.is_number()) return Error{Errc::kInvalidData, "Expected numbers only", {origin.file, origin.line, name}};
    values.push_back(value.as_number());
  }
  return values;
}

std::optional<double> figure(const Value& object, const char* peer, const char* name) {
  const Value* group = object.find(peer);
  const Value* field = group != nullptr ? group->find(name) : nullptr;
  if (field == nullptr || !field->is_number()) return std::nullopt;
  return field->as_number();
}

Result<FitProblem> read_problem(std::string_view text, const Origin& origin) {
  EARDRUM_TRY(const Value object, parse_json(text, origin.file));
  const Value* name = object.find("name");
  const Value* rate = object.find("sample_rate_hz");
  if (name == nullptr || !name->is_string() || rate == nullptr || !rate->is_number()) {
    return Error{Errc::kInvalidData, "Expected a problem with name and sample_rate_hz", origin};
  }
  EARDRUM_TRY(auto hz, numbers(object, "frequency_hz", origin));
  EARDRUM_TRY(auto db, numbers(object, "eq_target_db", origin));
  EARDRUM_TRY(auto grid, FrequencyGrid::make(std::move(hz)));
  EARDRUM_TRY(auto curve, FrequencyResponse::make(std::move(grid), std::move(db)));
  FitProblem problem{name->as_string(), Hertz(rate->as_number()), std::move(curve), {}, {}, {}, {}, {}, {}};
  problem.autoeq_loss_db = figure(object, "autoeq", "loss_db");
  problem.autoeq_ms = figure(object, "autoeq", "fit_s");
  if (problem.autoeq_ms) *problem.autoeq_ms *= 1e3;
  problem.autoeq_c_rms_db = figure(object, "autoeq_c", "rms_20_20k_db");
  problem.autoeq_c_ms = figure(object, "autoeq_c", "fit_ms");
  problem.best_known_autoeq_box_db = figure(object, "best_known_same_box", "loss_db");
  problem.best_known_free_box_db = figure(object, "best_known_free_box", "rms_20_20k_db");
  return problem;
}

}  // namespace

Result<std::vector<FitProblem>> read_problems(const std::string& path) {
  EARDRUM_TRY(const std::string text, read_file(path));
  std::vector<FitProblem> problems;
  Origin origin{path, 0, {}};
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    const std::string_view line = std::string_view(text).substr(from, end - from);
    from = end + 1;
    ++origin.line;
    if (line.empty()) continue;
    EARDRUM_TRY(auto problem, read_problem(line, origin));
    problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace eardrum::bench
