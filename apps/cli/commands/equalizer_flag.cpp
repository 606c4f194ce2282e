// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "equalizer_flag.h"

namespace eardrum::cli {

Flag equalizer_flag(std::string_view detail) {
  return {.name = "eq",
          .value = "FILE",
          .summary = "Equaliser settings, in any format that eardrum eq writes, or an impulse response (.wav)",
          .detail = detail,
          .completes = Completes::kFile};
}

}  // namespace eardrum::cli
