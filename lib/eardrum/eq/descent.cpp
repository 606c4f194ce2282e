// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/descent.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace eardrum::eq {
namespace {

constexpr double kNeperPerDb40 = std::numbers::ln10 / 40.0;
// Farther than this in one step the quadratic model is not believed: ln f, dB, ln Q.
constexpr double kLongestStep[3] = {0.4, 5.0, 0.6};
// What a band costs a row beside the products of derivatives, in multiplications.
constexpr std::size_t kWorkPerBand = 30;
constexpr int kPinRounds = 3;
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

Descent::Descent(const Rows& rows, const Settings& settings) : rows_(rows), settings_(settings) {
  const std::size_t most = 3 * settings.max_bands + 2;
  pitch_ = padded_to_lanes(most + 3);
  terms_.resize(settings.max_bands);
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
  active_.resize(most);
  gradient_.resize(most);
  reach_.resize(2 * most);
  pinned_.resize(most);
}

// Free parameters get a column each, in the order of bands; the offset's follows, and the residual's is last.
std::size_t Descent::prepare(const Candidate& candidate, bool derivatives) {
  const std::size_t stride = rows_.total();
  std::size_t variables = 0;
  for (std::size_t band = 0; band < candidate.size(); ++band) {
    const BandBox& box = candidate.boxes[band];
    BandTerms& t = terms_[band];
    t = terms_of(box.kind, candidate.points[band]);
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
  std::size_t n = 0, variable = 0;
  for (std::size_t band = 0; band < candidate.size(); ++band) {
    const BandBox& box = candidate.boxes[band];
    for (std::size_t k = 0; k < 3; ++k) {
      if (box.high[k] <= box.low[k]) continue;
      const double at = candidate.points[band].at[k];
      least[variable] = std::max(box.low[k] - at, -kLongestStep[k]);
      most[variable] = std::min(box.high[k] - at, kLongestStep[k]);
      const bool held =
          (least[variable] >= 0.0 && gradient[variable] > 0.0) || (most[variable] <= 0.0 && gradient[variable] < 0.0);
      if (!held) active_[n++] = variable;
      ++variable;
    }
  }
  if (settings_.free_offset) {
    least[variable] = -1e3;
    most[variable] = 1e3;
    active_[n++] = variable;
  }
  // A variable that would leave its range is put on its edge, and the others are solved again around it.
  std::fill(pinned_.begin(), pinned_.begin() + static_cast<std::ptrdiff_t>(variables), false);
  const double* const y = solution_.data();
  for (int round = 0; n > 0; ++round) {
    const std::size_t pitch = n / kLanes * kLanes + kLanes;
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t v = active_[i];
      double* const row = factor_.data() + i * pitch;
      for (std::size_t j = i; j < n; ++j) row[j] = gram[v * pitch_ + active_[j]];
      row[i] = row[i] * (1.0 + damping) + 1e-12;
      row[n] = -gradient[v];
      if (round > 0) {
        for (std::size_t k = 0; k < variables; ++k) {
          if (pinned_[k]) row[n] -= gram[std::min(k, v) * pitch_ + std::max(k, v)] * step[k];
        }
      }
    }
    if (!band_kernel().solve(factor_.data(), n, pitch, solution_.data())) return false;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t v = active_[i];
      step[v] = clamped(y[i], least[v], most[v]);
      if (step[v] != y[i]) {
        pinned_[v] = true;
      } else {
        active_[kept++] = v;
      }
    }
    if (kept == n || round == kPinRounds) break;
    n = kept;
  }
  double fall = 0.0;
  for (std::size_t i = 0; i < variables; ++i) {
    if (step[i] == 0.0) continue;
    double before = 0.0, after = 0.0;
    const double* const row = gram + i * pitch_;
    for (std::size_t j = i + 1; j + 1 < variables; j += 2) {
      before += row[j] * step[j];
      after += row[j + 1] * step[j + 1];
    }
    if ((variables - i) % 2 == 0) before += row[variables - 1] * step[variables - 1];
    fall -= step[i] * (row[i] * step[i] + 2.0 * (before + after + gradient[i]));
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
          const double value = x[i] * l[i * pitch + i];
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
