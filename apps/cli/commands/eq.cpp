// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/equalize_all.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include <eardrum/base/printable.h>
#include <eardrum/report/equalizer_report.h>
#include <eardrum/report/number.h>

#include "../end_asked.h"
#include "../progress.h"
#include "../refusals.h"
#include "commands.h"
#include "output_flags.h"
#include "subject_flags.h"

namespace eardrum::cli {
namespace {

// The most that the limits took, positive of a boost, and where. Above 8 kHz nobody knows what to want to the decibel.
std::pair<Gain, Hertz> held_back(const eq::EqCurve& curve) {
  std::pair<Gain, Hertz> most{Gain(0.0), Hertz(0.0)};
  const auto hz = curve.gain.grid().hz();
  for (std::size_t i = 0; i < hz.size() && hz[i] <= 8000.0; ++i) {
    const double taken_db = curve.unlimited.db()[i] - curve.gain.db()[i];
    if (std::abs(taken_db) > std::abs(most.first.db())) most = {Gain(taken_db), Hertz(hz[i])};
  }
  return most;
}

std::vector<report::EqualizerPoint> points_of(const app::EarEqualizer& ear) {
  std::vector<report::EqualizerPoint> points;
  for (const auto& point : ear.points) points.push_back({point.frequency, point.gain});
  return points;
}

report::EqualizerView view_of(const app::EqualizeAnswer& answer) {
  report::EqualizerView view;
  view.headphone = answer.subject.name;
  view.rig = answer.subject.measurement.rig();
  view.source = answer.subject.source;
  view.target = answer.target;
  view.device = answer.device->limits.name;
  view.sample_rate = answer.sample_rate;
  view.graphic = !answer.device->limits.graphic_frequencies.empty();
  view.caution = answer.caution;
  view.losses = answer.exported.losses;
  view.file = answer.exported.file_name;
  for (const auto& ear : answer.ears) {
    const auto [taken, taken_at] = held_back(ear.curve);
    view.ears.push_back({.side = ear.side == Channel::kBoth ? std::string() : std::string(to_text(ear.side)),
                         .before = ear.before,
                         .target = ear.target,
                         .after = ear.after,
                         .wanted = ear.curve.gain,
                         .equalizer = ear.equalizer,
                         .seat_sd = ear.seat_sd,
                         .peq = ear.fit.peq,
                         .points = points_of(ear),
                         .rms_before_10k_db = ear.residual_before.to_10_khz_db,
                         .rms_after_10k_db = ear.residual_after.to_10_khz_db,
                         .rms_before_20k_db = ear.residual_before.to_20_khz_db,
                         .rms_after_20k_db = ear.residual_after.to_20_khz_db,
                         .held_back = taken,
                         .held_back_at = taken_at});
  }
  view.left_over_right = answer.left_over_right;
  for (const Channel side : {Channel::kLeft, Channel::kRight, Channel::kBoth})
    view.seatings = std::max(view.seatings, answer.subject.measurement.count(side));
  return view;
}

// The full path of the folder that a file is to stand in.
std::filesystem::path folder_of(const std::string& path) {
  std::error_code failed;
  const auto whole = std::filesystem::absolute(path, failed);
  return (failed ? std::filesystem::path(path) : whole.lexically_normal()).parent_path();
}

// The export and the files that it names, beside each other; "-" is standard output.
Result<void> write_export(const Export& exported, const std::string& path, Console& console) {
  if (path == "-") return console.print(exported.text);
  EARDRUM_CHECK(save(path, exported.text));
  const auto folder = folder_of(path);
  for (const auto& attachment : exported.attachments)
    EARDRUM_CHECK(save((folder / attachment.name).string(), attachment.bytes));
  return {};
}

// What --smoothing says, and what it is.
constexpr std::pair<std::string_view, double> kFractions[] = {
    {"1/1", 1.0}, {"1/2", 2.0}, {"1/3", 3.0}, {"1/6", 6.0}, {"1/12", 12.0}, {"1/24", 24.0}, {"1/48", 48.0}};

std::vector<std::string_view> smoothing_choices() {
  std::vector<std::string_view> choices = {"none", "variable", "erb"};
  for (const auto& [name, fraction] : kFractions) choices.push_back(name);
  return choices;
}

Smoothing smoothing_called(std::string_view name) {
  if (name == "none") return Smoothing::none();
  if (name == "variable") return Smoothing::variable();
  if (name == "erb") return Smoothing::erb();
  for (const auto& [known, fraction] : kFractions) {
    if (known == name) return Smoothing::octave_fraction(fraction);
  }
  return eq::CurveSpec{}.smoothing;
}

Result<app::EqualizeRequest> request_from(const Arguments& arguments) {
  app::EqualizeRequest request;
  request.subject =
      subject_from(arguments, arguments.operands().empty() ? std::string() : arguments.operands().front());
  EARDRUM_TRY(request.target, target_from(arguments));
  if (const auto like = arguments.text("like"))
    request.like = app::SubjectRequest{.name = *like, .rig = {}, .form = arguments.text("form")};
  if (const auto device = arguments.text("device")) request.device = *device;
  EARDRUM_TRY(const auto bands, arguments.number("bands", 1.0, 31.0, "bands"));
  if (bands) request.bands = static_cast<std::size_t>(*bands);
  EARDRUM_TRY(const auto rate, arguments.number("rate", 8000.0, 768000.0, "Hz"));
  if (rate) request.sample_rate = Hertz(*rate);
  EARDRUM_TRY(const auto boost, arguments.number("max-boost", 0.0, 30.0, "dB"));
  if (boost) {
    request.curve.most_boost = Gain(*boost);
    request.curve.most_treble_boost = std::min(request.curve.most_treble_boost, Gain(*boost));
  }
  if (const auto smoothing = arguments.text("smoothing")) request.curve.smoothing = smoothing_called(*smoothing);
  EARDRUM_TRY(const auto slope, arguments.number("max-slope", 1.0, 200.0, "dB an octave"));
  if (slope) request.curve.most_slope_db_per_octave = *slope;
  EARDRUM_TRY(const auto from, arguments.number("from", 10.0, 20000.0, "Hz"));
  EARDRUM_TRY(const auto to, arguments.number("to", 10.0, 20000.0, "Hz"));
  if (from) request.curve.range.lowest = Hertz(*from);
  if (to) request.curve.range.highest = Hertz(*to);
  if (request.curve.range.lowest >= request.curve.range.highest) {
    return Error{Errc::kUsage, "Expected --from below --to", {}};
  }
  if (const auto design = arguments.text("design"))
    request.design = *design == to_text(FilterDesign::kMatched) ? FilterDesign::kMatched : FilterDesign::kBilinear;
  request.each_ear = arguments.has("each-ear");
  if (const auto output = arguments.text("output"); output && *output != "-" && !arguments.has("all"))
    request.folder = folder_of(*output).string();
  return request;
}

std::string coefficients_text(eq::DeviceLimits::Coefficients coefficients) {
  switch (coefficients) {
    case eq::DeviceLimits::Coefficients::kNone:
      return "none";
    case eq::DeviceLimits::Coefficients::kAlso:
      return "also";
    case eq::DeviceLimits::Coefficients::kOnly:
      return "only";
  }
  return {};
}

Result<Exit> list_devices(const Arguments& arguments, Console& console) {
  report::Table table;
  table.columns = {{"Device", false}, {"Name", false}, {"Bands", true}, {"Coefficients", false}, {"Known from", false}};
  Value devices = Value::Array{};
  for (const auto& device : built_in_eq_devices()) {
    const std::string coefficients = coefficients_text(device.limits.coefficients);
    table.rows.push_back({{device.id},
                          {device.limits.name},
                          {std::to_string(device.limits.bands)},
                          {coefficients == "none" ? "" : coefficients},
                          {std::string(to_text(device.confidence))}});
    Value entry;
    entry.set("id", device.id)
        .set("name", device.limits.name)
        .set("bands", static_cast<std::int64_t>(device.limits.bands))
        .set("coefficients", coefficients);
    devices.push_back(entry.set("confidence", to_text(device.confidence)).set("source", device.source));
  }
  const report::Document document{
      .title = "Devices and formats that eardrum eq writes for",
      .subtitle = {},
      .blocks = {table,
                 report::Paragraph{"What each can hold is known from: measured, the program itself was run; page, its "
                                   "documents or source; known, a standard or published so widely that it is beyond "
                                   "doubt; approx, at second hand: check the first file that you load."}}};
  EARDRUM_CHECK(print_answer(arguments, console, document, [&] {
    return Value(Value::Object{{"schema", "eardrum.devices/1"}, {"devices", devices}});
  }));
  return Exit::kFine;
}

Result<Exit> run_all(const Arguments& arguments, Console& console) {
  app::EqualizeAllRequest request;
  request.tree = *arguments.text("all");
  EARDRUM_TRY(request.each, request_from(arguments));
  request.each.effort = eq::Effort::kDefault;
  const auto folder = arguments.text("output");
  if (!folder) return Error{Errc::kUsage, "Expected -o with the folder that the files go to", {}};
  request.folder = *folder;
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  const EndAsked end_asked;
  EARDRUM_TRY(const auto answer, [&] {
    std::optional<Progress> bar;
    return app::equalize_all(
        request, inventory,
        [&](std::size_t done, std::size_t total) {
          if (!bar) bar.emplace("fitting", total);
          bar->at(done);
        },
        &end_asked.flag());
  }());
  complain_of(console, answer.refused);
  for (const auto& [remark, count] : answer.remarks)
    console.complain((count == 1 ? "one equaliser: " : std::to_string(count) + " equalisers: ") +
                     printable(remark, 2000));
  std::string text = std::to_string(answer.written) + " equalisers written to " + printable(request.folder);
  if (answer.already_there > 0) text += ", " + std::to_string(answer.already_there) + " were there already";
  if (!answer.refused.empty()) text += ", " + std::to_string(answer.refused.size()) + " files left out (see above)";
  text += "\n";
  if (answer.written > 0) {
    text += "RMS error from 20 Hz to 10 kHz, median: " + report::fixed(answer.median_before_db, 2) + " dB before, " +
            report::fixed(answer.median_after_db, 2) + " dB after\n";
  }
  EARDRUM_CHECK(console.print(text));
  if (end_asked.flag()) {
    console.complain("stopped: what is written is whole; the same command goes on from there");
    end_asked.end();
  }
  return answer.written + answer.already_there > 0 ? Exit::kFine : Exit::kData;
}

Result<Exit> run(const Arguments& arguments, Console& console) {
  if (arguments.has("devices")) return list_devices(arguments, console);
  if (arguments.has("all")) return run_all(arguments, console);
  if (arguments.operands().empty())
    return Error{
        Errc::kUsage,
        "eq needs HEADPHONE: a headphone of the catalogue, or a measurement file; or --all with a folder of files; "
        "eardrum eq --help shows how",
        {}};
  EARDRUM_TRY(const auto request, request_from(arguments));
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  EARDRUM_TRY(const auto answer, app::equalize(request, inventory));
  if (const auto path = arguments.text("output")) {
    EARDRUM_CHECK(write_export(answer.exported, *path, console));
    for (const auto& loss : answer.exported.losses) console.complain(printable(loss, 2000));
    if (*path == "-") return Exit::kFine;
  }
  const auto view = view_of(answer);
  EARDRUM_CHECK(
      answer_with(arguments, console, report::equalizer_document(view), [&] { return report::equalizer_value(view); }));
  return Exit::kFine;
}

}  // namespace

Command eq_command() {
  return {
      .name = "eq",
      .summary = "Which few filters put it where you want it?",
      .detail =
          "Fits a handful of filters that bring a headphone to its target, within what your player or DAC can hold, "
          "and "
          "writes them in its own format. Values end on the device's steps; the filters come by importance, so that "
          "the "
          "first ones are the ones to keep where a device has fewer.\n\n"
          "The measurement is smoothed once, weighed by how repeatable it is, and not chased above 8 kHz, where one "
          "seating differs from the next by 2 to 3.5 dB. The preamp keeps the whole from clipping.\n\n"
          "eardrum eq --devices lists the devices and formats.",
      .operands = {{.name = "HEADPHONE",
                    .summary = "a headphone of the catalogue, or a measurement file of any common format",
                    .least = 0,
                    .most = 1,
                    .completes = Completes::kGear}},
      .flags = flags(
          {{{.name = "device",
             .value = "DEVICE",
             .summary = "The player, DAC or format to fit for (default: Equalizer APO)"},
            {.name = "output",
             .value = "FILE",
             .summary = "Write the filters here in the device's format; - is standard output",
             .completes = Completes::kFile,
             .letter = 'o'},
            {.name = "bands",
             .value = "N",
             .summary = "How many filters, 1 to 31 (default: 10, or what the device has)"},
            {.name = "like",
             .value = "HEADPHONE",
             .summary = "Make it sound like this one, measured on the same rig, instead of a target",
             .completes = Completes::kGear},
            {.name = "rate", .value = "HZ", .summary = "The sample rate that the filters run at (default: 48000)"},
            {.name = "design",
             .value = "DESIGN",
             .summary =
                 "How bands become filters: bilinear, as programs do, or matched, for those that take coefficients",
             .detail =
                 "The bilinear design is cramped towards half the sample rate, and fits one rate. The matched one "
                 "keeps the analogue response there, so that the same filters do the same at every rate; the file "
                 "holds coefficients for each. Default: bilinear, and where the file holds coefficients or "
                 "impulse responses in any case, whichever leaves the smaller error.",
             .choices = {"bilinear", "matched"}},
            {.name = "max-boost",
             .value = "DB",
             .summary = "Never raise anything by more than this (default: 12, treble 6)"},
            {.name = "max-slope", .value = "DB", .summary = "Nothing steeper than this, in dB an octave (default: 18)"},
            {.name = "smoothing",
             .value = "WIDTH",
             .summary = "Smooth the measurement by this much before fitting (default: 1/12 octave)",
             .detail = "A fraction of an octave, variable (1/48 octave in the bass to 1/3 in the treble), or erb, the "
                       "width that hearing resolves. Above 9 kHz it is two octaves always.",
             .choices = smoothing_choices()},
            {.name = "from", .value = "HZ", .summary = "Leave alone what is below (default: 20)"},
            {.name = "to", .value = "HZ", .summary = "Leave alone what is above (default: 20000)"},
            {.name = "each-ear", .value = "", .summary = "Left and right apart, where both were measured"},
            {.name = "all",
             .value = "TREE",
             .summary = "Every measurement in this folder and the folders in it, to the folder -o, on all cores",
             .detail = "Files that are there already are left as they are, so that a stopped run goes on where it was.",
             .completes = Completes::kFile},
            {.name = "devices", .value = "", .summary = "List the devices and formats"}},
           subject_flags(),
           {details_flag()},
           output_flags()}),
      .examples = {{"eq hd650", "Ten filters towards Harman's target."},
                   {"eq hd650 --device qudelix-5k --bands 6 -o hd650.txt", "Six, as a Qudelix takes them."},
                   {"eq hd650 --bass 3 --device easyeffects-7 -o hd650.json", "With 3 dB more bass, for EasyEffects."},
                   {"eq \"my measurement.csv\" --rig \"IEC 60318-4\"", "From your own measurement."},
                   {"eq hd650 --like \"hd 800 s\"", "Make one sound like another."}},
      .run = run};
}

}  // namespace eardrum::cli
