// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/biquad_text.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <eardrum/base/printable.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/filter_line.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

constexpr std::size_t kMinidspBiquads = 10;

}  // namespace

std::vector<BiquadCoefficients> biquads_with_preamp(const Peq& peq, Hertz sample_rate) {
  auto biquads = design(below_nyquist(peq, sample_rate), sample_rate);
  if (peq.preamp == Gain(0.0)) return biquads;
  if (biquads.empty()) biquads.push_back({});
  const double ratio = peq.preamp.amplitude_ratio();
  biquads.front().b0 *= ratio;
  biquads.front().b1 *= ratio;
  biquads.front().b2 *= ratio;
  return biquads;
}

Result<EqDocument> read_minidsp(std::string_view bytes, const std::string& file, Hertz sample_rate) {
  EARDRUM_EXPECTS(sample_rate > Hertz(0.0));
  const auto decoded = decode_text(bytes);
  CoefficientSet set{sample_rate, {}};
  int number = 0;
  for (const auto line : split_lines(decoded.text)) {
    ++number;
    auto text = trimmed(line);
    while (!text.empty() && text.back() == ',') text.remove_suffix(1);
    if (text.empty()) continue;
    if (starts_with_ignoring_case(text, "biquad")) {
      set.biquads.emplace_back();
      continue;
    }
    const auto equals = text.find('=');
    const auto key = equals == std::string_view::npos ? text : trimmed(text.substr(0, equals));
    const auto value =
        equals == std::string_view::npos ? std::nullopt : parse_decimal(trimmed(text.substr(equals + 1)));
    if (!value || set.biquads.empty()) {
      return Error{Errc::kInvalidData,
                   "Expected 'biquad1,' and then 'b0=1.0,' and so on, found '" + printable(text, 40) + "'",
                   {file, number, {}}};
    }
    auto& biquad = set.biquads.back();
    if (key == "b0")
      biquad.b0 = *value;
    else if (key == "b1")
      biquad.b1 = *value;
    else if (key == "b2")
      biquad.b2 = *value;
    else if (key == "a1")
      biquad.a1 = -*value;
    else if (key == "a2")
      biquad.a2 = -*value;
    else
      return Error{
          Errc::kInvalidData, "Expected b0, b1, b2, a1 or a2, found '" + printable(key, 40) + "'", {file, number, {}}};
  }
  if (set.biquads.empty()) return Error{Errc::kInvalidData, "Expected miniDSP biquads, found none", {file, 0, {}}};
  EqDocument document;
  document.name = stem_of(file);
  document.channels.push_back({});
  document.channels.front().coefficients.push_back(std::move(set));
  return document;
}

Export write_minidsp(const EqDocument& document, Hertz sample_rate) {
  const std::string rate = fixed_trimmed(sample_rate.value(), 0);
  return export_each_ear(document, " miniDSP " + rate + ".txt",
                         [&](const EqChannel& channel, std::vector<std::string>& losses) {
                           say_left_out_besides_bands(channel, losses);
                           auto biquads = biquads_with_preamp(channel.peq, sample_rate);
                           if (biquads.size() > kMinidspBiquads) {
                             losses.push_back(std::to_string(biquads.size() - kMinidspBiquads) +
                                              " bands beyond the ten that can be held were left out");
                             biquads.resize(kMinidspBiquads);
                           }
                           losses.push_back("The biquads are right at " + rate + " Hz only");
                           std::string text;
                           int number = 0;
                           for (const auto& biquad : biquads) {
                             if (!text.empty()) text += ",\n";
                             text += "biquad" + std::to_string(++number) + ",\nb0=" + shortest(biquad.b0) +
                                     ",\nb1=" + shortest(biquad.b1) + ",\nb2=" + shortest(biquad.b2) +
                                     ",\na1=" + shortest(-biquad.a1) + ",\na2=" + shortest(-biquad.a2);
                           }
                           return text + "\n";
                         });
}

Result<EqDocument> read_vdc(std::string_view bytes, const std::string& file) {
  const auto decoded = decode_text(bytes);
  EqDocument document;
  document.name = stem_of(file);
  document.channels.push_back({});
  int number = 0;
  for (const auto line : split_lines(decoded.text)) {
    ++number;
    const auto keyed = split_key(line);
    if (!keyed || !starts_with_ignoring_case(keyed->first, "SR_")) continue;
    const auto rate = parse_decimal(keyed->first.substr(3));
    std::vector<double> numbers;
    std::string_view rest = keyed->second;
    bool good = rate && *rate >= 1000.0 && *rate <= 1e7;
    while (good && !rest.empty()) {
      const auto comma = std::min(rest.find(','), rest.size());
      const auto value = parse_decimal(trimmed(rest.substr(0, comma)));
      good = value.has_value();
      numbers.push_back(value.value_or(0.0));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    if (!good || numbers.empty() || numbers.size() % 5 != 0) {
      return Error{Errc::kInvalidData,
                   "Expected 'SR_44100:' and five numbers a filter, found '" + printable(line, 40) + "'",
                   {file, number, {}}};
    }
    CoefficientSet set{Hertz(*rate), {}};
    for (std::size_t i = 0; i < numbers.size(); i += 5) {
      set.biquads.push_back({numbers[i], numbers[i + 1], numbers[i + 2], -numbers[i + 3], -numbers[i + 4]});
    }
    document.channels.front().coefficients.push_back(std::move(set));
  }
  if (document.channels.front().coefficients.empty()) {
    return Error{Errc::kInvalidData, "Expected a .vdc with lines 'SR_44100:...', found none", {file, 0, {}}};
  }
  return document;
}

Export write_vdc(const EqDocument& document) {
  return export_each_ear(document, ".vdc", [](const EqChannel& channel, std::vector<std::string>& losses) {
    say_left_out_besides_bands(channel, losses);
    losses.emplace_back("At other rates than 44.1 and 48 kHz the player derives the filters itself");
    std::string text;
    for (const double rate : {44100.0, 48000.0}) {
      text += "SR_" + fixed(rate, 0) + ":";
      bool first = true;
      for (const auto& biquad : biquads_with_preamp(channel.peq, Hertz(rate))) {
        for (const double value : {biquad.b0, biquad.b1, biquad.b2, -biquad.a1, -biquad.a2}) {
          if (!first) text += ",";
          text += shortest(value);
          first = false;
        }
      }
      if (first) text += "1,0,0,0,0";
      text += "\n";
    }
    return text;
  });
}

}  // namespace eardrum
