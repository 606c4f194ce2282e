// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/import_measurements.h>

#include <algorithm>

#include <eardrum/base/printable.h>
#include <eardrum/report/plain_text.h>

#include "../arguments.h"
#include "../console.h"
#include "../progress.h"
#include "../refusals.h"
#include "commands.h"

namespace eardrum::cli {
namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view several) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : several);
}

Value count_value(const catalogue::StoreCount& count) {
  const auto number = [](std::size_t n) { return Value(static_cast<std::int64_t>(n)); };
  Value value;
  value.set("added", number(count.added)).set("changed", number(count.changed));
  return value.set("unchanged", number(count.unchanged));
}

Value answer_value(const app::ImportAnswer& answer) {
  const auto number = [](std::size_t count) { return Value(static_cast<std::int64_t>(count)); };
  Value refused = Value::Array{};
  for (const auto& refusal : answer.refused)
    refused.push_back(Value(Value::Object{{"file", refusal.file}, {"reason", refusal.reason}}));
  Value impedances = count_value(answer.stored.impedances);
  Value uses = Value::Array{};
  for (const auto& use : answer.impedances) {
    Value entry;
    entry.set("name", use.name).set("headphone", use.headphone.empty() ? Value() : Value(use.headphone));
    uses.push_back(entry.set("candidates", Value(Value::Array(use.candidates.begin(), use.candidates.end()))));
  }
  impedances.set("uses", uses);
  Value calibrations = count_value(answer.stored.calibrations);
  calibrations.set("names", Value(Value::Array(answer.calibrations.begin(), answer.calibrations.end())));
  Value value;
  value.set("schema", "eardrum.import/1").set("files_read", number(answer.files_read));
  value.set("added", number(answer.stored.responses.added)).set("changed", number(answer.stored.responses.changed));
  value.set("unchanged", number(answer.stored.responses.unchanged)).set("without_rig", number(answer.without_rig));
  value.set("unknown_rigs", Value(Value::Array(answer.unknown_rigs.begin(), answer.unknown_rigs.end())));
  value.set("equalizers", number(answer.equalizers));
  Value targets = count_value(answer.stored.targets);
  Value names = Value::Array{};
  for (const auto& target : answer.targets) names.push_back(target.name);
  value.set("targets", targets.set("names", names));
  value.set("notes", Value(Value::Array(answer.notes.begin(), answer.notes.end())));
  return value.set("impedances", impedances).set("calibrations", calibrations).set("refused", refused);
}

std::string count_text(const catalogue::StoreCount& count, std::string_view one, std::string_view several) {
  std::string text = counted(count.added, one, several) + " added";
  if (count.changed > 0) text += ", " + std::to_string(count.changed) + " changed";
  if (count.unchanged > 0) text += ", " + std::to_string(count.unchanged) + " there already";
  return text;
}

// "A, B and 4 more", each as it may go to a terminal.
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 6;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
    text += (i == 0 ? "" : ", ") + printable(names[i], 80);
  if (names.size() > kShown) text += " and " + std::to_string(names.size() - kShown) + " more";
  return text;
}

std::string impedance_text(const std::vector<app::ImportedImpedanceUse>& uses) {
  std::string text;
  std::vector<std::string> nobody;
  for (const auto& use : uses) {
    if (!use.headphone.empty()) {
      text += "  match and chain use it for the " + printable(use.headphone, 80) + "\n";
    } else if (!use.candidates.empty()) {
      text += "  " + printable(use.name, 80) + " may be " + listed(use.candidates) +
              ": call the file after one of them and import it again\n";
    } else if (std::find(nobody.begin(), nobody.end(), use.name) == nobody.end()) {
      nobody.push_back(use.name);
    }
  }
  if (!nobody.empty()) {
    text += "  no headphone that is known is called " + listed(nobody) +
            ": it is used once there is one (eardrum gear add)\n";
  }
  return text;
}

std::string target_text(const std::vector<app::ImportedTargetUse>& uses) {
  std::vector<std::string> names, hidden;
  for (const auto& use : uses) (use.hidden ? hidden : names).push_back(use.name);
  std::string text =
      names.empty() ? "\n" : ": " + listed(names) + "\n  score, eq and match take one with --target NAME\n";
  if (!hidden.empty()) {
    text += "  called as a built-in target, which goes before: " + listed(hidden) +
            "; take yours with --target FILE, or give it another name and import it again\n";
  }
  return text;
}

// Each line within a terminal's width, what goes on two columns further in than its beginning.
std::string on_a_terminal(const std::string& text) {
  constexpr std::size_t kColumns = 80;
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    std::string lead(indent, ' ');
    for (const auto& part : report::wrap(std::string_view(line).substr(indent), kColumns - indent - 2)) {
      out += lead + part + "\n";
      lead = std::string(indent + 2, ' ');
    }
    begin = end + 1;
  }
  return out;
}

std::string answer_text(const app::ImportAnswer& answer) {
  std::string text = counted(answer.files_read, "file", "files") + " read: ";
  const bool others =
      !answer.impedances.empty() || !answer.calibrations.empty() || !answer.targets.empty() || answer.equalizers > 0;
  if (answer.stored.responses.total() > 0 || !others)
    text += count_text(answer.stored.responses, "curve", "curves") + "\n";
  else
    text += "no frequency response\n";
  if (!answer.impedances.empty())
    text += count_text(answer.stored.impedances, "impedance", "impedances") + "\n" + impedance_text(answer.impedances);
  if (!answer.calibrations.empty()) {
    text += count_text(answer.stored.calibrations, "calibration", "calibrations") + ": " + listed(answer.calibrations) +
            "\n  score and eq subtract one from a measurement with --calibration NAME\n";
  }
  if (!answer.targets.empty())
    text += count_text(answer.stored.targets, "target", "targets") + target_text(answer.targets);
  if (answer.equalizers > 0) {
    text +=
        counted(answer.equalizers, "equaliser", "equalisers") +
        " read and not kept: render, live and match take one with --eq FILE, or with --eq \"FILE#NAME\" from a file "
        "of several\n";
  }
  if (answer.without_rig > 0) {
    text += counted(answer.without_rig, "curve does", "curves do") +
            " not say the rig: import again with --rig, or say it to score and eq\n";
  }
  if (!answer.unknown_rigs.empty()) {
    text += "there is no target for the rig " + listed(answer.unknown_rigs) +
            ": if it has another name, import again with --rig\n";
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
    complain_of(console, answer.refused);
    for (const auto& note : answer.notes) console.complain(printable(path, 300) + ": " + printable(note, 600));
    if (answer.files_read == 0 && answer.refused.empty()) {
      console.complain(printable(path, 300) +
                       ": there is no measurement in it, nor in the folders in it (.csv, .txt, .frd, .zma, .jsonl, "
                       ".cal, .mic, .dat, .omm, phone_book.json)");
    }
    EARDRUM_CHECK(console.print(arguments.has("json") ? write_json(answer_value(answer)) + "\n"
                                                      : on_a_terminal(answer_text(answer))));
    nothing_read = nothing_read && answer.files_read == 0;
    nothing_kept = nothing_kept && answer.stored.total() == 0 && answer.equalizers == 0;
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
          "their names: score and eq then find them, by a part of the name too. So do impedances (.zma), which match "
          "and chain use for the "
          "headphone that the file is called after, and calibrations of microphones and couplers (.cal, .mic), which "
          "score and eq subtract on request, and target curves (\"... Target.txt\"), which score, eq and match take "
          "with "
          "--target NAME.\n\n"
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
