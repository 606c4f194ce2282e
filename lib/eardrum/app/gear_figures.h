// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <eardrum/base/result.h>
#include <eardrum/catalogue/gear.h>

namespace eardrum::app {

/// A few figures of a piece of gear as a person enters them; what is left out stays as it is.
struct GearFigures {
  std::string origin;  ///< where the figures are from: a page, "my own measurement"; empty: "entered by hand"
  std::optional<double> price_usd;

  // Headphones.
  std::optional<std::string> form;    ///< "over-ear", "on-ear", "in-ear", "earbud"
  std::optional<std::string> back;    ///< "open", "semi-open", "closed"
  std::optional<std::string> driver;  ///< "dynamic", "planar", "ba", "hybrid"
  std::optional<double> impedance_ohm;
  std::optional<std::string> sensitivity;  ///< number and unit: "97 dB/mW", "103 dB/V", "0.288 V for 94 dB"

  // Sources; they are about the socket of the `output` asked for.
  std::optional<std::string> kind;    ///< "dap", "dongle", "amp", ...
  std::optional<std::string> output;  ///< "single-ended" (unless given) or "balanced"
  std::optional<double> output_impedance_ohm;
  std::optional<double> max_voltage_v;
  std::optional<double> max_current_ma;
  std::optional<std::string> power;  ///< ohms and milliwatts: "32:500,300:60"
  std::optional<double> noise_uv;    ///< A-weighted

  bool any_of_headphones() const;
  bool any_of_sources() const;
};

/// The gear with the figures entered: each takes the place of what was entered by hand before, and stands beside what
/// others published. Fails with kUsage for a word or a figure that can't be read, and for figures of the other kind of
/// gear.
Result<catalogue::HeadphoneGear> with_figures(catalogue::HeadphoneGear gear, const GearFigures& figures);
Result<catalogue::SourceGear> with_figures(catalogue::SourceGear gear, const GearFigures& figures);

}  // namespace eardrum::app
