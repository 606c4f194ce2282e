// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/minimum_phase.h>

#include <algorithm>
#include <vector>

#include <eardrum/base/expects.h>
#include <eardrum/fft/real_fft.h>

namespace eardrum {

void minimum_phase(std::span<const double> log_magnitude, std::span<double> phase) {
  EARDRUM_EXPECTS(log_magnitude.size() == phase.size() && log_magnitude.size() >= 3);
  const std::size_t size = 2 * (log_magnitude.size() - 1);
  fft::RealFft<double> fft(size);
  std::vector<double> zero(log_magnitude.size(), 0.0), cepstrum(size), real(log_magnitude.size());
  fft.inverse(log_magnitude, zero, cepstrum);
  // Everything before time zero goes after it: causal in the cepstrum is minimum phase.
  const double scale = 1.0 / static_cast<double>(size);
  const auto half = static_cast<std::ptrdiff_t>(size / 2);
  cepstrum.front() *= scale;
  std::for_each(cepstrum.begin() + 1, cepstrum.begin() + half, [scale](double& value) { value *= 2.0 * scale; });
  cepstrum[size / 2] *= scale;
  std::fill(cepstrum.begin() + half + 1, cepstrum.end(), 0.0);
  fft.forward(cepstrum, real, phase);
}

}  // namespace eardrum
