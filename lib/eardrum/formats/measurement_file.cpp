// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/measurement_file.h>

#include <algorithm>

#include <eardrum/base/printable.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

bool ends_with_word(std::string_view text, std::string_view word) {
  return text.size() > word.size() && equals_ignoring_case(text.substr(text.size() - word.size()), word) &&
         text[text.size() - word.size() - 1] == ' ';
}

}  // namespace

MeasurementName measurement_name(std::string_view stem) {
  MeasurementName title;
  stem = trimmed(stem);
  title.name = stem;
  if (ends_with_word(stem, "target")) {
    title.name = trimmed(stem.substr(0, stem.size() - 6));
    title.is_target = true;
    return title;
  }
  for (const auto& [word, side] :
       {std::pair{"left", Channel::kLeft}, std::pair{"right", Channel::kRight}, std::pair{"avg", Channel::kBoth}}) {
    if (ends_with_word(stem, word)) {
      title.name = trimmed(stem.substr(0, stem.size() - std::string_view(word).size()));
      title.side = side;
      return title;
    }
  }
  const auto blank = stem.find_last_of(" _");
  if (blank == std::string_view::npos || blank == 0 || blank + 1 == stem.size()) return title;
  const auto last = stem.substr(blank + 1);
  if (last.front() != 'L' && last.front() != 'R') return title;
  const auto number = last.substr(1);
  const auto seating = number.empty() ? std::optional(0) : parse_integer(number);
  if (!seating || *seating < 0 || number.size() > 3 || (!number.empty() && number.front() == '-')) return title;
  title.name = trimmed(stem.substr(0, blank));
  title.side = last.front() == 'L' ? Channel::kLeft : Channel::kRight;
  title.seating = *seating;
  return title;
}

Result<Measurement> measurement_of(std::span<const ImportedResponse> responses, const std::string& rig) {
  std::vector<Seating> seatings;
  std::string said_rig = rig;
  for (const auto& imported : responses) {
    if (imported.title.name != responses.front().title.name) {
      return Error{Errc::kInvalidData,
                   "Expected seatings of one headphone, found '" + printable(responses.front().title.name, 80) +
                       "' and '" + printable(imported.title.name, 80) + "'",
                   {imported.file, 0, {}}};
    }
    if (!imported.rig.empty() && !said_rig.empty() && imported.rig != said_rig) {
      return Error{Errc::kInvalidData,
                   "Expected seatings on one rig, found '" + printable(said_rig, 60) + "' and '" +
                       printable(imported.rig, 60) + "'",
                   {imported.file, 0, {}}};
    }
    if (said_rig.empty()) said_rig = imported.rig;
    std::string label = imported.title.side == Channel::kBoth ? "" : imported.title.side == Channel::kLeft ? "L" : "R";
    if (imported.title.seating > 0) label += std::to_string(imported.title.seating);
    seatings.push_back(Seating{imported.title.side, std::move(label), imported.response});
  }
  return Measurement::make(std::move(said_rig), std::move(seatings));
}

std::string_view file_name_of(std::string_view path) {
  const auto slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view stem_of(std::string_view path) {
  const auto name = file_name_of(path);
  const auto point = name.rfind('.');
  return point == std::string_view::npos || point == 0 ? name : name.substr(0, point);
}

std::string extension_of(std::string_view path) {
  const auto name = file_name_of(path);
  const auto point = name.rfind('.');
  return point == std::string_view::npos || point == 0 ? std::string() : lower_case(name.substr(point + 1));
}

}  // namespace eardrum
