// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/chain.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace eardrum::chain {
namespace {

Error invalid(std::string message) {
  return Error{Errc::kInvalidData, std::move(message), {}};
}

std::string titled(const Stage& stage) {
  return std::string(kind_text(stage)) + " '" + name_of(stage) + "'";
}

bool is_resistance(Ohms r) {
  return std::isfinite(r.value()) && r >= Ohms(0);
}

// A figure that no part can have; empty when all is well.
std::string figure_out_of_range(const Stage& stage) {
  return std::visit(
      Overload{[](const Source& s) {
                 return s.gain > Gain(0) || !std::isfinite(s.gain.db()) ? std::string("a gain of at most 0 dB") : "";
               },
               [](const Equalizer& e) {
                 for (const Band& band : e.peq.bands) {
                   const bool fits = band.frequency > Hertz(0) && band.frequency < e.sample_rate / 2.0 &&
                                     band.q > 0.0 && std::isfinite(band.q) && std::isfinite(band.gain.db());
                   if (!fits)
                     return std::string("bands above 0 Hz and below half the sample rate, with a Q above zero");
                 }
                 return std::string(std::isfinite(e.peq.preamp.db()) ? "" : "a finite preamp gain");
               },
               [](const Crossfeed& c) {
                 const bool fits =
                     c.cutoff > Hertz(0) && c.feed > Gain(0) && std::isfinite(c.cutoff.value() + c.feed.db());
                 return std::string(fits ? "" : "a cutoff above 0 Hz and a feed above 0 dB");
               },
               [](const Dac& d) {
                 if (d.full_scale && !(d.full_scale->value > Volts(0) && std::isfinite(d.full_scale->value.value()))) {
                   return std::string("a full-scale voltage above 0 V");
                 }
                 return std::string(d.output_impedance && !is_resistance(d.output_impedance->value)
                                        ? "an output impedance of 0 ohm or more"
                                        : "");
               },
               [](const Amplifier& a) {
                 if (a.volume > Gain(0) || std::isnan(a.volume.db())) return std::string("a volume of at most 0 dB");
                 if (a.gain && !std::isfinite(a.gain->value.db())) return std::string("a finite gain");
                 if (a.output_impedance && !is_resistance(a.output_impedance->value))
                   return std::string("an output impedance of 0 ohm or more");
                 if (a.coupling_microfarad && !(a.coupling_microfarad->value > 0.0))
                   return std::string("a coupling capacitor above 0 uF");
                 if (a.input_impedance && !(a.input_impedance->value > Ohms(0)))
                   return std::string("an input impedance above 0 ohm");
                 return std::string();
               },
               [](const Cable& c) {
                 return std::string(is_resistance(c.loop_resistance) && is_resistance(c.shared_return)
                                        ? ""
                                        : "resistances of 0 ohm or more");
               },
               [](const Headphone& h) {
                 return std::string(h.rated_impedance.value > Ohms(0) && std::isfinite(h.rated_impedance.value.value())
                                        ? ""
                                        : "a rated impedance above 0 ohm");
               },
               [](const Pad& p) {
                 const bool fits = !p.leak || (p.leak->f0 > Hertz(0) && p.leak->q > 0.0);
                 return std::string(fits ? "" : "a leak with f0 and Q above zero");
               },
               [](const Ear&) { return std::string(); }},
      stage);
}

}  // namespace

Result<Chain> Chain::make(std::vector<Stage> stages) {
  constexpr std::string_view kOrder = "source, equalizer, crossfeed, DAC, amplifier, cable, headphone, pad, ear";
  std::size_t headphones = 0, drivers = 0;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (i > 0 && stages[i].index() < stages[i - 1].index()) {
      return invalid("Expected the order " + std::string(kOrder) + ", found the " + titled(stages[i]) + " after the " +
                     titled(stages[i - 1]));
    }
    const bool may_repeat = std::holds_alternative<Equalizer>(stages[i]) ||
                            std::holds_alternative<Amplifier>(stages[i]) || std::holds_alternative<Cable>(stages[i]);
    if (i > 0 && stages[i].index() == stages[i - 1].index() && !may_repeat) {
      return invalid("Expected one " + std::string(kind_text(stages[i])) + ", found two: '" + name_of(stages[i - 1]) +
                     "' and '" + name_of(stages[i]) + "'");
    }
    if (const std::string wanted = figure_out_of_range(stages[i]); !wanted.empty()) {
      return invalid("Expected " + wanted + " in the " + titled(stages[i]));
    }
    headphones += std::holds_alternative<Headphone>(stages[i]) ? 1U : 0U;
    drivers += std::holds_alternative<Dac>(stages[i]) || std::holds_alternative<Amplifier>(stages[i]) ? 1U : 0U;
  }
  if (headphones == 0) return invalid("Expected a headphone in the chain, found none: add one");
  if (drivers == 0) return invalid("Expected a DAC or an amplifier to drive the headphone, found neither: add one");
  return Chain(std::move(stages));
}

const Headphone& Chain::headphone() const {
  const auto found = std::find_if(stages_->begin(), stages_->end(),
                                  [](const Stage& s) { return std::holds_alternative<Headphone>(s); });
  return std::get<Headphone>(*found);
}

const Amplifier* Chain::amplifier() const {
  const auto found = std::find_if(stages_->rbegin(), stages_->rend(),
                                  [](const Stage& s) { return std::holds_alternative<Amplifier>(s); });
  return found == stages_->rend() ? nullptr : &std::get<Amplifier>(*found);
}

const Dac* Chain::dac() const {
  const auto found =
      std::find_if(stages_->begin(), stages_->end(), [](const Stage& s) { return std::holds_alternative<Dac>(s); });
  return found == stages_->end() ? nullptr : &std::get<Dac>(*found);
}

}  // namespace eardrum::chain
