// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <eardrum/app/equalize.h>
#include <eardrum/engine/render.h>
#include <eardrum/formats/graph_site.h>

namespace eardrum::app {

/// Put an equaliser into sound files.
struct RenderRequest {
  std::vector<std::string> inputs;           ///< sound files
  std::string output;                        ///< a file (.wav, .flac), or for several inputs a folder
  std::optional<std::string> equalizer;      ///< a file of equaliser settings in any format that there is a reader for
  std::optional<EqualizeRequest> headphone;  ///< or fit one for this headphone
  bool crossfeed = false;
  bool limiter = false;
  engine::SampleFormat format = engine::SampleFormat::kPcm24;
  Gain headroom{0.0};
  engine::Normalize normalize = engine::Normalize::kNone;
  double target_db = -1.0;
};

struct RenderedFile {
  std::string input, output;
  engine::RenderReport report;
};

struct RenderAnswer {
  std::vector<RenderedFile> files;
  std::vector<Refusal> refused;    ///< inputs that could not be rendered, each with its reason; they stop nothing
  std::vector<std::string> notes;  ///< what of the equaliser was not used (graphic curves, convolution files)
};

/// `file` of `files`, and how far it is.
using RenderProgress = std::function<void(std::size_t file, std::size_t files, double fraction)>;

/// Renders one file after the other, each complete or not at all. Fails when there is nothing to do to them, when the
/// equaliser can't be read or fitted, and with kUsage for several inputs and an output that is a file.
Result<RenderAnswer> render(const RenderRequest& request, const Inventory& inventory,
                            const RenderProgress& progress = {});

}  // namespace eardrum::app
