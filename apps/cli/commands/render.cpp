// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/render.h>

#include <eardrum/base/printable.h>
#include <eardrum/report/number.h>

#include "../arguments.h"
#include "../console.h"
#include "../progress.h"
#include "commands.h"
#include "subject_flags.h"

namespace eardrum::cli {
namespace {

Result<app::RenderRequest> request_from(const Arguments& arguments) {
  app::RenderRequest request;
  request.inputs = arguments.operands();
  const auto output = arguments.text("output");
  if (!output) return Error{Errc::kUsage, "Expected -o with the file to write, or with a folder for several", {}};
  request.output = *output;
  request.equalizer = arguments.text("eq");
  if (const auto headphone = arguments.text("for")) {
    if (request.equalizer) return Error{Errc::kUsage, "Expected either --eq or --for, found both", {}};
    app::EqualizeRequest equalize;
    equalize.subject = subject_from(arguments, *headphone);
    EARDRUM_TRY(equalize.target, target_from(arguments));
    request.headphone = std::move(equalize);
  }
  request.crossfeed = arguments.has("crossfeed");
  request.limiter = arguments.has("limit");
  const std::string format = arguments.text("bits").value_or("24");
  request.format = format == "16"      ? engine::SampleFormat::kPcm16
                   : format == "float" ? engine::SampleFormat::kFloat32
                                       : engine::SampleFormat::kPcm24;
  EARDRUM_TRY(const auto headroom, arguments.number("headroom", 0.0, 60.0, "dB"));
  request.headroom = Gain(headroom.value_or(0.0));
  const std::string normalize = arguments.text("normalize").value_or("none");
  if (normalize == "peak") request.normalize = engine::Normalize::kPeak, request.target_db = -1.0;
  if (normalize == "lufs") request.normalize = engine::Normalize::kLoudness, request.target_db = -16.0;
  EARDRUM_TRY(const auto to, arguments.number("to-level", -60.0, 0.0, "dBTP or LUFS"));
  if (to) request.target_db = *to;
  return request;
}

std::string line_of(const app::RenderedFile& file) {
  const auto& report = file.report;
  std::string text = printable(file.output, 300) + ": " +
                     report::fixed(static_cast<double>(report.frames) / report.sample_rate.value(), 1) + " s, peak " +
                     report::fixed(report.peak.db(), 1) + " dBFS";
  if (report.clipped_samples > 0) {
    text += ", " + std::to_string(report.clipped_samples) + " samples clipped by up to " +
            report::fixed(report.peak.db(), 1) + " dB: use --headroom, --normalize peak or --limit";
  }
  return text + "\n";
}

Value value_of(const app::RenderAnswer& answer) {
  Value files = Value::Array{}, refused = Value::Array{}, notes = Value::Array{};
  for (const auto& file : answer.files) {
    Value entry;
    entry.set("input", file.input)
        .set("output", file.output)
        .set("frames", static_cast<std::int64_t>(file.report.frames));
    entry.set("sample_rate_hz", file.report.sample_rate.value())
        .set("channels", static_cast<std::int64_t>(file.report.channels));
    entry.set("gain_db", file.report.gain.db()).set("peak_dbfs", file.report.peak.db());
    files.push_back(entry.set("clipped_samples", static_cast<std::int64_t>(file.report.clipped_samples)));
  }
  for (const auto& refusal : answer.refused)
    refused.push_back(Value(Value::Object{{"file", refusal.file}, {"reason", refusal.reason}}));
  for (const auto& note : answer.notes) notes.push_back(note);
  Value value;
  return value.set("schema", "eardrum.render/1").set("files", files).set("refused", refused).set("notes", notes);
}

Result<Exit> run(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto request, request_from(arguments));
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  EARDRUM_TRY(const auto answer, [&] {
    Progress bar("rendering", 100 * request.inputs.size());
    return app::render(request, inventory, [&](std::size_t file, std::size_t, double fraction) {
      bar.at(100 * file + static_cast<std::size_t>(100.0 * fraction));
    });
  }());
  for (const auto& note : answer.notes) console.complain(printable(note, 600));
  for (const auto& refusal : answer.refused)
    console.complain(printable(refusal.file, 300) + ": " + printable(refusal.reason, 600));
  std::string text;
  for (const auto& file : answer.files) {
    text += line_of(file);
    for (const auto& loss : file.report.losses)
      console.complain(printable(file.output, 300) + ": " + printable(loss, 600));
  }
  EARDRUM_CHECK(console.print(arguments.has("json") ? write_json(value_of(answer)) + "\n" : text));
  return answer.refused.empty() ? Exit::kFine : Exit::kData;
}

}  // namespace

Command render_command() {
  return {.name = "render",
          .summary = "Put an equaliser into sound files",
          .detail =
              "Runs files through the same engine that plays live: an equaliser from a file of any known format, or "
              "one fitted for "
              "your headphone; crossfeed; a limiter. Filters run in double precision. WAV, FLAC, AIFF, Ogg, Opus and "
              "MP3 in; WAV "
              "and FLAC out, with dither. Each file is written complete or not at all.\n\n"
              "Nothing clips in silence: the answer says how many samples would, and by how much.",
          .operands = {{.name = "FILE",
                        .summary = "a sound file, or several",
                        .least = 1,
                        .most = kAnyNumber,
                        .completes = Completes::kFile}},
          .flags =
              [] {
                std::vector<Flag> all = {
                    {.name = "output",
                     .value = "PATH",
                     .summary = "The file to write (.wav or .flac), or a folder for several",
                     .completes = Completes::kFile,
                     .letter = 'o'},
                    {.name = "eq",
                     .value = "FILE",
                     .summary = "Equaliser settings, in any format that eardrum eq writes",
                     .completes = Completes::kFile},
                    {.name = "for",
                     .value = "HEADPHONE",
                     .summary = "Fit an equaliser for this headphone",
                     .completes = Completes::kGear},
                    {.name = "crossfeed",
                     .value = "",
                     .summary = "Let each ear hear some of the other channel (700 Hz, 4.5 dB)"},
                    {.name = "limit", .value = "", .summary = "Keep true peaks below -1 dBTP"},
                    {.name = "headroom", .value = "DB", .summary = "Take this off before anything else"},
                    {.name = "normalize",
                     .value = "HOW",
                     .summary = "Bring the result to a level: -1 dBTP, or -16 LUFS",
                     .choices = {"none", "peak", "lufs"}},
                    {.name = "to-level", .value = "DB", .summary = "Another level for --normalize"},
                    {.name = "bits",
                     .value = "BITS",
                     .summary = "Sample format (default: 24)",
                     .choices = {"16", "24", "float"}}};
                for (const Flag& flag : subject_flags()) all.push_back(flag);
                all.push_back(json_flag());
                return all;
              }(),
          .examples = {{"render song.flac -o out.flac --for hd650", "For your headphone."},
                       {"render album/*.flac -o equalised --eq hd650.txt --normalize peak", "A whole album."}},
          .run = run};
}

}  // namespace eardrum::cli
