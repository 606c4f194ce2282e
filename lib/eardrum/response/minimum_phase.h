// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace eardrum {

/// The phase in radians of the minimum-phase system with these magnitudes: the Hilbert transform of ln|H|, by folding
/// the real cepstrum (Oppenheim & Schafer). `log_magnitude` (natural log, finite) and `phase` hold bins 0 to Nyquist of
/// a transform whose length is a power of two from 4 to 2^24. Cepstra longer than half the transform alias: make it
/// several times longer than the response rings.
void minimum_phase(std::span<const double> log_magnitude, std::span<double> phase);

}  // namespace eardrum
