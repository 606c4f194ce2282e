// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/importance.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace eardrum::eq {

Importance order_by_importance(const Problem& problem, const Rows& rows, const Peq& peq) {
  const std::size_t count = rows.compared();
  const bool free_offset = problem.free_offset();
  const double* const offset = rows.offset_column();
  const double offset_square = band_kernel().dot(offset, offset, count);
  const auto loss_of = [&](const AlignedDoubles& residual) {
    double square = band_kernel().dot(residual.data(), residual.data(), count);
    if (free_offset) {
      const double product = band_kernel().dot(residual.data(), offset, count);
      square -= product * product / offset_square;
    }
    return std::sqrt(std::max(square, 0.0) / rows.weight_sum());
  };

  AlignedDoubles residual(count), tried(count);
  {
    Candidate none;
    Descent descent(rows, problem.settings(1));
    descent.cost(none);
    std::copy(descent.residual(), descent.residual() + count, residual.data());
  }
  std::vector<AlignedDoubles> responses;
  for (const Band& band : peq.bands) {
    AlignedDoubles response(count);
    std::fill(response.data(), response.data() + count, 0.0);
    add_response(rows, problem.design(), problem.kind(band), problem.point(band), response.data());
    responses.push_back(std::move(response));
  }

  Importance importance;
  importance.loss_without_db = loss_of(residual);
  std::vector<bool> taken(peq.bands.size(), false);
  for (std::size_t place = 0; place < peq.bands.size(); ++place) {
    double least = std::numeric_limits<double>::infinity();
    std::size_t best = 0;
    for (std::size_t band = 0; band < peq.bands.size(); ++band) {
      if (taken[band]) continue;
      for (std::size_t i = 0; i < count; ++i) tried.data()[i] = residual.data()[i] + responses[band].data()[i];
      const double loss = loss_of(tried);
      if (loss < least) {
        least = loss;
        best = band;
      }
    }
    taken[best] = true;
    for (std::size_t i = 0; i < count; ++i) residual.data()[i] += responses[best].data()[i];
    importance.order.push_back(best);
    importance.loss_db.push_back(least);
  }
  if (free_offset) {
    importance.offset = Gain(-band_kernel().dot(residual.data(), offset, count) / offset_square);
  }
  return importance;
}

}  // namespace eardrum::eq
