// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <string>
#include <vector>

#include <eardrum/filter/peq.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum::test {

/// One line of data/peq_problems.jsonl: the curve, and AutoEq's own filters and loss on it.
struct PublishedFit {
  std::string name;
  Hertz sample_rate;
  FrequencyResponse curve;
  Peq autoeq;
  double autoeq_loss_db = 0.0;
};
/// All of them; the caller has checked that the file is there.
std::vector<PublishedFit> published_fits();

/// A band of any kind with frequency, gain and Q from the middle of what equalisers have.
Band random_band(std::mt19937& random, BandType type);

inline constexpr BandType kEveryType[] = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf,
                                          BandType::kLowPass, BandType::kHighPass};

}  // namespace eardrum::test
