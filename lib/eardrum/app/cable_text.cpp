// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/cable_text.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include <eardrum/base/printable.h>

namespace eardrum::app {
namespace {

template <class Number>
std::optional<Number> read(std::string_view text) {
  Number value{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

bool drop_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  while (text.ends_with(' ')) text.remove_suffix(1);
  return true;
}

}  // namespace

Result<chain::Cable> parse_cable(std::string_view text) {
  const Error wrong = {
      Errc::kUsage,
      "Expected a cable as gauge and metres (26:1.5 is AWG 26, 1.5 m) or as the ohms of its loop (0.3), found '" +
          printable(text, 40) + "'",
      {}};
  if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    auto length_text = text.substr(colon + 1);
    drop_suffix(length_text, "m");
    const auto awg = read<int>(text.substr(0, colon));
    const auto length_m = read<double>(length_text);
    if (!awg || !length_m || !std::isfinite(*length_m) || *length_m <= 0.0 || *length_m > 1000.0) return wrong;
    auto cable = chain::cable_of_gauge(*awg, *length_m);
    if (!cable) return Error{Errc::kUsage, cable.error().message, {}};
    return cable;
  }
  drop_suffix(text, "ohm");
  const auto ohms = read<double>(text);
  if (!ohms || !std::isfinite(*ohms) || *ohms < 0.0 || *ohms > 1000.0) return wrong;
  chain::Cable cable;
  cable.loop_resistance = Ohms(*ohms);
  return cable;
}

}  // namespace eardrum::app
