// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/value.h>
#include <eardrum/response/frequency_response.h>

#include "session.h"

namespace eardrum::live {

/// What a person wants to hear, by its name in one of these ways.
struct LoadRequest {
  std::optional<std::string> chain;      ///< a chain file
  std::optional<std::string> equalizer;  ///< a file of equaliser settings
  std::optional<std::string> headphone;  ///< a name
};

struct Loaded {
  engine::Tuning tuning;
  std::optional<FrequencyResponse> drum_db_spl;  ///< Session::set_drum_response
  std::vector<std::string> notes;                ///< what of it is not used
};

/// Finds what a LoadRequest names: the catalogue, the readers and the fitter are beyond what a client may know.
using Loader = std::function<Result<Loaded>(const LoadRequest&)>;

/// What can be said to a session, as lines of JSON: docs/formats/live-control.md. Knows no socket.
class Protocol {
 public:
  /// `backend`: asked for its status; may be null. Session, loader and backend must live longer.
  Protocol(Session& session, Loader loader, const Backend* backend = nullptr);

  struct Answer {
    std::string line;                ///< JSON without a newline
    std::optional<int> meters_each;  ///< from now on send meters_line() each so many ms; 0: no more
    bool quit = false;
  };
  /// Answers one request. Whatever the line holds, there is an answer.
  Answer answer(std::string_view line);

  std::string meters_line() const;

 private:
  Result<Value> perform(const Value& request, Answer& answer);
  Value status() const;

  Session& session_;
  Loader loader_;
  const Backend* backend_;
};

}  // namespace eardrum::live
