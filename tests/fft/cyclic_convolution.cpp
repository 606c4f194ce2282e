// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/fft/cyclic_convolution.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/every_target.h"
#include "support/noise.h"

namespace {

using eardrum::fft::CyclicConvolution;
using eardrum::fft::Signal;
using eardrum::test::noise;
using eardrum::test::on_every_target;

// The definition, at some of the points, and the power of what is there.
template <class Sample>
struct Worst {
  double error = 0.0, power = 0.0;
  void add(const std::vector<std::vector<Sample>>& in, const std::vector<std::vector<Sample>>& filters, double gain,
           const std::vector<Sample>& out) {
    const std::size_t size = out.size();
    for (std::size_t n = 0; n < size; n += size / 32 + 1) {
      long double sum = 0;
      for (std::size_t i = 0; i < in.size(); ++i) {
        for (std::size_t k = 0; k < filters[i].size(); ++k)
          sum += static_cast<long double>(filters[i][k]) * static_cast<long double>(in[i][(n + size - k) % size]);
      }
      const double exact = static_cast<double>(static_cast<long double>(gain) * sum);
      error += std::pow(exact - static_cast<double>(out[n]), 2);
      power += exact * exact;
    }
  }
  double db() const { return 10.0 * std::log10(error / power + 1e-60); }
};

}  // namespace

TEST_CASE_TEMPLATE("a matrix of cyclic convolutions is the direct sum, on every instruction set", Sample, float,
                   double) {
  // Of the error of two transforms: as tests/fft/real_fft.cpp tolerates for one there and back.
  const double rounding_db = std::is_same_v<Sample, float> ? -126.0 : -300.0;
  for (std::size_t size = 32; size <= 32768; size *= 2) {
    CAPTURE(size);
    for (const auto& [inputs, outputs] : {std::pair<std::size_t, std::size_t>{1, 1}, {2, 2}, {3, 2}, {1, 8}}) {
      const std::size_t in_count = inputs, out_count = outputs;  // clang 14 captures no structured binding
      if (size > 4096 && in_count != 1) continue;
      std::vector<std::vector<Sample>> re, im, filters;
      for (unsigned i = 0; i < in_count; ++i) {
        re.push_back(noise<Sample>(size, 1 + i));
        im.push_back(noise<Sample>(size, 11 + i));
      }
      for (unsigned f = 0; f < in_count * out_count; ++f)
        filters.push_back(noise<Sample>(f == 1 ? 0 : std::min<std::size_t>(size - f, 700), 21 + f));
      on_every_target([&] {
        CyclicConvolution<Sample> convolution(size, in_count, out_count);
        for (std::size_t f = 0; f < filters.size(); ++f) {
          if (!filters[f].empty()) convolution.set_filter(f / in_count, f % in_count, filters[f], 0.25);
        }
        std::vector<std::vector<Sample>> out_re(out_count, std::vector<Sample>(size)), out_im = out_re;
        std::vector<Signal<const Sample>> in;
        std::vector<Signal<Sample>> out;
        for (std::size_t i = 0; i < in_count; ++i) in.push_back({re[i].data(), im[i].data()});
        for (std::size_t o = 0; o < out_count; ++o) out.push_back({out_re[o].data(), out_im[o].data()});
        convolution.run(in, out);
        for (std::size_t o = 0; o < out_count; ++o) {
          const auto from = filters.begin() + static_cast<std::ptrdiff_t>(o * in_count);
          const std::vector<std::vector<Sample>> row(from, from + static_cast<std::ptrdiff_t>(in_count));
          if (std::all_of(row.begin(), row.end(), [](const auto& h) { return h.empty(); })) {
            CHECK(out_re[o] == std::vector<Sample>(size));
            CHECK(out_im[o] == std::vector<Sample>(size));
            continue;
          }
          Worst<Sample> worst;
          worst.add(re, row, 0.25, out_re[o]);
          worst.add(im, row, 0.25, out_im[o]);
          CHECK(worst.db() < rounding_db);
        }
      });
    }
  }
}
