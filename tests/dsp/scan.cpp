// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/scan.h>

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "support/every_target.h"

TEST_CASE_TEMPLATE("the peak and any sample that is no number are found, wherever they stand", Sample, float, double) {
  for (std::size_t size = 0; size < 150; size += 7) {
    for (std::size_t at = 0; at < size; ++at) {
      eardrum::test::on_every_target([&] {
        std::vector<Sample> x(size, Sample{0.25});
        x[at] = Sample{-0.75};
        CHECK(eardrum::dsp::scan(std::span<const Sample>(x)) == eardrum::dsp::Scan{0.75, true});
        for (const Sample evil : {std::numeric_limits<Sample>::quiet_NaN(), std::numeric_limits<Sample>::infinity(),
                                  -std::numeric_limits<Sample>::infinity()}) {
          x[at] = evil;
          CHECK_FALSE(eardrum::dsp::scan(std::span<const Sample>(x)).finite);
        }
        x[at] = std::numeric_limits<Sample>::max();
        if (size < 2) CHECK(eardrum::dsp::scan(std::span<const Sample>(x)).finite);
      });
    }
  }
  CHECK(eardrum::dsp::scan(std::span<const Sample>()) == eardrum::dsp::Scan{0.0, true});
}
