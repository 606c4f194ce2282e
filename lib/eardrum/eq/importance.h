// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <eardrum/eq/problem.h>

namespace eardrum::eq {

/// The order in which bands are worth most, and the loss in dB with none, the first, the first two, ... of them.
struct Importance {
  std::vector<std::size_t> order;
  double loss_without_db = 0.0;
  std::vector<double> loss_db;
  Gain offset;  ///< The best broadband offset with all bands; 0 unless the objective frees it.

  double loss_with_all_db() const { return loss_db.empty() ? loss_without_db : loss_db.back(); }
};

/// Takes next whichever band lowers the loss most, all parameters as they are; a free offset is fitted anew each time.
Importance order_by_importance(const Problem& problem, const Rows& rows, const Peq& peq);

}  // namespace eardrum::eq
