// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "output_flags.h"

#include <eardrum/report/html.h>
#include <eardrum/report/svg.h>
#include <eardrum/report/text.h>

namespace eardrum::cli {

std::vector<Flag> output_flags() {
  return {json_flag(),
          {.name = "svg", .value = "FILE", .summary = "Draw the answer into this file", .completes = Completes::kFile},
          {.name = "html",
           .value = "FILE",
           .summary = "Write the answer as a page into this file",
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
  if (const auto file = arguments.text("svg")) EARDRUM_CHECK(save(*file, report::render_svg(document)));
  if (const auto file = arguments.text("html")) EARDRUM_CHECK(save(*file, report::render_html(document)));
  return print_answer(arguments, console, document, json);
}

std::vector<Flag> flags(std::initializer_list<std::vector<Flag>> lists) {
  std::vector<Flag> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

}  // namespace eardrum::cli
