// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/resampler.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#ifdef EARDRUM_WITH_SOXR
#include <soxr.h>
#endif

#include <eardrum/base/expects.h>

namespace eardrum::engine {

#ifdef EARDRUM_WITH_SOXR

struct Resampler::State {
  double ratio;
  std::size_t channels;
  soxr_t soxr = nullptr;
  std::uint64_t taken = 0, given = 0;

  State(double to_over_from, std::size_t count) : ratio(to_over_from), channels(count) {}
  ~State() { soxr_delete(soxr); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // `in` null: there is no more.
  void run(const double* const* in, std::size_t frames, Planar& out) {
    out.resize(channels);
    std::size_t made = 0;
    for (std::size_t at = 0;;) {
      const std::size_t room = 1024 + static_cast<std::size_t>(std::ceil(static_cast<double>(frames - at) * ratio));
      std::array<const void*, 8> inputs{};
      std::array<void*, 8> outputs{};
      for (std::size_t c = 0; c < channels; ++c) {
        out[c].resize(made + room);
        inputs[c] = in == nullptr ? nullptr : in[c] + at;
        outputs[c] = out[c].data() + made;
      }
      std::size_t read = 0, written = 0;
      soxr_process(soxr, in == nullptr ? nullptr : inputs.data(), frames - at, &read, outputs.data(), room, &written);
      at += read;
      made += written;
      if (written < room && at == frames) break;
    }
    for (auto& channel : out) channel.resize(made);
    taken += frames;
    given += made;
  }
};

Result<Resampler> Resampler::make(Hertz from, Hertz to, std::size_t channels) {
  auto state = std::make_unique<State>(to / from, channels);
  const soxr_io_spec_t numbers = soxr_io_spec(SOXR_FLOAT64_S, SOXR_FLOAT64_S);
  const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_VHQ, SOXR_ROLLOFF_SMALL);
  soxr_error_t failed = nullptr;
  state->soxr =
      soxr_create(from.value(), to.value(), static_cast<unsigned>(channels), &failed, &numbers, &quality, nullptr);
  if (failed != nullptr) {
    return Error{
        Errc::kUsage, std::string("Expected rates that libsoxr converts between, found others: ") + failed, {}};
  }
  return Resampler(std::move(state));
}

void Resampler::process(std::span<const double* const> in, std::size_t frames, Planar& out) {
  EARDRUM_EXPECTS(in.size() == state_->channels);
  state_->run(in.data(), frames, out);
}

void Resampler::finish(Planar& out) {
  State& s = *state_;
  s.run(nullptr, 0, out);
  const std::uint64_t before = s.given - (out.empty() ? 0 : out[0].size());
  const std::uint64_t all = std::max(before, length_of(s.taken));
  for (auto& channel : out) channel.resize(static_cast<std::size_t>(all - before));
}

std::uint64_t Resampler::length_of(std::uint64_t frames) const noexcept {
  return static_cast<std::uint64_t>(std::llround(static_cast<double>(frames) * state_->ratio));
}

#else

struct Resampler::State {};

Result<Resampler> Resampler::make(Hertz, Hertz, std::size_t) {
  return Error{Errc::kUsage,
               "Expected the sample rate that the file has: this build came without libsoxr, which converts rates "
               "(install libsoxr-dev and build again)",
               {}};
}
void Resampler::process(std::span<const double* const>, std::size_t, Planar&) {}
void Resampler::finish(Planar&) {}
std::uint64_t Resampler::length_of(std::uint64_t frames) const noexcept {
  return frames;
}

#endif

Resampler::Resampler(std::unique_ptr<State> state) : state_(std::move(state)) {}
Resampler::~Resampler() = default;
Resampler::Resampler(Resampler&&) noexcept = default;

Result<ResampledResponse> resample_response(const Planar& taps, Hertz from, Hertz to) {
  EARDRUM_EXPECTS(!taps.empty());
  // Interpolation rings before the first tap too; it is given room, of a whole number of frames at both rates.
  const auto from_hz = std::llround(from.value()), to_hz = std::llround(to.value());
  const auto step = from_hz / std::gcd(from_hz, to_hz);
  const auto lead = static_cast<std::size_t>((4096 + step - 1) / step * step);
  EARDRUM_TRY(auto resampler, Resampler::make(from, to, taps.size()));
  Planar padded(taps.size());
  std::vector<const double*> pointers;
  std::size_t longest = 0;
  for (const auto& channel : taps) longest = std::max(longest, channel.size());
  for (std::size_t c = 0; c < taps.size(); ++c) {
    padded[c].assign(longest + 2 * lead, 0.0);
    std::copy(taps[c].begin(), taps[c].end(), padded[c].begin() + static_cast<std::ptrdiff_t>(lead));
    pointers.push_back(padded[c].data());
  }
  ResampledResponse out;
  Planar rest;
  resampler.process(pointers, padded[0].size(), out.taps);
  resampler.finish(rest);
  // As many more taps a second, each that much smaller.
  const double gain = from / to;
  for (std::size_t c = 0; c < taps.size(); ++c) {
    out.taps[c].insert(out.taps[c].end(), rest[c].begin(), rest[c].end());
    for (double& tap : out.taps[c]) tap *= gain;
  }
  out.delay = static_cast<std::size_t>(std::llround(static_cast<double>(lead) * (to / from)));
  // What rings too softly for single precision before the start would only make it later.
  constexpr double kBelowRounding = 1e-8;
  double peak = 0.0;
  for (const auto& channel : out.taps) {
    for (const double tap : channel) peak = std::max(peak, std::abs(tap));
  }
  std::size_t silent = out.delay;
  for (const auto& channel : out.taps) {
    const auto heard = std::find_if(channel.begin(), channel.begin() + static_cast<std::ptrdiff_t>(silent),
                                    [&](double tap) { return std::abs(tap) > kBelowRounding * peak; });
    silent = static_cast<std::size_t>(heard - channel.begin());
  }
  for (auto& channel : out.taps) channel.erase(channel.begin(), channel.begin() + static_cast<std::ptrdiff_t>(silent));
  out.delay -= silent;
  return out;
}

}  // namespace eardrum::engine
