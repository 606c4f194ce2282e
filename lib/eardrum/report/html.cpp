// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/html.h>

#include <variant>

#include <eardrum/report/markup.h>
#include <eardrum/report/number.h>
#include <eardrum/report/plain_text.h>
#include <eardrum/report/svg.h>
#include <eardrum/report/svg_drawing.h>

namespace eardrum::report {
namespace {

constexpr const char* kPageStyle = R"(:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#323b45;font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
main{max-width:820px;margin:0 auto;padding:24px 20px 64px}
h1,h2,h3{color:#161c23;line-height:1.25;text-wrap:balance}
h1{font-size:1.75rem;margin:0 0 4px}
h2{font-size:1.25rem;margin:44px 0 12px}
h3{font-size:1rem;margin:24px 0 4px}
p{margin:8px 0}
.subtitle{color:#5a6672;margin:0 0 20px}
.statement{border-left:5px solid;padding:12px 18px;margin:20px 0;border-radius:0 8px 8px 0;background:#f4f6f9}
.statement strong{display:block;font-size:1.2rem}
.statement p{margin:4px 0 0;color:#323b45}
.points{list-style:none;margin:0;padding:0}
.points li{display:grid;grid-template-columns:4.5rem 1fr;gap:0 12px;padding:12px 0;border-top:1px solid #e3e7ec}
.points li:first-child{border-top:0}
.points p{margin:2px 0}
.points .detail{color:#5a6672;font-size:.9rem}
.mark{font-size:.8rem;font-weight:600;text-align:center;border:1.5px solid;border-radius:99px;height:1.6rem;line-height:1.45rem;margin-top:1px}
.good{color:#187a45}.note{color:#0a5fc2}.care{color:#8f4e00}.poor{color:#c0262d}.unknown{color:#5a6672}
.advice:before{content:"\2192\00a0"}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:7px 14px 7px 0;border-bottom:1px solid #e3e7ec}
th{color:#5a6672;font-weight:500;font-size:.85rem}
th[scope=row]{color:inherit;font-weight:400;font-size:inherit}
td.number,th.number{text-align:right;white-space:nowrap}
caption{text-align:left;color:#5a6672;padding:4px 0}
.origin{font-size:.82rem;color:#5a6672;overflow-wrap:anywhere;max-width:24rem}
figure{margin:20px -16px}
svg.plot{display:block;width:100%;height:auto}
.narrow{display:none}
details{margin-top:20px;border-top:1px solid #e3e7ec}
summary{cursor:pointer;font-size:1.1rem;font-weight:600;color:#161c23;padding:14px 0}
a{color:#0a5fc2}
footer{margin-top:48px;color:#5a6672;font-size:.85rem}
@media (max-width:600px){main{padding:16px 14px 48px}figure{margin:20px -14px}.wide{display:none}.narrow{display:block}.points li{grid-template-columns:3.6rem 1fr}.facts thead{display:none}.facts tr{display:block;border-bottom:1px solid #e3e7ec;padding:8px 0}.facts td,.facts th{display:block;border:0;padding:1px 0;text-align:left}.facts th[scope=row]{font-weight:600}.facts td:empty{display:none}}
@media (prefers-color-scheme:dark){body{background:#12161b;color:#c3ccd5}h1,h2,h3,summary{color:#f0f4f8}.subtitle,.points .detail,th,caption,.origin,footer{color:#98a5b3}.statement{background:#1a2027}.statement p{color:#c3ccd5}.points li,th,td,details,.facts tr{border-color:#2c343d}.good{color:#5fd394}.note{color:#62adff}.care{color:#f0b04a}.poor{color:#ff7a7a}.unknown{color:#98a5b3}a{color:#62adff}}
@media print{.narrow{display:none}.wide{display:block}}
)";

/// A source's text with its web addresses as links. Only http and https: nothing that a click would run.
std::string linked(std::string_view source) {
  std::string result;
  std::string plain = clean(source);
  std::string_view rest = plain;
  while (!rest.empty()) {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, space);
    rest.remove_prefix(std::min(space + 1, rest.size()));
    if (!result.empty()) result += ' ';
    const bool is_address = word.substr(0, 8) == "https://" || word.substr(0, 7) == "http://";
    const std::string escaped = escape(word);
    result += is_address ? "<a href=\"" + escaped + "\" rel=\"noreferrer noopener\">" + escaped + "</a>" : escaped;
  }
  return result;
}

class Page {
 public:
  std::string write(const Document& document) {
    for (const auto& block : document.blocks) std::visit([this](const auto& part) { write(part); }, block);
    if (in_details_) body_ += "</details>\n";
    const std::string title = escape(document.title, 300);
    std::string page = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    page +=
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src "
        "&#39;unsafe-inline&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;\">\n";
    page += "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n";
    page += "<meta name=\"referrer\" content=\"no-referrer\">\n";
    page +=
        "<title>" + title + "</title>\n<style>\n" + kPageStyle + svg_style() + "</style>\n</head>\n<body>\n<main>\n";
    page += "<h1>" + title + "</h1>\n";
    if (!document.subtitle.empty()) page += "<p class=\"subtitle\">" + escape(document.subtitle) + "</p>\n";
    return page + body_ + "<footer>Made by Eardrum.</footer>\n</main>\n</body>\n</html>\n";
  }

 private:
  void write(const Heading& heading) {
    if (in_details_) body_ += "</details>\n";
    in_details_ = heading.detail;
    body_ += heading.detail ? "<details>\n<summary>" + escape(heading.text) + "</summary>\n"
                            : "<h2>" + escape(heading.text) + "</h2>\n";
  }

  void write(const Paragraph& paragraph) { body_ += "<p>" + escape(paragraph.text) + "</p>\n"; }

  void write(const Statement& statement) {
    body_ += "<div class=\"statement " + std::string(tone_class(statement.tone)) + "\"><strong>" +
             escape(statement.badge) + "</strong>";
    if (!statement.text.empty()) body_ += "<p>" + escape(statement.text) + "</p>";
    body_ += "</div>\n";
  }

  void write(const Points& points) {
    body_ += "<ul class=\"points\">\n";
    for (const auto& point : points.points) {
      const std::string tone(tone_class(point.tone));
      body_ += "<li><span class=\"mark " + tone + "\" title=\"" + escape(point.topic) + "\">" + escape(point.mark, 16) +
               "</span><div><p>" + escape(point.headline) + "</p>";
      if (!point.advice.empty()) body_ += "<p class=\"advice\">" + escape(point.advice) + "</p>";
      if (!point.detail.empty()) body_ += "<p class=\"detail\">" + escape(point.detail) + "</p>";
      body_ += "</div></li>\n";
    }
    body_ += "</ul>\n";
  }

  void write(const Facts& facts) {
    if (!facts.title.empty()) body_ += "<h3>" + escape(facts.title) + "</h3>\n";
    body_ +=
        "<div class=\"table\"><table class=\"facts\">\n<thead><tr><th scope=\"col\">Figure</th><th "
        "scope=\"col\">Value</th><th scope=\"col\">90 % between</th><th scope=\"col\">Known from</th></tr></thead>\n";
    for (const auto& fact : facts.facts) {
      std::string origin;
      if (fact.confidence) origin += escape(eardrum::to_text(*fact.confidence));
      if (!origin.empty() && !fact.source.empty()) origin += ": ";
      origin += linked(fact.source);
      body_ += "<tr><th scope=\"row\">" + escape(fact.label) + "</th><td>" + escape(fact_value(fact)) + "</td><td>" +
               escape(fact_interval(fact)) + "</td><td class=\"origin\">" + origin + "</td></tr>\n";
    }
    body_ += "</table></div>\n";
  }

  void write(const Table& table) {
    body_ += "<div class=\"table\"><table>\n";
    if (!table.caption.empty()) body_ += "<caption>" + escape(table.caption) + "</caption>\n";
    body_ += "<thead><tr>";
    for (const auto& column : table.columns) {
      body_ += column.numeric ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">";
      body_ += escape(column.title) + "</th>";
    }
    body_ += "</tr></thead>\n";
    for (const auto& row : table.rows) {
      body_ += "<tr>";
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Cell cell = i < row.size() ? row[i] : Cell{};
        std::string style = table.columns[i].numeric ? "number" : "";
        if (cell.tone != Tone::kPlain) style += (style.empty() ? "" : " ") + std::string(tone_class(cell.tone));
        body_ += style.empty() ? "<td>" : "<td class=\"" + style + "\">";
        body_ += escape(cell.text) + "</td>";
      }
      body_ += "</tr>\n";
    }
    body_ += "</table></div>\n";
  }

  void write(const Chart& chart) { write_drawing(chart); }
  void write(const Ladder& ladder) { write_drawing(ladder); }

  template <class Drawn>
  void write_drawing(const Drawn& drawn) {
    body_ += "<figure>\n<div class=\"wide\">\n" +
             render_svg(drawn, {.width_px = 780, .standalone = false, .id_suffix = ""}) +
             "</div>\n<div class=\"narrow\">\n" +
             render_svg(drawn, {.width_px = 380, .standalone = false, .id_suffix = "-narrow"}) + "</div>\n</figure>\n";
  }

  std::string body_;
  bool in_details_ = false;
};

}  // namespace

std::string render_html(const Document& document) {
  return Page().write(document);
}

}  // namespace eardrum::report
