// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/chain/stage.h>

namespace eardrum::chain {

/// A whole chain, from samples to eardrum: an immutable value that is cheap to copy. Its order was checked once, in
/// make().
class Chain {
 public:
  /// Fails with kInvalidData and one sentence when the stages are not in the order source, equalizers, crossfeed, DAC,
  /// amplifiers, cables, headphone, pad, ear; when there is no headphone, or two; or when nothing drives it (a DAC or
  /// an amplifier is needed); or when a figure is out of range (a volume above 0 dB, a negative resistance).
  static Result<Chain> make(std::vector<Stage> stages);

  std::span<const Stage> stages() const { return *stages_; }
  const Headphone& headphone() const;
  /// The last amplifier before the headphone, or nullptr when the DAC drives it directly.
  const Amplifier* amplifier() const;
  const Dac* dac() const;

  bool operator==(const Chain& other) const { return stages_ == other.stages_ || *stages_ == *other.stages_; }

 private:
  explicit Chain(std::vector<Stage> stages) : stages_(std::make_shared<const std::vector<Stage>>(std::move(stages))) {}
  std::shared_ptr<const std::vector<Stage>> stages_;
};

}  // namespace eardrum::chain
