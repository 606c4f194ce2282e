// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/equalizer_report.h>

#include <algorithm>
#include <cmath>
#include <map>

#include <eardrum/filter/biquad_response.h>
#include <eardrum/report/json.h>
#include <eardrum/report/number.h>

namespace eardrum::report {
namespace {

std::vector<double> copied(std::span<const double> values) {
  return {values.begin(), values.end()};
}

std::string signed_db(double db, int decimals) {
  const std::string text = fixed(db, decimals);
  return db > 0.0 && text.find_first_not_of("0.") != std::string::npos ? "+" + text : text;
}

std::string type_text(BandType type) {
  switch (type) {
    case BandType::kPeaking:
      return "peak";
    case BandType::kLowShelf:
      return "low shelf";
    case BandType::kHighShelf:
      return "high shelf";
    case BandType::kLowPass:
      return "low pass";
    case BandType::kHighPass:
      return "high pass";
  }
  return {};
}

std::string of_side(const EarView& ear) {
  return ear.side.empty() ? "" : " (" + ear.side + ")";
}
std::string id_of(const std::string& id, const EarView& ear) {
  return ear.side.empty() ? id : id + "_" + ear.side;
}

// As the listener would type it in: four digits, from 10 kHz on all.
std::string frequency_text(Hertz frequency) {
  const double hz = frequency.value();
  return fixed(hz, hz < 100.0 ? 2 : hz < 1000.0 ? 1 : 0) + " Hz";
}

// Steps of 0.25 dB need their second decimal, those of 0.1 dB have none.
int gain_decimals(const Peq& peq) {
  const auto needs_two = [](const Band& band) { return std::abs(std::remainder(band.gain.db(), 0.1)) > 1e-6; };
  return std::any_of(peq.bands.begin(), peq.bands.end(), needs_two) ? 2 : 1;
}

// The level of a curve is the listener's own, so what is wanted is drawn where the filters are.
FrequencyResponse levelled_with(const FrequencyResponse& wanted, const FrequencyResponse& equalizer) {
  const FrequencyResponse apart = difference(equalizer, wanted);
  double sum = 0.0, count = 0.0;
  for (std::size_t i = 0; i < apart.db().size(); ++i) {
    if (apart.grid().hz()[i] > 10000.0) break;
    sum += apart.db()[i];
    count += 1.0;
  }
  return count > 0.0 ? wanted.shifted(sum / count) : wanted;
}

Statement statement_of(const EqualizerView& view) {
  const EarView& ear = view.ears.front();
  Statement statement;
  statement.tone = ear.rms_after_10k_db < 1.0 ? Tone::kGood : Tone::kNote;
  statement.badge = !ear.points.empty()
                        ? std::to_string(ear.points.size()) + " points"
                        : std::to_string(ear.peq.bands.size()) + (view.graphic ? " slider" : " filter") +
                              (ear.peq.bands.size() == 1 ? "" : "s");
  if (view.ears.size() > 1) statement.badge += " for each ear";
  statement.text = "Off " + view.target;
  for (const EarView& one : view.ears) {
    statement.tone = one.rms_after_10k_db < 1.0 ? statement.tone : Tone::kNote;
    statement.text += std::string(&one == &ear ? "" : ";") + " by " + fixed(one.rms_before_10k_db, 1) + " dB before, " +
                      fixed(one.rms_after_10k_db, 1) + " dB after" + (one.side.empty() ? "" : " on the " + one.side);
  }
  statement.text += " (RMS, 20 Hz to 10 kHz).";
  return statement;
}

Table filter_table(const EqualizerView& view, const EarView& ear) {
  Table table;
  table.caption = view.graphic
                      ? "Sliders" + of_side(ear)
                      : "Filters" + of_side(ear) + ", the most important first: the first N are the best N to keep";
  table.columns = {{"", true}, {"Type", false}, {"Frequency", true}, {"Gain", true}, {"Q", true}};
  std::size_t number = 0;
  const int decimals = gain_decimals(ear.peq);
  for (const Band& band : ear.peq.bands) {
    table.rows.push_back({{std::to_string(++number)},
                          {type_text(band.type)},
                          {frequency_text(band.frequency)},
                          {signed_db(band.gain.db(), decimals) + " dB"},
                          {fixed(band.q, 2)}});
  }
  table.caption += ". For " + view.device + " at " + quantity(view.sample_rate.value(), "Hz") + "; preamp " +
                   signed_db(ear.peq.preamp.db(), 1) + " dB, so that nothing clips.";
  if (ear.peq.design == FilterDesign::kMatched)
    table.caption += " Matched designs: the file holds coefficients, and these figures mean analogue filters.";
  return table;
}

// The sentence in the place of the table where the device takes points.
Paragraph points_text(const EqualizerView& view, const EarView& ear) {
  return {"For " + view.device + ": " + std::to_string(ear.points.size()) + " points from " +
          quantity(ear.points.front().frequency.value(), "Hz") + " to " +
          quantity(ear.points.back().frequency.value(), "Hz") + of_side(ear) +
          ", joined by straight lines; all of it lowered by " + fixed(-ear.peq.preamp.db(), 1) +
          " dB, so that nothing clips."};
}

std::string balance_text(Gain left_over_right) {
  const double db = left_over_right.db();
  if (std::abs(db) < 0.05) return "Both sides are equally loud from 300 Hz to 3 kHz, before and after.";
  return "As measured the " + std::string(db > 0.0 ? "left" : "right") + " side is " + fixed(std::abs(db), 1) +
         " dB louder from 300 Hz to 3 kHz; with these preamps both are equally loud.";
}

std::string held_back_text(const EarView& ear) {
  return "Up to " + fixed(std::abs(ear.held_back.db()), 1) + " dB more " +
         (ear.held_back > Gain(0.0) ? "boost" : "cut") + " was wanted, at " + quantity(ear.held_back_at.value(), "Hz") +
         of_side(ear) + ", than the limits of boost, slope and range allow.";
}

// The largest SD of one seating below 8 kHz and above.
std::pair<double, double> seat_sd_db(const EarView& ear) {
  double below = 0.0, above = 0.0;
  for (std::size_t i = 0; i < ear.seat_sd.db().size(); ++i) {
    double& part = ear.seat_sd.grid().hz()[i] < 8000.0 ? below : above;
    part = std::max(part, ear.seat_sd.db()[i]);
  }
  return {below, above};
}

// How sure: what of the curve is the headphone's, and what the one time that it was put on.
std::string certainty_text(const EqualizerView& view) {
  if (view.seatings < 2) {
    return "Measured once: from one seating to the next such curves differ by about 0.2 dB (SD) up to 4 kHz, 0.6 dB "
           "up to 8 kHz, and 2 to 3.5 dB above: there the fit follows the trend, not one coupler's notches.";
  }
  double below = 0.0, above = 0.0;
  for (const EarView& ear : view.ears) {
    below = std::max(below, seat_sd_db(ear).first);
    above = std::max(above, seat_sd_db(ear).second);
  }
  return "Measured " + std::to_string(view.seatings) +
         " times: from one seating to the next the curve differs by up to " + fixed(below, 1) +
         " dB (SD) below 8 kHz and up to " + fixed(above, 1) +
         " dB above; the fit follows each frequency as far as it repeats.";
}

Chart response_chart_of(const EqualizerView& view, const EarView& ear) {
  Chart chart;
  chart.id = id_of("response", ear);
  chart.title = "Before, after and target" + of_side(ear);
  chart.subtitle = "Bands hold 90 % of seatings";
  chart.description = "Response of the " + view.headphone + " before and after the equaliser, over " + view.target;
  chart.hz = copied(ear.before.grid().hz());
  chart.left = {.label = "Level", .unit = "dB", .minimum_span = 30.0};
  Curve after{.name = "After", .role = Role::kFirst, .y = copied(ear.after.db())};
  for (std::size_t i = 0; i < after.y.size(); ++i) {
    const double half = 1.6448536 * ear.seat_sd.db()[i];
    after.low.push_back(after.y[i] - half);
    after.high.push_back(after.y[i] + half);
  }
  chart.curves = {std::move(after),
                  {.name = "Before", .role = Role::kSecond, .y = copied(ear.before.db())},
                  {.name = "Target: " + view.target, .role = Role::kTarget, .y = copied(ear.target.db())}};
  chart.db_per_decade = 25.0;
  return chart;
}

Chart residual_chart_of(const EarView& ear) {
  Chart chart;
  chart.id = id_of("residual", ear);
  chart.title = "What is left" + of_side(ear);
  chart.subtitle = "Response less target, before and after";
  chart.description = "Difference from the target before and after the equaliser";
  chart.hz = copied(ear.before.grid().hz());
  chart.left = {.label = "Error", .unit = "dB", .minimum_span = 12.0};
  chart.curves = {{.name = "After", .role = Role::kFirst, .y = copied(difference(ear.after, ear.target).db())},
                  {.name = "Before", .role = Role::kSecond, .y = copied(difference(ear.before, ear.target).db())}};
  return chart;
}

Chart filter_chart_of(const EqualizerView& view, const EarView& ear) {
  Chart chart;
  chart.id = id_of("filters", ear);
  chart.title = "The equaliser" + of_side(ear);
  chart.subtitle = !ear.points.empty() ? "What the points do, without preamp"
                   : view.graphic      ? "What the sliders do together, without preamp"
                                       : "What the filters do together, without preamp";
  chart.description = "Gain of the equaliser over frequency, the wanted gain, and single filters";
  chart.hz = copied(ear.equalizer.grid().hz());
  chart.left = {.label = "Gain", .unit = "dB", .minimum_span = 12.0};
  chart.curves = {
      {.name = !ear.points.empty() ? "All points"
               : view.graphic      ? "All sliders"
                                   : "All filters",
       .role = Role::kFirst,
       .y = copied(ear.equalizer.db())},
      {.name = "Wanted", .role = Role::kTarget, .y = copied(levelled_with(ear.wanted, ear.equalizer).db())}};
  for (std::size_t i = 0; i < ear.peq.bands.size(); ++i) {
    const Peq alone{Gain(0), {ear.peq.bands[i]}, ear.peq.design};
    Curve curve{.name = i == 0 ? (view.graphic ? "Each slider alone" : "Each filter alone, by importance") : "",
                .role = Role::kReference,
                .y = copied(response_of(alone, view.sample_rate, ear.equalizer.grid()).db())};
    curve.mark = std::to_string(i + 1);
    chart.curves.push_back(std::move(curve));
  }
  return chart;
}

}  // namespace

Document equalizer_document(const EqualizerView& view) {
  Document document;
  document.title = "Equaliser for " + view.headphone;
  document.subtitle = "Towards " + view.target + "; measured on " + view.rig + ", from " + view.source;
  document.blocks.emplace_back(statement_of(view));
  if (!view.caution.empty()) document.blocks.emplace_back(Paragraph{"Caution: " + view.caution});
  for (const EarView& ear : view.ears) {
    if (ear.points.empty())
      document.blocks.emplace_back(filter_table(view, ear));
    else
      document.blocks.emplace_back(points_text(view, ear));
  }
  if (view.ears.size() > 1) document.blocks.emplace_back(Paragraph{balance_text(view.left_over_right)});
  for (const EarView& ear : view.ears) {
    if (std::abs(ear.held_back.db()) >= 1.0) document.blocks.emplace_back(Paragraph{held_back_text(ear)});
  }
  // Kind by kind, so that left and right stand beside each other.
  for (const EarView& ear : view.ears) document.blocks.emplace_back(response_chart_of(view, ear));
  for (const EarView& ear : view.ears) document.blocks.emplace_back(residual_chart_of(ear));
  for (const EarView& ear : view.ears) document.blocks.emplace_back(filter_chart_of(view, ear));
  if (!view.losses.empty()) {
    document.blocks.emplace_back(Heading{"What " + view.device + " can't hold"});
    for (const auto& loss : view.losses) document.blocks.emplace_back(Paragraph{loss});
  }
  document.blocks.emplace_back(Paragraph{certainty_text(view)});
  return document;
}

Value equalizer_value(const EqualizerView& view) {
  Value answer;
  answer.set("schema", "eardrum.eq/1")
      .set("headphone", view.headphone)
      .set("rig", view.rig)
      .set("source", view.source)
      .set("target", view.target);
  if (view.ears.size() > 1) answer.set("left_over_right_db", view.left_over_right.db());
  answer.set("device", view.device)
      .set("sample_rate_hz", view.sample_rate.value())
      .set("design", to_text(view.ears.front().peq.design))
      .set("caution", view.caution)
      .set("file", view.file);
  Value ears = Value::Array{};
  for (const EarView& ear : view.ears) {
    Value bands = Value::Array{};
    for (const Band& band : ear.peq.bands) {
      Value entry;
      entry.set("type", to_text(band.type))
          .set("frequency_hz", band.frequency.value())
          .set("gain_db", band.gain.db())
          .set("q", band.q);
      bands.push_back(entry);
    }
    Value entry;
    entry.set("side", ear.side.empty() ? "both" : ear.side).set("preamp_db", ear.peq.preamp.db()).set("bands", bands);
    Value points = Value::Array{};
    for (const EqualizerPoint& point : ear.points) {
      Value at;
      points.push_back(at.set("frequency_hz", point.frequency.value()).set("gain_db", point.gain.db()));
    }
    entry.set("points", points);
    entry.set("rms_before_20_10k_db", ear.rms_before_10k_db).set("rms_after_20_10k_db", ear.rms_after_10k_db);
    entry.set("rms_before_20_20k_db", ear.rms_before_20k_db).set("rms_after_20_20k_db", ear.rms_after_20k_db);
    Value curves;
    curves.set("frequency_hz", numbers_of(ear.before.grid().hz(), 3))
        .set("before_db", numbers_of(ear.before.db(), 3))
        .set("target_db", numbers_of(ear.target.db(), 3));
    curves.set("after_db", numbers_of(ear.after.db(), 3))
        .set("equalizer_db", numbers_of(ear.equalizer.db(), 3))
        .set("seat_sd_db", numbers_of(ear.seat_sd.db(), 3));
    ears.push_back(entry.set("curves", curves));
  }
  Value losses = Value::Array{};
  for (const auto& loss : view.losses) losses.push_back(loss);
  return answer.set("ears", ears).set("losses", losses);
}

}  // namespace eardrum::report
