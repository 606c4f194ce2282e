// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/import_measurements.h>

#include <eardrum/base/printable.h>

#include "../arguments.h"
#include "../console.h"
#include "../progress.h"
#include "commands.h"

namespace eardrum::cli {
namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view several) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : several);
}

Value answer_value(const app::ImportAnswer& answer) {
  const auto number = [](std::size_t count) { return Value(static_cast<std::int64_t>(count)); };
  Value refused = Value::Array{};
  for (const auto& refusal : answer.refused)
    refused.push_back(Value(Value::Object{{"file", refusal.file}, {"reason", refusal.reason}}));
  Value value;
  value.set("schema", "eardrum.import/1")
      .set("files_read", number(answer.files_read))
      .set("added", number(answer.stored.added));
  value.set("changed", number(answer.stored.changed)).set("unchanged", number(answer.stored.unchanged));
  return value.set("without_rig", number(answer.without_rig))
      .set("not_responses", number(answer.not_responses))
      .set("refused", refused);
}

std::string answer_text(const app::ImportAnswer& answer) {
  std::string text = counted(answer.files_read, "file", "files") +
                     " read: " + counted(answer.stored.added, "curve", "curves") + " added";
  if (answer.stored.changed > 0) text += ", " + std::to_string(answer.stored.changed) + " changed";
  if (answer.stored.unchanged > 0) text += ", " + std::to_string(answer.stored.unchanged) + " there already";
  text += "\n";
  if (answer.not_responses > 0) {
    text += counted(answer.not_responses, "impedance or microphone calibration was",
                    "impedances and microphone calibrations were") +
            " read and not kept\n";
  }
  if (answer.without_rig > 0) {
    text += counted(answer.without_rig, "curve does", "curves do") +
            " not say the rig: import again with --rig, or say it to score and eq\n";
  }
  if (!answer.refused.empty())
    text += counted(answer.refused.size(), "file was", "files were") + " left out, for the reasons above\n";
  return text;
}

Result<Exit> run(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(auto inventory, app::Inventory::open());
  bool nothing_read = true, nothing_kept = true;
  for (const auto& path : arguments.operands()) {
    const app::ImportRequest request{.path = path, .rig = arguments.text("rig"), .form = arguments.text("form")};
    EARDRUM_TRY(const auto answer, [&] {
      std::optional<Progress> bar;
      return app::import_measurements(request, inventory, [&](std::size_t done, std::size_t total) {
        if (!bar) bar.emplace("reading", total);
        bar->at(done);
      });
    }());
    for (const auto& refusal : answer.refused)
      console.complain(printable(refusal.file, 300) + ": " + printable(refusal.reason, 600));
    EARDRUM_CHECK(console.print(arguments.has("json") ? write_json(answer_value(answer)) + "\n" : answer_text(answer)));
    nothing_read = nothing_read && answer.files_read == 0;
    nothing_kept = nothing_kept && answer.stored.added + answer.stored.changed + answer.stored.unchanged == 0;
  }
  return nothing_read || nothing_kept ? Exit::kData : Exit::kFine;
}

}  // namespace

Command import_command() {
  return {
      .name = "import",
      .summary = "Take in measurements: files, folders, whole databases",
      .detail =
          "Reads frequency responses of every common format: AutoEq's trees, graph-tool sites with their "
          "phone_book.json, REW "
          "texts in any locale, .frd, CSV tables with several seatings, and more. They go into your own catalogue, "
          "under "
          "their names: score and eq then find them.\n\n"
          "Seatings, sides and rigs stay apart. A file that can't be read is listed with its reason and stops nothing; "
          "everything else is stored at once or not at all. Importing again changes nothing.",
      .operands = {{.name = "PATH",
                    .summary = "a file or a folder",
                    .least = 1,
                    .most = kAnyNumber,
                    .completes = Completes::kFile}},
      .flags = {{.name = "rig", .value = "RIG", .summary = "The rig that all of it was measured on"},
                {.name = "form",
                 .value = "FORM",
                 .summary = "What all of it is, where no folder says so",
                 .choices = {"over-ear", "in-ear"}},
                json_flag()},
      .examples = {{"import ~/measurements --rig \"GRAS 45CA\"", "A folder of your own."},
                   {"import AutoEq/measurements", "A whole database."}},
      .run = run};
}

}  // namespace eardrum::cli
