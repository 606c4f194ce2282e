// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eardrum/eq/device_limits.h>
#include <eardrum/formats/eq_document.h>
#include <eardrum/units/sourced.h>

namespace eardrum {

/// A device, app or file format whose equaliser we can fit for and write for.
struct EqDevice {
  std::string id;           ///< "rme-adi-2-dac": what the command line takes.
  std::string kind;         ///< "app", "dac", "dsp", "dongle", "player", "headphone", "file".
  std::string format;       ///< Which exporter writes for it; "settings-card" = entered by hand.
  eq::DeviceLimits limits;  ///< limits.name is what people call it.
  Confidence confidence = Confidence::kApprox;
  std::string source;
};

/// Reads a table of devices (data/devices.toml). Fails with kInvalidData, naming line and field, at an unknown field,
/// type or format, ranges that are the wrong way round, and an id that stands there twice.
Result<std::vector<EqDevice>> read_eq_devices(std::string_view toml, const std::string& file);

/// What a device takes in the place of bands: the gains at fixed frequencies, joined by straight lines.
struct GraphicGrid {
  std::vector<Hertz> frequencies;  ///< Rising; empty: the device takes bands.
  Gain step{0.0};
};
GraphicGrid graphic_grid(const EqDevice& device);

/// The devices of data/devices.toml, which is built in.
const std::vector<EqDevice>& built_in_eq_devices();

/// The device of that id or name (no case, blanks and dashes alike), or nullptr.
const EqDevice* find_eq_device(const std::vector<EqDevice>& devices, std::string_view id_or_name);

/// What a format needs to know besides the equaliser.
struct EqExportOptions {
  Hertz sample_rate{48000.0};  ///< The rate that files for one rate are for, where the device has none of its own.
  std::string author = "Eardrum";
  std::string impulse_folder = {};  ///< Where impulse responses will stand (PipeWire, EasyEffects).
};

/// The equaliser as the device can hold it, in the device's own format. Fails with kUsage when the document has no
/// channels.
Result<Export> export_equalizer(const EqDevice& device, const EqDocument& document,
                                const EqExportOptions& options = {});

/// Every format name that a device may have.
const std::vector<std::string_view>& eq_export_formats();

}  // namespace eardrum
