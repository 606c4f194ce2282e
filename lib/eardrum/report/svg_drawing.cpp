// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/svg_drawing.h>

#include <eardrum/report/markup.h>
#include <eardrum/report/number.h>
#include <eardrum/report/plain_text.h>

namespace eardrum::report {
namespace {

/// A coordinate to a tenth of a pixel, as short as it goes.
std::string px(double value) {
  std::string text = fixed(value, 1);
  if (text.size() > 2 && text.substr(text.size() - 2) == ".0") text.resize(text.size() - 2);
  return text;
}

std::string attribute(std::string_view name, double value) {
  return std::string(" ").append(name).append("=\"").append(px(value)).append("\"");
}

/// A hyphen before a number as the sign that typographers want, in drawings from which nobody pastes.
std::string with_minus_signs(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts = i == 0 || text[i - 1] == ' ';
    const bool number = i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    if (text[i] == '-' && starts && number) {
      result += "\u2212";
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string open(std::string_view element, std::string_view style) {
  return std::string("<").append(element).append(" class=\"").append(style).append("\"");
}

}  // namespace

void SvgDrawing::line(std::string_view style, Point from, Point to) {
  elements_ += open("line", style) + attribute("x1", from.x) + attribute("y1", from.y) + attribute("x2", to.x) +
               attribute("y2", to.y) + "/>\n";
}

void SvgDrawing::rectangle(std::string_view style, Point corner, double width, double height, double radius) {
  elements_ += open("rect", style) + attribute("x", corner.x) + attribute("y", corner.y) + attribute("width", width) +
               attribute("height", height) + (radius > 0 ? attribute("rx", radius) : "") + "/>\n";
}

void SvgDrawing::circle(std::string_view style, Point centre, double radius) {
  elements_ +=
      open("circle", style) + attribute("cx", centre.x) + attribute("cy", centre.y) + attribute("r", radius) + "/>\n";
}

void SvgDrawing::path(std::string_view style, std::span<const Point> points, bool closed) {
  if (points.size() < 2) return;
  elements_ += open("path", style) + " d=\"M";
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i > 0) elements_ += i == 1 ? "L" : " ";
    elements_ += px(points[i].x) + "," + px(points[i].y);
  }
  elements_ += closed ? "Z\"/>\n" : "\"/>\n";
}

void SvgDrawing::text(std::string_view style, Point at, std::string_view text, Anchor anchor) {
  elements_ += open("text", style) + attribute("x", at.x) + attribute("y", at.y);
  if (anchor == Anchor::kMiddle) elements_ += " text-anchor=\"middle\"";
  if (anchor == Anchor::kEnd) elements_ += " text-anchor=\"end\"";
  elements_ += ">" + escape(with_minus_signs(text)) + "</text>\n";
}

void SvgDrawing::place(const SvgDrawing& other, Point at) {
  elements_ += "<g transform=\"translate(" + px(at.x) + "," + px(at.y) + ")\">\n" + other.elements_ + "</g>\n";
}

std::string SvgDrawing::finish(std::string_view id, std::string_view title, std::string_view description,
                               bool standalone) const {
  const std::string name = escape(id);
  std::string svg = "<svg class=\"plot\"";
  if (standalone) svg += " xmlns=\"http://www.w3.org/2000/svg\"";
  svg += attribute("width", width_) + attribute("height", height_) + " viewBox=\"0 0 " + px(width_) + " " +
         px(height_) + "\" role=\"img\" aria-labelledby=\"" + name + "-title " + name + "-desc\">\n";
  svg += "<title id=\"" + name + "-title\">" + escape(title) + "</title>\n";
  svg += "<desc id=\"" + name + "-desc\">" + escape(description) + "</desc>\n";
  return svg + elements_ + "</svg>\n";
}

double text_width(std::string_view text, double font_px) {
  double em = 0.0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && byte < 0xC0) continue;  // the rest of a character that was counted at its first byte
    if (byte >= 0xE3) {
      em += 1.0;
    } else if (std::string_view("il.,:;|'!j ()[]-/ftrI").find(c) != std::string_view::npos) {
      em += 0.37;
    } else if (std::string_view("mwMW@%").find(c) != std::string_view::npos) {
      em += 0.93;
    } else {
      em += c >= 'A' && c <= 'Z' ? 0.7 : 0.61;
    }
  }
  return em * font_px;
}

std::vector<std::string> wrap_px(std::string_view text, double font_px, double width_px) {
  std::vector<std::string> lines;
  std::string line;
  // In columns no wider than a letter, so that a word without spaces is cut too.
  const auto words = wrap(text, static_cast<std::size_t>(std::max(1.0, width_px / (0.5 * font_px))));
  for (const auto& part : words) {
    std::string_view rest = part;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      const std::string_view word = rest.substr(0, space);
      rest.remove_prefix(std::min(space + 1, rest.size()));
      std::string longer = line;
      if (!longer.empty()) longer += ' ';
      longer += word;
      if (!line.empty() && text_width(longer, font_px) > width_px) {
        lines.push_back(line);
        line = word;
      } else {
        line = std::move(longer);
      }
    }
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

std::string_view tone_class(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return "plain";
    case Tone::kGood:
      return "good";
    case Tone::kNote:
      return "note";
    case Tone::kCare:
      return "care";
    case Tone::kPoor:
      return "poor";
    case Tone::kUnknown:
      return "unknown";
  }
  return "plain";
}

}  // namespace eardrum::report
