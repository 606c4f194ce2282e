// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/gear.h>

#include <algorithm>
#include <array>

#include <eardrum/app/gear_sheet.h>
#include <eardrum/base/file.h>
#include <eardrum/base/printable.h>
#include <eardrum/catalogue/csv_gear.h>
#include <eardrum/catalogue/names.h>
#include <eardrum/catalogue/paths.h>
#include <eardrum/catalogue/toml_gear.h>

#include "../editor.h"
#include "../progress.h"
#include "commands.h"
#include "output_flags.h"

namespace eardrum::cli {
namespace {

using catalogue::Catalogue;
using catalogue::GearKind;

constexpr std::size_t kMostWarnings = 10;

Result<Catalogue> open_catalogue() {
  EARDRUM_TRY(const auto paths, catalogue::standard_paths());
  return Catalogue::open(paths);
}

Result<void> show_entries(const Arguments& arguments, Console& console, const std::vector<catalogue::Entry>& entries) {
  if (arguments.has("names")) {
    std::string text;
    for (const auto& entry : entries) {
      std::string slug;
      for (const auto& word : catalogue::fold(entry.name())) slug += (slug.empty() ? "" : "-") + word;
      text += slug + "\n";
    }
    return console.print(text);
  }
  return print_answer(arguments, console, app::gear_list_document(entries),
                      [&] { return app::gear_list_value(entries); });
}

Result<void> show_sheet(const Arguments& arguments, Console& console, const app::NamedGear& gear) {
  const auto* headphone = std::get_if<catalogue::HeadphoneGear>(&gear);
  const auto sheet =
      headphone != nullptr ? app::gear_sheet(*headphone) : app::gear_sheet(std::get<catalogue::NamedSource>(gear).gear);
  return answer_with(arguments, console, report::gear_document(sheet), [&] { return report::gear_value(sheet); });
}

Result<Exit> list(const Arguments& arguments, Console& console) {
  app::GearListRequest request;
  if (!arguments.operands().empty()) {
    request.kind = arguments.operands().front() == "headphones" ? GearKind::kHeadphone : GearKind::kSource;
  }
  request.only_mine = arguments.has("mine");
  EARDRUM_TRY(const auto catalogue, open_catalogue());
  EARDRUM_TRY(const auto entries, app::list_gear(catalogue, request));
  EARDRUM_CHECK(show_entries(arguments, console, entries));
  return Exit::kFine;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Result<Exit> search(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto catalogue, open_catalogue());
  const std::string words = joined(arguments.operands());
  EARDRUM_TRY(const auto entries, catalogue.search(words));
  if (entries.empty() && !arguments.has("json")) {
    return Error{Errc::kNotFound,
                 "No gear has '" + printable(words, 60) + "' in its name; eardrum gear list shows all of it",
                 {}};
  }
  EARDRUM_CHECK(show_entries(arguments, console, entries));
  return Exit::kFine;
}

Result<Exit> show(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto catalogue, open_catalogue());
  EARDRUM_TRY(const auto gear, app::find_gear(catalogue, joined(arguments.operands())));
  EARDRUM_CHECK(show_sheet(arguments, console, gear));
  return Exit::kFine;
}

// Flag, and what it sets. Ranges are wide: the catalogue knows what is usual.
std::vector<Flag> figure_flags() {
  return {
      {.name = "impedance", .value = "OHM", .summary = "Headphone: nominal impedance"},
      {.name = "sensitivity",
       .value = "FIGURE",
       .summary = "Headphone: sensitivity with its unit, \"97 dB/mW\", \"103 dB/V\", \"0.288 V for 94 dB\""},
      {.name = "form",
       .value = "FORM",
       .summary = "Headphone: over-ear, on-ear, in-ear or earbud",
       .choices = {"over-ear", "on-ear", "in-ear", "earbud"}},
      {.name = "back",
       .value = "BACK",
       .summary = "Headphone: open, semi-open or closed",
       .choices = {"open", "semi-open", "closed"}},
      {.name = "driver",
       .value = "DRIVER",
       .summary = "Headphone: dynamic, planar, ba or hybrid",
       .choices = {"dynamic", "planar", "ba", "hybrid"}},
      {.name = "kind",
       .value = "KIND",
       .summary = "Source: phone, dongle, dap, portable-dac-amp, dac-amp, dac, amp, laptop, interface or receiver",
       .choices = {"phone", "dongle", "dap", "portable-dac-amp", "dac-amp", "dac", "amp", "laptop", "interface",
                   "receiver"}},
      {.name = "output",
       .value = "OUTPUT",
       .summary = "Source: which output the figures are of; single-ended unless given",
       .choices = {"single-ended", "balanced"}},
      {.name = "output-impedance", .value = "OHM", .summary = "Source: output impedance"},
      {.name = "max-voltage", .value = "V", .summary = "Source: most rms voltage, unloaded"},
      {.name = "max-current", .value = "MA", .summary = "Source: most current, in milliamperes"},
      {.name = "power", .value = "POINTS", .summary = "Source: most power, as ohms and milliwatts, 32:500,300:60"},
      {.name = "noise", .value = "UV", .summary = "Source: A-weighted noise at the output, in microvolts"},
      {.name = "price", .value = "USD", .summary = "Price in US dollars"},
      {.name = "anyway", .value = "", .summary = "Take figures that look as if their unit was mistaken"},
      {.name = "from", .value = "TEXT", .summary = "Where the figures are from: a page, \"measured by me\""},
  };
}

Result<app::GearFigures> figures_from(const Arguments& arguments) {
  app::GearFigures figures;
  figures.origin = arguments.text("from").value_or("");
  figures.form = arguments.text("form");
  figures.back = arguments.text("back");
  figures.driver = arguments.text("driver");
  figures.sensitivity = arguments.text("sensitivity");
  figures.kind = arguments.text("kind");
  figures.output = arguments.text("output");
  figures.power = arguments.text("power");
  EARDRUM_TRY(figures.price_usd, arguments.number("price", 0.0, 1e6, "US dollars"));
  EARDRUM_TRY(figures.impedance_ohm, arguments.number("impedance", 0.1, 1e4, "ohm"));
  EARDRUM_TRY(figures.output_impedance_ohm, arguments.number("output-impedance", 0.0, 1e4, "ohm"));
  EARDRUM_TRY(figures.max_voltage_v, arguments.number("max-voltage", 0.001, 1000.0, "V"));
  EARDRUM_TRY(figures.max_current_ma, arguments.number("max-current", 0.01, 1e5, "mA"));
  EARDRUM_TRY(figures.noise_uv, arguments.number("noise", 0.0, 1e5, "microvolts"));
  return figures;
}

std::string name_of(const app::NamedGear& gear) {
  const auto* headphone = std::get_if<catalogue::HeadphoneGear>(&gear);
  return headphone != nullptr ? full_name(*headphone) : full_name(std::get<catalogue::NamedSource>(gear).gear);
}

Value::Array texts(const std::vector<std::string>& all) {
  return Value::Array(all.begin(), all.end());
}

Value change_value(const std::string& what, const std::string& name, const std::vector<std::string>& warnings) {
  Value answer;
  answer.set("schema", "eardrum.gear_change/1");
  answer.set("change", what == "Added" ? "added" : what == "Changed" ? "changed" : "removed");
  answer.set("gear", printable(name, 200));
  answer.set("warnings", Value(texts(warnings)));
  return answer;
}

// "Added Acme One"; or the first thing that is unusual, as the reason why nothing was.
Result<Exit> told(const Arguments& arguments, Console& console, const app::GearChange& change,
                  const std::string& what) {
  if (!change.saved) {
    return Error{Errc::kInvalidData, change.warnings.front() + " Nothing was changed; --anyway takes it as it is", {}};
  }
  for (const auto& warning : change.warnings) console.complain(warning);
  const std::string name = name_of(change.gear);
  EARDRUM_CHECK(print_line(arguments, console, what + " " + printable(name, 200),
                           [&] { return change_value(what, name, change.warnings); }));
  return Exit::kFine;
}

Result<Exit> add(const Arguments& arguments, Console& console) {
  app::GearAddRequest request;
  request.kind = arguments.operands()[0] == "headphone" ? GearKind::kHeadphone : GearKind::kSource;
  request.brand = arguments.operands()[1];
  request.model = arguments.operands()[2];
  request.even_if_unusual = arguments.has("anyway");
  EARDRUM_TRY(request.figures, figures_from(arguments));
  EARDRUM_TRY(auto catalogue, open_catalogue());
  EARDRUM_TRY(const auto change, app::add_gear(catalogue, request));
  return told(arguments, console, change, "Added");
}

Result<Exit> edit(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto figures, figures_from(arguments));
  EARDRUM_TRY(auto catalogue, open_catalogue());
  const std::string name = joined(arguments.operands());
  if (figures.any_of_headphones() || figures.any_of_sources() || figures.price_usd) {
    EARDRUM_TRY(const auto change, app::edit_gear(catalogue, name, figures, arguments.has("anyway")));
    return told(arguments, console, change, "Changed");
  }
  EARDRUM_TRY(const auto before, app::gear_text(catalogue, name));
  EARDRUM_TRY(const auto edited, edited_in_editor(before, "gear.toml"));
  if (edited.text == before) {
    edited.discard();
    EARDRUM_CHECK(console.print("Nothing was changed\n"));
    return Exit::kFine;
  }
  const auto change = app::replace_gear(catalogue, name, edited.text, edited.path);
  if (!change) {
    Error refused = change.error();
    refused.message += edited.kept();
    return refused;
  }
  edited.discard();
  return told(arguments, console, *change, "Changed");
}

Result<Exit> remove(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(auto catalogue, open_catalogue());
  EARDRUM_TRY(const auto entry, app::remove_gear(catalogue, joined(arguments.operands())));
  EARDRUM_CHECK(print_line(arguments, console, "Removed " + printable(entry.name(), 200),
                           [&] { return change_value("Removed", entry.name(), {}); }));
  return Exit::kFine;
}

bool is_csv(const Arguments& arguments, const std::string& file) {
  const auto format = arguments.text("format");
  return format ? *format == "csv" : file.ends_with(".csv");
}

// A table holds one kind of gear; what it can't hold of it is said.
Result<std::string> as_csv(const catalogue::GearSet& gear, Console& console) {
  if (!gear.headphones.empty() && !gear.sources.empty()) {
    return Error{Errc::kUsage,
                 "A table holds headphones or sources, and these are both; name gear of one kind, or write TOML",
                 {}};
  }
  const auto table = gear.sources.empty() ? catalogue::write_headphones_csv(gear.headphones)
                                          : catalogue::write_sources_csv(gear.sources);
  for (const auto& loss : table.losses) console.complain("not in the table: " + loss);
  return table.text;
}

Result<Exit> export_gear(const Arguments& arguments, Console& console) {
  app::GearExportRequest request;
  request.names = arguments.operands();
  request.all = arguments.has("all");
  EARDRUM_TRY(const auto catalogue, open_catalogue());
  EARDRUM_TRY(auto gear, app::gear_to_export(catalogue, request));
  const auto only = arguments.text("only");
  if (only == "headphones") gear.sources.clear();
  if (only == "sources") gear.headphones.clear();
  const std::string file = arguments.text("output").value_or("-");
  std::string text;
  if (is_csv(arguments, file)) {
    EARDRUM_TRY(text, as_csv(gear, console));
  } else {
    text = catalogue::write_gear_toml(gear);
  }
  EARDRUM_CHECK(file == "-" ? console.print(text) : save(file, text));
  return Exit::kFine;
}

Result<catalogue::GearSet> read_gear_file(const Arguments& arguments, const std::string& file,
                                          const catalogue::LoadModels& models) {
  const std::string name = file == "-" ? "standard input" : file;
  EARDRUM_TRY(const auto text, read_file(file == "-" ? "/dev/stdin" : file));
  return is_csv(arguments, file) ? catalogue::read_gear_csv(text, name)
                                 : catalogue::read_gear_toml(text, name, &models);
}

Result<Exit> import_gear(const Arguments& arguments, Console& console) {
  catalogue::GearSet gear;
  EARDRUM_TRY(auto catalogue, open_catalogue());
  EARDRUM_TRY(const auto models, catalogue.load_models());
  for (const auto& file : arguments.operands()) {
    EARDRUM_TRY(auto more, read_gear_file(arguments, file, models));
    std::move(more.headphones.begin(), more.headphones.end(), std::back_inserter(gear.headphones));
    std::move(more.sources.begin(), more.sources.end(), std::back_inserter(gear.sources));
  }
  const auto warnings = app::warnings_of(gear);
  for (std::size_t i = 0; i < std::min(warnings.size(), kMostWarnings); ++i) console.complain(warnings[i]);
  if (warnings.size() > kMostWarnings) {
    console.complain(std::to_string(warnings.size() - kMostWarnings) + " more figures are unusual");
  }
  Progress progress("importing", gear.headphones.size() + gear.sources.size());
  EARDRUM_TRY(const auto done, catalogue.import(gear, [&](std::size_t written) { progress.at(written); }));
  progress.done();
  const std::string text =
      "Imported " + std::to_string(done.added) + " new and replaced " + std::to_string(done.replaced);
  EARDRUM_CHECK(print_line(arguments, console, text, [&] {
    Value answer;
    answer.set("schema", "eardrum.gear_import/1");
    answer.set("added", static_cast<std::int64_t>(done.added));
    answer.set("replaced", static_cast<std::int64_t>(done.replaced));
    answer.set("warnings", Value(texts(warnings)));
    return answer;
  }));
  return Exit::kFine;
}

Flag format_flag() {
  return {.name = "format",
          .value = "FORMAT",
          .summary = "toml or csv; what the file's name ends in, else toml",
          .choices = {"toml", "csv"}};
}

Operand gear_operand(std::string_view summary) {
  return {.name = "GEAR", .summary = summary, .least = 1, .most = kAnyNumber, .completes = Completes::kGear};
}

Flag names_flag() {
  return {.name = "names", .value = "", .summary = "Print only names, one a line, as the shells complete them"};
}

}  // namespace

Command gear_command() {
  return {
      .name = "gear",
      .summary = "What gear is known? Add your own",
      .detail =
          "The catalogue knows headphones and sources, each figure with where it was published and how sure it is. "
          "Your "
          "own gear is kept beside it and hides what is built in under the same name.",
      .verbs = {
          {.name = "list",
           .summary = "List all gear, or one kind of it",
           .operands = {{.name = "KIND",
                         .summary = "headphones or sources",
                         .least = 0,
                         .most = 1,
                         .choices = {"headphones", "sources"}}},
           .flags = {{.name = "mine", .value = "", .summary = "Only what you added"}, names_flag(), json_flag()},
           .run = list},
          {.name = "search",
           .summary = "Find gear by parts of its name",
           .operands = {{.name = "WORD", .summary = "beginnings of words of the name", .least = 1, .most = kAnyNumber}},
           .flags = {names_flag(), json_flag()},
           .examples = {{"gear search focal", "All of Focal."}},
           .run = search},
          {.name = "show",
           .summary = "Show every figure of one piece of gear, with its source",
           .operands = {gear_operand("its name; several words are one name")},
           .flags = output_flags(),
           .examples = {{"gear show hd650", "What is published of the HD 650."}},
           .run = show},
          {.name = "add",
           .summary = "Add a piece of gear of your own",
           .detail =
               "Figures that look as if their unit was mistaken are refused with a sentence that says why. What is not "
               "given stays unknown; gear edit adds it later.",
           .operands = {{.name = "KIND", .summary = "headphone or source", .choices = {"headphone", "source"}},
                        {.name = "BRAND", .summary = "who makes it"},
                        {.name = "MODEL", .summary = "what it is called"}},
           .flags = flags({figure_flags(), {json_flag()}}),
           .examples = {{"gear add headphone Acme One --impedance 32 --sensitivity \"103 dB/V\"", "A headphone."},
                        {"gear add source Acme Two --kind dap --max-voltage 2 --power 32:120", "A player."}},
           .run = add},
          {.name = "edit",
           .summary = "Change figures of a piece of gear",
           .detail =
               "With flags, enters those figures. Without, opens all that is known of it in your editor (VISUAL, else "
               "EDITOR) as text; one with a mistake is refused and kept. A built-in piece is copied to your own gear "
               "first; gear remove brings it back.",
           .operands = {gear_operand("its name; several words are one name")},
           .flags = flags({figure_flags(), {json_flag()}}),
           .examples = {{"gear edit hd650 --impedance 320 --from \"measured by me\"", "One figure."}},
           .run = edit},
          {.name = "remove",
           .summary = "Remove a piece of your own gear",
           .operands = {gear_operand("its name; several words are one name")},
           .flags = {json_flag()},
           .run = remove},
          {.name = "export",
           .summary = "Write gear as text, to keep or to share",
           .operands = {{.name = "GEAR",
                         .summary = "names; all of your own gear unless given",
                         .least = 0,
                         .most = kAnyNumber,
                         .completes = Completes::kGear}},
           .flags = {{.name = "all", .value = "", .summary = "Everything that is known, built in or yours"},
                     {.name = "only",
                      .value = "KIND",
                      .summary = "Only headphones or only sources",
                      .choices = {"headphones", "sources"}},
                     format_flag(),
                     {.name = "output",
                      .value = "FILE",
                      .summary = "Write into this file; the standard output unless given",
                      .completes = Completes::kFile}},
           .examples = {{"gear export --output mine.toml", "A copy of your gear."}},
           .run = export_gear},
          {.name = "import",
           .summary = "Add all gear of a file",
           .detail = "Reads gear files as gear export writes them, TOML or CSV. Everything is added or nothing is: a "
                     "mistake in the "
                     "file, or "
                     "an interruption, leaves your gear as it was. Models that you have already are replaced.",
           .operands = {{.name = "FILE",
                         .summary = "gear files; - is the standard input",
                         .least = 1,
                         .most = kAnyNumber,
                         .completes = Completes::kFile}},
           .flags = {format_flag(), json_flag()},
           .examples = {{"gear import mine.toml", "Back again."}},
           .run = import_gear}}};
}

}  // namespace eardrum::cli
