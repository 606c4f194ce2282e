// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/catalogue/gear.h>
#include <eardrum/chain/stage.h>

/// The bridge from gear, which one buys, to the stages of a chain, which are computed with.
namespace eardrum::catalogue {

/// A curve with at least this many points is dense enough to be used as it is; fewer are read-off points, for which an
/// equivalent circuit through them is the better curve.
inline constexpr std::size_t kDenseCurve = 20;

/// The headphone stage. Its impedance comes from the best that is known: a curve with phase, a dense curve or any of
/// the user's own, an equivalent circuit, sparse points, a flat load (or published extremes within 5 %), the impedance
/// at 1 kHz or the nominal one taken as flat; `impedance_source` says which. All sensitivities that convert are there,
/// the most trusted first. Where no impedance at all is published, 32 ohm are assumed, and the basis of the
/// impedance says so: what is missing shows as a finding and not as a failure. Fails only with figures that no stage
/// can have.
Result<chain::Headphone> headphone_stage(const HeadphoneGear& gear);

/// What one socket of a source is in a chain. A DAC has no amplifier; an amplifier has no DAC and needs one before it
/// to know what full scale is; all others have both.
struct SourceStages {
  std::optional<chain::Dac> dac;
  std::optional<chain::Amplifier> amplifier;

  /// In the order of the signal.
  std::vector<chain::Stage> stages() const;
};

/// The stages of `socket`, which is one of `gear`'s. `gain_mode` names a position of its gain switch; none stands for
/// the one that reaches the published maximum. Fails with kNotFound and the names that there are.
Result<SourceStages> source_stages(const SourceGear& gear, const Socket& socket,
                                   std::optional<std::string_view> gain_mode = std::nullopt);

/// The socket of `gear` that drives a headphone of `load`: the first of the wanted kind whose range of loads holds it,
/// single- ended unless said; the first of all when there is none.
const Socket& socket_for(const SourceGear& gear, std::optional<Output> wanted = std::nullopt,
                         std::optional<Ohms> load = std::nullopt);

/// An amplifier behind a DAC, as one plugs them together. Where the amplifier's gain is not published, full scale is
/// taken to reach its maximum.
SourceStages connected(const SourceStages& dac, const SourceStages& amplifier);

}  // namespace eardrum::catalogue
