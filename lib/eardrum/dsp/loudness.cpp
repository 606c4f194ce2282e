// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/loudness.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include <ebur128.h>

#include <eardrum/base/expects.h>

namespace eardrum::dsp {

struct LoudnessMeter::State {
  std::size_t channels;
  ebur128_state* meter;

  State(std::size_t channel_count, Hertz sample_rate)
      : channels(channel_count),
        meter(ebur128_init(static_cast<unsigned>(channel_count), static_cast<unsigned long>(sample_rate.value()),
                           EBUR128_MODE_I | EBUR128_MODE_S | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK)) {
    EARDRUM_EXPECTS(meter != nullptr);  // channels from 1 to 64, rates from 16 Hz to 2.8 MHz
  }
  ~State() { ebur128_destroy(&meter); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  double ask(int (*question)(ebur128_state*, double*)) const {
    double answer = -std::numeric_limits<double>::infinity();
    return question(meter, &answer) == EBUR128_SUCCESS ? answer : -std::numeric_limits<double>::infinity();
  }
};

LoudnessMeter::LoudnessMeter(std::size_t channels, Hertz sample_rate)
    : state_(std::make_unique<State>(channels, sample_rate)) {}
LoudnessMeter::~LoudnessMeter() = default;
LoudnessMeter::LoudnessMeter(LoudnessMeter&&) noexcept = default;
LoudnessMeter& LoudnessMeter::operator=(LoudnessMeter&&) noexcept = default;

void LoudnessMeter::add(std::span<const double> interleaved) {
  EARDRUM_EXPECTS(interleaved.size() % state_->channels == 0);
  ebur128_add_frames_double(state_->meter, interleaved.data(), interleaved.size() / state_->channels);
}

double LoudnessMeter::integrated_lufs() const {
  return state_->ask(ebur128_loudness_global);
}
double LoudnessMeter::momentary_lufs() const {
  return state_->ask(ebur128_loudness_momentary);
}
double LoudnessMeter::short_term_lufs() const {
  return state_->ask(ebur128_loudness_shortterm);
}
double LoudnessMeter::range_lu() const {
  return state_->ask(ebur128_loudness_range);
}

Gain LoudnessMeter::true_peak() const {
  double highest = 0.0;
  for (unsigned c = 0; c < state_->channels; ++c) {
    double peak = 0.0;
    if (ebur128_true_peak(state_->meter, c, &peak) == EBUR128_SUCCESS) highest = std::max(highest, peak);
  }
  return Gain::from_amplitude_ratio(highest);
}

}  // namespace eardrum::dsp
