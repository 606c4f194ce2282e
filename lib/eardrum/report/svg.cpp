// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/svg.h>

#include <algorithm>

#include <eardrum/report/plain_text.h>
#include <eardrum/report/svg_drawing.h>

namespace eardrum::report {
namespace {

/// A file of its own: styles and background first, then what was drawn.
std::string finish(const SvgDrawing& content, const std::string& id, const std::string& title,
                   const std::string& description, bool standalone) {
  if (!standalone) return content.finish(id, title, description, false);
  SvgDrawing file(content.width());
  file.set_height(content.height());
  file.rectangle("paper", {0, 0}, content.width(), content.height());
  file.place(content, {0, 0});
  std::string svg = file.finish(id, title, description, true);
  const std::size_t after_root = svg.find(">\n") + 2;
  return svg.insert(after_root, "<style>\n" + svg_style() + "</style>\n");
}

double width_of(const SvgOptions& options) {
  return static_cast<double>(std::max(options.width_px, 320));
}

}  // namespace

const std::string& svg_style() {
  // Plain colours by class and a second set for dark, rather than CSS variables: librsvg, Inkscape and older viewers
  // know no variables. The colours keep a contrast of at least 4.5 to the paper for text and 3 for curves (WCAG 2.1).
  static const std::string style =
      R"(.plot{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
.plot text{font-size:12.5px;fill:#323b45}
.plot .title{font-size:16px;font-weight:600;fill:#161c23}
.plot .headline{font-size:22px;font-weight:600;fill:#161c23}
.plot .subtitle,.plot .tick,.plot .note,.plot .zone-name{fill:#5a6672}
.plot .tick{font-size:12px}
.plot .note,.plot .zone-name{font-size:11.5px}
.plot .value{font-weight:600;fill:#161c23}
.plot .mark{font-size:11.5px;fill:#3f4954;stroke:#ffffff;stroke-width:3px;stroke-linejoin:round;paint-order:stroke}
.plot .paper{fill:#ffffff}
.plot .grid{stroke:#d9dee4;stroke-width:1}
.plot .minor{stroke:#eef1f4}
.plot .zero{stroke:#98a4b0}
.plot .track{stroke:#e3e7ec;stroke-width:2}
.plot .zone{fill:#eef4ee}
.plot .curve{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.plot .curve.first{stroke:#0a5fc2;stroke-width:2.4}
.plot .curve.second{stroke:#c2500a;stroke-dasharray:12 4 2 4;stroke-linecap:butt}
.plot .curve.third{stroke:#187a45;stroke-dasharray:1 5}
.plot .curve.target{stroke:#4c5763;stroke-dasharray:7 5;stroke-linecap:butt}
.plot .curve.reference{stroke:#6d7985;stroke-width:1.4}
.plot .band{stroke:none;fill-opacity:0.17}
.plot .band.first{fill:#0a5fc2}
.plot .band.second{fill:#c2500a}
.plot .band.third{fill:#187a45}
.plot .band.target,.plot .band.reference{fill:#4c5763}
.plot .right{fill:#c2500a}
.plot .gap{stroke:#5a6672;stroke-width:1.4}
.plot .spread{fill-opacity:0.28}
.plot rect.plain,.plot circle.plain{fill:#0a5fc2}
.plot rect.good,.plot circle.good{fill:#187a45}
.plot rect.note,.plot circle.note{fill:#0a5fc2}
.plot rect.care,.plot circle.care{fill:#b06000}
.plot rect.poor,.plot circle.poor{fill:#c0262d}
.plot rect.unknown,.plot circle.unknown{fill:#6d7985}
@media (prefers-color-scheme:dark){
.plot text{fill:#c3ccd5}
.plot .title,.plot .headline,.plot .value{fill:#f0f4f8}
.plot .subtitle,.plot .tick,.plot .note,.plot .zone-name{fill:#98a5b3}
.plot .mark{fill:#c3ccd5;stroke:#12161b}
.plot .paper{fill:#12161b}
.plot .grid{stroke:#2c343d}
.plot .minor{stroke:#1d2329}
.plot .zero{stroke:#66727f}
.plot .track{stroke:#262d35}
.plot .zone{fill:#172219}
.plot .curve.first{stroke:#62adff}
.plot .curve.second{stroke:#ff9d5c}
.plot .curve.third{stroke:#5fd394}
.plot .curve.target{stroke:#b4bfca}
.plot .curve.reference{stroke:#8a96a3}
.plot .band{fill-opacity:0.24}
.plot .band.first{fill:#62adff}
.plot .band.second{fill:#ff9d5c}
.plot .band.third{fill:#5fd394}
.plot .band.target,.plot .band.reference{fill:#b4bfca}
.plot .right{fill:#ff9d5c}
.plot .gap{stroke:#98a5b3}
.plot rect.plain,.plot circle.plain{fill:#62adff}
.plot rect.good,.plot circle.good{fill:#5fd394}
.plot rect.note,.plot circle.note{fill:#62adff}
.plot rect.care,.plot circle.care{fill:#f0b04a}
.plot rect.poor,.plot circle.poor{fill:#ff7a7a}
.plot rect.unknown,.plot circle.unknown{fill:#8a96a3}
}
)";
  return style;
}

std::string render_svg(const Chart& chart, const SvgOptions& options) {
  return finish(draw(chart, width_of(options)), chart.id + options.id_suffix, chart.title, chart.description,
                options.standalone);
}

std::string render_svg(const Ladder& ladder, const SvgOptions& options) {
  return finish(draw(ladder, width_of(options)), ladder.id + options.id_suffix, ladder.title, ladder.description,
                options.standalone);
}

std::string render_svg(const Document& document) {
  constexpr double kPanel = 600.0, kSheet = 2 * kPanel;
  constexpr double kMargin = 16.0;
  SvgDrawing sheet(kSheet);
  double y = 38;
  for (const auto& line : wrap_px(clean(document.title, 300), 22 * 1.1, kSheet - 2 * kMargin)) {
    sheet.text("headline", {kMargin, y}, line);
    y += 28;
  }
  const auto paragraph = [&](std::string_view style, const std::string& text) {
    for (const auto& line : wrap_px(clean(text), 12.5, kSheet - 2 * kMargin)) {
      sheet.text(style, {kMargin, y}, line);
      y += 18;
    }
  };
  paragraph("subtitle", document.subtitle);
  for (const auto& block : document.blocks) {
    if (const auto* statement = std::get_if<Statement>(&block)) {
      y += 14;
      sheet.circle("dot " + std::string(tone_class(statement->tone)), {kMargin + 6, y - 5.5}, 6);
      sheet.text("title", {kMargin + 20, y}, clean(statement->badge, kNameColumns));
      y += 22;
      paragraph("label", statement->text);
    }
  }
  const auto is_panel = [](const Block& block) {
    return std::holds_alternative<Chart>(block) || std::holds_alternative<Ladder>(block);
  };
  const auto total = std::count_if(document.blocks.begin(), document.blocks.end(), is_panel);
  std::vector<SvgDrawing> panels;
  for (const auto& block : document.blocks) {
    // A last chart without one beside it has the sheet to itself.
    const bool alone = total % 2 == 1 && static_cast<std::ptrdiff_t>(panels.size()) + 1 == total;
    if (const auto* chart = std::get_if<Chart>(&block)) panels.push_back(draw(*chart, alone ? kSheet : kPanel));
    if (const auto* ladder = std::get_if<Ladder>(&block)) panels.push_back(draw(*ladder, kPanel));
  }
  for (std::size_t i = 0; i < panels.size(); i += 2) {
    double height = panels[i].height();
    sheet.place(panels[i], {0, y});
    if (i + 1 < panels.size()) {
      sheet.place(panels[i + 1], {kPanel, y});
      height = std::max(height, panels[i + 1].height());
    }
    y += height + 8;
  }
  sheet.set_height(y + 8);
  return finish(sheet, "sheet", document.title, document.subtitle, true);
}

}  // namespace eardrum::report
