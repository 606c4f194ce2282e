// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <doctest/doctest.h>
#include <hwy/targets.h>

namespace eardrum::test {

/// Runs `body` on every instruction set that this machine has, down to plain x86-64.
template <class Body>
void on_every_target(Body body) {
  for (std::int64_t remaining = hwy::SupportedTargets(), target = 0; remaining != 0; remaining &= ~target) {
    target = remaining & -remaining;
    hwy::SetSupportedTargetsForTest(target);
    INFO("instruction set ", std::string(hwy::TargetName(target)));
    body();
  }
  hwy::SetSupportedTargetsForTest(0);
}

}  // namespace eardrum::test
