// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// The verbs of `eardrum live` that talk to a session, against one in this process. What needs an audio server is in
// tests/verify.
#include <doctest/doctest.h>

#include <array>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include <live/control_socket.h>

#include "../report/schema_check.h"
#include "process.h"

using namespace eardrum;
using namespace eardrum::test;

namespace {

engine::Tuning tuning_of_two() {
  const Peq peq{Gain(-3.0),
                {{BandType::kPeaking, Hertz(100), Gain(2.0), 1.0}, {BandType::kPeaking, Hertz(3000), Gain(-3.0), 2.0}}};
  return engine::tuning_of(std::span<const Peq>(&peq, 1), "first");
}

Result<live::Loaded> load_anything(const live::LoadRequest& request) {
  live::Loaded loaded{tuning_of_two(), {}, {}};
  loaded.tuning.name = request.headphone.value_or(request.equalizer.value_or(request.chain.value_or("")));
  if (loaded.tuning.name == "nobody") return Error{Errc::kNotFound, "Nothing is called nobody", {}};
  return loaded;
}

// A run with the session's folder in place of the user's.
Surroundings with_runtime(const std::filesystem::path& folder) {
  Surroundings surroundings;
  surroundings.environment = {{"XDG_RUNTIME_DIR", folder.string()}};
  return surroundings;
}

struct Running {
  TemporaryFolder folder;
  live::Session session{tuning_of_two()};
  live::Protocol protocol{session, load_anything};
  std::unique_ptr<live::ControlSocket> socket;
  std::array<int, 2> stop{-1, -1};
  std::thread thread;

  Running() {
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
    ::setenv("XDG_RUNTIME_DIR", folder.path().c_str(), 1);
    socket = *live::ControlSocket::open(*live::socket_path());
    REQUIRE(::pipe2(stop.data(), O_CLOEXEC) == 0);
    thread = std::thread([this] { socket->run(protocol, stop[0], [] { return true; }); });
  }
  ~Running() {
    (void)!::write(stop[1], "", 1);
    thread.join();
    ::close(stop[0]);
    ::close(stop[1]);
  }

  Ended live(std::vector<std::string> words) const {
    words.insert(words.begin(), "live");
    return run_eardrum(words, with_runtime(folder.path()));
  }
  Ended fine(const std::vector<std::string>& words) const {
    Ended ended = live(words);
    INFO(ended.err);
    CHECK(ended.exit == 0);
    return ended;
  }
};

}  // namespace

TEST_CASE("without a session or a server: one sentence each, and exit 4") {
  const TemporaryFolder folder;
  Surroundings alone = with_runtime(folder.path());
  alone.environment["PIPEWIRE_RUNTIME_DIR"] = folder.path().string();
  alone.environment["PIPEWIRE_REMOTE"] = "";
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"live"}, {"live", "hd650"}, {"live", "--list"}, {"live", "status"}, {"live", "set", "preamp", "-3"}}) {
    const Ended ended = run_eardrum(words, alone);
    CAPTURE(ended.err);
    CHECK(ended.exit == 4);
    CHECK(ended.out.empty());
    CHECK(is_one_line(ended.err));
  }
}

TEST_CASE_FIXTURE(Running, "set: each thing by its own words") {
  fine({"set", "band", "2", "gain", "-2.5", "q", "4", "frequency", "2800", "type", "low_shelf", "off"});
  auto band = session.status().tuning.ears[0][1];
  CHECK(band.band == Band{BandType::kLowShelf, Hertz(2800), Gain(-2.5), 4.0});
  CHECK(!band.on);
  fine({"set", "band", "2", "on"});
  CHECK(session.status().tuning.ears[0][1].on);
  fine({"set", "band", "1", "right", "gain", "+1"});
  CHECK(session.status().tuning.ears.at(1)[0].band.gain == Gain(1));
  fine({"set", "preamp", "-7"});
  CHECK(session.status().tuning.preamp == Gain(-7));
  fine({"set", "volume", "-20"});
  CHECK(session.status().volume == Gain(-20));
  fine({"set", "crossfeed", "cutoff", "650", "feed", "6"});
  CHECK(session.status().tuning.crossfeed->cutoff == Hertz(650));
  fine({"set", "crossfeed", "off"});
  CHECK(!session.status().tuning.crossfeed);
  fine({"set", "limiter", "ceiling", "-2"});
  CHECK(session.status().tuning.limiter->ceiling == Gain(-2));
  fine({"set", "match", "off"});
  CHECK(!session.status().match_loudness);
}

TEST_CASE_FIXTURE(Running, "words that make no sense are a usage error that changes nothing") {
  const auto before = session.status().tuning;
  for (const auto& words : std::vector<std::vector<std::string>>{{"set", "band"},
                                                                 {"set", "band", "one"},
                                                                 {"set", "band", "1.5", "gain", "1"},
                                                                 {"set", "band", "1"},
                                                                 {"load"},
                                                                 {"load", "hd650", "--eq", "x.txt"},
                                                                 {"set", "band", "1", "gain"},
                                                                 {"set", "band", "1", "gain", "loud"},
                                                                 {"set", "band", "1", "sideways"},
                                                                 {"set", "treble", "1"},
                                                                 {"set", "match", "perhaps"},
                                                                 {"set", "crossfeed", "on", "off"},
                                                                 {"set", "preamp", "1", "2"},
                                                                 {"ab", "c"},
                                                                 {"bypass", "maybe"},
                                                                 {"status", "--name", "a/b"}}) {
    const Ended ended = live(words);
    CAPTURE(ended.err);
    CHECK(ended.exit == 2);
    CHECK(is_one_line(ended.err));
    CHECK(ended.out.empty());
  }
  CHECK(holds(live({"set", "band", "1", "gian", "1"}).err, "did you mean gain?"));
  CHECK(holds(live({"set", "bnad", "1", "gain", "1"}).err, "did you mean band?"));
  CHECK(holds(live({"set", "band", "1", "gain", "-99"}).err, "Expected -60 to 60 dB, found -99"));
  // What only the session can know is its to refuse.
  const Ended refused = live({"set", "band", "9", "gain", "1"});
  CHECK(refused.exit == 3);
  CHECK(holds(refused.err, "from 1 to 2"));
  CHECK(session.status().tuning == before);
}

TEST_CASE_FIXTURE(Running, "status, bypass, load, ab, meters, stop") {
  CHECK(violation(schema("live-1"), json_of(fine({"status", "--json"}))) == "");
  const Ended status = fine({"status"});
  CHECK(holds(status.out, "Plays first (slot a)"));
  CHECK(holds(status.out, "band 2  peaking     3000 Hz   -3.0 dB  Q 2.00\n"));
  fine({"bypass", "on"});
  CHECK(session.status().bypass);
  fine({"bypass"});
  CHECK(!session.status().bypass);
  fine({"load", "--eq", "relative.txt", "--slot", "b"});
  CHECK(*session.status().other == (std::filesystem::current_path() / "relative.txt").string());
  fine({"ab", "b"});
  CHECK(session.heard() == live::Slot::kB);
  fine({"load", "hd650"});
  CHECK(session.status().tuning.name == "hd650");
  CHECK(live({"load", "nobody"}).exit == 3);
  CHECK(holds(fine({"meters"}).out, "nothing played yet"));
  CHECK(violation(schema("live-1"), json_of(fine({"meters", "--json"}))) == "");
  Surroundings impatient = with_runtime(folder.path());
  impatient.read_at_most = 300;
  CHECK(holds(run_eardrum({"live", "meters", "--every", "0.05"}, impatient).out, "\n"));
  fine({"stop"});
  thread.join();
  thread = std::thread([] {});
  socket.reset();
  CHECK(live({"status"}).exit == 4);
}
