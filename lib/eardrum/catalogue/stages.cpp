// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/stages.h>

#include <algorithm>

#include <eardrum/catalogue/names.h>
#include <eardrum/catalogue/number_text_internal.h>

namespace eardrum::catalogue {
namespace {

// Stands in where nothing is published, so that what else is known can be told.
constexpr Ohms kAssumedImpedance(32.0);
constexpr std::string_view kAssumedSource = "not published; 32 ohm assumed";

std::string ohm_text(Ohms ohms) {
  return number_text(ohms.value()) + " ohm";
}

std::string said_by(std::string_view who, std::string_view source) {
  return who.empty() ? std::string(source) : std::string(who) + ": " + std::string(source);
}

bool all_have_phase(const ImpedanceCurve& curve) {
  return std::all_of(curve.points.begin(), curve.points.end(),
                     [](const auto& point) { return point.phase_degrees.has_value(); });
}

struct ChosenImpedance {
  Result<chain::Impedance> impedance;
  std::string source;
};

ChosenImpedance choose_impedance(const HeadphoneGear& gear, const Sourced<Ohms>& rated) {
  const auto& curve = gear.impedance_curve;
  if (curve && curve->phase_measured && all_have_phase(*curve)) {
    return {chain::Impedance::curve(curve->points), "curve with phase: " + curve->source};
  }
  const bool dense = curve && curve->points.size() >= kDenseCurve;
  const bool the_users_own = curve && curve->name.empty() && curve->points.size() >= 2;
  if (dense || the_users_own) {
    // A phase that was only estimated is left out: the chain makes its own, and says so.
    auto points = curve->points;
    for (auto& point : points) point.phase_degrees.reset();
    return {chain::Impedance::curve(std::move(points), !dense), "measured curve: " + curve->source};
  }
  if (gear.equivalent_circuit) {
    return {chain::Impedance::circuit(gear.equivalent_circuit->circuit),
            "equivalent circuit: " + gear.equivalent_circuit->source};
  }
  if (curve && curve->points.size() >= 2) {
    return {chain::Impedance::curve(curve->points, true),
            std::to_string(curve->points.size()) + " points: " + curve->source};
  }
  if (gear.flat_load) {
    return {chain::Impedance::flat(gear.flat_load->magnitude, chain::ImpedanceBasis::kFlatMeasured),
            "flat: " + gear.flat_load->source};
  }
  const auto* minimum = impedance_claim(gear, ImpedanceAt::kMinimum);
  const auto* maximum = impedance_claim(gear, ImpedanceAt::kMaximum);
  const auto* at_1khz = impedance_claim(gear, ImpedanceAt::kFrequency);
  const Ohms level = at_1khz != nullptr ? at_1khz->figure.value.magnitude : rated.value;
  constexpr double kFlat = 1.05;
  if (minimum != nullptr && maximum != nullptr &&
      maximum->figure.value.magnitude / minimum->figure.value.magnitude <= kFlat) {
    const Ohms middle = 0.5 * (minimum->figure.value.magnitude + maximum->figure.value.magnitude);
    return {chain::Impedance::flat(middle, chain::ImpedanceBasis::kFlatMeasured),
            "flat within 5 %: " + said_by(minimum->by, minimum->figure.source)};
  }
  if (rated.source == kAssumedSource && at_1khz == nullptr)
    return {chain::Impedance::flat(level, chain::ImpedanceBasis::kAssumed), std::string(kAssumedSource)};
  std::string source = at_1khz != nullptr
                           ? "only " + ohm_text(level) + " at 1 kHz: " + said_by(at_1khz->by, at_1khz->figure.source)
                           : "only the rated " + ohm_text(level) + ": " + rated.source;
  if (minimum != nullptr) source += "; minimum " + ohm_text(minimum->figure.value.magnitude);
  if (maximum != nullptr) source += "; maximum " + ohm_text(maximum->figure.value.magnitude);
  return {chain::Impedance::flat(level, chain::ImpedanceBasis::kNominal), std::move(source)};
}

Sourced<Ohms> rated_impedance(const HeadphoneGear& gear) {
  for (const auto& claim : gear.impedance) {
    if (claim.figure.value.at != ImpedanceAt::kNominal) continue;
    return {claim.figure.value.magnitude, claim.figure.confidence, said_by(claim.by, claim.figure.source)};
  }
  if (const auto* claim = impedance_claim(gear, ImpedanceAt::kFrequency)) {
    return {claim->figure.value.magnitude, claim->figure.confidence, said_by(claim->by, claim->figure.source)};
  }
  return {kAssumedImpedance, Confidence::kApprox, std::string(kAssumedSource)};
}

template <class T>
MaybeSourced<T> best_of(const Claims<T>& claims) {
  const Claim<T>* claim = preferred(claims);
  if (claim == nullptr) return std::nullopt;
  Sourced<T> figure = claim->figure;
  if (claim->at_most) figure.source = "at most: " + figure.source;
  return figure;
}

Error named(Error error, const std::string& gear) {
  error.message = gear + ": " + error.message;
  return error;
}

const GainMode* highest(const std::vector<GainMode>& modes) {
  const GainMode* best = nullptr;
  for (const auto& mode : modes) {
    if (!mode.gain) continue;
    if (best == nullptr || *mode.gain > *best->gain) best = &mode;
  }
  return best;
}

// What makes the limits: the least sure of the figures sets how sure they are.
class LimitsSource {
 public:
  template <class T>
  void add(const Sourced<T>& figure) {
    if (!known_ || trust(figure.confidence) < trust(confidence_)) confidence_ = figure.confidence;
    if (sources_.find(figure.source) == std::string::npos) sources_ += (sources_.empty() ? "" : " ; ") + figure.source;
    known_ = true;
  }
  Confidence confidence() const { return confidence_; }
  const std::string& sources() const { return sources_; }

 private:
  bool known_ = false;
  Confidence confidence_ = Confidence::kApprox;
  std::string sources_;
};

}  // namespace

Result<chain::Headphone> headphone_stage(const HeadphoneGear& gear) {
  chain::Headphone stage;
  stage.name = full_name(gear);
  stage.form = gear.form;
  stage.back = gear.back.value_or(gear.form == Form::kInEar ? Back::kClosed : Back::kOpen);
  if (gear.driver) stage.driver = to_text(*gear.driver);
  stage.wireless = gear.wireless;
  stage.rated_impedance = rated_impedance(gear);
  ChosenImpedance chosen = choose_impedance(gear, stage.rated_impedance);
  if (!chosen.impedance) return named(chosen.impedance.error(), stage.name);
  stage.impedance = *std::move(chosen.impedance);
  stage.impedance_source = std::move(chosen.source);
  for (const auto& claim : gear.sensitivity) {
    const auto sensitivity = converted(claim.figure.value, gear);
    if (!sensitivity) continue;
    stage.sensitivities.push_back({*sensitivity, claim.figure.confidence, said_by(claim.by, claim.figure.source)});
  }
  std::stable_sort(stage.sensitivities.begin(), stage.sensitivities.end(),
                   [](const auto& a, const auto& b) { return trust(a.confidence) > trust(b.confidence); });
  if (!gear.responses.empty()) stage.response = gear.responses.front();
  return stage;
}

std::vector<chain::Stage> SourceStages::stages() const {
  std::vector<chain::Stage> out;
  if (dac) out.emplace_back(*dac);
  if (amplifier) out.emplace_back(*amplifier);
  return out;
}

Result<SourceStages> source_stages(const SourceGear& gear, const Socket& socket,
                                   std::optional<std::string_view> gain_mode) {
  const std::string name = full_name(gear);
  const GainMode* mode = nullptr;
  if (gain_mode) {
    for (const auto& candidate : socket.gain_modes) {
      if (folded_key(candidate.name) == folded_key(*gain_mode)) mode = &candidate;
    }
    if (mode == nullptr) {
      std::string known;
      for (const auto& candidate : socket.gain_modes) known += (known.empty() ? "" : ", ") + candidate.name;
      return Error{Errc::kNotFound,
                   name + " has no gain mode \"" + std::string(*gain_mode) + "\"" +
                       (known.empty() ? "; none is published" : "; it has " + known),
                   {}};
    }
  }
  SourceStages out;
  const auto max_voltage = best_of(socket.max_voltage);
  const auto output_impedance = best_of(socket.output_impedance);
  if (gear.kind != SourceKind::kAmp) {
    chain::Dac dac;
    dac.name = name;
    if (gear.kind == SourceKind::kDac) {
      dac.full_scale = max_voltage;
      dac.output_impedance = output_impedance;
      dac.noise = best_of(socket.noise);
      out.dac = std::move(dac);
      return out;
    }
    // Inside one box, full scale reaches the published maximum; a lower gain mode reaches less, and that much is known.
    const GainMode* top = highest(socket.gain_modes);
    if (mode != nullptr && mode->max_voltage) {
      dac.full_scale =
          Sourced<Volts>{*mode->max_voltage, max_voltage ? max_voltage->confidence : Confidence::kPage,
                         "gain mode " + mode->name + (max_voltage ? ": " + max_voltage->source : std::string())};
    } else if (mode != nullptr && mode->gain && top != nullptr && max_voltage) {
      dac.full_scale = Sourced<Volts>{
          max_voltage->value * (*mode->gain - *top->gain).amplitude_ratio(), Confidence::kComputed,
          "the maximum of gain mode " + top->name + ", less the difference of gain: " + max_voltage->source};
    }
    out.dac = std::move(dac);
  }
  chain::Amplifier amplifier;
  amplifier.name = name;
  if (!socket.name.empty()) amplifier.name += ", " + socket.name;
  if (socket.output == Output::kBalanced) amplifier.name += " (balanced)";
  amplifier.balanced = socket.output == Output::kBalanced;
  amplifier.output_impedance = output_impedance;
  amplifier.coupling_microfarad = socket.coupling_capacitance_uf;
  amplifier.noise = best_of(socket.noise);
  amplifier.volume_control = socket.volume;
  if (mode != nullptr) amplifier.gain_mode = mode->name;
  if (gear.kind == SourceKind::kAmp) {
    const GainMode* used = mode != nullptr ? mode : highest(socket.gain_modes);
    if (used != nullptr && used->gain) {
      amplifier.gain = Sourced<Gain>{*used->gain, max_voltage ? max_voltage->confidence : Confidence::kPage,
                                     "gain mode " + used->name};
      amplifier.gain_mode = used->name;
    }
  }
  chain::PrintedLimits printed;
  LimitsSource limits_source;
  if (max_voltage) {
    printed.open_voltage = max_voltage->value;
    limits_source.add(*max_voltage);
  }
  if (const auto current = best_of(socket.max_current)) {
    printed.max_current = current->value;
    limits_source.add(*current);
  }
  for (const auto& point : socket.power) {
    printed.power_points.push_back({point.load, point.power.value});
    limits_source.add(point.power);
  }
  auto limits = chain::OutputLimits::make(printed, output_impedance ? output_impedance->value : Ohms(0.0));
  if (!limits) return named(limits.error(), name);
  amplifier.limits = *std::move(limits);
  amplifier.limits_confidence = limits_source.confidence();
  amplifier.limits_source = limits_source.sources();
  out.amplifier = std::move(amplifier);
  return out;
}

const Socket& socket_for(const SourceGear& gear, std::optional<Output> wanted, std::optional<Ohms> load) {
  EARDRUM_EXPECTS(!gear.sockets.empty());
  const auto holds = [&](const Socket& socket) {
    return !load || ((!socket.load_from || *load >= *socket.load_from) && (!socket.load_to || *load < *socket.load_to));
  };
  const auto first = [&](auto&& fits) -> const Socket* {
    const auto found = std::find_if(gear.sockets.begin(), gear.sockets.end(), fits);
    return found == gear.sockets.end() ? nullptr : &*found;
  };
  const Output output = wanted.value_or(Output::kSingleEnded);
  if (const Socket* socket = first([&](const Socket& s) { return s.output == output && holds(s); })) return *socket;
  if (const Socket* socket = first([&](const Socket& s) { return s.output == output; })) return *socket;
  return gear.sockets.front();
}

SourceStages connected(const SourceStages& dac, const SourceStages& amplifier) {
  SourceStages out{dac.dac, amplifier.amplifier};
  if (out.dac && out.amplifier && !out.amplifier->gain) out.dac->full_scale.reset();
  return out;
}

}  // namespace eardrum::catalogue
