// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// The major release: the pipeline's `channel` became `channels` in 3, and sample formats got other names in 4. Every
/// release refuses keys that it does not know, so a file is for one of them.
enum class CamillaDspVersion { k2 = 2, k3 = 3, k4 = 4 };

/// A whole configuration of CamillaDSP for two channels on standard input and output at `sample_rate` (its biquads are
/// designed by the program itself, at its own rate): replace `devices` by your own. Ears apart where they differ;
/// coefficients for `sample_rate` and bands of a matched design as 'Free' biquads, the latter with a file for each
/// other common rate beside it; convolution files as 'Conv'.
Export write_camilladsp(const EqDocument& document, CamillaDspVersion version, Hertz sample_rate);

/// Reads filters and pipeline of any of the releases: what channels 0 and 1 hear.
Result<EqDocument> read_camilladsp(std::string_view bytes, const std::string& file);

}  // namespace eardrum
