// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include <eardrum/base/attributes.h>

namespace eardrum::dsp {

/// How the first `block` taps reach the output in time.
enum class ConvolverHead {
  kDirect,  ///< As a sum in the time domain: blocks of any size, no latency, the same bits for any division into
            ///< blocks.
  kBlock,   ///< By transform, when a block is complete: frames come in multiples of `block`, which makes long blocks
            ///< cheap.
};

/// Partitions of one length: `count` of `block` taps each, the first at tap `offset`.
struct ConvolverLevel {
  std::size_t block = 0, count = 0, offset = 0;

  bool operator==(const ConvolverLevel&) const = default;
};

struct ConvolverSpec {
  std::size_t inputs = 1, outputs = 1;
  /// impulse_responses[output * inputs + input]; an empty one is no path. Any lengths.
  std::vector<std::vector<float>> impulse_responses{};
  std::size_t block = 64;  ///< the shortest partition: a power of two, at least 32
  ConvolverHead head = ConvolverHead::kDirect;
  /// The partitions; empty for those that convolver_levels() finds.
  std::vector<ConvolverLevel> levels{};
};

/// Partitions for `taps` from the shortest block: lengths grow by powers of two, so that the cost grows with the
/// logarithm of the taps; the first level starts where the head ends, one of a longer block b at tap 2 b, so that its
/// work can be spread over b samples. `paths`: responses between as many `channels`.
std::vector<ConvolverLevel> convolver_levels(std::size_t taps, std::size_t block, ConvolverHead head,
                                             std::size_t channels = 2, std::size_t paths = 2);

/// What it chooses from, by a model of their cost (bench/dsp/partitions.cpp measures them): every chain of up to three
/// block lengths, each 2 to 64 times the one before it, but for those whose longest transform's steps would stand out
/// among average blocks.
std::vector<std::vector<ConvolverLevel>> convolver_choices(std::size_t taps, std::size_t block, ConvolverHead head,
                                                           std::size_t channels = 2, std::size_t paths = 2);

/// A matrix of FIR filters, in single precision, by partitioned convolution (W. G. Gardner, Efficient convolution
/// without input-output delay, JAES 43, 1995), without latency. The work of the long partitions is cut into small tasks
/// that are spread evenly over their period on the calling thread: no worker to wait for, and no block that takes much
/// longer than the others.
class Convolver {
 public:
  explicit Convolver(const ConvolverSpec& spec);
  ~Convolver();
  Convolver(Convolver&&) noexcept;
  Convolver& operator=(Convolver&&) noexcept;

  std::size_t inputs() const noexcept;
  std::size_t outputs() const noexcept;
  std::span<const ConvolverLevel> levels() const noexcept;

  /// Convolves `frames` samples of each input; outputs may be the inputs' own memory. With ConvolverHead::kBlock,
  /// `frames` is a multiple of the block.
  EARDRUM_REALTIME void process(std::span<const float* const> in, std::span<float* const> out,
                                std::size_t frames) noexcept;
  /// Forgets the past.
  EARDRUM_REALTIME void reset() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace eardrum::dsp
