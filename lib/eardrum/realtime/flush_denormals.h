// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace eardrum::realtime {

/// While it lives, this thread's arithmetic takes denormal numbers as zero and makes none: a decaying filter would
/// otherwise run up to a hundred times slower in silence. One stands at the top of each audio callback and each tail
/// worker; it restores what it found. Does nothing on processors that it does not know.
class FlushDenormals {
 public:
  FlushDenormals() noexcept : before_(read()) { write(before_ | kFlush); }
  ~FlushDenormals() { write(before_); }
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;

 private:
#if defined(__SSE2__)
  using Word = unsigned;
  static constexpr Word kFlush = 0x8040;  // MXCSR: flush to zero, denormals are zero
  static Word read() noexcept {
    return _mm_getcsr();
  }
  static void write(Word word) noexcept {
    _mm_setcsr(word);
  }
#elif defined(__aarch64__)
  using Word = std::uint64_t;
  static constexpr Word kFlush = std::uint64_t{1} << 24;  // FPCR.FZ
  static Word read() noexcept {
    Word word;
    asm volatile("mrs %0, fpcr" : "=r"(word));
    return word;
  }
  static void write(Word word) noexcept {
    asm volatile("msr fpcr, %0" : : "r"(word));
  }
#else
  using Word = unsigned;
  static constexpr Word kFlush = 0;
  static Word read() noexcept {
    return 0;
  }
  static void write(Word) noexcept {}
#endif
  Word before_;
};

}  // namespace eardrum::realtime
