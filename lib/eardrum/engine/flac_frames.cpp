// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/flac_frames_internal.h>

#include <algorithm>
#include <array>
#include <bit>

#include <FLAC/stream_encoder.h>

#include <eardrum/base/expects.h>

// libFLAC has it and exports it, but not in a header: without it every stretch's MD5 would be computed for nobody, an
// eighth of the work. Null in a libFLAC that has it no more.
extern "C" __attribute__((weak)) FLAC__bool FLAC__stream_encoder_set_do_md5(FLAC__StreamEncoder*, FLAC__bool);

namespace eardrum::engine::detail {
namespace {

// Polynomials over GF(2) of degree below 16, modulo that of the frame's checksum, x^16 + x^15 + x^2 + 1.
constexpr std::uint32_t kModulus16 = 0x18005;

constexpr std::uint32_t times_x(std::uint32_t a) {
  a <<= 1;
  return (a & 0x10000u) != 0 ? a ^ kModulus16 : a;
}
std::uint32_t product(std::uint32_t a, std::uint32_t b) {
  std::uint32_t out = 0;
  for (; b != 0; b >>= 1, a = times_x(a)) out ^= (b & 1u) != 0 ? a : 0;
  return out;
}
// x^(8 n)
std::uint32_t shift_by_bytes(std::size_t n) {
  std::uint32_t out = 1, power = 0x100;
  for (; n != 0; n >>= 1, power = product(power, power)) out = (n & 1u) != 0 ? product(out, power) : out;
  return out;
}

std::uint32_t crc16(std::string_view bytes) {
  std::uint32_t crc = 0;
  for (const char byte : bytes) {
    crc ^= static_cast<std::uint32_t>(static_cast<unsigned char>(byte)) << 8;
    for (int k = 0; k < 8; ++k) crc = times_x(crc);
  }
  return crc;
}
char crc8(std::string_view bytes) {
  std::uint32_t crc = 0;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int k = 0; k < 8; ++k) crc = (crc << 1 ^ ((crc & 0x80u) != 0 ? 0x107u : 0u)) & 0x1ffu;
  }
  return static_cast<char>(crc);
}

// As UTF-8 would, up to 36 bits.
std::string coded(std::uint64_t number) {
  if (number < 0x80) return {static_cast<char>(number)};
  std::size_t more = 1;  // bytes of 6 bits behind the first
  while (more < 6 && number >> (6 * more + 6 - more) != 0) ++more;
  std::string out(1, static_cast<char>((0xff00u >> (more + 1) & 0xffu) | (number >> (6 * more))));
  for (std::size_t k = more; k-- > 0;) out += static_cast<char>(0x80u | (number >> (6 * k) & 0x3fu));
  return out;
}

constexpr std::size_t kNumberAt = 4;

std::size_t coded_size(char first) {
  const int ones = std::countl_one(static_cast<unsigned char>(first));
  return ones == 0 ? 1 : static_cast<std::size_t>(ones);
}

}  // namespace

std::string renumbered(std::string_view frame, std::uint64_t number) {
  const std::size_t old_size = coded_size(frame[kNumberAt]);
  const auto block_code = static_cast<unsigned char>(frame[2]) >> 4;
  const auto rate_code = static_cast<unsigned char>(frame[2]) & 15u;
  const std::size_t extra = (block_code == 6   ? 1u
                             : block_code == 7 ? 2u
                                               : 0u) +
                            (rate_code == 12                      ? 1u
                             : rate_code == 13 || rate_code == 14 ? 2u
                                                                  : 0u);
  const std::size_t old_head = kNumberAt + old_size + extra + 1;
  EARDRUM_EXPECTS(frame.size() > old_head + 2);

  std::string out(frame.substr(0, kNumberAt));
  out += coded(number);
  out += frame.substr(kNumberAt + old_size, extra);
  out += crc8(out);
  const std::size_t head = out.size();
  out += frame.substr(old_head);
  // The checksum is linear: what the heads differ by, moved on by what stands behind them, is all that changes.
  const std::size_t behind = frame.size() - old_head - 2;
  const std::uint32_t change = crc16(frame.substr(0, old_head)) ^ crc16(std::string_view(out).substr(0, head));
  const std::uint32_t moved = product(change, shift_by_bytes(behind));
  out[out.size() - 2] = static_cast<char>(static_cast<unsigned char>(out[out.size() - 2]) ^ moved >> 8);
  out[out.size() - 1] = static_cast<char>(static_cast<unsigned char>(out[out.size() - 1]) ^ (moved & 0xffu));
  return out;
}

struct FlacEncoder::State {
  std::size_t channels;
  unsigned bits;
  std::uint32_t sample_rate_hz;
  FLAC__StreamEncoder* encoder = FLAC__stream_encoder_new();
  FlacFrames* out = nullptr;
  std::uint64_t number = 0;

  ~State() {
    if (encoder != nullptr) FLAC__stream_encoder_delete(encoder);
  }

  static FLAC__StreamEncoderWriteStatus take(const FLAC__StreamEncoder*, const FLAC__byte bytes[], std::size_t size,
                                             std::uint32_t samples, std::uint32_t, void* self) {
    State& s = *static_cast<State*>(self);
    if (samples == 0) return FLAC__STREAM_ENCODER_WRITE_STATUS_OK;  // what stands before the first frame
    const std::string frame = renumbered({reinterpret_cast<const char*>(bytes), size}, s.number++);
    s.out->bytes += frame;
    s.out->sizes.push_back(static_cast<std::uint32_t>(frame.size()));
    return FLAC__STREAM_ENCODER_WRITE_STATUS_OK;
  }
};

FlacEncoder::FlacEncoder(std::size_t channels, unsigned bits, std::uint32_t sample_rate_hz)
    : state_(new State{channels, bits, sample_rate_hz}) {}
FlacEncoder::~FlacEncoder() = default;
FlacEncoder::FlacEncoder(FlacEncoder&&) noexcept = default;
FlacEncoder& FlacEncoder::operator=(FlacEncoder&&) noexcept = default;

Result<void> FlacEncoder::encode(std::span<const std::int32_t> interleaved, std::uint64_t first_number,
                                 FlacFrames& out) {
  State& s = *state_;
  out.bytes.clear();
  out.sizes.clear();
  if (interleaved.empty()) return {};
  s.out = &out;
  s.number = first_number;
  FLAC__StreamEncoder* const encoder = s.encoder;
  if (encoder == nullptr) return Error{Errc::kIo, "Cannot encode FLAC: out of memory", {}};
  // Each stretch begins afresh, so that its bytes do not depend on what this encoder did before.
  FLAC__stream_encoder_set_channels(encoder, static_cast<std::uint32_t>(s.channels));
  FLAC__stream_encoder_set_bits_per_sample(encoder, s.bits);
  FLAC__stream_encoder_set_sample_rate(encoder, s.sample_rate_hz);
  FLAC__stream_encoder_set_compression_level(encoder, 5);
  FLAC__stream_encoder_set_blocksize(encoder, kFlacBlock);
  FLAC__stream_encoder_set_streamable_subset(encoder, 0);  // the level keeps to it; rates and depths need not
  if (FLAC__stream_encoder_set_do_md5 != nullptr) FLAC__stream_encoder_set_do_md5(encoder, 0);
  const auto began = FLAC__stream_encoder_init_stream(encoder, State::take, nullptr, nullptr, nullptr, &s);
  if (began != FLAC__STREAM_ENCODER_INIT_STATUS_OK) {
    return Error{Errc::kUsage,
                 std::string("Expected a sound that FLAC holds, found one that it does not (") +
                     FLAC__StreamEncoderInitStatusString[began] + ")",
                 {}};
  }
  const auto frames = static_cast<std::uint32_t>(interleaved.size() / s.channels);
  const bool encoded = FLAC__stream_encoder_process_interleaved(encoder, interleaved.data(), frames) != 0;
  if (FLAC__stream_encoder_finish(encoder) == 0 || !encoded) {
    return Error{Errc::kIo, "Cannot encode FLAC: libFLAC failed", {}};
  }
  return {};
}

}  // namespace eardrum::engine::detail
