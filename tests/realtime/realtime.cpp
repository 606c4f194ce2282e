// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Two real threads each; preset tsan proves the memory order, these prove the values.
#include <eardrum/realtime/flush_denormals.h>
#include <eardrum/realtime/handoff.h>
#include <eardrum/realtime/ring.h>
#include <eardrum/realtime/triple_buffer.h>

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <thread>

namespace rt = eardrum::realtime;

namespace {

// Larger than a cache line and made from one number: a torn copy does not fit together.
struct Payload {
  std::array<std::uint64_t, 24> words{};
  static Payload from(std::uint64_t seed) {
    Payload payload;
    for (auto& word : payload.words) word = seed, seed = seed * 6364136223846793005u + 1442695040888963407u;
    return payload;
  }
  bool whole() const { return from(words[0]).words == words; }
};

}  // namespace

TEST_CASE("a ring keeps order, refuses when full and gives nothing when empty") {
  rt::Ring<int> ring(4);
  int value = -1;
  CHECK_FALSE(ring.pop(value));
  CHECK(value == -1);
  for (int k = 0; k < 4; ++k) CHECK(ring.push(k));
  CHECK_FALSE(ring.push(4));
  CHECK(ring.room() == 0);
  for (int k = 0; k < 4; ++k) {
    CHECK(ring.pop(value));
    CHECK(value == k);
  }
  CHECK_FALSE(ring.pop(value));
}

TEST_CASE("a ring brings every value across threads, once, in order, whole") {
  rt::Ring<Payload> ring(16);
  constexpr std::uint64_t kCount = 100'000;
  std::thread writer([&] {
    for (std::uint64_t k = 0; k < kCount;) k += ring.push(Payload::from(k)) ? 1u : 0u;
  });
  std::uint64_t wrong = 0;
  Payload payload;
  for (std::uint64_t k = 0; k < kCount;) {
    if (!ring.pop(payload)) continue;
    if (payload.words[0] != k || !payload.whole()) ++wrong;
    ++k;
  }
  writer.join();
  CHECK(wrong == 0);
}

TEST_CASE("a triple buffer reads the latest value, and its first until one is written") {
  rt::TripleBuffer<int> buffer(7);
  CHECK(buffer.read() == 7);
  buffer.write(8);
  buffer.write(9);
  CHECK(buffer.read() == 9);
  CHECK(buffer.read() == 9);
}

TEST_CASE("a triple buffer never tears and never goes back, and the last value arrives") {
  rt::TripleBuffer<Payload> buffer(Payload::from(0));
  constexpr std::uint64_t kCount = 100'000;
  std::thread writer([&] {
    for (std::uint64_t k = 1; k <= kCount; ++k) buffer.write(Payload::from(k));
  });
  std::uint64_t torn = 0, backwards = 0, last = 0;
  while (last != kCount) {
    const Payload& payload = buffer.read();
    if (!payload.whole()) ++torn;
    if (payload.words[0] < last) ++backwards;
    last = payload.words[0];
  }
  writer.join();
  CHECK(torn == 0);
  CHECK(backwards == 0);
}

namespace {
std::atomic<int> alive{0};
struct Counted {
  explicit Counted(std::uint64_t seed) : payload(Payload::from(seed)) { ++alive; }
  ~Counted() { --alive; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  Payload payload;
};
}  // namespace

TEST_CASE("a handoff frees an overtaken offer and what comes back") {
  {
    rt::Handoff<Counted> handoff;
    CHECK(handoff.take() == nullptr);
    handoff.offer(std::make_unique<Counted>(1));
    handoff.offer(std::make_unique<Counted>(2));
    CHECK(alive == 1);
    Counted* const taken = handoff.take();
    REQUIRE(taken != nullptr);
    CHECK(taken->payload.words[0] == 2);
    CHECK_FALSE(handoff.waiting());
    handoff.give_back(taken);
    CHECK(handoff.collect() == 1);
    CHECK(alive == 0);
    handoff.offer(std::make_unique<Counted>(3));
  }
  CHECK(alive == 0);
}

TEST_CASE("a handoff gives nothing rather than lose an object when nobody collects") {
  rt::Handoff<Counted> handoff;
  int taken = 0;
  for (int k = 0; k < 100; ++k) {
    handoff.offer(std::make_unique<Counted>(static_cast<std::uint64_t>(k)));
    if (Counted* const object = handoff.take()) handoff.give_back(object), ++taken;
  }
  CHECK(taken == 8);
  CHECK(handoff.collect() == 8);
  const std::unique_ptr<Counted> last(handoff.take());
  REQUIRE(last != nullptr);
  CHECK(last->payload.words[0] == 99);
  CHECK(alive == 1);
}

TEST_CASE(
    "a handoff under two threads: the newest arrives whole, and every object is freed by the controlling thread") {
  constexpr std::uint64_t kCount = 20'000;
  std::uint64_t broken = 0, backwards = 0, last = 0;
  {
    rt::Handoff<Counted> handoff;
    std::atomic<bool> done{false};
    std::thread audio([&] {
      Counted* current = nullptr;
      while (true) {
        const bool was_done = done.load();
        if (Counted* const next = handoff.take()) {
          if (!next->payload.whole()) ++broken;
          if (next->payload.words[0] < last) ++backwards;
          last = next->payload.words[0];
          if (current != nullptr) handoff.give_back(current);
          current = next;
        } else if (was_done && !handoff.waiting()) {
          break;
        }
      }
      if (current != nullptr) handoff.give_back(current);
    });
    for (std::uint64_t k = 1; k <= kCount; ++k) {
      handoff.offer(std::make_unique<Counted>(k));
      handoff.collect();
    }
    done = true;
    while (handoff.waiting()) handoff.collect();
    audio.join();
  }
  CHECK(broken == 0);
  CHECK(backwards == 0);
  CHECK(last == kCount);
  CHECK(alive == 0);
}

TEST_CASE("denormals are flushed while the guard lives, and only then") {
  volatile float smallest = std::numeric_limits<float>::min();
  CHECK(smallest / 2.0f > 0.0f);
  {
    const rt::FlushDenormals guard;
    const volatile float half = smallest / 2.0f;
    CHECK(half == 0.0f);
  }
  const volatile float half = smallest / 2.0f;
  CHECK(half > 0.0f);
}
