// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/impedance.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <eardrum/chain/standard_grid.h>

namespace eardrum::chain {

std::complex<double> MotionalCircuit::at(Hertz frequency) const {
  const double f = frequency.value();
  const std::complex<double> motional = rp.value() / std::complex<double>(1.0, q * (f / f0.value() - f0.value() / f));
  return std::complex<double>(re.value(), 2.0 * std::numbers::pi * f * le_henry) + motional;
}

std::string_view to_text(ImpedanceBasis basis) {
  switch (basis) {
    case ImpedanceBasis::kCurveWithPhase:
      return "published curve with phase";
    case ImpedanceBasis::kCurveMinimumPhase:
      return "published curve, phase reconstructed as minimum phase";
    case ImpedanceBasis::kCircuit:
      return "equivalent circuit";
    case ImpedanceBasis::kSparsePoints:
      return "a few published points, phase reconstructed as minimum phase";
    case ImpedanceBasis::kFlatMeasured:
      return "published as flat";
    case ImpedanceBasis::kNominal:
      return "rated impedance only, assumed flat";
    case ImpedanceBasis::kAssumed:
      return "not published, assumed flat";
  }
  return "";
}

namespace {

// ln coth(|u|/2) integrated over one grid step about m * step; the middle step holds the singularity and is done in
// closed form: integral of -ln(|u|/2) from -h/2 to h/2 = h (1 + ln 4 - ln h), exact to O(h^3).
std::vector<double> bode_kernel(std::size_t reach, double step) {
  std::vector<double> kernel(reach + 1);
  kernel[0] = step * (1.0 + std::log(4.0) - std::log(step));
  for (std::size_t m = 1; m <= reach; ++m) {
    kernel[m] = -step * std::log(std::tanh(static_cast<double>(m) * step / 2.0));
  }
  return kernel;
}

}  // namespace

// Below 20 Hz a headphone's impedance soon settles at the coil's resistance; past 20 kHz its inductance goes on rising,
// and the last slope, held for this long, stands for it.
constexpr double kOctavesBelow = 1.0;
constexpr double kOctavesAbove = 4.0;

std::vector<double> bode_phase(std::span<const double> log_magnitude, double points_per_octave) {
  EARDRUM_EXPECTS(log_magnitude.size() >= 2 && points_per_octave > 0.0);
  const std::size_t n = log_magnitude.size();
  const double step = std::numbers::ln2 / points_per_octave;
  const auto margin = static_cast<std::size_t>(kOctavesBelow * points_per_octave);
  const auto tail = static_cast<std::size_t>(kOctavesAbove * points_per_octave);
  std::vector<double> slope(margin + n + tail);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t left = i == 0 ? 0 : i - 1;
    const std::size_t right = i + 1 == n ? i : i + 1;
    slope[margin + i] = (log_magnitude[right] - log_magnitude[left]) / (static_cast<double>(right - left) * step);
  }
  std::fill_n(slope.begin(), margin, slope[margin]);
  std::fill_n(slope.end() - static_cast<std::ptrdiff_t>(tail), tail, slope[margin + n - 1]);
  const auto kernel = bode_kernel(slope.size(), step);
  std::vector<double> phase(n);
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < slope.size(); ++j) {
      const std::size_t at = margin + i;
      sum += slope[j] * kernel[j > at ? j - at : at - j];
    }
    phase[i] = sum / std::numbers::pi;
  }
  return phase;
}

Impedance::Impedance(Data data) {
  const auto hz = standard_grid().hz();
  bool found = false;
  for (std::size_t i = 0; i < data.z.size(); ++i) {
    if (hz[i] < 20.0 || hz[i] > 20000.0) continue;
    const Extreme here{Ohms(std::abs(data.z[i])), Hertz(hz[i])};
    if (!found || here.magnitude < data.minimum.magnitude) data.minimum = here;
    if (!found || here.magnitude > data.maximum.magnitude) data.maximum = here;
    found = true;
  }
  data_ = std::make_shared<const Data>(std::move(data));
}

Result<Impedance> Impedance::flat(Ohms magnitude, ImpedanceBasis basis) {
  if (!std::isfinite(magnitude.value()) || magnitude <= Ohms(0)) {
    return Error{
        Errc::kInvalidData, "Expected an impedance above 0 ohm, found " + std::to_string(magnitude.value()), {}};
  }
  Data data;
  data.basis = basis;
  data.is_flat = true;
  data.z.assign(standard_grid().size(), magnitude.value());
  return Impedance(std::move(data));
}

Result<Impedance> Impedance::circuit(const MotionalCircuit& circuit) {
  const bool positive = circuit.re > Ohms(0) && circuit.le_henry >= 0.0 && circuit.f0 > Hertz(0) &&
                        circuit.rp >= Ohms(0) && circuit.q > 0.0;
  if (!positive ||
      !std::isfinite(circuit.re.value() + circuit.le_henry + circuit.f0.value() + circuit.rp.value() + circuit.q)) {
    return Error{Errc::kInvalidData,
                 "Expected an equivalent circuit with Re, f0 and Q above zero and Le, Rp not below zero",
                 {}};
  }
  Data data;
  data.basis = ImpedanceBasis::kCircuit;
  data.is_flat = circuit.le_henry == 0.0 && circuit.rp == Ohms(0);
  data.circuit = circuit;
  for (const double f : standard_grid().hz()) data.z.push_back(circuit.at(Hertz(f)));
  return Impedance(std::move(data));
}

Result<Impedance> Impedance::curve(std::vector<ImpedancePoint> points, bool sparse) {
  if (points.size() < 2) {
    return Error{
        Errc::kInvalidData, "Expected at least two impedance points, found " + std::to_string(points.size()), {}};
  }
  std::vector<double> log_f, log_z, phase;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto& point = points[i];
    if (!std::isfinite(point.magnitude.value()) || point.magnitude <= Ohms(0)) {
      return Error{Errc::kInvalidData,
                   "Expected an impedance above 0 ohm at " + std::to_string(point.frequency.value()) + " Hz, found " +
                       std::to_string(point.magnitude.value()),
                   {}};
    }
    const bool rises =
        std::isfinite(point.frequency.value()) && point.frequency > (i == 0 ? Hertz(0) : points[i - 1].frequency);
    if (!rises) {
      return Error{Errc::kInvalidData,
                   "Expected rising frequencies above 0 Hz, found " + std::to_string(point.frequency.value()) +
                       " Hz as number " + std::to_string(i + 1),
                   {}};
    }
    log_f.push_back(std::log(point.frequency.value()));
    log_z.push_back(std::log(point.magnitude.value()));
    if (point.phase_degrees) phase.push_back(*point.phase_degrees * std::numbers::pi / 180.0);
  }
  const bool has_phase = phase.size() == points.size();

  // Join the points on the standard grid: ln|Z| and phase linear over log f, held beyond the ends.
  const auto grid_log = standard_grid().log_hz();
  std::vector<double> log_magnitude(grid_log.size()), radians(grid_log.size());
  std::size_t right = 0;
  for (std::size_t i = 0; i < grid_log.size(); ++i) {
    while (right < log_f.size() && log_f[right] < grid_log[i]) ++right;
    const std::size_t b = std::min(right, log_f.size() - 1);
    const std::size_t a = right == 0 ? 0 : right == log_f.size() ? b : right - 1;
    const double t = a == b ? 0.0 : (grid_log[i] - log_f[a]) / (log_f[b] - log_f[a]);
    log_magnitude[i] = log_z[a] + t * (log_z[b] - log_z[a]);
    if (has_phase) radians[i] = phase[a] + t * (phase[b] - phase[a]);
  }
  if (!has_phase) radians = bode_phase(log_magnitude, 48.0);

  Data data;
  data.basis = sparse      ? ImpedanceBasis::kSparsePoints
               : has_phase ? ImpedanceBasis::kCurveWithPhase
                           : ImpedanceBasis::kCurveMinimumPhase;
  data.points = std::move(points);
  for (std::size_t i = 0; i < grid_log.size(); ++i)
    data.z.push_back(std::polar(std::exp(log_magnitude[i]), radians[i]));
  return Impedance(std::move(data));
}

void Impedance::sample(const FrequencyGrid& grid, std::span<std::complex<double>> z) const {
  EARDRUM_EXPECTS(z.size() == grid.size());
  if (grid == standard_grid()) {
    std::copy(data_->z.begin(), data_->z.end(), z.begin());
    return;
  }
  for (std::size_t i = 0; i < grid.size(); ++i) z[i] = at(Hertz(grid.hz()[i]));
}

std::complex<double> Impedance::at(Hertz frequency) const {
  EARDRUM_EXPECTS(frequency > Hertz(0));
  if (data_->circuit) return data_->circuit->at(frequency);
  const auto log_hz = standard_grid().log_hz();
  const double position = (std::log(frequency.value()) - log_hz.front()) / (log_hz[1] - log_hz[0]);
  const double last = static_cast<double>(log_hz.size() - 1);
  const double clamped = std::clamp(position, 0.0, last);
  const auto left = std::min(static_cast<std::size_t>(clamped), log_hz.size() - 2);
  const double t = clamped - static_cast<double>(left);
  return data_->z[left] + t * (data_->z[left + 1] - data_->z[left]);
}

}  // namespace eardrum::chain
