// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/wav_header_internal.h>

#include <algorithm>
#include <array>

#include <eardrum/engine/endian_internal.h>

namespace eardrum::engine::detail {
namespace {

constexpr std::uint64_t kUnknown = 0xffffffffu;
// Front, centre, low frequency, back, side: as FLAC orders its channels (RFC 9639, 9.1.3).
constexpr std::array<std::uint32_t, 9> kSpeakers = {0, 0x4, 0x3, 0x7, 0x33, 0x37, 0x3f, 0x70f, 0x63f};

std::string format_chunk(const WavLayout& layout) {
  const bool extensible = layout.channels > 2;
  const std::size_t frame_bytes = layout.channels * layout.sample_bytes;
  const std::uint64_t code = layout.is_float ? 3 : 1;
  std::string out = "fmt ";
  append_little(out, extensible ? 40 : 16, 4);
  append_little(out, extensible ? 0xfffe : code, 2);
  append_little(out, layout.channels, 2);
  append_little(out, layout.sample_rate_hz, 4);
  append_little(out, layout.sample_rate_hz * frame_bytes, 4);
  append_little(out, frame_bytes, 2);
  append_little(out, 8 * layout.sample_bytes, 2);
  if (!extensible) return out;
  append_little(out, 22, 2);
  append_little(out, 8 * layout.sample_bytes, 2);
  append_little(out, kSpeakers[std::min<std::size_t>(layout.channels, 8)], 4);
  append_little(out, code, 2);
  out.append("\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71", 14);
  return out;
}

}  // namespace

std::string wav_header(const WavLayout& layout, std::optional<std::uint64_t> frames) {
  const std::string format = format_chunk(layout);
  const std::size_t fact_bytes = layout.is_float ? 12 : 0;
  const std::uint64_t data = frames.value_or(0) * layout.channels * layout.sample_bytes;
  const std::uint64_t after = 4 + format.size() + fact_bytes + layout.chunks.size() + 8 + data + data % 2;
  const bool is_long = frames && after + 36 >= kUnknown;
  const bool room = is_long || !layout.length_known;
  const std::uint64_t riff = after + (room ? 36 : 0);

  std::string out = is_long ? "RF64" : "RIFF";
  append_little(out, is_long || !frames ? kUnknown : riff, 4);
  out += "WAVE";
  if (room) {
    out += is_long ? "ds64" : "JUNK";
    append_little(out, 28, 4);
    append_little(out, is_long ? riff : 0, 8);
    append_little(out, is_long ? data : 0, 8);
    append_little(out, is_long ? *frames : 0, 8);
    append_little(out, 0, 4);
  }
  out += format;
  if (layout.is_float) {
    out += "fact";
    append_little(out, 4, 4);
    append_little(out, is_long || !frames ? kUnknown : *frames, 4);
  }
  out += layout.chunks;
  out += "data";
  append_little(out, is_long || !frames ? kUnknown : data, 4);
  return out;
}

}  // namespace eardrum::engine::detail
