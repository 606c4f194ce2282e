// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include <eardrum/base/printable.h>

#include "channel_layout.h"
#include "fields.h"

namespace eardrum::live {
namespace {

constexpr std::size_t kMostBands = 64;

Error invalid(std::string message, std::string field = {}) {
  return {Errc::kInvalidData, std::move(message), {{}, 0, std::move(field)}};
}

std::string_view code_text(Errc code) {
  switch (code) {
    case Errc::kUsage:
      return "usage";
    case Errc::kInvalidData:
      return "invalid_data";
    case Errc::kNotFound:
      return "not_found";
    case Errc::kIo:
      return "io";
    case Errc::kDevice:
      return "device";
  }
  return "usage";
}

std::string_view slot_text(Slot slot) {
  return slot == Slot::kA ? "a" : "b";
}

Result<BandType> band_type(const std::string& text) {
  for (const BandType type :
       {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf, BandType::kLowPass, BandType::kHighPass}) {
    if (text == to_text(type)) return type;
  }
  return invalid("Expected peaking, low_shelf, high_shelf, low_pass or high_pass, found '" + printable(text, 40) + "'",
                 "type");
}

Result<Slot> slot_of(const std::string& text) {
  if (text == "a") return Slot::kA;
  if (text == "b") return Slot::kB;
  return invalid("Expected a or b, found '" + printable(text, 40) + "'", "slot");
}

Result<double> within(double value, double least, double most, const char* field, const char* unit) {
  if (value >= least && value <= most) return value;
  const auto text = [](double number) {
    std::array<char, 32> digits{};
    return std::string(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
  };
  return invalid("Expected " + text(least) + " to " + text(most) + " " + unit + ", found " + text(value), field);
}

// One band's new settings; those not given stay.
struct BandChange {
  std::int64_t number = 0;  // from 1
  std::optional<std::string> ear;
  std::optional<double> frequency_hz, gain_db, q;
  std::optional<BandType> type;
  std::optional<bool> on;
};

Result<std::optional<BandChange>> read_band(Fields& fields) {
  EARDRUM_TRY(const auto number, fields.integer("band"));
  BandChange change;
  EARDRUM_TRY(change.ear, fields.text("ear"));
  EARDRUM_TRY(change.frequency_hz, fields.number("frequency_hz"));
  EARDRUM_TRY(change.gain_db, fields.number("gain_db"));
  EARDRUM_TRY(change.q, fields.number("q"));
  EARDRUM_TRY(const auto type, fields.text("type"));
  EARDRUM_TRY(change.on, fields.boolean("on"));
  const bool something = change.frequency_hz || change.gain_db || change.q || type || change.on || change.ear;
  if (!number) {
    if (something) return invalid("Expected the number of the band, counted from 1, found none", "band");
    return std::optional<BandChange>();
  }
  change.number = *number;
  if (change.frequency_hz) EARDRUM_CHECK(within(*change.frequency_hz, 1.0, 200000.0, "frequency_hz", "Hz"));
  if (change.gain_db) EARDRUM_CHECK(within(*change.gain_db, -60.0, 60.0, "gain_db", "dB"));
  if (change.q) EARDRUM_CHECK(within(*change.q, 0.01, 100.0, "q", "(Q)"));
  if (change.ear && *change.ear != "left" && *change.ear != "right" && *change.ear != "both") {
    return invalid("Expected left, right or both, found '" + printable(*change.ear, 40) + "'", "ear");
  }
  if (type) {
    EARDRUM_TRY(change.type, band_type(*type));
  }
  return std::optional<BandChange>(change);
}

Result<void> change_band(const BandChange& change, engine::Tuning& tuning) {
  const bool one_ear = change.ear && *change.ear != "both";
  if (one_ear && tuning.ears.size() == 1) tuning.ears.push_back(tuning.ears.front());
  for (std::size_t i = 0; i < tuning.ears.size(); ++i) {
    if (one_ear && (*change.ear == "left") != (i == 0)) continue;
    auto& bands = tuning.ears[i];
    const auto count = static_cast<std::int64_t>(bands.size());
    if (change.number == count + 1 && bands.size() < kMostBands && change.frequency_hz) {
      bands.push_back({});  // one more
    } else if (change.number < 1 || change.number > count) {
      return invalid("Expected a band from 1 to " + std::to_string(count) + ", or " + std::to_string(count + 1) +
                         " with a frequency for a new one, found " + std::to_string(change.number),
                     "band");
    }
    engine::TunedBand& tuned = bands[static_cast<std::size_t>(change.number - 1)];
    if (change.frequency_hz) tuned.band.frequency = Hertz(*change.frequency_hz);
    if (change.gain_db) tuned.band.gain = Gain(*change.gain_db);
    if (change.q) tuned.band.q = *change.q;
    if (change.type) tuned.band.type = *change.type;
    if (change.on) tuned.on = *change.on;
  }
  return {};
}

// false: off; true: as it was, else as it comes; an object: these figures.
template <class Params, class Read>
Result<void> read_switch(const Value* value, std::optional<Params>& params, const char* name, const Read& read) {
  if (value == nullptr) return {};
  if (value->is_bool()) {
    if (!value->as_bool()) params.reset();
    if (value->as_bool() && !params) params.emplace();
    return {};
  }
  if (!value->is_object()) return invalid("Expected true, false or figures, found " + std::string(value->kind()), name);
  Params changed = params.value_or(Params{});
  Fields fields(*value);
  EARDRUM_CHECK(read(fields, changed));
  EARDRUM_CHECK(fields.finish());
  params = changed;
  return {};
}

Result<void> read_crossfeed(Fields& fields, dsp::CrossfeedParams& params) {
  EARDRUM_TRY(const auto cutoff_hz, fields.number("cutoff_hz"));
  EARDRUM_TRY(const auto feed_db, fields.number("feed_db"));
  if (cutoff_hz) params.cutoff = Hertz(*cutoff_hz);
  if (feed_db) params.feed = Gain(*feed_db);
  EARDRUM_CHECK(within(params.cutoff.value(), 300.0, 2000.0, "cutoff_hz", "Hz"));
  EARDRUM_CHECK(within(params.feed.db(), 1.0, 15.0, "feed_db", "dB"));
  return {};
}

Result<void> read_limiter(Fields& fields, dsp::LimiterParams& params) {
  EARDRUM_TRY(const auto ceiling_db, fields.number("ceiling_dbtp"));
  if (ceiling_db) params.ceiling = Gain(*ceiling_db);
  EARDRUM_CHECK(within(params.ceiling.db(), -40.0, 0.0, "ceiling_dbtp", "dBTP"));
  return {};
}

Value value_of(const engine::Tuning& tuning) {
  Value ears = Value::Array{};
  for (const auto& bands : tuning.ears) {
    Value list = Value::Array{};
    for (const engine::TunedBand& tuned : bands) {
      Value band;
      band.set("type", to_text(tuned.band.type)).set("frequency_hz", tuned.band.frequency.value());
      list.push_back(band.set("gain_db", tuned.band.gain.db()).set("q", tuned.band.q).set("on", tuned.on));
    }
    ears.push_back(list);
  }
  Value crossfeed = false, limiter = false;
  if (tuning.crossfeed) {
    crossfeed =
        Value(Value::Object{{"cutoff_hz", tuning.crossfeed->cutoff.value()}, {"feed_db", tuning.crossfeed->feed.db()}});
  }
  if (tuning.limiter) limiter = Value(Value::Object{{"ceiling_dbtp", tuning.limiter->ceiling.db()}});
  Value value;
  value.set("name", tuning.name).set("preamp_db", tuning.preamp.db()).set("ears", ears);
  return value.set("fixed", tuning.fixed != nullptr).set("crossfeed", crossfeed).set("limiter", limiter);
}

// JSON has no infinities: silence is null.
Value level(double db) {
  return std::isfinite(db) ? Value(db) : Value();
}

Value count(std::uint64_t number) {
  return static_cast<std::int64_t>(number);
}

Value value_of(const Readings& readings) {
  Value channels = Value::Array{};
  const auto names = channel_layout(readings.channels.size());
  for (std::size_t c = 0; c < names.size(); ++c) {
    const Readings::Channel& channel = readings.channels[c];
    Value one;
    one.set("name", std::string(names[c]))
        .set("rms_dbfs", level(channel.rms_dbfs))
        .set("peak_dbfs", level(channel.peak_dbfs));
    if (channel.exposure) {
      one.set("level_dba", level(channel.exposure->level.db()))
          .set("dose_percent_of_week", channel.exposure->dose_percent_of_week);
    }
    channels.push_back(one);
  }
  Value value;
  value.set("channels", channels)
      .set("momentary_lufs", level(readings.momentary_lufs))
      .set("true_peak_dbtp", level(readings.true_peak_dbtp))
      .set("limiter_db", readings.limiter_db)
      .set("exposure_known", readings.exposure_known)
      .set("frames", count(readings.frames))
      .set("faults", count(readings.faults))
      .set("xruns", count(readings.xruns));
  return value.set("skipped", count(readings.skipped));
}

Value error_value(const Error& error) {
  return Value(Value::Object{{"code", code_text(error.code)}, {"message", error.to_string()}});
}

}  // namespace

Protocol::Protocol(Session& session, Loader loader, const Backend* backend)
    : session_(session), loader_(std::move(loader)), backend_(backend) {}

Value Protocol::status() const {
  const Status status = session_.status();
  Value value = value_of(status.tuning);
  value.set("slot", slot_text(status.slot)).set("other", status.other ? Value(*status.other) : Value());
  value.set("volume_db", status.volume.db()).set("bypass", status.bypass);
  value.set("match_loudness", status.match_loudness).set("matched_db", status.matched.db());
  const bool runs = status.format.sample_rate_hz != 0;
  value.set("sample_rate_hz", runs ? count(status.format.sample_rate_hz) : Value());
  value.set("channels", runs ? count(status.format.channels) : Value());
  value.set("latency_frames", count(session_.latency()));
  value.set("problem", status.problem.empty() ? Value() : Value(status.problem));
  if (backend_ != nullptr) {
    const BackendStatus backend = backend_->status();
    value.set("server", backend.server).set("connected", backend.connected);
    value.set("device", backend.device.empty() ? Value() : Value(backend.device));
    value.set("device_text", backend.device_text.empty() ? Value() : Value(backend.device_text));
  }
  return value;
}

Result<Value> Protocol::perform(const Value& request, Answer& answer) {
  Fields fields(request);
  fields.any("id");
  EARDRUM_TRY(const auto what, fields.text("request"));
  if (!what) return invalid("Expected a request: status, set, load, ab, meters or quit", "request");
  Value result;
  if (*what == "status") {
    EARDRUM_CHECK(fields.finish());
  } else if (*what == "set") {
    EARDRUM_TRY(const auto band, read_band(fields));
    EARDRUM_TRY(const auto preamp_db, fields.number("preamp_db"));
    EARDRUM_TRY(const auto volume_db, fields.number("volume_db"));
    EARDRUM_TRY(const auto bypass, fields.boolean("bypass"));
    EARDRUM_TRY(const auto match, fields.boolean("match_loudness"));
    const Value* const crossfeed = fields.any("crossfeed");
    const Value* const limiter = fields.any("limiter");
    EARDRUM_CHECK(fields.finish());
    if (volume_db) EARDRUM_CHECK(within(*volume_db, -120.0, 0.0, "volume_db", "dB"));
    if (preamp_db) EARDRUM_CHECK(within(*preamp_db, -60.0, 20.0, "preamp_db", "dB"));
    const auto edited = session_.edit([&](engine::Tuning& tuning) -> Result<void> {
      if (band) EARDRUM_CHECK(change_band(*band, tuning));
      if (preamp_db) tuning.preamp = Gain(*preamp_db);
      EARDRUM_CHECK(read_switch(crossfeed, tuning.crossfeed, "crossfeed", read_crossfeed));
      return read_switch(limiter, tuning.limiter, "limiter", read_limiter);
    });
    if (!edited) return edited.error();
    // These can't fail any more.
    if (volume_db) EARDRUM_CHECK(session_.set_volume(Gain(*volume_db)));
    if (match) EARDRUM_CHECK(session_.set_match_loudness(*match));
    if (bypass) EARDRUM_CHECK(session_.set_bypass(*bypass));
  } else if (*what == "load") {
    LoadRequest load;
    EARDRUM_TRY(load.chain, fields.text("chain"));
    EARDRUM_TRY(load.equalizer, fields.text("equalizer"));
    EARDRUM_TRY(load.headphone, fields.text("headphone"));
    EARDRUM_TRY(const auto slot_name, fields.text("slot"));
    EARDRUM_CHECK(fields.finish());
    Slot slot = session_.heard();
    if (slot_name) {
      EARDRUM_TRY(slot, slot_of(*slot_name));
    }
    if (load.chain.has_value() + load.equalizer.has_value() + load.headphone.has_value() != 1) {
      return invalid("Expected one of chain, equalizer and headphone");
    }
    EARDRUM_TRY(auto loaded, loader_(load));
    EARDRUM_CHECK(session_.load(slot, std::move(loaded.tuning)));
    if (loaded.drum_db_spl) session_.set_drum_response(loaded.drum_db_spl);
    Value notes = Value::Array{};
    for (const std::string& note : loaded.notes) notes.push_back(note);
    result.set("notes", notes);
  } else if (*what == "ab") {
    EARDRUM_TRY(const auto to, fields.text("to"));
    EARDRUM_CHECK(fields.finish());
    Slot slot = session_.heard() == Slot::kA ? Slot::kB : Slot::kA;
    if (to && *to != "swap") {
      EARDRUM_TRY(slot, slot_of(*to));
    }
    EARDRUM_CHECK(session_.choose(slot));
  } else if (*what == "meters") {
    EARDRUM_TRY(const auto each_ms, fields.integer("every_ms"));
    EARDRUM_CHECK(fields.finish());
    if (each_ms) {
      if (*each_ms != 0) EARDRUM_CHECK(within(static_cast<double>(*each_ms), 20.0, 60000.0, "every_ms", "ms"));
      answer.meters_each = static_cast<int>(*each_ms);
    }
    return result.set("meters", value_of(session_.meters()));
  } else if (*what == "quit") {
    EARDRUM_CHECK(fields.finish());
    answer.quit = true;
    return Value(Value::Object{});
  } else {
    return invalid("Expected status, set, load, ab, meters or quit, found '" + printable(*what, 40) + "'", "request");
  }
  return result.set("status", status());
}

Protocol::Answer Protocol::answer(std::string_view line) {
  Answer answer;
  Value value;
  value.set("schema", "eardrum.live/1");
  const auto request = parse_json(line);
  Result<Value> result = invalid("Expected a JSON object");
  if (!request) {
    result = request.error();
  } else if (request->is_object()) {
    if (const Value* const id = request->find("id")) value.set("id", *id);
    result = perform(*request, answer);
  }
  value.set("ok", result.has_value());
  if (!result) {
    answer.meters_each.reset();
    value.set("error", error_value(result.error()));
  } else if (result->is_object()) {
    for (const auto& [name, member] : result->as_object()) value.set(name, member);
  }
  answer.line = write_json(value, -1);
  return answer;
}

std::string Protocol::meters_line() const {
  Value value;
  value.set("schema", "eardrum.live/1").set("event", "meters").set("meters", value_of(session_.meters()));
  return write_json(value, -1);
}

}  // namespace eardrum::live
