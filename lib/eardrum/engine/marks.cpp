// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/marks_internal.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <eardrum/engine/endian_internal.h>

namespace eardrum::engine::detail {
namespace {

// The words of RIFF INFO (Microsoft, Multimedia Programming Interface 1.0, 1991; ITRK and IPRT as programs write them).
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kInfo = {{{"INAM", "TITLE"},
                                                                                  {"IART", "ARTIST"},
                                                                                  {"IPRD", "ALBUM"},
                                                                                  {"ICRD", "DATE"},
                                                                                  {"ITRK", "TRACKNUMBER"},
                                                                                  {"IGNR", "GENRE"},
                                                                                  {"ICMT", "COMMENT"},
                                                                                  {"ICOP", "COPYRIGHT"},
                                                                                  {"ISFT", "SOFTWARE"},
                                                                                  {"IENG", "ENGINEER"}}};

std::string chunk(std::string_view id, std::string body) {
  std::string out(id);
  append_little(out, body.size(), 4);
  out += body;
  if (body.size() % 2 != 0) out += '\0';
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

constexpr std::size_t kCueSheetHead = 396, kCueSheetTrack = 36, kCueSheetIndex = 12;
constexpr std::size_t kMostTracks = 254;

// Calls `at(position of an offset, whether it is a track's, of which track's start)` for every offset of a sheet.
template <class At>
bool each_offset(std::string_view body, At at) {
  if (body.size() < kCueSheetHead) return false;
  const auto tracks = static_cast<unsigned char>(body[kCueSheetHead - 1]);
  std::size_t place = kCueSheetHead;
  for (unsigned track = 0; track < tracks; ++track) {
    if (place + kCueSheetTrack > body.size()) return false;
    const std::uint64_t start = read_big(body.substr(place, 8));
    const auto number = static_cast<unsigned char>(body[place + 8]);
    const auto indices = static_cast<unsigned char>(body[place + 35]);
    at(place, start, number, 0u);
    place += kCueSheetTrack;
    if (place + indices * kCueSheetIndex > body.size()) return false;
    for (unsigned i = 0; i < indices; ++i, place += kCueSheetIndex) {
      at(place, start, number, static_cast<unsigned>(static_cast<unsigned char>(body[place + 8])) + 1u);
    }
  }
  return true;
}

}  // namespace

Marks at_rate(Marks marks, Hertz from, Hertz to) {
  const double ratio = to.value() / from.value();
  const auto moved = [&](std::uint64_t frame) {
    return static_cast<std::uint64_t>(std::llround(static_cast<double>(frame) * ratio));
  };
  for (auto& cue : marks.cues) cue.frame = moved(cue.frame);
  for (auto& extension : marks.extensions) extension_at_rate(extension, from, to, marks.unread);
  std::string sheet = marks.cue_sheet;
  const bool whole =
      each_offset(marks.cue_sheet, [&](std::size_t place, std::uint64_t start, unsigned, unsigned index) {
        const std::uint64_t offset = read_big(std::string_view(marks.cue_sheet).substr(place, 8));
        // An index counts from its track.
        write_big(sheet, place, index == 0 ? moved(offset) : moved(start + offset) - moved(start), 8);
      });
  if (whole && ratio != 1.0) {
    sheet[136] = 0;  // no longer a compact disc's
    marks.cue_sheet = sheet;
  }
  return marks;
}

void drop_loudness_marks(Marks& marks, std::vector<std::string>& losses) {
  const auto is_loudness = [](const auto& tag) {
    return tag.first.starts_with("REPLAYGAIN_") || tag.first.starts_with("R128_");
  };
  if (std::erase_if(marks.tags, is_loudness) > 0) losses.emplace_back("the ReplayGain tags, which hold no longer");
  for (auto& extension : marks.extensions) drop_loudness(extension, losses);
}

std::string wav_chunks(const Marks& marks, std::string_view coding, std::vector<std::string>& losses) {
  std::string info = "INFO";
  std::vector<std::string> lost;
  for (const auto& [id, name] : kInfo) {
    std::string text;
    for (const auto& tag : marks.tags) {
      if (tag.first == name) text += (text.empty() ? "" : "; ") + tag.second;
    }
    if (!text.empty()) info += chunk(id, text + '\0');
  }
  for (const auto& tag : marks.tags) {
    const bool carried =
        std::any_of(kInfo.begin(), kInfo.end(), [&](const auto& one) { return one.second == tag.first; });
    if (!carried && std::find(lost.begin(), lost.end(), tag.first) == lost.end()) lost.push_back(tag.first);
  }
  if (!lost.empty()) losses.push_back((lost.size() == 1 ? "the tag " : "the tags ") + joined(lost));
  if (!marks.pictures.empty()) losses.push_back(std::to_string(marks.pictures.size()) + " pictures");
  std::string out;
  for (WavExtension extension : marks.extensions) {
    add_coding_history(extension, coding);
    out += chunk(extension.id, std::move(extension.body));
  }
  if (info.size() > 4) out += chunk("LIST", info);
  if (marks.cues.empty()) return out;
  std::string points, names = "adtl";
  append_little(points, marks.cues.size(), 4);
  std::uint32_t number = 0, beyond = 0;
  for (const auto& cue : marks.cues) {
    const auto frame = static_cast<std::uint32_t>(std::min<std::uint64_t>(cue.frame, 0xffffffffu));
    beyond += cue.frame > 0xffffffffu ? 1 : 0;
    append_little(points, ++number, 4);
    append_little(points, frame, 4);
    points += "data";
    append_little(points, 0, 8);
    append_little(points, frame, 4);
    if (cue.name.empty()) continue;
    std::string label;
    append_little(label, number, 4);
    names += chunk("labl", label + cue.name + '\0');
  }
  if (beyond > 0) losses.push_back("the places of " + std::to_string(beyond) + " cue points beyond 4294967295 frames");
  out += chunk("cue ", points);
  if (names.size() > 4) out += chunk("LIST", names);
  return out;
}

void read_wav_info(std::string_view body, Marks& marks) {
  while (body.size() >= 8) {
    const std::size_t size = read_little(body.substr(4, 4));
    std::string_view text = body.substr(8, size);
    if (text.size() < size) return;
    text = text.substr(0, text.find('\0'));
    for (const auto& [id, name] : kInfo) {
      if (body.starts_with(id) && !text.empty()) marks.tags.emplace_back(name, text);
    }
    body.remove_prefix(std::min(body.size(), 8 + size + size % 2));
  }
}

std::string vorbis_comment(const Marks& marks) {
  const std::string_view vendor = "Eardrum";
  std::string out;
  append_little(out, vendor.size(), 4);
  out += vendor;
  append_little(out, marks.tags.size(), 4);
  for (const auto& [name, text] : marks.tags) {
    append_little(out, name.size() + 1 + text.size(), 4);
    out += name + "=" + text;
  }
  return out;
}

void read_vorbis_comment(std::string_view body, Marks& marks) {
  const auto word = [&]() -> std::string_view {
    if (body.size() < 4) return {};
    const std::size_t size = read_little(body.substr(0, 4));
    const std::string_view text = body.substr(4, size);
    body.remove_prefix(4 + text.size());
    return text;
  };
  word();  // who wrote it
  if (body.size() < 4) return;
  const std::size_t count = read_little(body.substr(0, 4));
  body.remove_prefix(4);
  for (std::size_t k = 0; k < count && body.size() >= 4; ++k) {
    const std::string_view text = word();
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    std::string name(text.substr(0, equals));
    for (char& letter : name) letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
    marks.tags.emplace_back(std::move(name), text.substr(equals + 1));
  }
}

std::string cue_sheet(const Marks& marks, std::uint64_t frames, std::vector<std::string>& losses) {
  if (!marks.cue_sheet.empty()) return marks.cue_sheet;
  if (marks.cues.empty()) return {};
  auto cues = marks.cues;
  std::sort(cues.begin(), cues.end(), [](const auto& a, const auto& b) { return a.frame < b.frame; });
  if (cues.size() > kMostTracks) {
    losses.push_back(std::to_string(cues.size() - kMostTracks) + " cue points of " + std::to_string(cues.size()));
    cues.resize(kMostTracks);
  }
  const auto named = std::count_if(cues.begin(), cues.end(), [](const auto& cue) { return !cue.name.empty(); });
  if (named > 0) losses.push_back("the names of " + std::to_string(named) + " cue points");
  std::string out(kCueSheetHead, '\0');
  out[kCueSheetHead - 1] = static_cast<char>(cues.size() + 1);
  const auto track = [&](std::uint64_t frame, unsigned number, unsigned indices) {
    append_big(out, frame, 8);
    out += static_cast<char>(number);
    out.append(26, '\0');
    out += static_cast<char>(indices);
  };
  for (unsigned k = 0; k < cues.size(); ++k) {
    track(cues[k].frame, k + 1, 1);
    append_big(out, 0, 8);
    out += '\1';
    out.append(3, '\0');
  }
  track(frames, 255, 0);  // the lead-out
  return out;
}

void read_cue_sheet(std::string_view body, Marks& marks) {
  std::vector<CuePoint> cues;
  const bool whole = each_offset(body, [&](std::size_t place, std::uint64_t start, unsigned number, unsigned index) {
    if (index == 2 && number != 255) cues.push_back({start + read_big(body.substr(place, 8)), {}});
  });
  if (!whole) return;
  marks.cue_sheet = body;
  marks.cues = std::move(cues);
}

}  // namespace eardrum::engine::detail
