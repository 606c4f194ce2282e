// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "live_control.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

#include <eardrum/base/printable.h>
#include <eardrum/base/spelling.h>
#include <eardrum/report/number.h>
#include <live/control_socket.h>

#include "../arguments.h"
#include "../console.h"
#include "equalizer_flag.h"

namespace eardrum::cli {
namespace {

using report::fixed;

Error usage(std::string message) {
  return {Errc::kUsage, std::move(message), {}};
}

Errc code_of(const std::string& text) {
  if (text == "not_found") return Errc::kNotFound;
  if (text == "io") return Errc::kIo;
  if (text == "device") return Errc::kDevice;
  if (text == "invalid_data") return Errc::kInvalidData;
  return Errc::kUsage;
}

// An answer, or the error that it brings.
Result<Value> received(live::ControlClient& client) {
  EARDRUM_TRY(const std::string line, client.receive());
  EARDRUM_TRY(Value answer, parse_json(line));
  const Value* const ok = answer.find("ok");
  if (ok == nullptr || !ok->is_bool() || ok->as_bool()) return answer;
  const Value* const error = answer.find("error");
  const Value* const code = error != nullptr ? error->find("code") : nullptr;
  const Value* const message = error != nullptr ? error->find("message") : nullptr;
  if (code == nullptr || !code->is_string() || message == nullptr || !message->is_string()) {
    return Error{Errc::kDevice, "Expected an answer of a live session, found something else", {}};
  }
  return Error{code_of(code->as_string()), message->as_string(), {}};
}

Result<live::ControlClient> connect(const Arguments& arguments) {
  EARDRUM_TRY(const std::string path, live::socket_path(arguments.text("name").value_or("live")));
  return live::ControlClient::connect(path);
}

Result<Value> ask(const Arguments& arguments, const Value& request) {
  EARDRUM_TRY(auto client, connect(arguments));
  EARDRUM_CHECK(client.send(write_json(request, -1)));
  return received(client);
}

// Members of an answer, which another version may have written.
std::string text_of(const Value& object, std::string_view name) {
  const Value* const found = object.find(name);
  return found != nullptr && found->is_string() ? printable(found->as_string(), 200) : "";
}
double number_of(const Value& object, std::string_view name) {
  const Value* const found = object.find(name);
  return found != nullptr && found->is_number() ? found->as_number() : std::nan("");
}
bool is_true(const Value& object, std::string_view name) {
  const Value* const found = object.find(name);
  return found != nullptr && found->is_bool() && found->as_bool();
}
std::string decibels(double value, const char* unit = "dB") {
  return std::isfinite(value) ? fixed(value, 1) + " " + unit : "silent";
}
std::string signed_decibels(double value) {
  return (value > 0.0 ? "+" : "") + decibels(value);
}
std::string right_aligned(std::string text, std::size_t width) {
  return text.size() < width ? text.insert(0, width - text.size(), ' ') : text;
}
std::string left_aligned(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}
// "low_shelf" as people write it.
std::string in_words(std::string word) {
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}
std::string suggestion(const std::string& word, const std::vector<std::string>& known) {
  const std::string guess = nearest_word(word, known);
  return guess.empty() ? "" : "; did you mean " + guess + "?";
}

std::string bands_text(const Value& status) {
  std::string text;
  const Value* const ears = status.find("ears");
  if (ears == nullptr || !ears->is_array()) return text;
  const bool two = ears->as_array().size() > 1;
  for (std::size_t ear = 0; ear < ears->as_array().size(); ++ear) {
    const Value& bands = ears->as_array()[ear];
    if (!bands.is_array()) continue;
    if (two) text += ear == 0 ? "left\n" : "right\n";
    for (std::size_t i = 0; i < bands.as_array().size(); ++i) {
      const Value& band = bands.as_array()[i];
      text += "  band " + left_aligned(std::to_string(i + 1), bands.as_array().size() > 9 ? 2 : 1) + "  " +
              left_aligned(in_words(text_of(band, "type")), 10) +
              right_aligned(fixed(number_of(band, "frequency_hz"), 0) + " Hz", 9) +
              right_aligned(signed_decibels(number_of(band, "gain_db")), 10) + "  Q " + fixed(number_of(band, "q"), 2) +
              (is_true(band, "on") ? "" : "  off") + "\n";
    }
  }
  return text;
}

std::string status_text(const Value& status) {
  std::string text;
  const std::string name = text_of(status, "name");
  text += "Plays " + (name.empty() ? std::string("unchanged") : name) + " (slot " + text_of(status, "slot") + ")";
  if (is_true(status, "bypass")) text += ", bypassed";
  const std::string device = text_of(status, "device_text");
  text += device.empty() ? ", to no device" : ", to " + device;
  if (std::isfinite(number_of(status, "sample_rate_hz"))) {
    text += ", at " + fixed(number_of(status, "sample_rate_hz") / 1000.0, 1) + " kHz";
  }
  text += ".\n  preamp " + decibels(number_of(status, "preamp_db")) + ", volume " +
          decibels(number_of(status, "volume_db"));
  if (number_of(status, "matched_db") != 0.0)
    text += ", " + decibels(number_of(status, "matched_db")) + " to compare at one loudness";
  text += "\n" + bands_text(status);
  if (is_true(status, "fixed"))
    text += "  an impulse response, a graphic curve or coefficients, which can't be turned\n";
  if (const Value* const feed = status.find("crossfeed"); feed != nullptr && feed->is_object()) {
    text += "  crossfeed below " + fixed(number_of(*feed, "cutoff_hz"), 0) + " Hz, " +
            decibels(number_of(*feed, "feed_db")) + "\n";
  }
  if (const Value* const limiter = status.find("limiter"); limiter != nullptr && limiter->is_object()) {
    text += "  limiter at " + fixed(number_of(*limiter, "ceiling_dbtp"), 1) + " dBTP\n";
  }
  if (const std::string other = text_of(status, "other"); !other.empty()) text += "  the other slot: " + other + "\n";
  if (const std::string problem = text_of(status, "problem"); !problem.empty()) text += "  silent: " + problem + "\n";
  return text;
}

std::string meters_text(const Value& meters) {
  std::string text;
  const Value* const channels = meters.find("channels");
  const bool stereo = channels != nullptr && channels->is_array() && channels->as_array().size() == 2;
  for (std::size_t c = 0; channels != nullptr && channels->is_array() && c < channels->as_array().size(); ++c) {
    const Value& channel = channels->as_array()[c];
    const std::string name = text_of(channel, "name");
    text += (c == 0 ? "" : "  ") +
            (name == "FL" && stereo   ? "left"
             : name == "FR" && stereo ? "right"
                                      : name) +
            " " + decibels(number_of(channel, "rms_dbfs"), "dBFS") + " (peak " +
            decibels(number_of(channel, "peak_dbfs"), "dBFS") + ")";
    if (channel.find("dose_percent_of_week") != nullptr) {
      text += " " + fixed(number_of(channel, "level_dba"), 0) + " dBA, " +
              fixed(number_of(channel, "dose_percent_of_week"), 1) + " % of a week";
    }
  }
  if (text.empty()) return "nothing played yet\n";
  text += "  limiter " + decibels(number_of(meters, "limiter_db")) + "  highest true peak " +
          decibels(number_of(meters, "true_peak_dbtp"), "dBTP");
  text += "  xruns " + fixed(number_of(meters, "xruns"), 0) + "  faults " + fixed(number_of(meters, "faults"), 0);
  return text + "\n";
}

// The answer as JSON, or in words where --json is not given.
Result<Exit> show(const Arguments& arguments, Console& console, const Value& answer) {
  if (const Value* const notes = answer.find("notes"); notes != nullptr && notes->is_array()) {
    for (const Value& note : notes->as_array()) {
      if (note.is_string()) console.complain(printable(note.as_string(), 600));
    }
  }
  std::string text;
  if (arguments.has("json")) {
    text = write_json(answer) + "\n";
  } else if (const Value* const status = answer.find("status")) {
    text = status_text(*status);
  } else if (const Value* const meters = answer.find("meters")) {
    text = meters_text(*meters);
  }
  EARDRUM_CHECK(console.print(text));
  return Exit::kFine;
}

Value request_of(const char* what) {
  return Value(Value::Object{{"request", what}});
}

Result<Exit> run_status(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const Value answer, ask(arguments, request_of("status")));
  return show(arguments, console, answer);
}

Result<Exit> run_stop(const Arguments& arguments, Console&) {
  EARDRUM_TRY([[maybe_unused]] const Value answer, ask(arguments, request_of("quit")));
  return Exit::kFine;
}

Result<Exit> run_bypass(const Arguments& arguments, Console& console) {
  bool on = !arguments.operands().empty() && arguments.operands().front() == "on";
  if (arguments.operands().empty()) {
    EARDRUM_TRY(const Value now, ask(arguments, request_of("status")));
    const Value* const status = now.find("status");
    on = status != nullptr && !is_true(*status, "bypass");
  }
  EARDRUM_TRY(const Value answer, ask(arguments, request_of("set").set("bypass", on)));
  return show(arguments, console, answer);
}

Result<Exit> run_ab(const Arguments& arguments, Console& console) {
  Value request = request_of("ab");
  if (!arguments.operands().empty()) request.set("to", arguments.operands().front());
  EARDRUM_TRY(const Value answer, ask(arguments, request));
  return show(arguments, console, answer);
}

Result<Exit> run_load(const Arguments& arguments, Console& console) {
  const int named =
      (arguments.text("eq") ? 1 : 0) + (arguments.text("chain") ? 1 : 0) + (arguments.operands().empty() ? 0 : 1);
  if (named != 1) {
    return usage(std::string("Expected one thing to load, a headphone, --eq FILE or --chain FILE, found ") +
                 (named == 0 ? "none" : "several"));
  }
  Value request = request_of("load");
  // The session runs in another folder.
  const auto absolute = [](const std::string& path) {
    std::error_code failed;
    const auto whole = std::filesystem::absolute(path, failed);
    return failed ? path : whole.string();
  };
  if (const auto file = arguments.text("eq")) request.set("equalizer", absolute(*file));
  if (const auto file = arguments.text("chain")) request.set("chain", absolute(*file));
  if (!arguments.operands().empty()) request.set("headphone", arguments.operands().front());
  if (const auto slot = arguments.text("slot")) request.set("slot", *slot);
  EARDRUM_TRY(const Value answer, ask(arguments, request));
  return show(arguments, console, answer);
}

Result<Exit> run_meters(const Arguments& arguments, Console& console) {
  Value request = request_of("meters");
  const bool watch = arguments.has("watch");
  EARDRUM_TRY(const auto every, arguments.number("every", 0.02, 60.0, "s"));
  if (watch || every) request.set("every_ms", static_cast<std::int64_t>(std::lround(1000.0 * every.value_or(1.0))));
  EARDRUM_TRY(auto client, connect(arguments));
  EARDRUM_CHECK(client.send(write_json(request, -1)));
  do {
    EARDRUM_TRY(const Value answer, received(client));
    const Value* const meters = answer.find("meters");
    const std::string text = arguments.has("json") ? write_json(answer, -1) + "\n"
                             : meters != nullptr   ? meters_text(*meters)
                                                   : "";
    EARDRUM_CHECK(console.print(text));
  } while (watch || every);
  return Exit::kFine;
}

// "band 3 gain -2.5" and the like, word by word.
class Words {
 public:
  explicit Words(const std::vector<std::string>& words) : words_(words) {}
  bool empty() const { return at_ == words_.size(); }
  std::string next() { return empty() ? std::string() : words_[at_++]; }
  bool take(std::string_view word) {
    if (empty() || words_[at_] != word) return false;
    ++at_;
    return true;
  }
  Result<double> number(const std::string& of) {
    const std::string word = next();
    double value = 0.0;
    const char* const first = word.data() + (word.starts_with('+') ? 1 : 0);
    const auto read = std::from_chars(first, word.data() + word.size(), value);
    if (word.empty()) return usage("Expected a number after '" + of + "', found nothing");
    if (read.ec != std::errc() || read.ptr != word.data() + word.size()) {
      return usage("Expected a number after '" + of + "', found '" + printable(word, 40) + "'");
    }
    return value;
  }

 private:
  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
};

Result<void> band_words(Words& words, Value& request) {
  EARDRUM_TRY(const double number, words.number("band"));
  if (number != std::floor(number) || std::abs(number) > 1e6) return usage("Expected the whole number of a band");
  request.set("band", static_cast<std::int64_t>(number));
  if (words.empty()) return usage("Expected what to set of the band, as in 'band 3 gain -2.5', found nothing");
  while (!words.empty()) {
    const std::string word = words.next();
    if (word == "gain" || word == "frequency") {
      EARDRUM_TRY(const double value, words.number(word));
      request.set(word == "gain" ? "gain_db" : "frequency_hz", value);
    } else if (word == "q") {
      EARDRUM_TRY(const double value, words.number(word));
      request.set("q", value);
    } else if (word == "type") {
      std::string type = words.next();
      std::replace(type.begin(), type.end(), '-', '_');
      request.set("type", type);
    } else if (word == "on" || word == "off") {
      request.set("on", word == "on");
    } else if (word == "left" || word == "right" || word == "both") {
      request.set("ear", word);
    } else {
      return usage("Expected gain, frequency, q, type, on, off, left, right or both, found '" + printable(word, 40) +
                   "'" + suggestion(word, {"gain", "frequency", "type", "left", "right", "both"}));
    }
  }
  return {};
}

Result<Value> set_request(const std::vector<std::string>& all) {
  Words words(all);
  Value request = request_of("set");
  const std::string what = words.next();
  const auto on_or_off = [&](const char* member) -> Result<bool> {
    const bool on = words.take("on");
    const bool known = on || words.take("off");
    if (known) request.set(member, on);
    return known;
  };
  if (what == "band") {
    EARDRUM_CHECK(band_words(words, request));
  } else if (what == "preamp" || what == "volume") {
    EARDRUM_TRY(const double value, words.number(what));
    request.set(what + "_db", value);
  } else if (what == "match") {
    EARDRUM_TRY(const bool known, on_or_off("match_loudness"));
    if (!known) return usage("Expected on or off after 'match'");
  } else if (what == "crossfeed" || what == "limiter") {
    EARDRUM_TRY(const bool known, on_or_off(what.c_str()));
    Value figures;
    while (!known && !words.empty()) {
      const std::string word = words.next();
      EARDRUM_TRY(const double value, words.number(word));
      figures.set(word == "cutoff"    ? "cutoff_hz"
                  : word == "feed"    ? "feed_db"
                  : word == "ceiling" ? "ceiling_dbtp"
                                      : word,
                  value);
    }
    if (!known && figures.is_null()) return usage("Expected on, off or figures after '" + what + "'");
    if (!known) request.set(what, figures);
  } else {
    return usage("Expected band, preamp, volume, crossfeed, limiter or match, found '" + printable(what, 40) + "'" +
                 suggestion(what, {"band", "preamp", "volume", "crossfeed", "limiter", "match"}));
  }
  if (!words.empty()) return usage("Expected nothing after that, found '" + printable(words.next(), 40) + "'");
  return request;
}

Result<Exit> run_set(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const Value request, set_request(arguments.operands()));
  EARDRUM_TRY(const Value answer, ask(arguments, request));
  return show(arguments, console, answer);
}

}  // namespace

Flag live_name_flag() {
  return {.name = "name", .value = "NAME", .summary = "Which session, where several run (default: live)"};
}

std::vector<Command> live_verbs() {
  const std::vector<Flag> common = {live_name_flag(), json_flag()};
  return {
      {.name = "status", .summary = "What the live session plays, and where to", .flags = common, .run = run_status},
      {.name = "set",
       .summary = "Change what is heard, without a click",
       .detail = "eardrum live set band N [gain DB] [frequency HZ] [q Q] [type TYPE] [on|off] [left|right]\n\n"
                 "eardrum live set preamp DB, set volume DB, set match on|off\n\n"
                 "eardrum live set crossfeed on|off|[cutoff HZ] [feed DB]\n\n"
                 "eardrum live set limiter on|off|ceiling DB",
       .operands = {{.name = "WORD", .summary = "what to set, and what to", .least = 2, .most = kAnyNumber}},
       .flags = common,
       .examples = {{"live set band 3 gain -2.5", "The third band; live status numbers them."},
                    {"live set band 11 frequency 6000 gain -3 q 4", "One more than there were adds one."},
                    {"live set crossfeed feed 6", "More of the other channel."}},
       .run = run_set},
      {.name = "bypass",
       .summary = "Hear the sound without it, at the same loudness",
       .operands =
           {{.name = "ON", .summary = "on or off; without it, the other", .least = 0, .choices = {"on", "off"}}},
       .flags = common,
       .run = run_bypass},
      {.name = "ab",
       .summary = "Go over to the other slot, at the same loudness",
       .operands =
           {{.name = "SLOT", .summary = "a, b or swap (the default)", .least = 0, .choices = {"a", "b", "swap"}}},
       .flags = common,
       .run = run_ab},
      {.name = "load",
       .summary = "Play through something else",
       .operands = {{.name = "HEADPHONE",
                     .summary = "the headphone to fit an equaliser for",
                     .least = 0,
                     .completes = Completes::kGear}},
       .flags = {equalizer_flag(),
                 {.name = "chain", .value = "FILE", .summary = "A chain file", .completes = Completes::kFile},
                 {.name = "slot",
                  .value = "SLOT",
                  .summary = "Into this slot instead of the one that is heard",
                  .choices = {"a", "b"}},
                 live_name_flag(),
                 json_flag()},
       .run = run_load},
      {.name = "meters",
       .summary = "Level, true peak, limiter, exposure, dropouts",
       .detail =
           "Levels are of the last 100 ms, the true peak is the highest so far. The dose is the part of a week's "
           "allowance (WHO-ITU H.870, adults) that each ear took in the last seven days of live sessions; it needs a "
           "chain whose sensitivity and drive are known (live --chain).",
       .flags = {{.name = "watch", .value = "", .summary = "Again every second, until Ctrl-C"},
                 {.name = "every", .value = "S", .summary = "Again every so many seconds, until Ctrl-C"},
                 live_name_flag(),
                 json_flag()},
       .run = run_meters},
      {.name = "stop", .summary = "End the live session", .flags = {live_name_flag()}, .run = run_stop},
  };
}

}  // namespace eardrum::cli
