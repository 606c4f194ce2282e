// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/catalogue/gear.h>

namespace eardrum::catalogue {

/// A figure that may be right but seldom is: for the person who enters it to look at again.
struct Warning {
  std::string field;    ///< "sensitivity", "impedance", "power"
  std::string message;  ///< One sentence: "97 dB/V at 300 ohm is unusual: is it dB/mW?"

  bool operator==(const Warning&) const = default;
};

/// The middle 80 % of what makers claim for one kind of headphone: from the 10th to the 90th percentile of the built-in
/// catalogue, as dB at 1 mW and as dB at 1 V, rounded outwards to whole dB. A test recomputes the numbers from data/.
struct UsualSensitivity {
  std::string_view kind;
  double low_db_mw;
  double high_db_mw;
  double low_db_v;
  double high_db_v;
};
std::span<const UsualSensitivity> usual_sensitivities();
/// The kind that `gear` is judged by: its form and driver; all of its form when the driver is unknown or rare.
std::string_view sensitivity_kind(const HeadphoneGear& gear);

/// What is unusual about it. A sensitivity is unusual when neither its dB at 1 mW nor its dB at 1 V lies in the middle
/// 80 % of its kind; it is worth a warning when the same number in another unit (dB/V, dB/mW, for earphones dB at 0.1
/// V) would lie within both. That catches the published unit traps N6 and N7 of reference/electrical.md section 11. Ten
/// of the built-in headphones raise the question; the four of them that were measured independently are all 4 dB or
/// more below the maker's figure. Two figures more than 6 dB apart are worth a warning, with the unit that would make
/// them agree; so are figures in dB/mW and dB/V that differ by the conversion with its sign turned (N1), an impedance
/// that no headphone has, extremes that contradict each other, and a minimum below 80 % of the nominal impedance (IEC
/// 60268-7, 8.2). Measured figures are not doubted alone.
std::vector<Warning> check(const HeadphoneGear& gear);

/// Power, voltage and current of one socket that can't all be true (N5, N8), by more than 10 %.
std::vector<Warning> check(const SourceGear& gear);

}  // namespace eardrum::catalogue
