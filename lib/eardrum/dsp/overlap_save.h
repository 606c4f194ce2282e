// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace eardrum::dsp {

struct OverlapSaveSpec {
  std::size_t inputs = 1, outputs = 1;
  /// impulse_responses[output * inputs + input]; an empty one is no path. Any lengths up to kMostTaps.
  std::vector<std::vector<float>> impulse_responses{};
  double gain = 1.0;          ///< of every path
  std::size_t transform = 0;  ///< points of a transform, more than the taps; 0 for the cheapest
};

/// A matrix of FIR filters, in single precision, for those who do not listen meanwhile: the overlap-save method in
/// blocks as long as the caches like them, two blocks of a channel to one complex transform (as its real and its
/// imaginary part: the filters are real, so the two do not mix).
class OverlapSave {
 public:
  static constexpr std::size_t kMostTaps = std::size_t{1} << 20;

  explicit OverlapSave(const OverlapSaveSpec& spec);
  ~OverlapSave();
  OverlapSave(OverlapSave&&) noexcept;
  OverlapSave& operator=(OverlapSave&&) noexcept;

  /// Points of a transform.
  std::size_t transform() const noexcept;
  /// What run() takes and gives.
  std::size_t frames() const noexcept;

  /// frames() samples of a channel, input or output: what is put here before run() is an input, what is found here
  /// after it an output.
  std::span<float> audio(std::size_t channel) noexcept;
  /// Convolves what audio() holds, after all that it was given before, in place. No delay: output k belongs to input k.
  void run() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace eardrum::dsp
