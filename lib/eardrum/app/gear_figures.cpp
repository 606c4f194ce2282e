// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/gear_figures.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include <eardrum/base/printable.h>

namespace eardrum::app {
namespace {

using namespace catalogue;

Error usage(std::string message) {
  return {Errc::kUsage, std::move(message), {}};
}

// The value of a closed set whose word (to_text) this is.
template <class Enum>
Result<Enum> read_word(const std::string& word, std::string_view what, std::initializer_list<Enum> all) {
  std::string words;
  for (const auto each : all) {
    if (to_text(each) == word) return each;
    words += (words.empty() ? "" : ", ") + std::string(to_text(each));
  }
  return usage("Expected " + std::string(what) + " to be one of " + words + ", found '" + printable(word, 40) + "'");
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The number at the beginning; what follows stays in `text`.
std::optional<double> take_number(std::string_view& text) {
  text = trimmed(text);
  double value = 0.0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  text = trimmed(text);
  return value;
}

Result<PrintedSensitivity> read_sensitivity(const std::string& text) {
  std::string_view rest = text;
  const auto value = take_number(rest);
  if (!value || rest.empty()) {
    return usage("Expected a sensitivity with its unit, such as \"97 dB/mW\" or \"103 dB/V\", found '" +
                 printable(text, 40) + "'");
  }
  auto printed = parse_sensitivity(*value, rest);
  if (!printed) return usage(printed.error().message);
  return printed;
}

Result<std::vector<PowerPoint>> read_power(const std::string& text, const std::string& origin) {
  std::vector<PowerPoint> points;
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find_first_of(",;"), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto ohm = take_number(one);
    const bool parted = !one.empty() && one.front() == ':';
    if (parted) one.remove_prefix(1);
    const auto milliwatt = take_number(one);
    if (!ohm || !parted || !milliwatt || !one.empty() || *milliwatt <= 0.0 || *ohm <= 0.0) {
      return usage("Expected power as ohms and milliwatts, such as 32:500,300:60, found '" + printable(text, 60) + "'");
    }
    points.push_back({Ohms(*ohm), {milliwatts(*milliwatt), Confidence::kUser, origin}});
  }
  return points;
}

// What was entered by hand before goes; what others published stays.
template <class T>
void enter(Claims<T>& claims, T value, const std::string& origin) {
  std::erase_if(claims, [](const Claim<T>& claim) { return claim.figure.confidence == Confidence::kUser; });
  claims.push_back({{std::move(value), Confidence::kUser, origin}, "", "", false});
}

std::string origin_of(const GearFigures& figures) {
  return figures.origin.empty() ? "entered by hand" : figures.origin;
}

}  // namespace

bool GearFigures::any_of_headphones() const {
  return form || back || driver || impedance_ohm || sensitivity;
}

bool GearFigures::any_of_sources() const {
  return kind || output || output_impedance_ohm || max_voltage_v || max_current_ma || power || noise_uv;
}

Result<HeadphoneGear> with_figures(HeadphoneGear gear, const GearFigures& figures) {
  if (figures.any_of_sources()) return usage("A headphone has no figures of a source, such as an output impedance");
  const std::string origin = origin_of(figures);
  if (figures.form) {
    EARDRUM_TRY(gear.form,
                read_word(*figures.form, "the form", {Form::kOverEar, Form::kOnEar, Form::kInEar, Form::kEarbud}));
  }
  if (figures.back) {
    EARDRUM_TRY(gear.back, read_word(*figures.back, "the back", {Back::kOpen, Back::kSemiOpen, Back::kClosed}));
  }
  if (figures.driver) {
    EARDRUM_TRY(gear.driver,
                read_word(*figures.driver, "the driver",
                          {Driver::kDynamic, Driver::kPlanar, Driver::kBalancedArmature, Driver::kHybrid}));
  }
  if (figures.impedance_ohm) {
    // A figure for another frequency or an extreme, entered in a file, is no rival of the nominal one.
    std::erase_if(gear.impedance, [](const Claim<ImpedanceFigure>& claim) {
      return claim.figure.confidence == Confidence::kUser && claim.figure.value.at == ImpedanceAt::kNominal;
    });
    // In front: the first nominal figure is the one that a sensitivity in dB/mW refers to.
    gear.impedance.insert(
        gear.impedance.begin(),
        {{{ImpedanceAt::kNominal, Ohms(*figures.impedance_ohm), std::nullopt}, Confidence::kUser, origin},
         "",
         "",
         false});
  }
  if (figures.sensitivity) {
    EARDRUM_TRY(const auto printed, read_sensitivity(*figures.sensitivity));
    enter(gear.sensitivity, SensitivityAsPrinted{printed, std::nullopt, std::nullopt}, origin);
  }
  if (figures.price_usd) gear.price_usd = Sourced<double>{*figures.price_usd, Confidence::kUser, origin};
  return gear;
}

Result<SourceGear> with_figures(SourceGear gear, const GearFigures& figures) {
  if (figures.any_of_headphones()) return usage("A source has no figures of a headphone, such as a sensitivity");
  const std::string origin = origin_of(figures);
  if (figures.kind) {
    EARDRUM_TRY(gear.kind,
                read_word(*figures.kind, "the kind of source",
                          {SourceKind::kPhone, SourceKind::kDongle, SourceKind::kDap, SourceKind::kPortableDacAmp,
                           SourceKind::kDacAmp, SourceKind::kDac, SourceKind::kAmp, SourceKind::kLaptop,
                           SourceKind::kInterface, SourceKind::kReceiver}));
  }
  if (figures.price_usd) gear.price_usd = Sourced<double>{*figures.price_usd, Confidence::kUser, origin};
  Output output = Output::kSingleEnded;
  if (figures.output) {
    EARDRUM_TRY(output, read_word(*figures.output, "the output", {Output::kSingleEnded, Output::kBalanced}));
  }
  auto socket =
      std::find_if(gear.sockets.begin(), gear.sockets.end(), [&](const Socket& each) { return each.output == output; });
  if (socket == gear.sockets.end()) {
    Socket made;
    made.output = output;
    socket = gear.sockets.insert(gear.sockets.end(), made);
  }
  if (figures.output_impedance_ohm) enter(socket->output_impedance, Ohms(*figures.output_impedance_ohm), origin);
  if (figures.max_voltage_v) enter(socket->max_voltage, Volts(*figures.max_voltage_v), origin);
  if (figures.max_current_ma) enter(socket->max_current, milliamperes(*figures.max_current_ma), origin);
  if (figures.noise_uv) enter(socket->noise, microvolts(*figures.noise_uv), origin);
  if (figures.power) {
    EARDRUM_TRY(socket->power, read_power(*figures.power, origin));
  }
  return gear;
}

}  // namespace eardrum::app
