// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/html.h>

#include <regex>
#include <set>

#include <doctest/doctest.h>
#include <eardrum/report/match_report.h>

#include "document_sample.h"
#include "example_match.h"
#include "markup_check.h"

using namespace eardrum;
using namespace eardrum::report;

TEST_CASE("a page is well-formed and runs, loads and sends nothing, whatever the names") {
  for (const auto& name : {std::string("Sample"), test::hostile_name(), std::string("javascript:alert(1)"),
                           std::string("https://example.org/\"onmouseover=\"alert(1)")}) {
    const auto match = test::known_match(name);
    for (const auto& page : {render_html(test::sample_document(name)), render_html(match_document(match.view()))}) {
      CHECK(test::well_formed(page) == "");
      CHECK(page.find("Content-Security-Policy\" content=\"default-src &#39;none&#39;") != std::string::npos);
      CHECK(page.find("<script") == std::string::npos);
      CHECK(page.find("href=\"javascript") == std::string::npos);
      CHECK(page.find("url(") == std::string::npos);
      CHECK(page.find("@import") == std::string::npos);
      for (const char* attribute : {" src=", " onmouseover=", " onload=", " action=", " srcset="}) {
        CHECK_MESSAGE(page.find(attribute + std::string("\"")) == std::string::npos, attribute);
      }
    }
  }
}

TEST_CASE("ids in a page are used once") {
  const std::string page = render_html(match_document(test::known_match().view()));
  const std::regex id(" id=\"([^\"]*)\"");
  std::set<std::string> seen;
  for (std::sregex_iterator at(page.begin(), page.end(), id), end; at != end; ++at) {
    CHECK_MESSAGE(seen.insert((*at)[1]).second, (*at)[1].str());
  }
  CHECK(seen.size() >= 8);
}

TEST_CASE("addresses in sources are links") {
  const std::string page = render_html(test::sample_document());
  CHECK(page.find("<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noreferrer noopener\">") != std::string::npos);
}
