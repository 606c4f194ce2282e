// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/response/grid.h>
#include <eardrum/units/electrical.h>
#include <eardrum/units/frequency.h>

namespace eardrum::chain {

/// The motional equivalent circuit of one dynamic driver:
///   Z(f) = Re + j 2 pi f Le + Rp / (1 + j Q (f/f0 - f0/f)),   Rp = peak minus Re.
/// Four published curves fit it within 0.35-0.5 dB (reference/electrical.md section 1).
struct MotionalCircuit {
  Ohms re{};              ///< voice-coil resistance
  double le_henry = 0.0;  ///< voice-coil inductance
  Hertz f0{1000.0};       ///< resonance
  Ohms rp{};              ///< motional resistance at resonance
  double q = 1.0;         ///< mechanical Q

  std::complex<double> at(Hertz frequency) const;
  bool operator==(const MotionalCircuit&) const = default;
};

/// One point of a measured impedance curve. The phase is NaN-free: nullopt when it was not measured.
struct ImpedancePoint {
  Hertz frequency{};
  Ohms magnitude{};
  std::optional<double> phase_degrees{};

  bool operator==(const ImpedancePoint&) const = default;
};

/// What the impedance is known from, best first. Said in reports, because a tone shift is only as sure as this.
enum class ImpedanceBasis {
  kCurveWithPhase,     ///< magnitude and phase as published
  kCurveMinimumPhase,  ///< measured magnitude; phase from Bode's gain-phase relation (an impedance is minimum phase)
  kCircuit,            ///< equivalent circuit
  kSparsePoints,       ///< a few read-off points, joined; phase from Bode's relation
  kFlatMeasured,       ///< reported flat (planar, LID) with a measured figure
  kNominal,            ///< only the rated impedance: assumed flat, so the tone shift is unknown
  kAssumed,            ///< not even that: a usual figure stands in, so that levels can be told; nothing else is
};
std::string_view to_text(ImpedanceBasis basis);

/// Z(f) of a headphone: an immutable value, cheap to copy. Held on the standard grid, so that evaluation does not
/// interpolate.
class Impedance {
 public:
  /// Flat and resistive. `basis` says whether it was measured flat, is only the rated figure, or assumed.
  static Result<Impedance> flat(Ohms magnitude, ImpedanceBasis basis = ImpedanceBasis::kNominal);
  static Result<Impedance> circuit(const MotionalCircuit& circuit);
  /// Points in rising frequency, at least two, magnitudes above zero. Between them ln|Z| is linear over log f; beyond
  /// the ends it is held. The phase is used when every point has one, else reconstructed. `sparse` marks a handful of
  /// points.
  static Result<Impedance> curve(std::vector<ImpedancePoint> points, bool sparse = false);

  ImpedanceBasis basis() const { return data_->basis; }
  /// Flat, resistive: it cannot shift the tone.
  bool is_flat() const { return data_->is_flat; }
  std::complex<double> at(Hertz frequency) const;
  Ohms magnitude_at(Hertz frequency) const { return Ohms(std::abs(at(frequency))); }
  /// Values on standard_grid().
  std::span<const std::complex<double>> on_standard_grid() const { return data_->z; }
  /// Writes the values at `grid`'s frequencies; on the standard grid a copy.
  void sample(const FrequencyGrid& grid, std::span<std::complex<double>> z) const;

  struct Extreme {
    Ohms magnitude{};
    Hertz frequency{};
    bool operator==(const Extreme&) const = default;
  };
  /// Smallest and largest |Z| between 20 Hz and 20 kHz.
  const Extreme& minimum() const { return data_->minimum; }
  const Extreme& maximum() const { return data_->maximum; }

  /// What it was made from; each is empty unless that was the way.
  const std::vector<ImpedancePoint>& points() const { return data_->points; }
  const std::optional<MotionalCircuit>& circuit() const { return data_->circuit; }

  bool operator==(const Impedance& other) const {
    return data_ == other.data_ || (data_->z == other.data_->z && data_->basis == other.data_->basis &&
                                    data_->points == other.data_->points && data_->circuit == other.data_->circuit);
  }

 private:
  struct Data {
    ImpedanceBasis basis = ImpedanceBasis::kNominal;
    bool is_flat = false;
    std::vector<std::complex<double>> z;
    Extreme minimum, maximum;
    std::vector<ImpedancePoint> points;
    std::optional<MotionalCircuit> circuit;
  };
  explicit Impedance(Data data);
  std::shared_ptr<const Data> data_;
};

/// The phase in radians of a minimum-phase quantity from ln of its magnitude on a grid that is uniform in log frequency
/// with `points_per_octave` points: Bode's relation, phase(f0) = 1/pi * integral of dA/du * ln coth(|u|/2) du, u =
/// ln(f/f0). The end slopes continue for one octave below and four above. Error against four fitted circuits: below 2
/// degrees from 30 Hz to 2 kHz, below 8 at 10 kHz, where what happens above 20 kHz begins to count.
std::vector<double> bode_phase(std::span<const double> log_magnitude, double points_per_octave);

}  // namespace eardrum::chain
