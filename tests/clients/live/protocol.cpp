// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <live/protocol.h>

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "../../report/schema_check.h"

using namespace eardrum;
using namespace eardrum::live;

namespace {

engine::Tuning two_bands(std::string name) {
  const Peq peq{Gain(-3.0),
                {{BandType::kPeaking, Hertz(100), Gain(2.0), 1.0}, {BandType::kPeaking, Hertz(3000), Gain(-3.0), 2.0}}};
  return engine::tuning_of(std::span<const Peq>(&peq, 1), std::move(name));
}

Result<Loaded> load(const LoadRequest& request) {
  if (request.headphone == "hd650") {
    return Loaded{two_bands("HD 650"),
                  FrequencyResponse::flat(FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 1)).shifted(110.0),
                  {"a note"}};
  }
  return Error{Errc::kNotFound, "No such thing", {}};
}

struct Fixture {
  Session session{two_bands("first")};
  Protocol protocol{session, load};

  Value say(std::string_view line) {
    const auto answer = protocol.answer(line);
    const auto value = parse_json(answer.line);
    REQUIRE(value.has_value());
    CHECK(answer.line.find('\n') == std::string::npos);
    CHECK(test::violation(test::schema("live-1"), *value) == "");
    return *value;
  }
  Value fine(std::string_view line) {
    Value answer = say(line);
    INFO(write_json(answer));
    REQUIRE(answer.find("ok")->as_bool());
    return answer;
  }
  std::string refused(std::string_view line) {
    const Status before = session.status();
    const Value answer = say(line);
    INFO(line);
    REQUIRE(!answer.find("ok")->as_bool());
    CHECK(session.status().tuning == before.tuning);
    CHECK(session.status().volume == before.volume);
    CHECK(session.status().bypass == before.bypass);
    return answer.find("error")->find("message")->as_string();
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "status tells what is heard, and repeats the id") {
  const Value answer = fine(R"({"id": [7, "x"], "request": "status"})");
  CHECK(write_json(*answer.find("id"), -1) == R"([7,"x"])");
  const Value& status = *answer.find("status");
  CHECK(status.find("name")->as_string() == "first");
  CHECK(status.find("ears")->as_array().at(0).as_array().size() == 2);
  CHECK(status.find("sample_rate_hz")->is_null());
}

TEST_CASE_FIXTURE(Fixture, "set changes what it names and nothing else") {
  fine(R"({"request":"set","band":2,"gain_db":-2.5})");
  auto tuning = session.status().tuning;
  CHECK(tuning.ears[0][1].band.gain == Gain(-2.5));
  CHECK(tuning.ears[0][1].band.frequency == Hertz(3000));
  CHECK(tuning.ears[0][0] == two_bands("").ears[0][0]);
  fine(
      R"({"request":"set","band":1,"frequency_hz":80,"q":0.5,"type":"low_shelf","on":false,"preamp_db":-7,"volume_db":-20,)"
      R"("bypass":true,"match_loudness":false,"crossfeed":{"feed_db":6},"limiter":true})");
  tuning = session.status().tuning;
  CHECK(tuning.ears[0][0].band == Band{BandType::kLowShelf, Hertz(80), Gain(2.0), 0.5});
  CHECK(!tuning.ears[0][0].on);
  CHECK(tuning.preamp == Gain(-7));
  CHECK(tuning.crossfeed->feed == Gain(6));
  CHECK(tuning.crossfeed->cutoff == Hertz(700));
  CHECK(tuning.limiter.has_value());
  CHECK(session.status().volume == Gain(-20));
  CHECK(session.status().bypass);
  CHECK(!session.status().match_loudness);
  fine(R"({"request":"set","crossfeed":false,"limiter":{"ceiling_dbtp":-3}})");
  CHECK(!session.status().tuning.crossfeed);
  CHECK(session.status().tuning.limiter->ceiling == Gain(-3));
}

TEST_CASE_FIXTURE(Fixture, "a band can be added, and one ear's changed alone") {
  fine(R"({"request":"set","band":3,"frequency_hz":5000,"gain_db":1})");
  CHECK(session.status().tuning.ears[0].size() == 3);
  fine(R"({"request":"set","band":3,"ear":"right","gain_db":-4})");
  const auto ears = session.status().tuning.ears;
  REQUIRE(ears.size() == 2);
  CHECK(ears[0][2].band.gain == Gain(1));
  CHECK(ears[1][2].band.gain == Gain(-4));
}

TEST_CASE_FIXTURE(Fixture, "what is wrong is refused whole, with the reason") {
  CHECK(has(refused(R"({"request":"set","band":9,"gain_db":1})"), "from 1 to 2"));
  CHECK(has(refused(R"({"request":"set","band":0,"gain_db":1})"), "from 1 to 2"));
  CHECK(has(refused(R"({"request":"set","band":3,"gain_db":1})"), "with a frequency"));
  CHECK(has(refused(R"({"request":"set","band":1,"gain_db":1e9})"), "gain_db"));
  CHECK(has(refused(R"({"request":"set","band":1,"gain_db":"loud"})"), "Expected a number"));
  CHECK(has(refused(R"({"request":"set","band":1.5,"gain_db":1})"), "whole number"));
  CHECK(has(refused(R"({"request":"set","gain_db":1})"), "number of the band"));
  CHECK(has(refused(R"({"request":"set","volume_db":1,"preamp_db":-1})"), "volume_db"));
  CHECK(has(refused(R"({"request":"set","preamp_db":-1,"crossfeed":{"feed_db":99}})"), "feed_db"));
  CHECK(has(refused(R"({"request":"set","preampdb":-1})"), "did you mean 'preamp_db'"));
  CHECK(has(refused(R"({"request":"sett"})"), "Expected status"));
  CHECK(has(refused(R"({"request":"ab"})"), "load it first"));
  CHECK(has(refused(R"({"request":"ab","to":"c"})"), "a or b"));
  CHECK(has(refused(R"({"request":"load"})"), "one of"));
  CHECK(has(refused(R"({"request":"load","chain":"x","headphone":"y"})"), "one of"));
  CHECK(has(refused(R"({"request":"load","headphone":"nobody"})"), "No such thing"));
  CHECK(has(refused(R"({"request":"meters","every_ms":1})"), "every_ms"));
  CHECK(has(refused("[1]"), "object"));
  CHECK(!refused("{").empty());
  CHECK(!refused("\xff\x01").empty());
}

TEST_CASE_FIXTURE(Fixture, "load fills a slot, ab goes over") {
  const Value loaded = fine(R"({"request":"load","headphone":"hd650","slot":"b"})");
  CHECK(loaded.find("notes")->as_array().size() == 1);
  CHECK(session.status().tuning.name == "first");
  CHECK(session.status().other == "HD 650");
  fine(R"({"request":"ab"})");
  CHECK(session.status().tuning.name == "HD 650");
  fine(R"({"request":"ab","to":"a"})");
  CHECK(session.status().tuning.name == "first");
}

TEST_CASE_FIXTURE(Fixture, "meters: silence is null, exposure is absent until the chain is known") {
  REQUIRE(session.prepare({48000, 2}).has_value());
  std::vector<float> left(4800), right(4800);
  const float* const in[2] = {left.data(), right.data()};
  float* const out[2] = {left.data(), right.data()};
  const auto play = [&](int blocks) {
    for (int block = 0; block < blocks; ++block) {
      session.process(48000, in, out, 4800);
      session.service();
    }
  };
  play(10);
  Value meters = *fine(R"({"request":"meters"})").find("meters");
  CHECK(meters.find("channels")->as_array().at(0).find("rms_dbfs")->is_null());
  CHECK(!meters.find("exposure_known")->as_bool());
  fine(R"({"request":"load","headphone":"hd650"})");
  for (std::size_t k = 0; k < left.size(); ++k)
    right[k] = left[k] = 0.1f * static_cast<float>(std::sin(0.13 * static_cast<double>(k)));
  play(20);
  meters = *fine(R"({"request":"meters","every_ms":100})").find("meters");
  CHECK(meters.find("exposure_known")->as_bool());
  CHECK(meters.find("channels")->as_array().at(1).find("dose_percent_of_week")->as_number() > 0.0);
  CHECK(protocol.answer(R"({"request":"meters","every_ms":100})").meters_each == 100);
  CHECK(parse_json(protocol.meters_line())->find("event")->as_string() == "meters");
}

TEST_CASE_FIXTURE(Fixture, "quit quits") {
  CHECK(protocol.answer(R"({"request":"quit"})").quit);
  CHECK(!protocol.answer(R"({"request":"quit","now":true})").quit);
}

TEST_CASE_FIXTURE(Fixture, "random mixtures of requests never break it") {
  std::mt19937 random(11);
  const std::string alphabet = R"({}[]",:0123456789.-eabdnqstu _)";
  const std::string seed = R"({"request":"set","band":1,"gain_db":-2.5,"crossfeed":{"feed_db":6},"limiter":true})";
  for (int round = 0; round < 3000; ++round) {
    std::string line = seed;
    for (int edits = 0; edits < 1 + round % 4; ++edits) {
      const std::size_t at = random() % line.size();
      const char letter = alphabet[random() % alphabet.size()];
      if (random() % 2 == 0)
        line[at] = letter;
      else
        line.insert(at, 1, letter);
    }
    CHECK(parse_json(protocol.answer(line).line).has_value());
  }
}
