// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/calibration.h>

#include <eardrum/formats/decimal.h>
#include <eardrum/formats/response_text.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

// What follows `key` in a line, up to a comma, without '=', ':' and quotes.
std::string_view value_after(std::string_view line, std::string_view key) {
  for (std::size_t i = 0; i + key.size() <= line.size(); ++i) {
    if (!equals_ignoring_case(line.substr(i, key.size()), key)) continue;
    auto value = line.substr(i + key.size());
    while (!value.empty() && (value.front() == '=' || value.front() == ':' || value.front() == ' '))
      value.remove_prefix(1);
    return trimmed(value.substr(0, value.find_first_of(",\"")));
  }
  return {};
}

}  // namespace

Result<Calibration> read_calibration(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(auto curve, read_response_text(bytes, file));
  Calibration calibration{std::move(curve), std::nullopt, {}};
  for (const auto& line : calibration.curve.metadata) {
    if (auto factor = value_after(line, "sens factor"); !factor.empty() && !calibration.sensitivity_factor) {
      if (factor.size() > 2 && equals_ignoring_case(factor.substr(factor.size() - 2), "db")) factor.remove_suffix(2);
      if (const auto db = parse_decimal_any_mark(trimmed(factor))) calibration.sensitivity_factor = Gain(*db);
    }
    for (const auto* key : {"serno", "serial"}) {
      if (calibration.serial_number.empty()) calibration.serial_number = value_after(line, key);
    }
    if (contains_ignoring_case(line, "right channel")) calibration.curve.title.side = Channel::kRight;
    if (contains_ignoring_case(line, "left channel")) calibration.curve.title.side = Channel::kLeft;
  }
  return calibration;
}

}  // namespace eardrum
