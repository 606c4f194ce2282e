// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <eardrum/engine/wav_extensions_internal.h>
#include <eardrum/units/frequency.h>

namespace eardrum::engine::detail {

struct CuePoint {
  std::uint64_t frame = 0;
  std::string name{};

  bool operator==(const CuePoint&) const = default;
};

/// What a sound file holds besides samples.
struct Marks {
  /// By their names in Vorbis comments, in capitals: TITLE, ARTIST, ALBUM, DATE, TRACKNUMBER, ...
  std::vector<std::pair<std::string, std::string>> tags{};
  std::vector<CuePoint> cues{};
  std::vector<std::string> pictures{};     ///< bodies of FLAC PICTURE blocks
  std::string cue_sheet{};                 ///< the body of a FLAC CUESHEET block, whose tracks are `cues` too
  std::vector<WavExtension> extensions{};  ///< which only WAV holds
  std::vector<std::string> unread{};       ///< what else there is, in words

  bool operator==(const Marks&) const = default;
};

/// The marks of the same sound at another rate.
Marks at_rate(Marks marks, Hertz from, Hertz to);

/// Takes away what says how loud the file is, which a render changes; the losses say so.
void drop_loudness_marks(Marks& marks, std::vector<std::string>& losses);

/// Chunks for a WAV file, each of even length: extensions, LIST INFO, cue and LIST adtl. `coding` is added to the
/// coding history, where there is one.
std::string wav_chunks(const Marks& marks, std::string_view coding, std::vector<std::string>& losses);
/// The tags in the body of a LIST INFO chunk.
void read_wav_info(std::string_view body, Marks& marks);

/// The body of a VORBIS_COMMENT block.
std::string vorbis_comment(const Marks& marks);
void read_vorbis_comment(std::string_view body, Marks& marks);

/// The body of a CUESHEET block: the one that there was, or one that has a track begin at each cue point. Empty for
/// none.
std::string cue_sheet(const Marks& marks, std::uint64_t frames, std::vector<std::string>& losses);
void read_cue_sheet(std::string_view body, Marks& marks);

}  // namespace eardrum::engine::detail
