// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/wav_extensions_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <eardrum/engine/endian_internal.h>

namespace eardrum::engine::detail {
namespace {

// Places in bext: frames since midnight, version, five figures of loudness, coding history.
constexpr std::size_t kTimeReference = 338, kVersion = 346, kLoudness = 412, kLoudnessFigures = 5, kHistory = 602;
constexpr std::uint64_t kUnknownLoudness = 0x7fff;
// Places in smpl: the period of a sample in ns, the count of loops, the loops.
constexpr std::size_t kPeriod = 8, kLoopCount = 28, kLoops = 36, kLoop = 24, kLoopStart = 8, kLoopEnd = 12;

std::uint64_t figure(const std::string& body, std::size_t at, std::size_t size) {
  return read_little(std::string_view(body).substr(at, size));
}

void put(std::string& body, std::size_t at, std::uint64_t value, std::size_t size) {
  std::string bytes;
  append_little(bytes, value, size);
  body.replace(at, size, bytes);
}

std::uint64_t moved(std::uint64_t frame, double ratio) {
  return static_cast<std::uint64_t>(std::llround(static_cast<double>(frame) * ratio));
}

void loops_at_rate(std::string& body, Hertz to, double ratio) {
  if (body.size() < kLoops) return;
  put(body, kPeriod, static_cast<std::uint64_t>(std::llround(1e9 / to.value())), 4);
  const std::size_t count = std::min<std::size_t>(figure(body, kLoopCount, 4), (body.size() - kLoops) / kLoop);
  const auto held = [](std::uint64_t frame) { return std::min<std::uint64_t>(frame, 0xffffffffu); };
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t loop = kLoops + k * kLoop;
    const std::uint64_t start = figure(body, loop + kLoopStart, 4), end = figure(body, loop + kLoopEnd, 4);
    put(body, loop + kLoopStart, held(moved(start, ratio)), 4);
    // The end is the last frame that is played.
    const std::uint64_t behind = held(std::max<std::uint64_t>(1, moved(end + 1, ratio)));
    put(body, loop + kLoopEnd, behind - 1, 4);
  }
}

}  // namespace

std::string_view extension_text(std::string_view id) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kKnown = {
      {{"bext", "the broadcast extension"}, {"iXML", "the iXML chunk"}, {"smpl", "the sampler's loops"}}};
  for (const auto& [known, text] : kKnown) {
    if (id == known) return text;
  }
  return {};
}

void extension_at_rate(WavExtension& extension, Hertz from, Hertz to, std::vector<std::string>& unread) {
  if (from == to) return;
  const double ratio = to.value() / from.value();
  std::string& body = extension.body;
  if (extension.id == "smpl") loops_at_rate(body, to, ratio);
  if (extension.id == "bext" && body.size() >= kVersion)
    put(body, kTimeReference, moved(figure(body, kTimeReference, 8), ratio), 8);
  if (extension.id == "iXML" && body.find("SAMPLE") != std::string::npos)
    unread.emplace_back("the new sample rate into the iXML chunk, whose figures are still those of the old one");
}

void drop_loudness(WavExtension& extension, std::vector<std::string>& losses) {
  std::string& body = extension.body;
  if (extension.id != "bext" || body.size() < kHistory || figure(body, kVersion, 2) < 2) return;
  bool any = false;
  for (std::size_t k = 0; k < kLoudnessFigures; ++k) {
    any = any || figure(body, kLoudness + 2 * k, 2) != kUnknownLoudness;
    put(body, kLoudness + 2 * k, kUnknownLoudness, 2);
  }
  if (any) losses.emplace_back("the loudness in the broadcast extension, which holds no longer");
}

std::string coding_history_line(std::uint32_t sample_rate_hz, std::size_t bits, bool is_float, std::size_t channels) {
  std::string line = "A=PCM,F=" + std::to_string(sample_rate_hz) + ",W=" + std::to_string(bits);
  if (channels <= 2) line += channels == 1 ? ",M=mono" : ",M=stereo";
  return line + ",T=Eardrum" + (is_float ? ";float" : "") + "\r\n";
}

void add_coding_history(WavExtension& extension, std::string_view line) {
  if (extension.id != "bext" || extension.body.size() < kHistory) return;
  std::string& body = extension.body;
  const auto text_end = body.find('\0', kHistory);
  if (text_end != std::string::npos) body.resize(text_end);
  if (body.size() > kHistory && !body.ends_with('\n')) body += "\r\n";
  body += line;
}

}  // namespace eardrum::engine::detail
