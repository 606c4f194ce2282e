// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/sound_sink_internal.h>

#include <algorithm>

#include <eardrum/engine/endian_internal.h>

namespace eardrum::engine::detail {

Result<WavSink> WavSink::create(const SinkSpec& spec, std::vector<std::string>& losses) {
  WavLayout layout;
  layout.channels = spec.channels;
  layout.sample_rate_hz = spec.sample_rate_hz;
  layout.sample_bytes = spec.bits / 8;
  layout.is_float = spec.is_float;
  layout.length_known = spec.frames.has_value();
  const std::string coding = coding_history_line(spec.sample_rate_hz, spec.bits, spec.is_float, spec.channels);
  layout.chunks = wav_chunks(spec.marks, coding, losses);
  EARDRUM_TRY(auto file, OutputFile::create(spec.path));
  EARDRUM_CHECK(file.write(wav_header(layout, spec.frames)));
  return WavSink(std::move(file), std::move(layout), spec.frames);
}

Result<void> WavSink::write(std::string_view samples) {
  bytes_ += samples.size();
  return file_.write(samples);
}

Result<void> WavSink::commit() {
  if (bytes_ % 2 != 0) EARDRUM_CHECK(file_.write(std::string_view("\0", 1)));
  const std::uint64_t frames = bytes_ / (layout_.channels * layout_.sample_bytes);
  if (frames != frames_ && !file_.is_stream()) EARDRUM_CHECK(file_.overwrite(0, wav_header(layout_, frames)));
  return file_.commit();
}

namespace {

constexpr double kSeekSeconds = 10.0;
constexpr std::size_t kSeekPoint = 18;
constexpr std::size_t kPadding = 4096;  // room for tags that are written later
constexpr std::size_t kMostBody = (std::size_t{1} << 24) - 1;
constexpr std::size_t kMagic = 4, kBlockHead = 4;

void append_block(std::string& out, unsigned kind, std::string_view body, bool last = false) {
  out += static_cast<char>(kind | (last ? 0x80u : 0u));
  append_big(out, body.size(), 3);
  out += body;
}

std::uint64_t frames_between_points(std::uint32_t sample_rate_hz) {
  return static_cast<std::uint64_t>(kSeekSeconds * sample_rate_hz);
}

}  // namespace

std::string FlacSink::stream_info(std::uint64_t frames, const std::string& md5) const {
  std::string out;
  append_big(out, kFlacBlock, 2);
  append_big(out, kFlacBlock, 2);
  append_big(out, smallest_, 3);
  append_big(out, largest_, 3);
  append_big(out,
             static_cast<std::uint64_t>(spec_.sample_rate_hz) << 44 | (spec_.channels - 1) << 41 |
                 static_cast<std::uint64_t>(spec_.bits - 1) << 36 | (frames & 0xfffffffffu),
             8);
  return out + md5;
}

Result<FlacSink> FlacSink::create(const SinkSpec& spec, std::vector<std::string>& losses) {
  EARDRUM_TRY(auto file, OutputFile::create(spec.path));
  FlacSink sink(std::move(file), spec);
  std::string head = "fLaC";
  append_block(head, 0, sink.stream_info(spec.frames.value_or(0), std::string(16, '\0')));
  if (spec.frames && !sink.file_.is_stream()) {
    sink.seek_points_ = static_cast<std::size_t>((*spec.frames + frames_between_points(spec.sample_rate_hz) - 1) /
                                                 frames_between_points(spec.sample_rate_hz));
    sink.seek_points_ = std::min(sink.seek_points_, kMostBody / kSeekPoint);
    sink.seek_at_ = head.size() + kBlockHead;
    std::string points;
    for (std::size_t k = 0; k < sink.seek_points_; ++k) {  // none yet: RFC 9639, 8.5
      append_big(points, ~std::uint64_t{0}, 8);
      points.append(10, '\0');
    }
    append_block(head, 3, points);
  }
  const std::string comment = vorbis_comment(spec.marks);
  if (comment.size() <= kMostBody)
    append_block(head, 4, comment);
  else
    losses.emplace_back("the tags, which are longer than FLAC holds");
  if (const std::string sheet = cue_sheet(spec.marks, spec.frames.value_or(0), losses); !sheet.empty())
    append_block(head, 5, sheet);
  for (const auto& extension : spec.marks.extensions) losses.emplace_back(extension_text(extension.id));
  for (const auto& picture : spec.marks.pictures) append_block(head, 6, picture);
  append_block(head, 1, std::string(sink.file_.is_stream() ? 0 : kPadding, '\0'), true);
  EARDRUM_CHECK(sink.file_.write(head));
  return sink;
}

Result<void> FlacSink::write(const FlacFrames& frames) {
  const std::uint64_t between = frames_between_points(spec_.sample_rate_hz);
  for (const std::uint32_t size : frames.sizes) {
    // The frame that holds the sample which the point is for.
    while (seek_bytes_.size() < seek_points_ && seek_bytes_.size() * between < (blocks_ + 1) * kFlacBlock) {
      seek_bytes_.push_back(bytes_);
    }
    smallest_ = blocks_ == 0 ? size : std::min(smallest_, size);
    largest_ = std::max(largest_, size);
    ++blocks_;
    bytes_ += size;
  }
  return file_.write(frames.bytes);
}

Result<void> FlacSink::commit(std::uint64_t frames) {
  if (file_.is_stream()) return {};
  EARDRUM_CHECK(file_.overwrite(kMagic + kBlockHead, stream_info(frames, md5_.finish())));
  const std::uint64_t between = frames_between_points(spec_.sample_rate_hz);
  std::string points;
  for (std::size_t k = 0; k < seek_bytes_.size(); ++k) {
    const std::uint64_t block = k * between / kFlacBlock;
    append_big(points, block * kFlacBlock, 8);
    append_big(points, seek_bytes_[k], 8);
    append_big(points, std::min<std::uint64_t>(kFlacBlock, frames - std::min(frames, block * kFlacBlock)), 2);
  }
  if (!points.empty()) EARDRUM_CHECK(file_.overwrite(seek_at_, points));
  return file_.commit();
}

}  // namespace eardrum::engine::detail
