// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/render.h>

#include <algorithm>
#include <cmath>

#include <unistd.h>

#include <eardrum/base/printable.h>
#include <eardrum/report/number.h>

#include "../arguments.h"
#include "../console.h"
#include "../end_asked.h"
#include "../progress.h"
#include "commands.h"
#include "equalizer_flag.h"
#include "subject_flags.h"

namespace eardrum::cli {
namespace {

engine::SampleFormat format_from(const std::string& bits) {
  return bits == "16"       ? engine::SampleFormat::kPcm16
         : bits == "32"     ? engine::SampleFormat::kPcm32
         : bits == "float"  ? engine::SampleFormat::kFloat32
         : bits == "double" ? engine::SampleFormat::kFloat64
                            : engine::SampleFormat::kPcm24;
}

Result<app::RenderRequest> request_from(const Arguments& arguments) {
  app::RenderRequest request;
  request.inputs = arguments.operands();
  const auto output = arguments.text("output");
  if (!output) return Error{Errc::kUsage, "Expected -o with the file to write, or with a folder for several", {}};
  request.output = *output;
  if (request.output == "-" && arguments.has("json"))
    return Error{Errc::kUsage, "Expected sound or JSON on the standard output, found both asked for", {}};
  if (request.output == "-" && ::isatty(STDOUT_FILENO) == 1)
    return Error{Errc::kUsage, "Expected a pipe or a file behind -o -, found a terminal", {}};
  request.equalizer = arguments.text("eq");
  request.chain = arguments.text("chain");
  if (const auto headphone = arguments.text("for")) {
    app::EqualizeRequest equalize;
    equalize.subject = subject_from(arguments, *headphone);
    EARDRUM_TRY(equalize.target, target_from(arguments));
    request.headphone = std::move(equalize);
  }
  request.crossfeed = arguments.has("crossfeed");
  request.limiter = arguments.has("limit");
  request.format = format_from(arguments.text("bits").value_or("24"));
  const std::string container = arguments.text("format").value_or("");
  if (container == "wav") request.container = engine::Container::kWav;
  if (container == "flac") request.container = engine::Container::kFlac;
  if (arguments.text("dither").value_or("flat") == "shaped") request.shaping = dsp::NoiseShaping::kShaped;
  EARDRUM_TRY(const auto rate, arguments.number("rate", 8000.0, 768000.0, "Hz"));
  if (rate) request.sample_rate = Hertz(std::round(*rate));
  EARDRUM_TRY(const auto headroom, arguments.number("headroom", 0.0, 60.0, "dB"));
  request.headroom = Gain(headroom.value_or(0.0));
  const std::string normalize = arguments.text("normalize").value_or("none");
  if (normalize == "peak") request.normalize = engine::Normalize::kPeak, request.target_db = -1.0;
  if (normalize == "lufs") request.normalize = engine::Normalize::kLoudness, request.target_db = -16.0;
  EARDRUM_TRY(const auto to, arguments.number("to-level", -60.0, 0.0, "dBTP or LUFS"));
  if (to) request.target_db = *to;
  request.skip_existing = arguments.has("skip-existing");
  EARDRUM_TRY(const auto jobs, arguments.number("jobs", 1.0, 256.0, "files"));
  request.jobs = static_cast<std::size_t>(jobs.value_or(0.0));
  EARDRUM_TRY(const auto threads, arguments.number("threads", 1.0, 256.0, "threads"));
  request.threads = static_cast<std::size_t>(threads.value_or(0.0));
  return request;
}

std::string line_of(const app::RenderedFile& file, bool is_float) {
  const auto& report = file.report;
  std::string text = (file.output == "-" ? "standard output" : printable(file.output, 300)) + ": " +
                     report::fixed(static_cast<double>(report.frames) / report.sample_rate.value(), 1) + " s, peak " +
                     report::fixed(report.peak.db(), 1) + " dBFS";
  if (report.clipped_samples > 0) {
    text += ", " + std::to_string(report.clipped_samples) +
            (is_float ? " samples beyond full scale" : " samples clipped") + " by up to " +
            report::fixed(std::max(report.peak.db(), 0.0), 2) + " dB" + (is_float ? ", which players clip" : "") +
            ": use --headroom, --normalize peak or --limit";
  }
  return text + "\n";
}

Value value_of(const app::RenderAnswer& answer) {
  Value files = Value::Array{}, refused = Value::Array{}, skipped = Value::Array{}, notes = Value::Array{};
  for (const auto& file : answer.files) {
    Value entry;
    entry.set("input", file.input)
        .set("output", file.output)
        .set("frames", static_cast<std::int64_t>(file.report.frames));
    entry.set("sample_rate_hz", file.report.sample_rate.value())
        .set("channels", static_cast<std::int64_t>(file.report.channels));
    entry.set("gain_db", file.report.gain.db()).set("peak_dbfs", file.report.peak.db());
    Value losses = Value::Array{};
    for (const auto& loss : file.report.losses) losses.push_back(loss);
    files.push_back(
        entry.set("clipped_samples", static_cast<std::int64_t>(file.report.clipped_samples)).set("losses", losses));
  }
  for (const auto& refusal : answer.refused)
    refused.push_back(Value(Value::Object{{"file", refusal.file}, {"reason", refusal.reason}}));
  for (const auto& path : answer.skipped) skipped.push_back(path);
  for (const auto& note : answer.notes) notes.push_back(note);
  Value value;
  value.set("schema", "eardrum.render/1").set("files", files).set("refused", refused).set("skipped", skipped);
  return value.set("notes", notes).set("stopped", answer.stopped);
}

Result<Exit> run(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto request, request_from(arguments));
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  const EndAsked end_asked;
  EARDRUM_TRY(const auto answer, [&] {
    Progress bar("rendering", 1000);
    return app::render(request, inventory, [&](double fraction) {
      if (fraction >= 0.0) bar.at(static_cast<std::size_t>(1000.0 * fraction));
      return !end_asked.flag();
    });
  }());
  for (const auto& note : answer.notes) console.complain(printable(note, 600));
  for (const auto& refusal : answer.refused)
    console.complain(printable(refusal.file, 300) + ": " + printable(refusal.reason, 600));
  std::string text;
  const bool is_float =
      request.format == engine::SampleFormat::kFloat32 || request.format == engine::SampleFormat::kFloat64;
  for (const auto& file : answer.files) {
    text += line_of(file, is_float);
    for (const auto& loss : file.report.losses)
      console.complain(printable(file.output, 300) + ": not carried over: " + printable(loss, 600));
  }
  const std::size_t whole = answer.files.size() + answer.skipped.size();
  if (whole + answer.refused.size() > 1) {
    text += std::to_string(answer.files.size()) + (answer.files.size() == 1 ? " file rendered" : " files rendered");
    if (!answer.skipped.empty()) text += ", " + std::to_string(answer.skipped.size()) + " there already";
    if (!answer.refused.empty()) text += ", " + std::to_string(answer.refused.size()) + " refused";
    text += "\n";
  }
  if (arguments.has("json")) text = write_json(value_of(answer)) + "\n";
  if (request.output == "-") {
    text.pop_back();
    console.complain(text);
  } else {
    EARDRUM_CHECK(console.print(text));
  }
  if (answer.stopped) {
    console.complain("stopped: what was not complete is not there");
    end_asked.end();
  }
  return answer.refused.empty() ? Exit::kFine : Exit::kData;
}

}  // namespace

Command render_command() {
  return {
      .name = "render",
      .summary = "Put an equaliser into sound files",
      .detail =
          "Runs files through the same engine that plays live: an equaliser from a file of any known format (bands, "
          "a graphic curve, an impulse response), or one fitted for your headphone, or the digital stages of a chain "
          "file; crossfeed; a limiter. Filters run in double precision. WAV, FLAC, AIFF, Ogg, Opus and MP3 in; WAV "
          "(RF64 beyond 4 GB) and FLAC out, with dither. Each file is written complete or not at all, also when you "
          "stop it; tags, pictures and cue points go along, and what the format can't hold is said.\n\n"
          "Folders are rendered with all that is in them, several files at once; one that can't be read is listed "
          "with its reason and stops nothing.\n\n"
          "Nothing clips in silence: the answer says how many samples would, and by how much.",
      .operands = {{.name = "FILE",
                    .summary = "sound files, folders of them, or - for the standard input (WAV, RF64, FLAC or AU)",
                    .least = 1,
                    .most = kAnyNumber,
                    .completes = Completes::kFile}},
      .flags =
          [] {
            std::vector<Flag> all = {
                {.name = "output",
                 .value = "PATH",
                 .summary = "The file to write (.wav or .flac), - for the standard output, or a folder for several",
                 .completes = Completes::kFile,
                 .letter = 'o'},
                equalizer_flag(),
                {.name = "for",
                 .value = "HEADPHONE",
                 .summary = "Fit an equaliser for this headphone",
                 .completes = Completes::kGear},
                {.name = "chain",
                 .value = "FILE",
                 .summary = "Put the gain, equalisers and crossfeed of a chain file into it",
                 .completes = Completes::kFile},
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
                 .summary = "Sample format (default: 24); float and double in WAV only",
                 .choices = {"16", "24", "32", "float", "double"}},
                {.name = "format",
                 .value = "FORMAT",
                 .summary = "Write this, whatever the name ends in; for - the default is wav",
                 .choices = {"wav", "flac"}},
                {.name = "rate",
                 .value = "HZ",
                 .summary = "Another sample rate (soxr, very high quality)",
                 .detail = "The file is converted before anything else, so that peaks are those of what is written."},
                {.name = "dither",
                 .value = "HOW",
                 .summary = "Triangular dither (default), or shaped away from where the ear is keenest",
                 .choices = {"flat", "shaped"}},
                {.name = "skip-existing",
                 .value = "",
                 .summary = "Leave alone what is there already and no older than its input"},
                {.name = "jobs", .value = "N", .summary = "Files at once (default: one a core)"},
                {.name = "threads",
                 .value = "N",
                 .summary = "Threads for one file (default: the cores that are left)"}};
            for (const Flag& flag : subject_flags()) all.push_back(flag);
            all.push_back(json_flag());
            return all;
          }(),
      .examples = {{"render song.flac -o out.flac --for hd650", "For your headphone."},
                   {"render Music/ -o Equalised/ --for hd650", "All of a folder, in the same tree."},
                   {"render album/*.flac -o equalised --eq hd650.txt --normalize peak", "A whole album."},
                   {"render - -o - --eq room.wav", "Between two other programs."}},
      .run = run};
}

}  // namespace eardrum::cli
