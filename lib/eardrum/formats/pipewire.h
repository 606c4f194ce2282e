// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// A release of PipeWire. What its filter-chain does to an equaliser changed several times.
struct PipeWireVersion {
  int major = 0, minor = 3, micro = 65;  ///< Debian 12's.

  auto operator<=>(const PipeWireVersion&) const = default;

  /// Shelves honour Q, and the passes' Q is a quality and no resonance in dB (1.3.81, so 1.4).
  bool has_shelf_q() const { return *this >= PipeWireVersion{1, 3, 81}; }
  /// Biquads by coefficients, one set a sample rate.
  bool has_bq_raw() const { return *this >= PipeWireVersion{0, 3, 69}; }
  /// A mixer with one input applies its gain.
  bool has_single_mixer_gain() const { return *this >= PipeWireVersion{0, 3, 81}; }
};

/// "0.3.65"; nothing when it is no version.
std::optional<PipeWireVersion> parse_pipewire_version(std::string_view text);

struct PipeWireExportOptions {
  PipeWireVersion version;
  std::string node_name = "eardrum";  ///< The sink is effect_input.<node_name>.
  std::string description = "Headphone equaliser";
  /// The folder where impulse responses will stand, as PipeWire must find it: an absolute path.
  std::string impulse_folder = {};
  /// How far PipeWire's single precision may take the curve from the wanted one at 96 kHz or below before impulse
  /// responses are written instead of filters, which could be changed while they run.
  double accuracy_db = 0.02;
  /// A whole configuration for `pipewire -c`, rather than a drop-in for pipewire.conf.d.
  bool standalone = false;
};

/// A filter-chain for pipewire.conf.d (or a whole configuration). What the version's own biquads can't do goes another
/// way: shelves of a Q other than 0.7071 and passes before 1.4, and matched designs in any, become bq_raw (from 0.3.69)
/// or impulse responses (before); so do filters so low that single precision can't hold them to `accuracy_db`. The
/// preamp is a shelf at 0 Hz, which every version does exactly.
Export write_pipewire(const EqDocument& document, const PipeWireExportOptions& options);

/// Reads a filter-chain as the given version would run it: built-in biquads, bq_raw, param_eq, convolvers and mixers
/// along the links, both channels apart where there are two inputs. Fails when the file has no filter-chain.
Result<EqDocument> read_pipewire(std::string_view bytes, const std::string& file, PipeWireVersion version = {});

}  // namespace eardrum
