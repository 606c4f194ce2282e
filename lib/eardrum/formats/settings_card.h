// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// A card of settings to enter by hand, for devices and apps that read no file (RME ADI-2 DAC, Qudelix-5K, Neutron,
/// UAPP, a DAP's menu): one row a band as `limits` can hold it, the preamp on top. `device` is what the card is headed
/// with.
Export write_settings_card(const EqDocument& document, const eq::DeviceLimits& device);
/// Reads such a card back.
Result<EqDocument> read_settings_card(std::string_view bytes, const std::string& file);

}  // namespace eardrum
