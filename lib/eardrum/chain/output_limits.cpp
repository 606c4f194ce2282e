// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/output_limits.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace eardrum::chain {

std::string_view to_text(Limit limit) {
  switch (limit) {
    case Limit::kNone:
      return "nothing known";
    case Limit::kVoltage:
      return "voltage";
    case Limit::kCurrent:
      return "current";
    case Limit::kPower:
      return "power";
    case Limit::kDigitalFullScale:
      return "digital full scale";
  }
  return "";
}

namespace {

constexpr double kKneeExponent = 1.7;
// The table spans 0.25 ohm to 65 kilohm; beyond it, its ends are extended by the exact formula's own asymptotes.
constexpr double kTableLogFrom = -1.3862943611198906;  // ln 0.25
constexpr double kTableLogTo = 11.090354888959125;     // ln 65536
constexpr std::size_t kTableSize = 1024;
constexpr double kTableStep = (kTableLogTo - kTableLogFrom) / (kTableSize - 1);

bool above_zero(double value) {
  return std::isfinite(value) && value > 0.0;
}

}  // namespace

OutputLimits::OutputLimits() : data_(std::make_shared<const Data>()) {}

Result<OutputLimits> OutputLimits::make(const PrintedLimits& printed, Ohms output_impedance) {
  const auto bad = [](const std::string& what, double found) {
    return Error{Errc::kInvalidData, "Expected " + what + " above zero, found " + std::to_string(found), {}};
  };
  if (printed.open_voltage && !above_zero(printed.open_voltage->value()))
    return bad("a maximum voltage", printed.open_voltage->value());
  if (printed.max_current && !above_zero(printed.max_current->value()))
    return bad("a maximum current", printed.max_current->value());
  if (printed.max_power && !above_zero(printed.max_power->value()))
    return bad("a maximum power", printed.max_power->value());
  if (!std::isfinite(output_impedance.value()) || output_impedance < Ohms(0)) {
    return Error{Errc::kInvalidData,
                 "Expected an output impedance of 0 ohm or more, found " + std::to_string(output_impedance.value()),
                 {}};
  }
  Data data;
  data.known = !printed.empty();
  data.printed = printed;
  data.output_impedance = output_impedance;
  auto& points = data.printed.power_points;
  std::sort(points.begin(), points.end(), [](const PowerPoint& a, const PowerPoint& b) { return a.load < b.load; });
  const double zo = output_impedance.value();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double load = points[i].load.value();
    if (!above_zero(load)) return bad("a load", load);
    if (!above_zero(points[i].power.value())) return bad("a power", points[i].power.value());
    if (i > 0 && points[i].load == points[i - 1].load) {
      return Error{Errc::kInvalidData, "Expected one power a load, found two for " + std::to_string(load) + " ohm", {}};
    }
    const double volts = std::sqrt(points[i].power.value() * load);
    data.log_emf.push_back(std::log(volts * (load + zo) / load));
  }
  if (points.size() == 2) {
    // Two equations, linear in V0^-p and I^-p. An e.m.f. that does not fall towards the lower load shows no knee; it is
    // then joined as between any other two points.
    const double low = std::exp(-kKneeExponent * data.log_emf[0]);
    const double high = std::exp(-kKneeExponent * data.log_emf[1]);
    const double r_low = std::pow(points[0].load.value(), -kKneeExponent);
    const double r_high = std::pow(points[1].load.value(), -kKneeExponent);
    const double i_term = std::max((low - high) / (r_low - r_high), 0.0);
    const double v_term = high - i_term * r_high;
    // A current limit at both points leaves nothing for V0: it is then beyond what the points show.
    data.knee_log_v0 = v_term > 0.0 ? std::log(v_term) / -kKneeExponent : HUGE_VAL;
    data.knee_log_i = i_term > 0.0 ? std::log(i_term) / -kKneeExponent : HUGE_VAL;
  }
  if (data.known) {
    data.table.resize(kTableSize);
    for (std::size_t i = 0; i < kTableSize; ++i) {
      const double log_load = kTableLogFrom + kTableStep * static_cast<double>(i);
      data.table[i] = std::log(exact(data, std::exp(log_load)).voltage.value());
    }
  }
  return OutputLimits(std::make_shared<const Data>(std::move(data)));
}

OutputLimits::Maximum OutputLimits::exact(const Data& data, double load_ohm) {
  const auto& points = data.printed.power_points;
  const double divider = load_ohm / (load_ohm + data.output_impedance.value());
  Maximum best{Volts(HUGE_VAL), Limit::kNone};
  const auto cap = [&](double volts, Limit limit) {
    if (volts < best.voltage.value()) best = {Volts(volts), limit};
  };
  if (!points.empty()) {
    const double lowest = points.front().load.value();
    const double highest = points.back().load.value();
    if (load_ohm <= lowest) {
      // The lowest point's current is held. Where it is the only point and its voltage is all that the output can give,
      // the current is a lower bound: nothing published says how much more there is.
      const double volts = std::exp(data.log_emf.front()) * lowest / (lowest + data.output_impedance.value());
      cap(volts * load_ohm / lowest, load_ohm == lowest && points.size() == 1 ? Limit::kVoltage : Limit::kCurrent);
    } else if (load_ohm >= highest) {
      cap(std::exp(data.log_emf.back()) * divider, Limit::kVoltage);
    } else if (points.size() == 2 && data.knee_log_i != HUGE_VAL) {
      const double log_emf = std::log(std::exp(-kKneeExponent * data.knee_log_v0) +
                                      std::exp(-kKneeExponent * (data.knee_log_i + std::log(load_ohm)))) /
                             -kKneeExponent;
      const bool flat = data.knee_log_i + std::log(load_ohm) > data.knee_log_v0 + 1.0;
      cap(std::exp(log_emf) * divider, flat ? Limit::kVoltage : Limit::kPower);
    } else {
      const auto right =
          std::upper_bound(points.begin(), points.end(), load_ohm,
                           [](double load, const PowerPoint& point) { return load < point.load.value(); });
      const auto b = static_cast<std::size_t>(right - points.begin());
      const double log_a = std::log(points[b - 1].load.value());
      const double t = (std::log(load_ohm) - log_a) / (std::log(points[b].load.value()) - log_a);
      const double emf_a = std::exp(data.log_emf[b - 1]);
      const double emf_b = std::exp(data.log_emf[b]);
      // Two tenths of a decibel apart is one and the same voltage limit.
      cap((emf_a + t * (emf_b - emf_a)) * divider, emf_a > emf_b * 0.977 ? Limit::kVoltage : Limit::kPower);
    }
  }
  if (data.printed.open_voltage) cap(data.printed.open_voltage->value() * divider, Limit::kVoltage);
  if (data.printed.max_current) cap(data.printed.max_current->value() * load_ohm, Limit::kCurrent);
  if (data.printed.max_power) cap(std::sqrt(data.printed.max_power->value() * load_ohm), Limit::kPower);
  return best;
}

OutputLimits::Maximum OutputLimits::into(Ohms load) const {
  EARDRUM_EXPECTS(known() && load > Ohms(0));
  return exact(*data_, load.value());
}

double OutputLimits::log_volts_at(double log_load_ohm) const {
  const double position =
      std::clamp((log_load_ohm - kTableLogFrom) / kTableStep, 0.0, static_cast<double>(kTableSize - 1));
  const auto left = std::min(static_cast<std::size_t>(position), kTableSize - 2);
  const double t = position - static_cast<double>(left);
  return data_->table[left] + t * (data_->table[left + 1] - data_->table[left]);
}

}  // namespace eardrum::chain
