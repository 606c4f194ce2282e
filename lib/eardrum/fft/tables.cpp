// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <bit>

#include <eardrum/fft/fft_kernels_internal.h>
#include <eardrum/fft/turn_internal.h>

namespace eardrum::fft::detail {
namespace {

// Radix 8 wherever the length allows, 4 takes the rest. Eights first where a part does not fit the first-level cache,
// to get there in the fewest sweeps; then the fours, so that the last pass, which turns nothing, does the most.
template <class Sample>
void make_passes(Tables<Sample>& tables) {
  std::size_t fours = static_cast<std::size_t>(std::countr_zero(tables.vectors)) * 2 % 3;  // 2^(3 a + 2 fours)
  std::size_t twiddles = 0;
  for (std::size_t left = tables.vectors; left > 1;) {
    const bool long_part = left > first_level_vectors<Sample>(tables.lanes) && left >> (2 * fours) >= 8;
    const std::size_t radix = fours == 0 || long_part ? 8 : 4;
    if (radix == 4) --fours;
    left /= radix;
    tables.passes.push_back({radix, left, twiddles});
    twiddles += 2 * (radix - 1) * left;
  }
  tables.twiddles = AlignedArray<Sample>(twiddles);
  tables.position.assign(tables.vectors, 0);
  std::size_t points = tables.vectors;
  for (const Pass& pass : tables.passes) {
    Sample* next = tables.twiddles.data() + pass.twiddle;
    for (std::size_t p = 0; p < pass.blocks; ++p) {
      for (std::size_t j = 1; j < pass.radix; ++j) {
        const Turn w = turn(j * p, points);
        *next++ = static_cast<Sample>(w.re);
        *next++ = static_cast<Sample>(w.im);
      }
    }
    // The digits of k, lowest first, choose the part, the part of the part ...
    const std::size_t digit = tables.vectors / points;  // the value of this pass's digit
    for (std::size_t k = 0; k < tables.vectors; ++k)
      tables.position[k] += static_cast<std::uint32_t>(k / digit % pass.radix * pass.blocks);
    points = pass.blocks;
  }
}

}  // namespace

template <class Sample>
Tables<Sample> make_tables(std::size_t points, Order order) {
  Tables<Sample> tables;
  tables.points = points;
  tables.lanes = lanes<Sample>(points);
  tables.vectors = points / tables.lanes;
  make_passes(tables);
  tables.rotation = AlignedArray<Sample>(2 * points);
  for (std::size_t k = 0; k < tables.vectors; ++k) {
    Sample* const re = tables.rotation.data() + 2 * tables.lanes * (order == Order::kNatural ? k : tables.position[k]);
    for (std::size_t n = 0; n < tables.lanes; ++n) {
      const Turn w = turn(k * n, points);
      re[n] = static_cast<Sample>(w.re);
      re[tables.lanes + n] = static_cast<Sample>(w.im);
    }
  }
  return tables;
}

template Tables<float> make_tables<float>(std::size_t, Order);
template Tables<double> make_tables<double>(std::size_t, Order);

}  // namespace eardrum::fft::detail
