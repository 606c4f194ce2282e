// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/response/grid.h>
#include <eardrum/units/frequency.h>

namespace eardrum::verify {

/// What a recording is expected to be: dB re `impulse` at each frequency, left and right.
struct Intended {
  FrequencyGrid grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 24);
  std::array<std::vector<double>, 2> db{};
  double impulse = 0.5;  ///< the sample that was played
};

/// |spectrum| in dB re `impulse` on the grid.
std::vector<double> spectrum_db(const std::vector<double>& samples, std::size_t begin, std::size_t end, Hertz rate,
                                const FrequencyGrid& grid, double impulse);

/// Compares the recording of an impulse, one second from its peak on, with what was intended; says how far off it is.
/// True within `tolerance_db`.
bool compare(const std::string& path, Hertz rate, const Intended& intended, double tolerance_db);

/// Two and a half seconds of silence but for `left` and `right` at one second.
std::string impulse_wav(Hertz rate, double left, double right);

/// Writes a file, or says why not.
bool put(const std::string& path, const std::string& bytes);

}  // namespace eardrum::verify
