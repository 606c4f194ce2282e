// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
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
  /// Sound files and folders of them; "-" alone: the standard input.
  std::vector<std::string> inputs;
  std::string output;                    ///< a file, "-", or for several files a folder (sound_files.h)
  std::optional<std::string> equalizer;  ///< a file of equaliser settings, or an impulse response (equalizer_plan.h)
  std::optional<EqualizeRequest> headphone;  ///< or fit one for this headphone
  std::optional<std::string> chain;          ///< or the digital stages of this chain file
  bool crossfeed = false;
  bool limiter = false;
  engine::SampleFormat format = engine::SampleFormat::kPcm24;
  engine::Container container = engine::Container::kBySuffix;
  std::optional<Hertz> sample_rate;
  dsp::NoiseShaping shaping = dsp::NoiseShaping::kNone;
  Gain headroom{0.0};
  engine::Normalize normalize = engine::Normalize::kNone;
  double target_db = -1.0;
  bool skip_existing = false;  ///< leave alone what is there already and no older than its input
  std::size_t jobs = 0;        ///< files at once; 0: as many as the machine has cores
  std::size_t threads = 0;     ///< for one file; 0: the cores that are left
};

struct RenderedFile {
  std::string input, output;
  engine::RenderReport report;
};

struct RenderAnswer {
  std::vector<RenderedFile> files;
  std::vector<Refusal> refused;      ///< inputs that could not be rendered, each with its reason; they stop nothing
  std::vector<std::string> skipped;  ///< outputs that were there already
  std::vector<std::string> notes;    ///< what of the equaliser was converted or not used
  bool stopped = false;              ///< as asked by the progress; the files so far are whole
};

/// How far all of it is, from 0 to 1; negative when that can't be known. Called on any thread, but on one at a time;
/// false stops.
using RenderProgress = std::function<bool(double fraction)>;

/// Renders several files at once, each complete or not at all. Fails when there is nothing to do to them, when the
/// equaliser can't be read or fitted, as sound_files() does, and for one file as engine::render_file() does.
Result<RenderAnswer> render(const RenderRequest& request, const Inventory& inventory,
                            const RenderProgress& progress = {});

}  // namespace eardrum::app
