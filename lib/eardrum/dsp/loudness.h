// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum::dsp {

/// Programme loudness after ITU-R BS.1770-4 and EBU R 128 (by libebur128). Not for the audio thread: it may allocate.
class LoudnessMeter {
 public:
  LoudnessMeter(std::size_t channels, Hertz sample_rate);
  ~LoudnessMeter();
  LoudnessMeter(LoudnessMeter&&) noexcept;
  LoudnessMeter& operator=(LoudnessMeter&&) noexcept;

  /// `interleaved`: whole frames.
  void add(std::span<const double> interleaved);

  // In LUFS; minus infinity for silence or too little signal.
  double integrated_lufs() const;
  double momentary_lufs() const;   ///< the last 400 ms
  double short_term_lufs() const;  ///< the last 3 s
  double range_lu() const;         ///< EBU Tech 3342
  /// The highest true peak of any channel so far, re full scale (dBTP).
  Gain true_peak() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace eardrum::dsp
