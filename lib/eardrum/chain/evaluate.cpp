// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/evaluate.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <eardrum/chain/two_port.h>
#include <eardrum/filter/biquad_response.h>

namespace eardrum::chain {
namespace {

using Complex = std::complex<double>;

constexpr double kDbPerNeperOfPower = 4.342944819032518;  // 10 / ln 10

// Hertz of a flat filter that passes as much white noise as the A-weighting does between 10 Hz and 22.4 kHz: the
// A-weighted voltage of white noise is its density times the square root of this (integral of |A|^2 df, IEC 61672-1).
constexpr double kAWeightedNoiseBandwidthHz = 12704.0;

/// The electrical stages from the first to the last before the headphone, as one two-port a frequency.
class Electronics {
 public:
  explicit Electronics(const Chain& chain) {
    for (std::size_t i = 0; i < chain.stages().size(); ++i) {
      const Stage& stage = chain.stages()[i];
      if (domain_of(stage) != Domain::kElectrical) continue;
      stages_.emplace_back(i, &stage);
      if (const auto* amplifier = std::get_if<Amplifier>(&stage))
        depends_on_frequency_ |= amplifier->coupling_microfarad.has_value();
    }
  }

  bool depends_on_frequency() const { return depends_on_frequency_; }
  const auto& stages() const { return stages_; }

  static TwoPort two_port(const Stage& stage, double hz) {
    return std::visit(
        Overload{[](const Dac& dac) {
                   return TwoPort::series(dac.output_impedance ? dac.output_impedance->value.value() : 0.0);
                 },
                 [&](const Amplifier& amplifier) {
                   Complex output = amplifier.output_impedance ? amplifier.output_impedance->value.value() : 0.0;
                   if (amplifier.coupling_microfarad) {
                     output += Complex(
                         0.0, -1.0 / (2.0 * std::numbers::pi * hz * amplifier.coupling_microfarad->value * 1e-6));
                   }
                   const Gain gain = (amplifier.gain ? amplifier.gain->value : Gain(0)) + amplifier.volume;
                   const Complex admittance =
                       amplifier.input_impedance ? 1.0 / amplifier.input_impedance->value.value() : 0.0;
                   return TwoPort::amplifier(gain.amplitude_ratio(), output, admittance);
                 },
                 [](const Cable& cable) { return TwoPort::series(cable.loop_resistance.value()); },
                 [](const auto&) { return TwoPort::identity(); }},
        stage);
  }

  TwoPort whole(double hz) const {
    TwoPort product;
    for (const auto& [index, stage] : stages_) product = product * two_port(*stage, hz);
    return product;
  }

 private:
  std::vector<std::pair<std::size_t, const Stage*>> stages_;
  bool depends_on_frequency_ = false;
};

void add_sampled(const std::optional<FrequencyResponse>& curve, const FrequencyGrid& grid, std::vector<double>& sum) {
  if (!curve) return;
  std::vector<double> db(grid.size());
  curve->sample(grid, db);
  for (std::size_t i = 0; i < db.size(); ++i) sum[i] += db[i];
}

// A sound in the middle hears the direct and the crossed path summed. bs2b's own relations (reference/science.md
// section 5), with first-order analogue sections; 0 dB at low frequencies by the normalising gain.
double crossfeed_db(const Crossfeed& crossfeed, double hz) {
  const double low_db = -5.0 / 6.0 * crossfeed.feed.db() - 3.0;
  const double high_db = crossfeed.feed.db() / 6.0 - 3.0;
  const double low = std::pow(10.0, low_db / 20.0);
  const double high = 1.0 - std::pow(10.0, high_db / 20.0);
  const double high_cutoff = crossfeed.cutoff.value() * std::exp2((low_db - 20.0 * std::log10(high)) / 12.0);
  const Complex crossed = low / Complex(1.0, hz / crossfeed.cutoff.value());
  const Complex direct = 1.0 - high / Complex(1.0, hz / high_cutoff);
  return 20.0 * std::log10(std::abs(crossed + direct) / (1.0 - high + low));
}

void subtract_value_at(std::size_t i, std::vector<double>& db) {
  const double offset = db[i];
  for (double& value : db) value -= offset;
}

// What the digital stages do, dB.
std::vector<double> digital_tone(const Chain& chain, const FrequencyGrid& grid) {
  std::vector<double> db(grid.size(), 0.0);
  for (const Stage& stage : chain.stages()) {
    std::visit(Overload{[&](const Source& source) {
                          add_sampled(source.tone, grid, db);
                          for (double& value : db) value += source.gain.db();
                        },
                        [&](const Equalizer& equalizer) {
                          add_sampled(response_of(equalizer.peq, equalizer.sample_rate, grid), grid, db);
                        },
                        [&](const Crossfeed& crossfeed) {
                          for (std::size_t i = 0; i < db.size(); ++i) db[i] += crossfeed_db(crossfeed, grid.hz()[i]);
                        },
                        [](const auto&) {}},
               stage);
  }
  return db;
}

// Adds the electronics' own tone.
void add_analogue_tone(const Chain& chain, const FrequencyGrid& grid, std::vector<double>& db) {
  for (const Stage& stage : chain.stages()) {
    std::visit(Overload{[&](const Dac& dac) { add_sampled(dac.tone, grid, db); },
                        [&](const Amplifier& amplifier) { add_sampled(amplifier.tone, grid, db); }, [](const auto&) {}},
               stage);
  }
}

struct Load {
  std::vector<Complex> z;
  std::vector<double> log_magnitude;  // ln |Z|
  double music_ohm = 0.0;
};

Load load_of(const Impedance& impedance, const FrequencyGrid& grid) {
  Load load;
  load.z.resize(grid.size());
  load.log_magnitude.resize(grid.size());
  impedance.sample(grid, load.z);
  double admittance = 0.0;
  std::size_t counted = 0;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const double squared = std::norm(load.z[i]);
    load.log_magnitude[i] = 0.5 * std::log(squared);
    if (grid.hz()[i] >= 40.0 && grid.hz()[i] <= 10000.0) {
      admittance += 1.0 / squared;
      ++counted;
    }
  }
  load.music_ohm = counted > 0 ? 1.0 / std::sqrt(admittance / static_cast<double>(counted))
                               : std::exp(load.log_magnitude[nearest_index(grid, kReferenceFrequency)]);
  return load;
}

// The least current that any output with a published limit gives is 40 mA (Questyle QP2R, reference/electrical.md
// section 8). An output of which only the unloaded voltage is known may not give more into this headphone.
bool wants_unknown_current(const Amplifier& amplifier, const Headphone& headphone) {
  constexpr Amperes kGivenByAll(0.040);
  const PrintedLimits& printed = amplifier.limits.printed();
  if (printed.tell_of_loads() || !printed.open_voltage) return false;
  const Ohms source = amplifier.output_impedance ? amplifier.output_impedance->value : Ohms(0);
  return *printed.open_voltage / (source + headphone.impedance.minimum().magnitude) > kGivenByAll;
}

void list_missing(const Chain& chain, Evaluation& evaluation) {
  const Headphone& headphone = chain.headphone();
  const Amplifier* amplifier = chain.amplifier();
  const Dac* dac = chain.dac();
  if (headphone.sensitivities.empty()) evaluation.missing.push_back(Missing::kSensitivity);
  const bool has_limits = amplifier != nullptr && amplifier->limits.known();
  const bool has_full_scale = dac != nullptr && dac->full_scale;
  if (!has_limits && !has_full_scale) evaluation.missing.push_back(Missing::kDrive);
  if (!has_limits || wants_unknown_current(*amplifier, headphone)) evaluation.missing.push_back(Missing::kLimits);
  const bool has_impedance =
      amplifier != nullptr ? amplifier->output_impedance.has_value() : dac->output_impedance.has_value();
  if (!has_impedance) evaluation.missing.push_back(Missing::kOutputImpedance);
  if (headphone.impedance.basis() == ImpedanceBasis::kAssumed) evaluation.missing.push_back(Missing::kImpedance);
  if (headphone.impedance.basis() == ImpedanceBasis::kNominal) evaluation.missing.push_back(Missing::kImpedanceCurve);
  if (!(amplifier != nullptr ? amplifier->noise : dac->noise)) evaluation.missing.push_back(Missing::kNoise);
  if (!headphone.response) evaluation.missing.push_back(Missing::kResponse);
}

// Backward pass: the load at each port; forward pass: what passes it. At 1 kHz, for `emf` volts from the DAC.
void trace_ports(const Electronics& electronics, double emf, Complex headphone_ohm, double hz, Evaluation& evaluation) {
  const auto& stages = electronics.stages();
  std::vector<TwoPort> ports;
  for (const auto& [index, stage] : stages) ports.push_back(Electronics::two_port(*stage, hz));
  std::vector<Complex> load_after(stages.size());
  Complex load = headphone_ohm;
  bool open = false;
  for (std::size_t i = stages.size(); i-- > 0;) {
    load_after[i] = open ? Complex(HUGE_VAL, 0.0) : load;
    const Complex denominator = ports[i].c * load + ports[i].d;
    // An amplifier without a known input impedance draws nothing: what drives it is unloaded.
    open = open || denominator == Complex(0.0, 0.0);
    if (!open) load = ports[i].input_impedance(load);
  }
  Complex voltage = emf;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const bool unloaded = std::isinf(load_after[i].real());
    voltage *= unloaded ? 1.0 / ports[i].a : ports[i].voltage_ratio(load_after[i]);
    const Complex current = unloaded ? Complex(0.0) : voltage / load_after[i];
    evaluation.trace.push_back({stages[i].first, Volts(std::abs(voltage)), Amperes(std::abs(current)),
                                Watts((voltage * std::conj(current)).real()),
                                Ohms(unloaded ? HUGE_VAL : std::abs(load_after[i]))});
  }
}

// Noise voltages at the headphone, as a power sum: each amplifier's own, and the DAC's through the gains after it.
std::optional<double> noise_at_headphone(const Electronics& electronics, double divider_of_last) {
  double power = 0.0;
  bool known = false;
  for (const auto& [index, stage] : electronics.stages()) {
    if (const auto* dac = std::get_if<Dac>(stage); dac != nullptr && dac->noise) {
      power = dac->noise->value.value() * dac->noise->value.value();
      known = true;
    } else if (const auto* amplifier = std::get_if<Amplifier>(stage)) {
      const Gain gain = (amplifier->gain ? amplifier->gain->value : Gain(0)) + amplifier->volume;
      power *= gain.power_ratio();
      known = amplifier->noise.has_value();
      if (amplifier->noise) power += amplifier->noise->value.value() * amplifier->noise->value.value();
    }
  }
  if (!known) return std::nullopt;
  return std::sqrt(power) * divider_of_last;
}

}  // namespace

Evaluation evaluate(const Chain& chain, const FrequencyGrid& grid) {
  Evaluation out(chain, grid);
  const std::size_t n = grid.size();
  const std::size_t ref = out.reference = nearest_index(grid, kReferenceFrequency);
  const Headphone& headphone = chain.headphone();
  const Amplifier* amplifier = chain.amplifier();
  list_missing(chain, out);

  // --- the load
  const Load load = load_of(headphone.impedance, grid);
  out.load_at_reference = Ohms(std::exp(load.log_magnitude[ref]));
  out.load_minimum = headphone.impedance.minimum();
  out.load_maximum = headphone.impedance.maximum();
  out.music_load = Ohms(load.music_ohm);

  // --- transfer of the electronics into that load: |V_headphone / emf|^2 = |Z / (a Z + b)|^2
  const Electronics electronics(chain);
  TwoPort whole = electronics.whole(grid.hz()[ref]);
  const double reference_ratio = std::abs(whole.voltage_ratio(load.z[ref]));
  const Complex source_impedance = whole.b / whole.a;
  out.tone_shift_db.assign(n, 0.0);
  if (electronics.depends_on_frequency()) {
    for (std::size_t i = 0; i < n; ++i) {
      out.tone_shift_db[i] =
          kDbPerNeperOfPower * std::log(std::norm(electronics.whole(grid.hz()[i]).voltage_ratio(load.z[i])));
    }
  } else if (!headphone.impedance.is_flat() && whole.b != Complex(0.0)) {
    // a and b are real and constant here; written out, because complex division costs more than all the rest.
    const double a = whole.a.real(), b = whole.b.real();
    for (std::size_t i = 0; i < n; ++i) {
      const double re = a * load.z[i].real() + b, im = a * load.z[i].imag();
      out.tone_shift_db[i] = kDbPerNeperOfPower * (2.0 * load.log_magnitude[i] - std::log(re * re + im * im));
    }
  }
  subtract_value_at(ref, out.tone_shift_db);

  // --- tone of source, headphone, pads and ear
  out.source_tone_db = digital_tone(chain, grid);
  // Samples that an equaliser lifts above full scale are clipped before they are volts: music has to stay below by as
  // much.
  const double overshoot_db = std::max(0.0, *std::max_element(out.source_tone_db.begin(), out.source_tone_db.end()));
  const double digital_at_reference_db = out.source_tone_db[ref];
  add_analogue_tone(chain, grid, out.source_tone_db);
  const double digital_gain_db = out.source_tone_db[ref];
  subtract_value_at(ref, out.source_tone_db);
  out.shape_db.assign(n, 0.0);
  if (headphone.response) headphone.response->response.sample(grid, out.shape_db);
  subtract_value_at(ref, out.shape_db);
  std::vector<double> wear(n, 0.0);
  for (const Stage& stage : chain.stages()) {
    std::visit(Overload{[&](const Pad& pad) {
                          if (pad.change)
                            add_sampled(pad.change, grid, wear);
                          else if (pad.leak) {
                            for (std::size_t i = 0; i < n; ++i) wear[i] += pad.leak->db_at(Hertz(grid.hz()[i]));
                          }
                        },
                        [&](const Ear& ear) { add_sampled(ear.change, grid, wear); }, [](const auto&) {}},
               stage);
  }
  const double wear_gain_db = wear[ref];
  for (std::size_t i = 0; i < n; ++i) {
    out.shape_db[i] += out.tone_shift_db[i] + out.source_tone_db[i] + wear[i] - wear_gain_db;
  }

  // --- what the electronics are, and what the channels share
  const bool impedance_known = !out.lacks(Missing::kOutputImpedance);
  for (const auto& [index, stage] : electronics.stages()) {
    if (const auto* cable = std::get_if<Cable>(stage)) {
      out.cable_resistance = out.cable_resistance + cable->loop_resistance;
      out.shared_return = out.shared_return + cable->shared_return;
    }
  }
  if (impedance_known) out.output_impedance = Ohms(std::abs(source_impedance - out.cable_resistance.value()));
  if (amplifier != nullptr && amplifier->shared_return && !amplifier->balanced) {
    out.shared_return = out.shared_return + amplifier->shared_return->value;
  }
  if (out.shared_return > Ohms(0)) {
    out.crosstalk = Gain::from_amplitude_ratio(out.shared_return / (out.shared_return + out.load_at_reference));
  }

  // --- levels
  if (!headphone.sensitivities.empty()) {
    out.sensitivity = headphone.sensitivities.front().value;
    out.level_spread = spread_of_sensitivity(headphone.sensitivities.front().confidence);
  }
  out.shape_sd_db = shape_sd_db(headphone.form, headphone.back, grid);
  const Dac* dac = chain.dac();
  const Gain digital_gain(digital_gain_db);
  std::optional<double> full_scale_volts;  // across the headphone at 1 kHz, for 0 dBFS
  if (dac != nullptr && dac->full_scale) {
    const double emf = dac->full_scale->value.value() * digital_gain.amplitude_ratio();
    full_scale_volts = emf * reference_ratio;
    trace_ports(electronics, emf, load.z[ref], grid.hz()[ref], out);
  }
  const Gain wear_gain(wear_gain_db);
  const auto level_of = [&](double volts) { return out.sensitivity->level_at(Volts(volts)) + wear_gain; };
  if (full_scale_volts && out.sensitivity) out.full_scale_level = level_of(*full_scale_volts);

  // --- ceiling: the lowest limit, at the terminals of the output, into what the output sees
  const double cable_ohm = out.cable_resistance.value();
  const bool has_limits = amplifier != nullptr && amplifier->limits.known();
  const double terminal_ohm = load.music_ohm + cable_ohm;
  // Across the headphone at 1 kHz when the digital stages clip nothing and full scale is reached.
  const Gain clean_digital(digital_at_reference_db - overshoot_db);
  std::optional<double> clean_volts;
  if (full_scale_volts) {
    clean_volts = *full_scale_volts * Gain(-overshoot_db).amplitude_ratio();
  } else if (dac != nullptr && has_limits && clean_digital < Gain(0.0)) {
    // Where nobody says what full scale is, it just reaches the maximum: what the digital stages take is missing then.
    const Ohms open(1e6);
    const double source_ohm = out.output_impedance ? out.output_impedance->value() : 0.0;
    clean_volts = amplifier->limits.into(open).voltage.value() * load.music_ohm / (terminal_ohm + source_ohm) *
                  clean_digital.amplitude_ratio();
  }
  if (has_limits || clean_volts) {
    Ceiling ceiling;
    ceiling.voltage = Volts(HUGE_VAL);
    for (const auto& [index, stage] : electronics.stages()) {
      if (std::holds_alternative<Dac>(*stage) && clean_volts) {
        ceiling.voltage = Volts(*clean_volts);
        ceiling.limit = Limit::kDigitalFullScale;
        ceiling.stage = index;
      }
      if (std::get_if<Amplifier>(stage) == amplifier && has_limits) {
        const auto most = amplifier->limits.into(Ohms(terminal_ohm));
        const Volts across = most.voltage * (load.music_ohm / terminal_ohm);
        // A clipping level that full scale just reaches is the digital limit's twin; the analogue one is the one to
        // name.
        if (across <= ceiling.voltage * 1.0001) {
          ceiling.voltage = across;
          ceiling.limit = most.limit;
          ceiling.stage = index;
        }
      }
    }
    ceiling.current = ceiling.voltage / out.music_load;
    ceiling.power = ceiling.voltage * ceiling.current;
    if (out.sensitivity) {
      ceiling.level = level_of(ceiling.voltage.value());
      out.ceiling = ceiling;
      out.ceiling_db_spl.resize(n);
      const double sensitivity_db = out.sensitivity->per_volt().db() + wear_gain_db;
      const double full_scale_db = clean_volts ? 20.0 * std::log10(*clean_volts) : HUGE_VAL;
      for (std::size_t i = 0; i < n; ++i) {
        double volts_db = full_scale_db + out.tone_shift_db[i] + out.source_tone_db[i];
        if (has_limits) {
          // The cable takes its share; for a limit table's 0.02 dB, magnitudes are enough.
          const double cable_log = cable_ohm > 0.0 ? std::log1p(cable_ohm / std::exp(load.log_magnitude[i])) : 0.0;
          const double limit_db = 2.0 * kDbPerNeperOfPower *
                                  (amplifier->limits.log_volts_at(load.log_magnitude[i] + cable_log) - cable_log);
          volts_db = std::min(volts_db, limit_db);
        }
        const double acoustic_db = out.shape_db[i] - out.tone_shift_db[i] - out.source_tone_db[i];
        out.ceiling_db_spl[i] = sensitivity_db + volts_db + acoustic_db;
      }
    }
  }
  if (!out.full_scale_level && out.ceiling) out.full_scale_level = out.ceiling->level;

  // --- noise
  const double output_divider = std::abs(load.z[ref] / (load.z[ref] + source_impedance));
  if (const auto volts = noise_at_headphone(electronics, output_divider); volts && out.sensitivity) {
    Noise noise;
    noise.voltage = Volts(*volts);
    noise.level = level_of(*volts);
    noise.density_db_spl = noise.level.db() - 10.0 * std::log10(kAWeightedNoiseBandwidthHz);
    out.noise = noise;
  }
  return out;
}

}  // namespace eardrum::chain
