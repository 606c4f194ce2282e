// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/descent.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include <eardrum/filter/matched_design.h>

namespace eardrum::eq {
namespace {

constexpr double kNeperPerDb40 = std::numbers::ln10 / 40.0;
// Farther than this in one step the quadratic model is not believed: ln f, dB, ln Q.
constexpr double kLongestStep[3] = {0.4, 5.0, 0.6};
// What a band costs a row beside the products of derivatives, in multiplications.
constexpr std::size_t kWorkPerBand = 30;
constexpr double kLongestOffsetStep = 30.0;
constexpr int kPinRounds = 1;
constexpr double kMostDamping = 1e8;

double clamped(double value, double low, double high) {
  return value < low ? low : (value > high ? high : value);
}

}  // namespace

BandTerms terms_of(BandTerms::Kind kind, const BandPoint& point) {
  BandTerms terms;
  terms.kind = kind;
  terms.tan_w0 = std::exp(point.at[0]);
  terms.inverse_tan_w0 = 1.0 / terms.tan_w0;
  terms.gain_db = point.at[1];
  terms.amplitude = std::exp(kNeperPerDb40 * point.at[1]);
  terms.inverse_q_squared = std::exp(-2.0 * point.at[2]);
  return terms;
}

BiquadTerms matched_terms_of(BandTerms::Kind kind, const BandPoint& point, bool derivatives) {
  constexpr BandType kTypes[] = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf, BandType::kLowPass,
                                 BandType::kHighPass};
  const BandType type = kTypes[static_cast<std::size_t>(kind)];
  const double half_w0 = std::atan(std::exp(point.at[0]));
  const double cycles_per_sample = half_w0 / std::numbers::pi, q = std::exp(point.at[2]);
  MatchedSquares matched;
  if (derivatives)
    matched = matched_squares_and_slopes(type, cycles_per_sample, point.at[1], q);
  else
    matched.at = matched_squares(type, cycles_per_sample, point.at[1], q);
  // A common factor of numerator and denominator that keeps the products of many bands within what a double holds.
  const SumOfSquares& poles = matched.at.denominator;
  const double scale = 1.0 / std::sqrt(poles.dc * poles.nyquist);
  const auto value = [scale](const SumOfSquares& at) {
    return BiquadTerms::Part{scale * at.dc, scale * at.nyquist, scale * at.floor * scale * at.floor};
  };
  const auto slope = [scale](const SumOfSquares& at, const SumOfSquares& by, double factor) {
    const double part = factor * scale;
    return BiquadTerms::Part{part * by.dc, part * by.nyquist, 2.0 * part * by.floor * scale * at.floor};
  };
  BiquadTerms terms;
  terms.at = {value(matched.at.numerator), value(matched.at.denominator)};
  if (!derivatives) return terms;
  const auto slopes = [&](const BiquadSquares& by, double factor) {
    return BiquadTerms::Both{slope(matched.at.numerator, by.numerator, factor),
                             slope(matched.at.denominator, by.denominator, factor)};
  };
  // d ln w0 / d ln tan(w0/2)
  terms.by_log_frequency = slopes(matched.by_log_frequency, 0.5 * std::sin(2.0 * half_w0) / half_w0);
  terms.by_gain = slopes(matched.by_gain_db, 1.0);
  terms.by_log_q = slopes(matched.by_log_q, 1.0);
  return terms;
}

Descent::Descent(const Rows& rows, const Settings& settings) : rows_(rows), settings_(settings) {
  const std::size_t most = 3 * settings.max_bands + 2;
  pitch_ = padded_to_lanes(most + 3);
  terms_.resize(settings.max_bands);
  if (settings.design == FilterDesign::kMatched) matched_.resize(settings.max_bands);
  columns_ = AlignedDoubles((most + 3) * rows.total());
  std::fill(columns_.data(), columns_.data() + columns_.size(), 0.0);
  scratch_ = AlignedDoubles(2 * rows.total());
  residual_ = columns_.data();
  for (AlignedDoubles* matrix : {&gram_now_, &gram_next_, &factor_}) {
    *matrix = AlignedDoubles(pitch_ * pitch_);
    std::fill(matrix->data(), matrix->data() + matrix->size(), 0.0);
  }
  solution_ = AlignedDoubles(pitch_);
  step_.resize(most);
  gradient_.resize(most);
  reach_.resize(2 * most);
  pinned_.reserve(2 * most);
}

// Free parameters get a column each, in the order of bands; the offset's follows, and the residual's is last.
std::size_t Descent::prepare(const Candidate& candidate, bool derivatives) {
  const std::size_t stride = rows_.total();
  std::size_t variables = 0;
  for (std::size_t band = 0; band < candidate.size(); ++band) {
    const BandBox& box = candidate.boxes[band];
    BandTerms& t = terms_[band];
    if (matched_.empty()) {
      t = terms_of(box.kind, candidate.points[band]);
    } else {
      matched_[band] = matched_terms_of(box.kind, candidate.points[band], derivatives);
      t.kind = BandTerms::Kind::kBiquad;
      t.biquad = &matched_[band];
    }
    double** const wanted[3] = {&t.by_log_frequency, &t.by_gain, &t.by_log_q};
    for (std::size_t k = 0; k < 3; ++k) {
      const bool free = derivatives && box.high[k] > box.low[k];
      *wanted[k] = free ? columns_.data() + stride * variables : nullptr;
      if (free) ++variables;
    }
  }
  return variables;
}

double Descent::cost(Candidate& candidate) {
  prepare(candidate, false);
  residual_ = columns_.data();
  band_kernel().evaluate(rows_.set(), terms_.data(), candidate.size(), candidate.offset_db, residual_, scratch_.data());
  double sum = 0.0;
  for (std::size_t i = 0; i < rows_.compared(); ++i) sum += residual_[i] * residual_[i];
  for (const BandPoint& point : candidate.points)
    sum += settings_.gain_penalty * rows_.weight_sum() * point.at[1] * point.at[1];
  candidate.cost = sum;
  return sum;
}

double Descent::evaluate(const Candidate& candidate, double* gram) {
  const std::size_t stride = rows_.total();
  std::size_t variables = prepare(candidate, true);
  if (settings_.free_offset) {
    std::memcpy(columns_.data() + stride * variables, rows_.offset_column(), rows_.compared() * sizeof(double));
    ++variables;
  }
  variables_ = variables;
  residual_ = columns_.data() + stride * variables;
  band_kernel().evaluate(rows_.set(), terms_.data(), candidate.size(), candidate.offset_db, residual_, scratch_.data());
  band_kernel().gram(columns_.data(), stride, variables + 1, rows_.compared(), gram, pitch_);
  work_ +=
      stride * (kWorkPerBand * candidate.size() + variables * variables / 2) + variables * variables * variables / 3;
  double sum = gram[variables * pitch_ + variables];
  if (settings_.gain_penalty > 0.0) {
    const double penalty = settings_.gain_penalty * rows_.weight_sum();
    std::size_t variable = 0;
    for (std::size_t band = 0; band < candidate.size(); ++band) {
      const BandBox& box = candidate.boxes[band];
      const double gain = candidate.points[band].at[1];
      sum += penalty * gain * gain;
      for (std::size_t k = 0; k < 3; ++k) {
        if (box.high[k] <= box.low[k]) continue;
        if (k == 1) {
          gram[variable * pitch_ + variable] += penalty;
          gram[variable * pitch_ + variables] += penalty * gain;
        }
        ++variable;
      }
    }
  }
  return sum;
}

bool Descent::solve(const Candidate& candidate, const double* gram, double damping, double* step, double* predicted) {
  const std::size_t variables = variables_;
  double* const gradient = gradient_.data();
  for (std::size_t v = 0; v < variables; ++v) gradient[v] = gram[v * pitch_ + variables];
  std::fill(step, step + variables, 0.0);
  // How far each variable may go: to its bound, and not beyond where the quadratic model is believed.
  double* const least = reach_.data();
  double* const most = reach_.data() + reach_.size() / 2;
  pinned_.clear();
  std::size_t variable = 0;
  for (std::size_t band = 0; band < candidate.size(); ++band) {
    const BandBox& box = candidate.boxes[band];
    for (std::size_t k = 0; k < 3; ++k) {
      if (box.high[k] <= box.low[k]) continue;
      const double at = candidate.points[band].at[k];
      least[variable] = std::max(box.low[k] - at, -kLongestStep[k]);
      most[variable] = std::min(box.high[k] - at, kLongestStep[k]);
      // One that leans on its bound stays there.
      if ((least[variable] >= 0.0 && gradient[variable] > 0.0) || (most[variable] <= 0.0 && gradient[variable] < 0.0)) {
        pinned_.push_back(variable);
      }
      ++variable;
    }
  }
  if (settings_.free_offset) {
    least[variable] = -kLongestOffsetStep;
    most[variable] = kLongestOffsetStep;
  }
  // One that would leave its range is put on its edge, and the others are solved again around it.
  const double* const found = solution_.data();
  bool settled = false;
  for (int round = 0; round <= kPinRounds && !settled; ++round) {
    for (std::size_t v = 0; v < variables; ++v) {
      double* const row = factor_.data() + v * pitch_;
      const double* const from = gram + v * pitch_;
      std::copy(from + v / kLanes * kLanes, from + variables, row + v / kLanes * kLanes);
      row[v] = row[v] * (1.0 + damping) + 1e-12;
      row[variables] = -gradient[v];
    }
    for (const std::size_t pin : pinned_) {
      // Its row and column are those of the identity, its place on the right the step that it makes.
      double* const row = factor_.data() + pin * pitch_;
      for (std::size_t v = 0; v < pin; ++v) {
        double* const other = factor_.data() + v * pitch_;
        other[variables] -= other[pin] * step[pin];
        other[pin] = 0.0;
      }
      for (std::size_t v = pin + 1; v < variables; ++v) {
        factor_.data()[v * pitch_ + variables] -= row[v] * step[pin];
        row[v] = 0.0;
      }
      row[pin] = 1.0;
      row[variables] = step[pin];
    }
    if (!band_kernel().solve(factor_.data(), variables, pitch_, solution_.data())) return false;
    settled = true;
    for (std::size_t v = 0; v < variables; ++v) {
      const double to = clamped(found[v], least[v], most[v]);
      if (to != found[v]) {
        pinned_.push_back(v);
        settled = false;
      }
      step[v] = to;
    }
  }
  // fall = -(2 g.d + d.Hd). Where the system was solved, (H d)_v = -g_v - damping H_vv d_v.
  const auto curvature = [&](std::size_t v) {
    double sum = 0.0;
    for (std::size_t k = 0; k < v; ++k) sum += gram[k * pitch_ + v] * step[k];
    for (std::size_t k = v; k < variables; ++k) sum += gram[v * pitch_ + k] * step[k];
    return sum;
  };
  double fall = 0.0;
  for (std::size_t v = 0; v < variables; ++v) {
    const double bent = settled ? -gradient[v] - damping * gram[v * pitch_ + v] * step[v] : curvature(v);
    fall -= step[v] * (2.0 * gradient[v] + bent);
  }
  if (settled) {
    for (const std::size_t pin : pinned_) {
      const double solved = -gradient[pin] - damping * gram[pin * pitch_ + pin] * step[pin];
      fall -= step[pin] * (curvature(pin) - solved);
    }
  }
  *predicted = fall;
  return true;
}

void Descent::run(Candidate& candidate, const Stop& stop) {
  double* now = gram_now_.data();
  double* next = gram_next_.data();
  double cost = evaluate(candidate, now);
  candidate.cost = cost;
  double damping = 1e-2, growth = 2.0;
  Candidate trial = candidate;
  for (int i = 0; i < stop.steps; ++i) {
    double predicted = 0.0;
    double* const move = step_.data();
    const bool solved = solve(candidate, now, damping, move, &predicted);
    if (!solved || predicted < 0.0) {
      damping *= 10.0;
      if (damping > kMostDamping) break;
      continue;
    }
    if (!(predicted > 0.1 * stop.tolerance * cost)) break;
    std::size_t variable = 0;
    for (std::size_t band = 0; band < candidate.size(); ++band) {
      const BandBox& box = candidate.boxes[band];
      for (std::size_t k = 0; k < 3; ++k) {
        const double at = candidate.points[band].at[k];
        trial.points[band].at[k] = box.high[k] > box.low[k] ? at + move[variable++] : at;
      }
    }
    trial.offset_db = candidate.offset_db + (settings_.free_offset ? move[variable] : 0.0);
    const double cost_next = evaluate(trial, next);
    const double fall = cost - cost_next;
    if (fall > 0.0) {
      std::swap(candidate.points, trial.points);
      candidate.offset_db = trial.offset_db;
      candidate.cost = cost_next;
      std::swap(now, next);
      const double quality = 2.0 * fall / predicted - 1.0;
      damping = std::max(damping * std::max(1.0 / 5.0, 1.0 - quality * quality * quality), 1e-9);
      growth = 2.0;
      const double before = cost;
      cost = cost_next;
      if (fall < stop.tolerance * before) break;
      if (cost - stop.patience * fall > stop.abandon_above) break;
    } else {
      damping *= growth;
      growth *= 2.0;
      if (damping > kMostDamping) break;
    }
  }
}

Descent::Model Descent::model(const Candidate& candidate) {
  evaluate(candidate, gram_now_.data());
  const std::size_t n = variables_;
  Model model{n, std::vector<double>(n), std::vector<double>(n * n)};
  for (std::size_t i = 0; i < n; ++i) {
    model.gradient[i] = gram_now_.data()[i * pitch_ + n];
    for (std::size_t j = i; j < n; ++j) {
      model.curvature[i * n + j] = model.curvature[j * n + i] = gram_now_.data()[i * pitch_ + j];
    }
  }
  return model;
}

void Descent::importance(const Candidate& candidate, std::span<double> rise) {
  evaluate(candidate, gram_now_.data());
  const std::size_t n = variables_, pitch = n / kLanes * kLanes + kLanes;
  double* const l = factor_.data();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i; j < n; ++j) l[i * pitch + j] = gram_now_.data()[i * pitch_ + j];
    l[i * pitch + i] = l[i * pitch + i] * (1.0 + 1e-4) + 1e-9;
    l[i * pitch + n] = 0.0;
  }
  double* const x = solution_.data();
  const bool definite = band_kernel().solve(l, n, pitch, x);
  // Gain k's element of the inverse is the squared length of L^-1 e_k.
  std::size_t variable = 0;
  for (std::size_t band = 0; band < candidate.size(); ++band) {
    const BandBox& box = candidate.boxes[band];
    rise[band] = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < 3; ++k) {
      if (box.high[k] <= box.low[k]) continue;
      if (k == 1 && definite) {
        double squared = 0.0;
        std::fill(x + variable, x + n, 0.0);
        x[variable] = 1.0;
        for (std::size_t i = variable; i < n; ++i) {
          const double value = x[i] / l[i * pitch + i];
          squared += value * value;
          for (std::size_t j = i + 1; j < n; ++j) x[j] -= value * l[i * pitch + j];
        }
        const double gain = candidate.points[band].at[1];
        rise[band] = gain * gain / squared;
      }
      ++variable;
    }
  }
}

}  // namespace eardrum::eq
