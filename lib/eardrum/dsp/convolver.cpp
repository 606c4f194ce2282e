// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/convolver.h>

#include <algorithm>
#include <array>
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

// Bins of a spectrum that stand together (TilePath) and are multiplied in one task: enough for the registers, and
// enough for the memory to be read fast.
constexpr std::size_t kFewestBins = 32, kMostBins = 128;

// An output of a level, or two neighbours that hear the same inputs and are made in one pass over their spectra.
struct Group {
  std::size_t first, outputs;       // one or two
  std::vector<std::size_t> inputs;  // that are heard
  // [input, as above][output]: the spectra of a path's partitions, [tile][partition][re | im].
  std::vector<std::array<AlignedFloats, 2>> spectra{};
  std::vector<detail::TilePath> at{};  // of one tile
};

struct Level {
  ConvolverLevel shape;
  fft::RealFft<float> fft;
  std::size_t tile = 0;             // bins
  std::size_t ratio = 1;            // of the block to the shortest one, a power of two: divisions would be felt
  double share = 1.0;               // its reciprocal
  std::vector<Group> groups;        // of the outputs that hear anything
  std::vector<bool> heard;          // [output]
  std::vector<AlignedFloats> past;  // [input]: spectra of the last inputs, [tile][slot][re | im]
  std::size_t newest = 0;           // the slot of the newest
  // [output]: the block that is heard, and the one that is being made, each behind as many useless samples.
  std::vector<AlignedFloats> ready, next;
  std::array<AlignedFloats, 2> spectra;  // what is being transformed, of one output or two
  // [output]: what is known of the next block's spectrum (for_two_blocks), [tile][re | im].
  std::vector<AlignedFloats> ahead;
  std::size_t period = 0;  // even or odd: 0 or 1

  // The period's work as a list of tasks of known cost, and how much of it is done.
  struct Task {
    enum class Kind { kForward, kPut, kMultiply, kInverse } kind;
    std::size_t channel, spectrum;  // an input, a group or an output; which of the two spectra
    std::size_t part;               // a step of a transform, a tile, or one of kPuts
    double cost[2];                 // in even and in odd periods
  };
  std::vector<Task> tasks;
  std::size_t done = 0;
  double total_cost[2] = {}, done_cost = 0.0;

  explicit Level(const ConvolverLevel& level) : shape(level), fft(2 * level.block) {
    spectra[0] = AlignedFloats(2 * level.block);
  }

  // Spectra are read once for two blocks: all of the products of one and, but for the one of the spectrum that is still
  // to come, of the next. One half of the tiles does so in even periods, the other in odd ones: each has the same work.
  static bool for_two_blocks(std::size_t group, std::size_t tile, std::size_t period) {
    return (group + tile + period) % 2 == 0;
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
// What a transform's steps are of it, as measured among other levels' work, and what it takes then, ns a sample.
constexpr std::size_t kSteps = fft::RealFft<float>::kSteps;
constexpr double kForwardSteps[kSteps] = {0.12, 0.10, 0.11, 0.10, 0.19, 0.21, 0.17};
constexpr double kInverseSteps[kSteps] = {0.23, 0.06, 0.07, 0.10, 0.10, 0.22, 0.22};
constexpr double kSpreadTransform = 1.1;

// Nanoseconds a channel, fitted to bench_partitions' figures of all choices for 4096 to 524288 taps: of a transform of
// twice the block, where the others have taken its place in the caches.
double transform_cost(std::size_t block) {
  constexpr double kPerSample[] = {1.9, 0.9, 0.72, 0.44, 0.53, 0.57, 0.78, 1.55, 2.35, 3.3, 2.8};  // 32 and on
  const auto at = static_cast<std::size_t>(std::bit_width(block) - 1);
  return kPerSample[std::clamp<std::size_t>(at, 5, 15) - 5] * static_cast<double>(block);
}
// Of a product of one bin and one partition. What is read serves two; the more has been read since it was last, the
// less of it is still in the second-level cache.
double product_cost(const ConvolverLevel& level, const std::vector<ConvolverLevel>& levels, std::size_t channels,
                    std::size_t paths) {
  constexpr double kAllNear = 1.0e6, kAllFar = 2.2e6, kNear = 0.095, kFar = 0.36;
  double bytes = 0.0;
  for (const ConvolverLevel& other : levels) {
    const double share = std::min(1.0, static_cast<double>(level.block) / static_cast<double>(other.block));
    bytes += share * static_cast<double>(2 * sizeof(float) * (channels + paths) * other.block * other.count);
  }
  return kNear + (kFar - kNear) * std::clamp((bytes - kAllNear) / (kAllFar - kAllNear), 0.0, 1.0);
}
// What a level costs besides, a sample.
constexpr double kLevelCost = 1.45;

// A sample of a channel.
double cost(const std::vector<ConvolverLevel>& levels, std::size_t channels, std::size_t paths) {
  // An input's spectrum is read once for two outputs that hear it.
  const double reads_each =
      (paths > channels ? 0.75 : 1.0) * static_cast<double>(paths) / static_cast<double>(channels);
  double sum = 0.0;
  for (const ConvolverLevel& level : levels) {
    sum += 2.0 * transform_cost(level.block) / static_cast<double>(level.block) +
           product_cost(level, levels, channels, paths) * reads_each * static_cast<double>(level.count + 1) +
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
  std::size_t channels = 0, paths = 0;  // what the cost depends on
  std::vector<ConvolverLevel> shapes;
  std::vector<Level> levels;
  std::size_t position = 0;  // in the block
  std::uint64_t blocks = 0;  // completed

  std::vector<AlignedFloats> history;  // [input]: a ring of recent samples, twice, so that none is ever cut
  std::size_t history_length = 0;      // a power of two
  // A part of the direct head: what an input adds to one output or two neighbours, taps of an even number.
  struct Head {
    std::size_t input, output, outputs;
    std::array<std::vector<float>, 2> taps;
  };
  std::vector<Head> heads;  // by the first output
  std::array<AlignedFloats, 2> sums;
  std::vector<const float*> tails;  // of one output, a level each

  explicit State(const ConvolverSpec& spec)
      : inputs(spec.inputs), outputs(spec.outputs), block(spec.block), head(spec.head) {
    EARDRUM_EXPECTS(inputs > 0 && outputs > 0 && spec.impulse_responses.size() == inputs * outputs);
    EARDRUM_EXPECTS(block >= 32 && std::has_single_bit(block));
    std::size_t longest = 0;
    for (const auto& response : spec.impulse_responses) {
      longest = std::max(longest, response.size());
      if (!response.empty()) ++paths;
    }
    channels = std::max(inputs, outputs);
    shapes = spec.levels.empty() ? convolver_levels(longest, block, head, channels, paths) : spec.levels;
    std::size_t largest = block;
    for (std::size_t k = 0; k < shapes.size(); ++k) {
      EARDRUM_EXPECTS(answers_at_once(shapes[k]) ||
                      (shapes[k].block > block && shapes[k].offset == 2 * shapes[k].block));
      levels.push_back(make_level(shapes[k], spec));
      largest = std::max(largest, shapes[k].block);
    }
    tails.resize(levels.size());
    history_length = 4 * largest;
    for (std::size_t i = 0; i < inputs; ++i) {
      history.emplace_back(2 * history_length + 16);  // the head reads beyond the newest sample
    }
    for (AlignedFloats& sum : sums) sum = AlignedFloats(block + 16);
    if (head == ConvolverHead::kDirect) {
      for (std::size_t o = 0; o < outputs; o += 2) {
        for (std::size_t i = 0; i < inputs; ++i) make_heads(o, i, spec);
      }
    }
  }

  // What input `i` adds to outputs `o` and `o` + 1.
  void make_heads(std::size_t o, std::size_t i, const ConvolverSpec& spec) {
    Head one{i, o, 0, {}};
    for (std::size_t k = 0; k < 2 && o + k < outputs; ++k) {
      const auto& response = spec.impulse_responses[(o + k) * inputs + i];
      if (response.empty()) continue;
      if (one.outputs == 0) one.output = o + k;
      one.taps[one.outputs++].assign(response.begin(),
                                     response.begin() + static_cast<std::ptrdiff_t>(std::min(block, response.size())));
    }
    if (one.outputs == 0) return;
    const std::size_t most = std::max(one.taps[0].size(), one.taps[1].size());
    for (auto& taps : one.taps) taps.resize((most + 1) / 2 * 2);
    heads.push_back(std::move(one));
  }

  // The outputs in groups, for partitions from tap `offset` on.
  std::vector<Group> groups_of(const ConvolverSpec& spec, std::size_t offset) const {
    std::vector<Group> groups;
    for (std::size_t o = 0; o < outputs; ++o) {
      std::vector<std::size_t> heard;
      for (std::size_t i = 0; i < inputs; ++i) {
        if (spec.impulse_responses[o * inputs + i].size() > offset) heard.push_back(i);
      }
      if (heard.empty()) continue;
      if (!groups.empty() && groups.back().outputs == 1 && groups.back().first + 1 == o &&
          groups.back().inputs == heard) {
        groups.back().outputs = 2;
      } else {
        groups.push_back({o, 1, std::move(heard)});
      }
    }
    return groups;
  }

  Level make_level(const ConvolverLevel& shape, const ConvolverSpec& spec) const {
    Level level(shape);
    const std::size_t b = shape.block;
    level.ratio = b / block;
    level.share = 1.0 / static_cast<double>(level.ratio);
    level.groups = groups_of(spec, shape.offset);
    level.tile = tile_of(level);
    level.heard.resize(outputs);
    for (Group& group : level.groups) {
      group.at.resize(group.inputs.size());
      if (group.outputs == 2) level.spectra[1] = AlignedFloats(2 * b);
      for (std::size_t k = 0; k < group.outputs; ++k) level.heard[group.first + k] = true;
      for (const std::size_t input : group.inputs) {
        auto& spectra = group.spectra.emplace_back();
        for (std::size_t k = 0; k < group.outputs; ++k)
          spectra[k] = spectra_of(spec.impulse_responses[(group.first + k) * inputs + input], level);
      }
    }
    for (std::size_t o = 0; o < outputs; ++o) {
      level.ready.emplace_back(2 * b + 16);  // sums are made in multiples of 16
      level.next.emplace_back(2 * b + 16);
      level.ahead.emplace_back(2 * b);
    }
    for (std::size_t i = 0; i < inputs; ++i) level.past.emplace_back(2 * b * shape.count);
    level.tasks = tasks_of(level);
    for (const Level::Task& task : level.tasks) {
      for (const std::size_t period : {0u, 1u}) level.total_cost[period] += task.cost[period];
    }
    level.done = level.tasks.size();
    return level;
  }

  // A bin of one partition, for two blocks: spectra of the inputs, and one or two of the paths.
  double bin_cost(const Level& level, const Group& group) const {
    return product_cost(level.shape, shapes, channels, paths) *
           static_cast<double>(group.inputs.size() * (1 + group.outputs));
  }

  // As many bins as are no more than an average block's work, and of which even and odd periods have the same.
  std::size_t tile_of(const Level& level) const {
    const double most = cost(shapes, channels, paths) * static_cast<double>(block * channels);
    double bin = 0.0;
    for (const Group& group : level.groups)
      bin = std::max(bin, bin_cost(level, group) * static_cast<double>(level.shape.count));
    std::size_t tile = std::min(level.shape.block, kMostBins);
    const auto alone = [&] { return level.groups.size() % 2 == 1 && tile == level.shape.block; };
    while (tile > kFewestBins && (bin * static_cast<double>(tile) > most || alone())) tile /= 2;
    return tile;
  }

  // Of the partitions of a path.
  AlignedFloats spectra_of(const std::vector<float>& response, Level& level) const {
    const std::size_t b = level.shape.block;
    AlignedFloats padded(2 * b), spectra(2 * b * level.shape.count);
    for (std::size_t p = 0; p < level.shape.count; ++p) {
      padded.clear();
      const std::size_t from = std::min(response.size(), level.shape.offset + p * b);
      const std::size_t to = std::min(response.size(), from + b);
      // The transform is unscaled: the 1/size goes into the filter.
      for (std::size_t k = from; k < to; ++k) padded[k - from] = response[k] / static_cast<float>(2 * b);
      AlignedFloats& spectrum = level.spectra[0];
      level.fft.forward_packed(padded.part(0, 2 * b), spectrum.part(0, b), spectrum.part(b, b));
      level.put(spectrum, p, spectra);
    }
    return spectra;
  }

  std::vector<Level::Task> tasks_of(const Level& level) const {
    using Task = Level::Task;
    std::vector<Task> tasks;
    const std::size_t b = level.shape.block;
    const bool in_steps = b >= kStepsFrom && b > block;
    const auto transform = [&](Task::Kind kind, std::size_t channel, std::size_t spectrum) {
      const double whole = kSpreadTransform * static_cast<double>(b);
      if (!in_steps) return tasks.push_back({kind, channel, spectrum, kAtOnce, {whole, whole}});
      for (std::size_t step = 0; step < kSteps; ++step) {
        const double one = whole * (kind == Task::Kind::kForward ? kForwardSteps : kInverseSteps)[step];
        tasks.push_back({kind, channel, spectrum, step, {one, one}});
      }
    };
    for (std::size_t i = 0; i < inputs; ++i) {
      transform(Task::Kind::kForward, i, 0);
      const double one = kPutCost * static_cast<double>(b) / static_cast<double>(kPuts);
      for (std::size_t part = 0; in_steps && part < kPuts; ++part)
        tasks.push_back({Task::Kind::kPut, i, 0, part, {one, one}});
    }
    for (std::size_t g = 0; g < level.groups.size(); ++g) {
      const Group& group = level.groups[g];
      // Of the newest partition, and of all for two blocks.
      const double one = bin_cost(level, group) * static_cast<double>(level.tile),
                   all = one * static_cast<double>(level.shape.count);
      for (std::size_t tile = 0; tile < b / level.tile; ++tile) {
        const double even = Level::for_two_blocks(g, tile, 0) ? all : one,
                     odd = Level::for_two_blocks(g, tile, 1) ? all : one;
        tasks.push_back({Task::Kind::kMultiply, g, 0, tile, {even, odd}});
      }
      for (std::size_t k = 0; k < group.outputs; ++k) transform(Task::Kind::kInverse, group.first + k, k);
    }
    return tasks;
  }

  static constexpr std::size_t kAtOnce = kSteps;  // all steps of a transform

  // The newest 2 b samples at the end of a period; `age` blocks have come since.
  void run(Level& level, const Level::Task& task, std::uint64_t age) {
    const std::size_t b = level.shape.block, count = level.shape.count;
    AlignedFloats& spectrum = level.spectra[task.spectrum];
    const auto re = spectrum.part(0, b), im = spectrum.part(b, b);
    switch (task.kind) {
      case Level::Task::Kind::kForward: {
        const std::size_t end = ((blocks - age) * block) & (history_length - 1);
        const auto time = history[task.channel].part(end + history_length - 2 * b, 2 * b);
        task.part == kAtOnce ? level.fft.forward_packed(time, re, im)
                             : level.fft.forward_packed_step(task.part, time, re, im);
        if (task.part == kAtOnce) level.put(spectrum, level.newest, level.past[task.channel]);
        break;
      }
      case Level::Task::Kind::kPut:
        level.put(spectrum, level.newest, level.past[task.channel], task.part, kPuts);
        break;
      case Level::Task::Kind::kMultiply: {
        Group& group = level.groups[task.channel];
        const std::size_t bin = level.tile * task.part, from = 2 * bin * count;
        for (std::size_t k = 0; k < group.inputs.size(); ++k) {
          group.at[k].x = level.past[group.inputs[k]].data() + from;
          for (std::size_t o = 0; o < group.outputs; ++o) group.at[k].h[o] = group.spectra[k][o].data() + from;
        }
        std::array<detail::TileSums, 2> tiles{};
        for (std::size_t o = 0; o < group.outputs; ++o) {
          float* const re_at = level.spectra[o].data() + bin;
          tiles[o] = {re_at, re_at + b, level.ahead[group.first + o].data() + 2 * bin};
        }
        const detail::TilePaths tile{group.at.data(), group.at.size(), group.outputs, level.tile, task.part == 0};
        if (Level::for_two_blocks(task.channel, task.part, level.period)) {
          detail::multiply_tile(tile, count, level.newest, tiles.data());
        } else {
          detail::finish_tile(tile, level.newest, tiles.data());
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
      const std::uint64_t age = blocks & (level.ratio - 1);
      if (age == 0) {
        std::swap(level.ready, level.next);
        level.begin_period();
      }
      const double due = static_cast<double>(age + 1) * level.share * level.total_cost[level.period];
      while (level.done < level.tasks.size()) {
        const Level::Task& task = level.tasks[level.done];
        // A task begins where more than half of it belongs to this block.
        const double cost = task.cost[level.period];
        if (age + 1 != level.ratio && level.done_cost + 0.5 * cost > due) break;
        run(level, task, age);
        level.done_cost += cost;
        ++level.done;
      }
    }
  }

  // Makes `sum` of all levels' samples of an output, `padded` of them, `at` samples into the current block,
  // `block_number` blocks after the start.
  void sum_tails(std::size_t output, std::uint64_t block_number, std::size_t at, std::size_t padded, float* sum) {
    std::size_t count = 0;
    for (const Level& level : levels) {
      if (!level.heard[output]) continue;
      tails[count++] = level.ready[output].data() + level.shape.block + (block_number & (level.ratio - 1)) * block + at;
    }
    detail::sum_parts(tails.data(), count, sum, padded);
  }

  // Where the next sample goes in the second of the two copies; a block does not wrap.
  std::size_t newest_sample() const { return history_length + ((blocks * block) & (history_length - 1)) + position; }

  void remember(std::size_t input, const float* samples, std::size_t frames) {
    float* const at = history[input].data() + newest_sample();
    std::copy_n(samples, frames, at);
    std::copy_n(samples, frames, at - history_length);
  }

  void process_direct(std::span<const float* const> in, std::span<float* const> out, std::size_t from,
                      std::size_t frames) {
    for (std::size_t i = 0; i < inputs; ++i) remember(i, in[i] + from, frames);
    const std::size_t padded = (frames + 15) / 16 * 16;
    auto one = heads.begin();
    for (std::size_t o = 0; o < outputs; o += 2) {
      for (std::size_t k = 0; k < 2 && o + k < outputs; ++k) sum_tails(o + k, blocks, position, padded, sums[k].data());
      for (; one != heads.end() && one->output < o + 2; ++one) {
        const std::array<const float*, 2> h = {one->taps[0].data(), one->taps[1].data()};
        const std::array<float*, 2> y = {sums[one->output - o].data(), sums[1].data()};
        detail::add_fir(h.data(), one->outputs, one->taps[0].size(), history[one->input].data() + newest_sample(),
                        y.data(), padded);
      }
      for (std::size_t k = 0; k < 2 && o + k < outputs; ++k) std::copy_n(sums[k].data(), frames, out[o + k] + from);
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
      sum_tails(o, blocks - 1, 0, block, sums[0].data());
      std::copy_n(sums[0].data(), block, out[o] + from);
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
