// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0

// Writes docs/pairings.md and its pictures from the template beside this file, or checks that they are up to date:
//
//   make_pairings <docs folder> [--check]
//
// A line "@pair key | headphone | source" in the template names a pair as one would name it to `eardrum match`; after
// it
// {{key:picture}}, {{key:summary}}, {{key:verdict}}, {{key:numbers}}, {{key:findings}},
// {{key:figures}},
// {{key:unknowns}} and single figures such as {{key:tone_shift.deviation}} stand for what `eardrum match` finds.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <eardrum/app/match.h>
#include <eardrum/base/file.h>
#include <eardrum/report/match_report.h>
#include <eardrum/report/svg.h>

#include "markdown.h"

namespace eardrum::pairings {
namespace {

/// A file under docs/ and what belongs into it.
struct Output {
  std::string path;
  std::string content;
};

report::MatchView view(const app::Pairing& pairing) {
  return {pairing.source, pairing.headphone, pairing.evaluation, pairing.listener, pairing.verdict};
}

Error fault(int line, std::string message) {
  return {Errc::kInvalidData, std::move(message), {"docs/pairings/template.md", line, {}}};
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  for (auto& part : parts) {
    part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
    part.erase(part.find_last_not_of(' ') + 1);
  }
  return parts;
}

class Page {
 public:
  explicit Page(const app::Inventory& inventory) : inventory_(inventory) {}

  Result<std::vector<Output>> make(const std::string& page_template) {
    std::string page;
    int line = 0;
    for (const auto& text : split_lines(page_template)) {
      ++line;
      if (text.compare(0, 6, "@pair ") == 0) {
        EARDRUM_CHECK(add_pair(text.substr(6), line));
        continue;
      }
      EARDRUM_TRY(const auto filled, fill(text, line));
      page += filled + "\n";
    }
    outputs_.push_back({"pairings.md", std::move(page)});
    return std::move(outputs_);
  }

 private:
  static std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      lines.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return lines;
  }

  Result<void> add_pair(const std::string& text, int line) {
    const auto parts = split(text, '|');
    if (parts.size() != 3) return fault(line, "Expected '@pair key | headphone | source'");
    app::MatchRequest request;
    request.gear = {parts[1], parts[2]};
    EARDRUM_TRY(auto answer, app::match(request, inventory_));
    if (answer.pairings.size() != 1) return fault(line, "Expected one headphone and one source");
    pairs_.insert_or_assign(parts[0], std::move(answer.pairings.front()));
    return {};
  }

  Result<std::string> fill(const std::string& text, int line) {
    std::string filled;
    std::size_t at = 0;
    for (std::size_t from; (from = text.find("{{", at)) != std::string::npos;) {
      const std::size_t to = text.find("}}", from);
      if (to == std::string::npos) return fault(line, "Expected '}}' after '{{'");
      filled += text.substr(at, from - at);
      const auto parts = split(text.substr(from + 2, to - from - 2), ':');
      const auto pair = pairs_.find(parts.front());
      if (parts.size() != 2 || pair == pairs_.end())
        return fault(line, "Expected '{{key:what}}' with a key of a @pair");
      EARDRUM_TRY(const auto value, value_of(pair->first, pair->second, parts[1], line));
      filled += value;
      at = to + 2;
    }
    return filled + text.substr(at);
  }

  Result<std::string> value_of(const std::string& key, const app::Pairing& pairing, const std::string& what, int line) {
    const report::MatchView match = view(pairing);
    std::vector<report::MatchView> others;
    for (const auto& other : pairing.alternatives) others.push_back(view(other));
    if (what == "verdict") return report::verdict_text(match.verdict);
    if (what == "summary") return escape(match::summary(match.verdict, match.evaluation, match.listener));
    if (what == "numbers") return without_last_break(numbers(match));
    if (what == "findings") return without_last_break(findings(match));
    if (what == "figures") return without_last_break(figures(match));
    if (what == "unknowns") return without_last_break(unknowns(match));
    if (what == "picture") {
      const std::string file = "figures/pairing-" + key + ".svg";
      outputs_.push_back({file, report::render_svg(report::match_document(match, others))});
      return "![" + escape(match.headphone + " on " + match.source) +
             ": levels from hiss to full scale, response over its target, tone shift, impedance](" + file + ")";
    }
    const std::string found = figure(match, what);
    if (found.empty()) return fault(line, "Found no figure '" + what + "'");
    return found;
  }

  static std::string without_last_break(std::string text) {
    if (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
  }

  const app::Inventory& inventory_;
  std::map<std::string, app::Pairing> pairs_;
  std::vector<Output> outputs_;
};

/// The digits after the point in [from, to).
int decimals(const char* from, const char* to) {
  const char* point = std::find(from, to, '.');
  return point == to ? 0 : static_cast<int>(to - point) - 1;
}

/// Equal but for one in the last digit of numbers: another compiler may round the other way.
bool same(const std::string& a, const std::string& b) {
  const char *x = a.c_str(), *y = b.c_str();
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  while (*x != '\0' || *y != '\0') {
    if (is_digit(*x) && is_digit(*y)) {
      char *after_x = nullptr, *after_y = nullptr;
      const double left = std::strtod(x, &after_x), right = std::strtod(y, &after_y);
      const int digits = std::max(decimals(x, after_x), decimals(y, after_y));
      if (std::abs(left - right) > 1.01 * std::pow(10.0, -digits)) return false;
      x = after_x;
      y = after_y;
    } else if (*x++ != *y++) {
      return false;
    }
  }
  return true;
}

Result<bool> run(const std::string& docs, bool check) {
  EARDRUM_TRY(const auto page_template, read_file(docs + "/pairings/template.md"));
  EARDRUM_TRY(const auto inventory, app::Inventory::open());
  EARDRUM_TRY(const auto outputs, Page(inventory).make(page_template));
  bool up_to_date = true;
  for (const auto& output : outputs) {
    const std::string path = docs + "/" + output.path;
    if (!check) {
      EARDRUM_CHECK(write_file(path, output.content));
      continue;
    }
    const auto found = read_file(path);
    if (found && same(*found, output.content)) continue;
    std::cerr << path << " is stale: build the target 'pairings' and look at what changed\n";
    up_to_date = false;
  }
  return up_to_date;
}

}  // namespace
}  // namespace eardrum::pairings

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: make_pairings <docs folder> [--check]\n";
    return 2;
  }
  const auto result = eardrum::pairings::run(argv[1], argc > 2 && std::string_view(argv[2]) == "--check");
  if (!result) {
    std::cerr << result.error().to_string() << "\n";
    return 3;
  }
  return *result ? 0 : 1;
}
