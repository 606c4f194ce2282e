// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/match_report.h>

#include <algorithm>
#include <array>

#include <doctest/doctest.h>
#include <eardrum/report/chain_report.h>
#include <eardrum/report/evaluation_charts.h>
#include <eardrum/report/html.h>
#include <eardrum/report/markup.h>
#include <eardrum/report/svg.h>
#include <eardrum/report/text.h>

#include "document_sample.h"
#include "example_match.h"
#include "markup_check.h"

using namespace eardrum;
using namespace eardrum::report;

namespace {

/// A text without its line breaks and indents.
std::string joined(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n';
    if (!space || (!result.empty() && result.back() != ' ')) result += space ? ' ' : c;
  }
  return result;
}

}  // namespace

TEST_CASE("text, page and JSON say the same") {
  for (const auto& match : {test::known_match(), test::unknown_match(), test::known_match("Sample", Ohms(120))}) {
    const Document document = match_document(match.view());
    const std::string text = joined(render_text(document)), page = render_html(document);
    const std::string json = write_json(match_value(match.view()), -1);
    for (const auto& finding : match.verdict.findings) {
      const auto words = match::words(finding, match.evaluation, match.listener);
      CHECK_MESSAGE(text.find(words.headline) != std::string::npos, words.headline);
      CHECK(text.find(words.advice) != std::string::npos);
      CHECK(page.find(escape(words.headline)) != std::string::npos);
      CHECK(page.find(escape(words.advice)) != std::string::npos);
      CHECK(json.find(words.headline) != std::string::npos);
    }
    const std::string summary = match::summary(match.verdict, match.evaluation, match.listener);
    CHECK(text.find(summary) != std::string::npos);
    CHECK(page.find(escape(summary)) != std::string::npos);
    CHECK(json.find(summary) != std::string::npos);
  }
}

TEST_CASE("the verdict's words say how sure they are") {
  match::Verdict verdict{match::Grade::kGood, match::Certainty::kSure, {}};
  CHECK(verdict_text(verdict) == "Good match");
  verdict.certainty = match::Certainty::kProbable;
  CHECK(verdict_text(verdict) == "Probably a good match");
  verdict.grade = match::Grade::kPoor;
  CHECK(verdict_text(verdict) == "Probably a poor match");
  verdict.grade = match::Grade::kCare;
  verdict.certainty = match::Certainty::kOpen;
  CHECK(verdict_text(verdict) == "Perhaps works with care");
  verdict.grade = match::Grade::kCannotTell;
  CHECK(verdict_text(verdict) == "Can't tell");
}

TEST_CASE("the ladder holds the evaluation's levels, expected and with their interval") {
  auto match = test::known_match();
  // As where only the maker's sensitivity is known: expected below what it says.
  match.evaluation.level_spread = chain::spread_of_sensitivity(Confidence::kPage);
  const auto ladder = level_ladder(match.evaluation, match.listener, match.verdict);
  REQUIRE(ladder);
  const auto rung = [&](const std::string& key) {
    return *std::find_if(ladder->rungs.begin(), ladder->rungs.end(), [&](const Rung& r) { return r.key == key; });
  };
  const auto& spread = match.evaluation.level_spread;
  CHECK(rung("ceiling").level == doctest::Approx((match.evaluation.ceiling->level + spread.bias).db()));
  CHECK(*rung("ceiling").low == doctest::Approx((match.evaluation.ceiling->level + spread.p5()).db()));
  CHECK(rung("hiss").level == doctest::Approx((match.evaluation.noise->level + spread.bias).db()));
  CHECK(rung("hiss").unit == "dB(A)");
  CHECK(rung("wanted_peaks").level - rung("wanted_average").level == doctest::Approx(14.0));
  CHECK_FALSE(level_ladder(test::unknown_match().evaluation, match.listener, match.verdict));
}

TEST_CASE("the response is drawn level with its target, whatever the levels at which both are kept") {
  const auto match = test::known_match();
  const auto chart = response_chart(match.evaluation, &*match.listener.target);
  REQUIRE(chart);
  const auto& response = chart->curves.front();
  const auto& target = chart->curves.back();
  REQUIRE(target.role == Role::kTarget);
  // The target is the headphone's own curve 3 dB up; what is left between them is the tone shift of 10.3 ohm.
  for (std::size_t i = 0; i < chart->hz.size(); i += 7) {
    CHECK(response.y[i] - target.y[i] == doctest::Approx(match.evaluation.tone_shift_db[i]).epsilon(0.05).scale(2.0));
    CHECK(response.high[i] - response.y[i] ==
          doctest::Approx(1.645 * (*match.evaluation.shape_sd_db)[i]).epsilon(0.01));
  }
}

TEST_CASE("what is not known is not drawn") {
  const auto match = test::unknown_match();
  CHECK_FALSE(response_chart(match.evaluation, nullptr));
  CHECK_FALSE(impedance_chart(match.evaluation));
  const NamedEvaluation self{"x", match.evaluation};
  CHECK_FALSE(tone_shift_chart({&self, 1}));
  const std::string text = render_text(match_document(match.view()));
  CHECK(text.find("not published") != std::string::npos);
  CHECK(text.find("nan") == std::string::npos);
  CHECK(text.find("inf") == std::string::npos);
}

TEST_CASE("short text leaves out charts and details, and keeps findings and sources") {
  const auto match = test::known_match();
  const Document document = match_document(match.view());
  const std::string full = render_text(document), brief = render_text(document, {.details = false});
  CHECK(full.find("What the findings rest on") != std::string::npos);
  CHECK(brief.find("What the findings rest on") == std::string::npos);
  CHECK(brief.find("Response at the eardrum") == std::string::npos);
  CHECK(brief.find("From hiss to full scale") != std::string::npos);
  CHECK(brief.find("Figures used") != std::string::npos);
  CHECK(brief.find("[1]") != std::string::npos);
}

TEST_CASE("a comparison names what differs") {
  const auto a = test::known_match("A"), b = test::known_match("B", Ohms(120)), c = test::unknown_match("A");
  const std::array<MatchView, 2> same_phone = {MatchView{"A player", "A phone", a.evaluation, a.listener, a.verdict},
                                               MatchView{"B player", "A phone", b.evaluation, b.listener, b.verdict}};
  CHECK(comparison_document(same_phone).title == "A phone on 2 sources");
  const std::array<MatchView, 2> same_player = {MatchView{"A player", "A phone", a.evaluation, a.listener, a.verdict},
                                                MatchView{"A player", "B phone", c.evaluation, c.listener, c.verdict}};
  CHECK(comparison_document(same_player).title == "2 headphones on A player");
  const std::string text = render_text(comparison_document(same_player));
  CHECK(text.find("Can't tell") != std::string::npos);
  CHECK(comparison_document({}).blocks.empty());
}

TEST_CASE("pictures of a comparison keep the worst, and say what they leave out") {
  const auto a = test::known_match("A", Ohms(1)), b = test::known_match("B", Ohms(10)),
             c = test::known_match("C", Ohms(30)), d = test::known_match("D", Ohms(120));
  const std::array<NamedEvaluation, 4> outputs = {
      {{"A", a.evaluation}, {"B", b.evaluation}, {"C", c.evaluation}, {"D", d.evaluation}}};
  const auto chart = tone_shift_chart(outputs);
  REQUIRE(chart);
  REQUIRE(chart->curves.size() == 3);
  CHECK(chart->curves.front().name.starts_with("D"));
  CHECK(chart->subtitle.find("1 that shift it less are left out") != std::string::npos);
  CHECK(tone_shift_chart(std::span(outputs).first(3))->subtitle.find("left out") == std::string::npos);

  const auto dark = test::unknown_match("U");
  const std::array<MatchView, 2> half_known = {
      MatchView{"A player", "A phone", a.evaluation, a.listener, a.verdict},
      MatchView{"U player", "A phone", dark.evaluation, dark.listener, dark.verdict}};
  CHECK(joined(render_text(comparison_document(half_known))).find("of 1 it can't be told") != std::string::npos);
}

TEST_CASE("the table of the ports holds the trace") {
  const auto match = test::known_match();
  const std::string text = render_text(chain_document("chain", match.evaluation));
  // 2 V, 6 dB up, behind 10 + 0.3 ohm into about 300 ohm: 3.86 V at the end of the cable.
  REQUIRE(match.evaluation.trace.size() == 3);
  CHECK(match.evaluation.trace.back().voltage.value() == doctest::Approx(3.99 * 300.0 / 310.3).epsilon(0.01));
  CHECK(text.find("3.86 V") != std::string::npos);
  CHECK(text.find("unloaded") != std::string::npos);
}

TEST_CASE("hostile names reach no renderer's output as they are") {
  const auto match = test::known_match(test::hostile_name());
  const Document document = match_document(match.view());
  const std::array<MatchView, 2> two = {match.view(), match.view()};
  const Document compared = comparison_document(two);
  for (const auto& output :
       {render_text(document), render_html(document), render_svg(document), write_json(match_value(match.view())),
        render_text(compared), render_html(compared), render_svg(compared), write_json(comparison_value(two))}) {
    CHECK(output.find('\x1b') == std::string::npos);
    CHECK(output.find('\x07') == std::string::npos);
    CHECK(output.find("\xc2\x9b") == std::string::npos);
    CHECK(output.find("\xe2\x80\xae") == std::string::npos);
    CHECK(output.find('\0') == std::string::npos);
    CHECK(output.find('\xff') == std::string::npos);
  }
  CHECK(test::well_formed(render_svg(document)) == "");
}
