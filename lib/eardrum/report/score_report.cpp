// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/score_report.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include <eardrum/report/json.h>
#include <eardrum/report/number.h>

namespace eardrum::report {
namespace {

using namespace target;

constexpr double kNinetyPercent = 1.6448536;  // of a normal distribution, either side, in standard deviations
constexpr std::string_view kNotAPrediction =
    "The same formula as for a prediction, against this target: 114 (over-ear) or 100 (in-ear) is on it. Use it to "
    "compare headphones on this rig with this target, not to guess what listeners prefer.";

std::string signed_db(double db) {
  return (db >= 0.05 ? "+" : "") + fixed(db, 1);
}

// The models were made on one rig with one target: with another rig's, the formula gives a number and no more.
bool predicts(const ScoreView& view) {
  return view.target.scored_by.has_value() && view.deviation.rig_match != RigMatch::kOther;
}

Statement statement_of(const ScoreView& view) {
  const PreferenceScore& first = view.scores.front();
  Statement statement;
  statement.badge = (predicts(view) ? "Predicted preference " : "Distance score ") + fixed(first.score, 0);
  statement.tone = !predicts(view)     ? Tone::kPlain
                   : first.score >= 75 ? Tone::kGood
                   : first.score >= 55 ? Tone::kNote
                                       : Tone::kCare;
  statement.text = view.headphone + " against " + view.target.name + ": " + view.tonality.summary() + ".";
  if (!predicts(view)) {
    statement.text += std::string(view.target.scored_by ? " With another rig's target nothing is predicted"
                                                        : " No listening test stands behind this target") +
                      ": the score only says how far the headphone is from it.";
  }
  return statement;
}

Points points_of(const ScoreView& view) {
  Points points;
  for (const target::Tone& word : view.tonality.tones) {
    Point point;
    point.tone = word.word == ToneWord::kNeutral ? report::Tone::kGood : report::Tone::kNote;
    point.mark = word.word == ToneWord::kNeutral ? "good" : "note";
    point.topic = "Tonality";
    point.headline = word.text() + ": " + word.evidence() + ".";
    point.headline.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(point.headline.front())));
    points.points.push_back(std::move(point));
  }
  if (view.channels != nullptr) {
    Point point;
    point.tone = view.channels->within_bs708 ? report::Tone::kGood : report::Tone::kCare;
    point.mark = view.channels->within_bs708 ? "good" : "care";
    point.topic = "Left and right";
    point.headline = "Left and right differ most at " + quantity(view.channels->worst.centre.value(), "Hz") + ": " +
                     signed_db(view.channels->worst.difference_db) + " dB" +
                     (view.channels->within_bs708 ? ", within ITU-R BS.708." : ", more than ITU-R BS.708 allows.");
    if (view.channels->leaking)
      point.advice = "The " + std::string(to_text(*view.channels->leaking)) +
                     " side seems to leak: check its pads and how they sit.";
    points.points.push_back(std::move(point));
  }
  if (view.consistency != nullptr) {
    Point point;
    point.tone = view.consistency->sd_below_2khz_db < 1.0 ? report::Tone::kGood : report::Tone::kCare;
    point.mark = point.tone == report::Tone::kGood ? "good" : "care";
    point.topic = "From seat to seat";
    point.headline = "Over " + std::to_string(view.consistency->seatings) + " seatings " +
                     std::string(verdict_of(*view.consistency)) + ": SD " +
                     fixed(view.consistency->sd_below_2khz_db, 2) + " dB below 2 kHz, " +
                     fixed(view.consistency->sd_bass_db, 2) + " dB in the bass.";
    points.points.push_back(std::move(point));
  }
  return points;
}

Facts score_facts(const PreferenceScore& score, bool predicts) {
  Facts facts;
  facts.title =
      "Model: " + std::string(to_text(score.model)) + (score.range == ScoreRange::kFrom20Hz ? ", from 20 Hz" : "");
  const auto add = [&](std::string key, std::string label, double value, std::string unit) {
    Fact fact;
    fact.key = std::move(key);
    fact.label = std::move(label);
    fact.value = value;
    fact.unit = std::move(unit);
    facts.facts.push_back(std::move(fact));
  };
  add("score", "Score", std::round(score.score * 10.0) / 10.0, "points");
  if (predicts) {  // what the model's own error leaves open of how listeners would rate it
    const double half = kNinetyPercent * model_error_points(score.model);
    facts.facts.back().low = score.score - half;
    facts.facts.back().high = score.score + half;
  }
  add("sd", "SD of the error", score.sd_db, "dB");
  add("slope", "Slope of the error", score.slope_db_per_octave(), "dB/octave");
  if (score.mean_error_db) add("mean_error", "Mean error", *score.mean_error_db, "dB");
  return facts;
}

Table band_table(const Tonality& tonality) {
  Table table;
  table.caption = "Level of each band against the target, the mids level";
  table.columns = {{"Band", false}, {"From", true}, {"To", true}, {"dB", true}, {"", false}};
  for (const BandLevel& band : tonality.bands) {
    table.rows.push_back({{std::string(band.name)},
                          {quantity(band.from.value(), "Hz")},
                          {quantity(band.to.value(), "Hz")},
                          {signed_db(band.db)},
                          {std::string(to_text(band.degree))}});
  }
  return table;
}

std::vector<double> copied(std::span<const double> values) {
  return {values.begin(), values.end()};
}

Chart response_chart_of(const ScoreView& view) {
  const FrequencyGrid& grid = view.deviation.error.grid();
  const FrequencyResponse target = level_at_mids(view.target.response.on(grid));
  std::vector<double> response(grid.size());
  for (std::size_t i = 0; i < grid.size(); ++i) response[i] = target.db()[i] + view.deviation.error.db()[i];
  Chart chart;
  chart.id = "response";
  chart.title = "Response over its target";
  chart.subtitle = view.source + ", on " + view.rig;
  chart.description = "Frequency response of the " + view.headphone + " over the target " + view.target.name +
                      ", level from 300 Hz to 3 kHz";
  chart.hz = copied(grid.hz());
  chart.left = {.label = "Level", .unit = "dB", .minimum_span = 30.0};
  chart.curves = {{.name = view.headphone, .role = Role::kFirst, .y = std::move(response)},
                  {.name = "Target: " + view.target.name, .role = Role::kTarget, .y = copied(target.db())}};
  chart.db_per_decade = 25.0;
  return chart;
}

Chart error_chart_of(const ScoreView& view) {
  Chart chart;
  chart.id = "error";
  chart.title = "Response less target";
  chart.description = "What the " + view.headphone + " is too loud or too soft by";
  chart.hz = copied(view.deviation.error.grid().hz());
  chart.left = {.label = "Error", .unit = "dB", .minimum_span = 12.0};
  chart.curves = {{.name = view.headphone, .role = Role::kFirst, .y = copied(view.deviation.error.db())}};
  return chart;
}

}  // namespace

Document score_document(const ScoreView& view) {
  Document document;
  document.title = view.headphone + " against " + view.target.name;
  document.subtitle = "Measured on " + view.rig + ", from " + view.source;
  document.blocks.emplace_back(statement_of(view));
  if (!view.deviation.caution.empty()) document.blocks.emplace_back(Paragraph{"Caution: " + view.deviation.caution});
  document.blocks.emplace_back(Heading{"How it sounds"});
  document.blocks.emplace_back(points_of(view));
  document.blocks.emplace_back(response_chart_of(view));
  document.blocks.emplace_back(error_chart_of(view));
  document.blocks.emplace_back(Heading{"The score"});
  document.blocks.emplace_back(
      Paragraph{predicts(view) ? std::string(meaning_of(view.scores.front().model)) : std::string(kNotAPrediction)});
  for (const auto& score : view.scores) document.blocks.emplace_back(score_facts(score, predicts(view)));
  document.blocks.emplace_back(Heading{"Bands", true});
  document.blocks.emplace_back(band_table(view.tonality));
  return document;
}

Value score_value(const ScoreView& view) {
  Value answer;
  answer.set("schema", "eardrum.score/1")
      .set("headphone", view.headphone)
      .set("rig", view.rig)
      .set("source", view.source);
  answer.set("target", view.target.name)
      .set("predicts_preference", predicts(view))
      .set("caution", view.deviation.caution);
  Value scores = Value::Array{};
  for (const auto& score : view.scores) {
    Value entry;
    entry.set("model", to_text(score.model))
        .set("from_hz", score.range == ScoreRange::kFrom20Hz || score.model != ScoreModel::kOverEar ? 20 : 50);
    entry.set("score", score.score).set("sd_db", score.sd_db).set("slope_db_per_octave", score.slope_db_per_octave());
    entry.set("mean_error_db", score.mean_error_db ? Value(*score.mean_error_db) : Value());
    scores.push_back(entry);
  }
  answer.set("scores", scores).set("tie_points", kScoreTie).set("summary", view.tonality.summary());
  Value words = Value::Array{};
  for (const auto& word : view.tonality.tones) {
    Value entry;
    entry.set("word", to_text(word.word)).set("degree", to_text(word.degree)).set("evidence", word.evidence());
    words.push_back(entry);
  }
  Value bands = Value::Array{};
  for (const auto& band : view.tonality.bands) {
    Value entry;
    entry.set("name", band.name)
        .set("from_hz", band.from.value())
        .set("to_hz", band.to.value())
        .set("level_db", band.db);
    bands.push_back(entry);
  }
  answer.set("words", words).set("bands", bands).set("tilt_db_per_octave", view.tonality.tilt_db_per_octave);
  if (view.channels != nullptr) {
    Value channels;
    channels.set("within_bs708", view.channels->within_bs708).set("worst_hz", view.channels->worst.centre.value());
    answer.set("channels", channels.set("worst_db", view.channels->worst.difference_db));
  }
  if (view.consistency != nullptr) {
    Value seats;
    seats.set("seatings", view.consistency->seatings).set("sd_below_2khz_db", view.consistency->sd_below_2khz_db);
    answer.set("consistency", seats.set("sd_bass_db", view.consistency->sd_bass_db));
  }
  Value curves;
  curves.set("frequency_hz", numbers_of(view.deviation.error.grid().hz(), 3))
      .set("error_db", numbers_of(view.deviation.error.db(), 3));
  return answer.set("curves", curves);
}

}  // namespace eardrum::report
