// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/stages/headphone.h>

namespace eardrum::chain {

std::string_view to_text(Form form) {
  switch (form) {
    case Form::kOverEar:
      return "over-ear";
    case Form::kOnEar:
      return "on-ear";
    case Form::kInEar:
      return "in-ear";
    case Form::kEarbud:
      return "earbud";
  }
  return "";
}

std::string_view to_text(Back back) {
  switch (back) {
    case Back::kOpen:
      return "open";
    case Back::kSemiOpen:
      return "semi-open";
    case Back::kClosed:
      return "closed";
  }
  return "";
}

}  // namespace eardrum::chain
