// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/convolver.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include <eardrum/base/aligned_array.h>
#include <eardrum/base/expects.h>
#include <eardrum/dsp/convolver_kernels_internal.h>
#include <eardrum/fft/real_fft.h>

namespace eardrum::dsp {
namespace {

using AlignedFloats = AlignedArray<float>;

// Bins of a spectrum that stand together (TilePath).
constexpr std::size_t kTile = 128;

// One path of a level: the spectra of its partitions, [tile][partition][re | im].
struct Path {
  std::size_t input = 0;
  AlignedFloats spectra;
};

struct Level {
  ConvolverLevel shape;
  fft::RealFft<float> fft;
  std::size_t tile;                      // bins
  std::vector<std::vector<Path>> paths;  // [output]
  std::vector<AlignedFloats> past;       // [input]: spectra of the last inputs, [tile][slot][re | im]
  std::size_t newest = 0;                // the slot of the newest
  // [output]: the block that is heard, and the one that is being made, each behind as many useless samples.
  std::vector<AlignedFloats> ready, next;
  AlignedFloats spectrum;
  // [output]: what is known of the next block's spectrum (for_two_blocks), [tile][re | im].
  std::vector<AlignedFloats> ahead;
  std::size_t period = 0;            // even or odd: 0 or 1
  std::vector<detail::TilePath> at;  // of one tile

  // The period's work as a list of tasks of known cost, and how much of it is done.
  struct Task {
    enum class Kind { kForward, kPut, kMultiply, kInverse } kind;
    std::size_t channel, part;  // part: a step of a transform, a tile, or one of kPuts
    double cost[2];             // in even and in odd periods
  };
  std::vector<Task> tasks;
  std::size_t done = 0;
  double total_cost[2] = {}, done_cost = 0.0;

  explicit Level(const ConvolverLevel& level)
      : shape(level), fft(2 * level.block), tile(std::min(level.block, kTile)), spectrum(2 * level.block) {}

  // Spectra are read once for two blocks: all of the products of one and, but for the one of the spectrum that is still
  // to come, of the next. One half of the tiles does so in even periods, the other in odd ones: each has the same work.
  static bool for_two_blocks(std::size_t channel, std::size_t tile, std::size_t period) {
    return (channel + tile + period) % 2 == 0;
  }

  void begin_period() {
    newest = (newest == 0 ? shape.count : newest) - 1;
    period = 1 - period;
    done = 0;
    done_cost = 0.0;
  }

  // A spectrum in two arrays takes its place among the others of its kind; one of `parts` of it.
  void put(const AlignedFloats& from, std::size_t slot, AlignedFloats& to, std::size_t part = 0,
           std::size_t parts = 1) const {
    const std::size_t b = shape.block;
    for (std::size_t k = part * b / parts; k < (part + 1) * b / parts; k += tile) {
      float* const at_slot = to.data() + 2 * (k * shape.count + tile * slot);
      std::copy_n(from.data() + k, tile, at_slot);
      std::copy_n(from.data() + b + k, tile, at_slot + tile);
    }
  }
};

// How much of a transform its longest step is, and how many average blocks' work it may be.
constexpr double kLongestStep = 0.25, kStandsOut = 1.5;
// Transforms from this block on are done in steps, and their spectra put among the others in parts: that goes far.
constexpr std::size_t kStepsFrom = 2048, kPuts = 8;
constexpr double kPutCost = 0.5;  // ns a bin

// Nanoseconds a channel, fitted to bench_partitions' figures of all choices for 4096 to 524288 taps: of a transform of
// twice the block, where the others have taken its place in the caches.
double transform_cost(std::size_t block) {
  constexpr double kPerSample[] = {1.9, 0.9, 0.72, 0.44, 0.53, 0.57, 0.78, 1.55, 2.35, 3.3, 2.8};  // 32 and on
  const auto at = static_cast<std::size_t>(std::bit_width(block) - 1);
  return kPerSample[std::clamp<std::size_t>(at, 5, 15) - 5] * static_cast<double>(block);
}
// Of a product of one bin and one partition. What is read serves two; it comes from the second-level cache if no more
// than that holds has been read since it was last.
double product_cost(const ConvolverLevel& level, const std::vector<ConvolverLevel>& levels, std::size_t channels,
                    std::size_t paths) {
  constexpr double kSecondLevel = 1.3e6;
  double bytes = 0.0;
  for (const ConvolverLevel& other : levels) {
    const double share = std::min(1.0, static_cast<double>(level.block) / static_cast<double>(other.block));
    bytes += share * static_cast<double>(2 * sizeof(float) * (channels + paths) * other.block * other.count);
  }
  return bytes < kSecondLevel ? 0.095 : 0.36;
}
// What a level costs besides, a sample.
constexpr double kLevelCost = 1.45;

// A sample of a channel.
double cost(const std::vector<ConvolverLevel>& levels, std::size_t channels, std::size_t paths) {
  const double paths_each = static_cast<double>(paths) / static_cast<double>(channels);
  double sum = 0.0;
  for (const ConvolverLevel& level : levels) {
    sum += 2.0 * transform_cost(level.block) / static_cast<double>(level.block) +
           product_cost(level, levels, channels, paths) * paths_each * static_cast<double>(level.count + 1) +
           kLevelCost;
  }
  return sum;
}

}  // namespace

std::vector<std::vector<ConvolverLevel>> convolver_choices(std::size_t taps, std::size_t block, ConvolverHead head,
                                                           std::size_t channels, std::size_t paths) {
  EARDRUM_EXPECTS(block >= 32 && std::has_single_bit(block) && channels > 0);
  const std::size_t offset = head == ConvolverHead::kDirect ? block : 0;
  if (taps <= offset) return {};
  std::vector<std::vector<ConvolverLevel>> choices;
  const auto consider = [&](std::vector<std::size_t> blocks) {
    std::vector<ConvolverLevel> levels;
    std::size_t at = offset;
    for (std::size_t k = 0; k < blocks.size(); ++k) {
      const std::size_t end = k + 1 < blocks.size() ? std::min(taps, 2 * blocks[k + 1]) : taps;
      if (end <= at) continue;
      levels.push_back({blocks[k], (end - at + blocks[k] - 1) / blocks[k], at});
      at += levels.back().count * blocks[k];
    }
    const std::size_t longest = levels.back().block;
    const bool stands_out =
        longest > block && kLongestStep * transform_cost(longest) >
                               kStandsOut * cost(levels, channels, paths) * static_cast<double>(block * channels);
    if (!stands_out && std::find(choices.begin(), choices.end(), levels) == choices.end()) choices.push_back(levels);
  };
  consider({block});
  for (std::size_t second = 2 * block; second <= 64 * block && second <= 32768; second *= 2) {
    consider({block, second});
    for (std::size_t third = 2 * second; third <= 64 * second && third <= 32768; third *= 2)
      consider({block, second, third});
  }
  return choices;
}

std::vector<ConvolverLevel> convolver_levels(std::size_t taps, std::size_t block, ConvolverHead head,
                                             std::size_t channels, std::size_t paths) {
  const auto choices = convolver_choices(taps, block, head, channels, paths);
  const auto cheapest = std::min_element(choices.begin(), choices.end(), [&](const auto& a, const auto& b) {
    return cost(a, channels, paths) < cost(b, channels, paths);
  });
  return cheapest == choices.end() ? std::vector<ConvolverLevel>{} : *cheapest;
}

struct Convolver::State {
  std::size_t inputs, outputs, block;
  ConvolverHead head;
  std::vector<ConvolverLevel> shapes;
  std::vector<Level> levels;
  std::size_t position = 0;  // in the block
  std::uint64_t blocks = 0;  // completed

  std::vector<AlignedFloats> history;  // [input]: a ring of recent samples, twice, so that none is ever cut
  std::size_t history_length = 0;
  // The direct head: the taps of each path, an even number.
  std::vector<std::vector<float>> taps;  // [output * inputs + input]
  AlignedFloats sum;

  explicit State(const ConvolverSpec& spec)
      : inputs(spec.inputs), outputs(spec.outputs), block(spec.block), head(spec.head) {
    EARDRUM_EXPECTS(inputs > 0 && outputs > 0 && spec.impulse_responses.size() == inputs * outputs);
    EARDRUM_EXPECTS(block >= 32 && std::has_single_bit(block));
    std::size_t longest = 0, paths = 0;
    for (const auto& response : spec.impulse_responses) {
      longest = std::max(longest, response.size());
      if (!response.empty()) ++paths;
    }
    const std::size_t channels = std::max(inputs, outputs);
    shapes = spec.levels.empty() ? convolver_levels(longest, block, head, channels, paths) : spec.levels;
    std::size_t largest = block;
    for (std::size_t k = 0; k < shapes.size(); ++k) {
      EARDRUM_EXPECTS(answers_at_once(shapes[k]) ||
                      (shapes[k].block > block && shapes[k].offset == 2 * shapes[k].block));
      levels.push_back(make_level(shapes[k], spec));
      largest = std::max(largest, shapes[k].block);
    }
    history_length = 4 * largest;
    for (std::size_t i = 0; i < inputs; ++i) {
      history.emplace_back(2 * history_length + 16);  // the head reads beyond the newest sample
    }
    sum = AlignedFloats(block + 16);
    if (head == ConvolverHead::kDirect) {
      for (const auto& response : spec.impulse_responses) {
        std::vector<float> direct(response.begin(),
                                  response.begin() + static_cast<std::ptrdiff_t>(std::min(block, response.size())));
        if (direct.size() % 2 == 1) direct.push_back(0.0f);
        taps.push_back(std::move(direct));
      }
    }
  }

  Level make_level(const ConvolverLevel& shape, const ConvolverSpec& spec) const {
    Level level(shape);
    const std::size_t b = shape.block;
    AlignedFloats padded(2 * b);
    for (std::size_t o = 0; o < outputs; ++o) {
      auto& paths = level.paths.emplace_back();
      for (std::size_t i = 0; i < inputs; ++i) {
        const auto& response = spec.impulse_responses[o * inputs + i];
        if (response.size() <= shape.offset) continue;
        Path path{i, AlignedFloats(2 * b * shape.count)};
        for (std::size_t p = 0; p < shape.count; ++p) {
          padded.clear();
          const std::size_t from = std::min(response.size(), shape.offset + p * b);
          const std::size_t to = std::min(response.size(), from + b);
          // The transform is unscaled: the 1/size goes into the filter.
          for (std::size_t k = from; k < to; ++k) padded[k - from] = response[k] / static_cast<float>(2 * b);
          level.fft.forward_packed(padded.part(0, 2 * b), level.spectrum.part(0, b), level.spectrum.part(b, b));
          level.put(level.spectrum, p, path.spectra);
        }
        paths.push_back(std::move(path));
      }
      level.ready.emplace_back(2 * b);
      level.next.emplace_back(2 * b);
      level.ahead.emplace_back(2 * b);
    }
    for (std::size_t i = 0; i < inputs; ++i) level.past.emplace_back(2 * b * shape.count);
    level.at.resize(inputs);

    using Task = Level::Task;
    const bool in_steps = b >= kStepsFrom && b > block;
    const std::size_t steps = in_steps ? fft::RealFft<float>::kSteps : 1;
    const auto transform = [&](Task::Kind kind, std::size_t channel) {
      const double cost = transform_cost(b) / static_cast<double>(steps);
      for (std::size_t step = 0; step < steps; ++step)
        level.tasks.push_back({kind, channel, in_steps ? step : kAtOnce, {cost, cost}});
    };
    for (std::size_t i = 0; i < inputs; ++i) {
      transform(Task::Kind::kForward, i);
      const double cost = kPutCost * static_cast<double>(b) / static_cast<double>(kPuts);
      for (std::size_t part = 0; in_steps && part < kPuts; ++part)
        level.tasks.push_back({Task::Kind::kPut, i, part, {cost, cost}});
    }
    for (std::size_t o = 0; o < outputs; ++o) {
      if (level.paths[o].empty()) continue;
      for (std::size_t k = 0; k < b; k += level.tile) {
        const std::size_t tile = k / level.tile, paths = level.paths[o].size();
        // Of the newest partition, and of all for two blocks.
        const double one =
            2.0 * product_cost(shape, shapes, inputs, inputs * outputs) * static_cast<double>(level.tile * paths);
        const double costs[2] = {one, one * static_cast<double>(shape.count)};
        level.tasks.push_back({Task::Kind::kMultiply,
                               o,
                               tile,
                               {costs[Level::for_two_blocks(o, tile, 0)], costs[Level::for_two_blocks(o, tile, 1)]}});
      }
      transform(Task::Kind::kInverse, o);
    }
    for (const Task& task : level.tasks) {
      for (const std::size_t period : {0u, 1u}) level.total_cost[period] += task.cost[period];
    }
    level.done = level.tasks.size();
    return level;
  }

  static constexpr std::size_t kAtOnce = fft::RealFft<float>::kSteps;  // all steps of a transform

  // The newest 2 b samples at the end of a period; `age` blocks have come since.
  void run(Level& level, const Level::Task& task, std::uint64_t age) {
    const std::size_t b = level.shape.block, count = level.shape.count;
    const auto re = level.spectrum.part(0, b), im = level.spectrum.part(b, b);
    switch (task.kind) {
      case Level::Task::Kind::kForward: {
        const std::size_t end = static_cast<std::size_t>((blocks - age) * block % history_length);
        const auto time = history[task.channel].part(end + history_length - 2 * b, 2 * b);
        task.part == kAtOnce ? level.fft.forward_packed(time, re, im)
                             : level.fft.forward_packed_step(task.part, time, re, im);
        if (task.part == kAtOnce) level.put(level.spectrum, level.newest, level.past[task.channel]);
        break;
      }
      case Level::Task::Kind::kPut:
        level.put(level.spectrum, level.newest, level.past[task.channel], task.part, kPuts);
        break;
      case Level::Task::Kind::kMultiply: {
        const std::size_t from = 2 * level.tile * task.part * count, bin = level.tile * task.part;
        std::size_t paths = 0;
        for (const Path& path : level.paths[task.channel])
          level.at[paths++] = {level.past[path.input].data() + from, path.spectra.data() + from};
        float* const ahead = level.ahead[task.channel].data() + 2 * bin;
        if (Level::for_two_blocks(task.channel, task.part, level.period)) {
          detail::multiply_tile(level.at.data(), paths, count, level.newest, level.tile, task.part == 0,
                                re.data() + bin, im.data() + bin, ahead);
        } else {
          detail::finish_tile(level.at.data(), paths, level.newest, level.tile, task.part == 0, ahead, re.data() + bin,
                              im.data() + bin);
        }
        break;
      }
      case Level::Task::Kind::kInverse: {
        const auto time = level.next[task.channel].part(0, 2 * b);
        task.part == kAtOnce ? level.fft.inverse_packed(re, im, time)
                             : level.fft.inverse_packed_step(task.part, re, im, time);
        break;
      }
    }
  }

  // A level whose output is due in the block after its input (or with it, kBlock): made whole and heard at once. Others
  // are made over the period after their input, and heard in the one after that: hence the offset of two blocks.
  bool answers_at_once(const ConvolverLevel& shape) const {
    return shape.block == block && shape.offset == (head == ConvolverHead::kDirect ? block : 0);
  }

  void answer_now() {
    for (Level& level : levels) {
      if (!answers_at_once(level.shape)) continue;
      level.begin_period();
      for (const Level::Task& task : level.tasks) run(level, task, 0);
      std::swap(level.ready, level.next);
    }
  }

  void work_ahead() {
    for (Level& level : levels) {
      if (answers_at_once(level.shape)) continue;
      const std::uint64_t ratio = level.shape.block / block, age = blocks % ratio;
      if (age == 0) {
        std::swap(level.ready, level.next);
        level.begin_period();
      }
      const double due = static_cast<double>(age + 1) / static_cast<double>(ratio) * level.total_cost[level.period];
      while (level.done < level.tasks.size()) {
        const Level::Task& task = level.tasks[level.done];
        // A task begins where more than half of it belongs to this block.
        const double cost = task.cost[level.period];
        if (age + 1 != ratio && level.done_cost + 0.5 * cost > due) break;
        run(level, task, age);
        level.done_cost += cost;
        ++level.done;
      }
    }
  }

  // Adds `frames` samples of every level to sum, `at` samples into the current block, `block_number` blocks after the
  // start.
  void add_tails(std::size_t output, std::uint64_t block_number, std::size_t at, std::size_t frames) {
    for (Level& level : levels) {
      if (level.paths[output].empty()) continue;
      const std::size_t ratio = level.shape.block / block;
      const float* const ready =
          level.ready[output].data() + level.shape.block + static_cast<std::size_t>(block_number % ratio) * block + at;
      for (std::size_t k = 0; k < frames; ++k) sum.data()[k] += ready[k];
    }
  }

  // Where the next sample goes in the second of the two copies; a block does not wrap.
  std::size_t newest_sample() const {
    return history_length + static_cast<std::size_t>(blocks * block % history_length) + position;
  }

  void remember(std::size_t input, const float* samples, std::size_t frames) {
    float* const at = history[input].data() + newest_sample();
    std::copy_n(samples, frames, at);
    std::copy_n(samples, frames, at - history_length);
  }

  void process_direct(std::span<const float* const> in, std::span<float* const> out, std::size_t from,
                      std::size_t frames) {
    for (std::size_t i = 0; i < inputs; ++i) remember(i, in[i] + from, frames);
    const std::size_t padded = (frames + 15) / 16 * 16;
    for (std::size_t o = 0; o < outputs; ++o) {
      std::fill_n(sum.data(), padded, 0.0f);
      add_tails(o, blocks, position, frames);
      for (std::size_t i = 0; i < inputs; ++i) {
        const auto& h = taps[o * inputs + i];
        if (!h.empty()) detail::add_fir(h.data(), h.size(), history[i].data() + newest_sample(), sum.data(), padded);
      }
      std::copy_n(sum.data(), frames, out[o] + from);
    }
    position += frames;
    if (position == block) {
      position = 0;
      ++blocks;
      answer_now();
      work_ahead();
    }
  }

  void process_block(std::span<const float* const> in, std::span<float* const> out, std::size_t from) {
    for (std::size_t i = 0; i < inputs; ++i) remember(i, in[i] + from, block);
    ++blocks;
    answer_now();
    for (std::size_t o = 0; o < outputs; ++o) {
      std::fill_n(sum.data(), block, 0.0f);
      add_tails(o, blocks - 1, 0, block);
      std::copy_n(sum.data(), block, out[o] + from);
    }
    work_ahead();
  }
};

Convolver::Convolver(const ConvolverSpec& spec) : state_(std::make_unique<State>(spec)) {}
Convolver::~Convolver() = default;
Convolver::Convolver(Convolver&&) noexcept = default;
Convolver& Convolver::operator=(Convolver&&) noexcept = default;

std::size_t Convolver::inputs() const noexcept {
  return state_->inputs;
}
std::size_t Convolver::outputs() const noexcept {
  return state_->outputs;
}
std::span<const ConvolverLevel> Convolver::levels() const noexcept {
  return state_->shapes;
}

void Convolver::reset() noexcept {
  State& s = *state_;
  s.position = 0;
  s.blocks = 0;
  for (AlignedFloats& floats : s.history) floats.clear();
  for (Level& level : s.levels) {
    for (auto* group : {&level.past, &level.ready, &level.next, &level.ahead}) {
      for (AlignedFloats& floats : *group) floats.clear();
    }
    level.newest = 0;
    level.period = 0;
    level.done = level.tasks.size();
  }
}

void Convolver::process(std::span<const float* const> in, std::span<float* const> out, std::size_t frames) noexcept {
  State& s = *state_;
  EARDRUM_EXPECTS(in.size() == s.inputs && out.size() == s.outputs);
  if (s.head == ConvolverHead::kBlock) {
    EARDRUM_EXPECTS(frames % s.block == 0);
    for (std::size_t from = 0; from < frames; from += s.block) s.process_block(in, out, from);
    return;
  }
  for (std::size_t from = 0; from < frames;) {
    const std::size_t now = std::min(frames - from, s.block - s.position);
    s.process_direct(in, out, from, now);
    from += now;
  }
}

}  // namespace eardrum::dsp
