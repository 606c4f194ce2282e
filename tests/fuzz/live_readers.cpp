// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// What other programs say to a running session.
#include <array>

#include <eardrum/formats/text_lines.h>
#include <live/protocol.h>

#include "readers.h"

namespace eardrum::fuzz {
namespace {

Result<live::Loaded> load(const live::LoadRequest& request) {
  if (request.headphone) return live::Loaded{};
  return Error{Errc::kNotFound, "Expected a file, found none", {}};
}

bool live_lines(std::string_view bytes) {
  live::Session session{engine::Tuning{}};
  live::Protocol protocol(session, load);
  for (const auto line : split_lines(bytes)) {
    const auto answer = protocol.answer(line);
    require(answer.line.find('\n') == std::string::npos, "an answer is one line");
    const auto value = parse_json(answer.line);
    require(value.has_value() && value->is_object(), "an answer is a JSON object");
    const auto* const ok = value->find("ok");
    require(ok != nullptr && ok->is_bool(), "an answer says whether all is well");
    require(ok->as_bool() || value->find("error") != nullptr, "a refusal has its reason");
  }
  const auto tuning = session.status().tuning;
  for (const double rate_hz : {44100.0, 192000.0}) {
    require(engine::plan_for(tuning, Hertz(rate_hz), 2).has_value(), "settings that were taken can be played");
  }
  return true;
}

constexpr std::array kReaders = {
    Reader{"live_lines", "live", live_lines},
};

}  // namespace

std::span<const Reader> live_readers() {
  return kReaders;
}

}  // namespace eardrum::fuzz
