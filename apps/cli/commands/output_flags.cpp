// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "output_flags.h"

#include <eardrum/report/html.h>
#include <eardrum/report/svg.h>
#include <eardrum/report/text.h>

namespace eardrum::cli {

std::vector<Flag> output_flags() {
  return {json_flag(),
          {.name = "svg",
           .value = "FILE",
           .summary = "Draw the answer into this file; - is standard output, in the place of the text",
           .completes = Completes::kFile},
          {.name = "html",
           .value = "FILE",
           .summary = "Write the answer as a page into this file; - likewise",
           .completes = Completes::kFile}};
}

Flag details_flag() {
  return {.name = "details", .value = "", .summary = "Show everything: charts, every figure, and where it is from"};
}

Result<void> print_answer(const Arguments& arguments, Console& console, const report::Document& document,
                          const std::function<Value()>& json) {
  if (arguments.has("json")) return console.print(write_json(json()) + "\n");
  report::TextOptions options;
  options.width = static_cast<int>(console.width());
  options.colour = console.colour();
  options.unicode = console.unicode();
  options.details = arguments.command().find_flag("details") == nullptr || arguments.has("details");
  return console.print(report::render_text(document, options));
}

Result<void> print_line(const Arguments& arguments, Console& console, const std::string& text,
                        const std::function<Value()>& json) {
  return console.print((arguments.has("json") ? write_json(json()) : text) + "\n");
}

Result<void> answer_with(const Arguments& arguments, Console& console, const report::Document& document,
                         const std::function<Value()>& json) {
  std::vector<std::string> drawings;  // for the standard output
  const auto put = [&](const char* flag, const auto& render) -> Result<void> {
    const auto file = arguments.text(flag);
    if (!file) return {};
    if (*file != "-") return save(*file, render());
    drawings.push_back(render());
    return {};
  };
  EARDRUM_CHECK(put("svg", [&] { return report::render_svg(document); }));
  EARDRUM_CHECK(put("html", [&] { return report::render_html(document); }));
  if (drawings.size() + (arguments.has("json") && !drawings.empty() ? 1 : 0) > 1)
    return Error{
        Errc::kUsage, "Expected one of --json, --svg - and --html -: the standard output holds one answer", {}};
  return drawings.empty() ? print_answer(arguments, console, document, json) : console.print(drawings.front());
}

std::vector<Flag> flags(std::initializer_list<std::vector<Flag>> lists) {
  std::vector<Flag> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

}  // namespace eardrum::cli
