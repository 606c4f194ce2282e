// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/tonality.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include <eardrum/response/band_mean.h>
#include <eardrum/target/deviation.h>

namespace eardrum::target {
namespace {

using Side = ToneReason::Side;

struct Band {
  std::string_view name;
  Hertz from;
  Hertz to;
};
constexpr Band kBass{"bass", Hertz(20), Hertz(250)};
constexpr Band kMids{"mids", Hertz(250), Hertz(2500)};
constexpr Band kTreble{"treble", Hertz(2500), Hertz(20000)};
constexpr Band kTiltRange{"tilt", Hertz(20), Hertz(10000)};
// The bands of rtings.com's test bench.
constexpr std::array<Band, 12> kBands{{kBass,
                                       {"low bass", Hertz(20), Hertz(60)},
                                       {"mid bass", Hertz(60), Hertz(120)},
                                       {"high bass", Hertz(120), Hertz(250)},
                                       kMids,
                                       {"low mids", Hertz(250), Hertz(500)},
                                       {"mid mids", Hertz(500), Hertz(1000)},
                                       {"high mids", Hertz(1000), Hertz(2500)},
                                       kTreble,
                                       {"low treble", Hertz(2500), Hertz(5000)},
                                       {"mid treble", Hertz(5000), Hertz(10000)},
                                       {"high treble", Hertz(10000), Hertz(20000)}}};

// The words that one band's mean earns.
struct SimpleRule {
  ToneWord word;
  Hertz from;
  Hertz to;
  Side side;
  double threshold_db;
};
constexpr std::array<SimpleRule, 11> kSimpleRules{{
    {ToneWord::kDark, kTreble.from, kTreble.to, Side::kBelow, -2.0},
    {ToneWord::kBassy, Hertz(20), Hertz(120), Side::kAbove, 2.0},
    {ToneWord::kBassShy, Hertz(20), Hertz(120), Side::kBelow, -2.0},
    {ToneWord::kBoomy, Hertz(100), Hertz(300), Side::kAbove, 3.0},
    {ToneWord::kThin, Hertz(100), Hertz(300), Side::kBelow, -2.0},
    {ToneWord::kMidForward, Hertz(500), Hertz(2000), Side::kAbove, 1.5},
    {ToneWord::kHollow, Hertz(500), Hertz(2000), Side::kBelow, -2.0},
    {ToneWord::kShouty, Hertz(1000), Hertz(3000), Side::kAbove, 2.0},
    {ToneWord::kHarsh, Hertz(2000), Hertz(5000), Side::kAbove, 3.0},
    {ToneWord::kVeiled, Hertz(2000), Hertz(5000), Side::kBelow, -3.0},
    {ToneWord::kAiry, Hertz(10000), Hertz(16000), Side::kAbove, 2.0},
}};
constexpr double kNeutralDb = 1.5;
constexpr double kWarmDb = 1.5;
constexpr double kShapeDb = 2.0;
constexpr double kSibilantDb = 4.0;
constexpr double kTiltDbPerOctave = 0.3;

double fitted_tilt(const FrequencyResponse& curve) {
  const auto log_hz = curve.grid().log_hz();
  double n = 0.0, sum_x = 0.0, sum_y = 0.0, sum_xx = 0.0, sum_xy = 0.0;
  for (std::size_t i = 0; i < log_hz.size() && curve.grid().hz()[i] <= kTiltRange.to.value(); ++i) {
    n += 1.0;
    sum_x += log_hz[i];
    sum_y += curve.db()[i];
    sum_xx += log_hz[i] * log_hz[i];
    sum_xy += log_hz[i] * curve.db()[i];
  }
  return std::log(2.0) * (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x);
}

// The words of one levelled error curve on the comparison grid.
class Describer {
 public:
  explicit Describer(const FrequencyResponse& levelled) : means_(levelled), tilt_(fitted_tilt(levelled)) {}

  Tonality describe() const {
    Tonality tonality;
    for (const Band& band : kBands) {
      const double db = means_.db(band.from, band.to);
      tonality.bands.push_back({band.name, band.from, band.to, db, degree_of(db)});
    }
    tonality.tilt_db_per_octave = tilt_;
    auto& tones = tonality.tones;
    add_shapes(tones);
    for (const SimpleRule& rule : kSimpleRules) {
      const ToneReason reason = mean(rule.from, rule.to, rule.side, rule.threshold_db);
      if (reason.holds()) add(tones, rule.word, {reason});
    }
    if (const ToneReason peak = highest_third_octave(Hertz(5000), Hertz(9000)); peak.holds())
      add(tones, ToneWord::kSibilant, {peak});
    if (tonality.has(ToneWord::kVShaped))
      std::erase_if(tones, [](const Tone& tone) { return tone.word == ToneWord::kBassy; });
    std::stable_sort(tones.begin(), tones.end(),
                     [](const Tone& a, const Tone& b) { return strength(a) > strength(b); });
    return tonality;
  }

 private:
  ToneReason mean(Hertz from, Hertz to, Side side, double threshold) const {
    return {ToneMeasure::kMean, from, to, means_.db(from, to), threshold, side};
  }
  ToneReason mean(const Band& band, Side side, double threshold) const {
    return mean(band.from, band.to, side, threshold);
  }
  ToneReason tilt(Side side, double threshold) const {
    return {ToneMeasure::kTilt, kTiltRange.from, kTiltRange.to, tilt_, threshold, side};
  }

  ToneReason highest_third_octave(Hertz from, Hertz to) const {
    ToneReason highest{ToneMeasure::kPeak, from, to, -1e9, kSibilantDb, Side::kAbove};
    // Third octaves at every 1/24 octave that lie wholly inside the band.
    const double half = std::exp2(1.0 / 6.0);
    const int steps = static_cast<int>(24.0 * (std::log2(to / from) - 1.0 / 3.0));
    for (int i = 0; i <= steps; ++i) {
      const double low_hz = from.value() * std::exp2(i / 24.0);
      highest.value = std::max(highest.value, means_.db(Hertz(low_hz), Hertz(low_hz * half * half)));
    }
    return highest;
  }

  static double strength(const Tone& tone) {
    if (tone.word == ToneWord::kNeutral) return 1e9;
    double largest = 0.0;
    for (const ToneReason& reason : tone.reasons) {
      if (reason.measure != ToneMeasure::kTilt) largest = std::max(largest, std::abs(reason.value));
    }
    return largest;
  }

  static void add(std::vector<Tone>& tones, ToneWord word, std::vector<ToneReason> reasons) {
    Tone tone{word, Degree::kNone, std::move(reasons)};
    // A word that a tilt earned is at least slightly so.
    if (word != ToneWord::kNeutral) tone.degree = std::max(Degree::kSlightly, degree_of(strength(tone)));
    tones.push_back(std::move(tone));
  }

  // The words that say how bass, mids and treble lie to each other.
  void add_shapes(std::vector<Tone>& tones) const {
    const std::vector<ToneReason> neutral{
        mean(kBass, Side::kWithin, kNeutralDb), mean(kMids, Side::kWithin, kNeutralDb),
        mean(kTreble, Side::kWithin, kNeutralDb), tilt(Side::kWithin, kTiltDbPerOctave)};
    if (std::all_of(neutral.begin(), neutral.end(), [](const ToneReason& reason) { return reason.holds(); })) {
      add(tones, ToneWord::kNeutral, neutral);
    }
    if (const ToneReason no_treble = mean(kTreble, Side::kBelow, 0.0); no_treble.holds()) {
      std::vector<ToneReason> warm;
      for (const ToneReason& reason :
           {mean(kBass, Side::kAbove, kWarmDb), mean(Hertz(120), Hertz(500), Side::kAbove, kWarmDb),
            tilt(Side::kBelow, -kTiltDbPerOctave)}) {
        if (reason.holds()) warm.push_back(reason);
      }
      if (!warm.empty()) {
        warm.push_back(no_treble);
        add(tones, ToneWord::kWarm, std::move(warm));
      }
    }
    const ToneReason much_bass = mean(kBass, Side::kAbove, kShapeDb);
    const ToneReason much_treble = mean(kTreble, Side::kAbove, kShapeDb);
    if (much_bass.holds() && much_treble.holds()) {
      add(tones, ToneWord::kVShaped, {much_bass, much_treble});
    } else if (much_treble.holds()) {
      add(tones, ToneWord::kBright, {much_treble});
    } else if (const ToneReason rising = tilt(Side::kAbove, kTiltDbPerOctave),
               treble = mean(kTreble, Side::kAbove, 0.0);
               rising.holds() && treble.holds()) {
      add(tones, ToneWord::kBright, {rising, treble});
    }
  }

  BandMeans means_;
  double tilt_;
};

std::string decimal(const char* format, double value) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string band_text(Hertz from, Hertz to) {
  const auto number = [](Hertz f, bool kilo) { return decimal("%.4g", kilo ? f.value() / 1000.0 : f.value()); };
  const bool from_kilo = from.value() >= 1000.0;
  const bool to_kilo = to.value() >= 1000.0;
  return number(from, from_kilo) + (from_kilo == to_kilo ? "" : " Hz") + "-" + number(to, to_kilo) +
         (to_kilo ? " kHz" : " Hz");
}

std::vector<ToneWord> words_missing_from(const Tonality& other, const Tonality& of) {
  std::vector<ToneWord> words;
  for (const Tone& tone : of.tones) {
    if (!other.has(tone.word)) words.push_back(tone.word);
  }
  return words;
}

}  // namespace

std::string_view to_text(ToneWord word) {
  switch (word) {
    case ToneWord::kNeutral:
      return "neutral";
    case ToneWord::kWarm:
      return "warm";
    case ToneWord::kDark:
      return "dark";
    case ToneWord::kBright:
      return "bright";
    case ToneWord::kVShaped:
      return "V-shaped";
    case ToneWord::kBassy:
      return "bassy";
    case ToneWord::kBassShy:
      return "bass-shy";
    case ToneWord::kBoomy:
      return "boomy";
    case ToneWord::kThin:
      return "thin";
    case ToneWord::kMidForward:
      return "mid-forward";
    case ToneWord::kHollow:
      return "hollow";
    case ToneWord::kShouty:
      return "shouty";
    case ToneWord::kHarsh:
      return "harsh";
    case ToneWord::kVeiled:
      return "veiled";
    case ToneWord::kSibilant:
      return "sibilant";
    case ToneWord::kAiry:
      return "airy";
  }
  return "";
}

std::string_view to_text(Degree degree) {
  switch (degree) {
    case Degree::kNone:
      return "";
    case Degree::kSlightly:
      return "slightly";
    case Degree::kClearly:
      return "clearly";
    case Degree::kStrongly:
      return "strongly";
  }
  return "";
}

Degree degree_of(double db) {
  const double size = std::abs(db);
  if (size < 1.0) return Degree::kNone;
  if (size < 2.0) return Degree::kSlightly;
  return size <= 4.0 ? Degree::kClearly : Degree::kStrongly;
}

bool ToneReason::holds() const {
  switch (side) {
    case Side::kAbove:
      return value > threshold;
    case Side::kBelow:
      return threshold == 0.0 ? value <= 0.0 : value < threshold;
    case Side::kWithin:
      return std::abs(value) < threshold;
  }
  return false;
}

std::string ToneReason::text() const {
  const bool is_tilt = measure == ToneMeasure::kTilt;
  std::string text = is_tilt ? "tilt " : band_text(from, to) + " ";
  text += decimal(is_tilt ? "%+.2f dB per octave" : "%+.1f dB", value);
  if (measure == ToneMeasure::kPeak) text += " in its highest third octave";
  const std::string limit = decimal(side == Side::kWithin || threshold == 0.0 ? "%.4g" : "%+.4g", threshold);
  switch (side) {
    case Side::kAbove:
      return text + " (above " + limit + ")";
    case Side::kBelow:
      return text + (threshold == 0.0 ? " (not above 0)" : " (below " + limit + ")");
    case Side::kWithin:
      return text + " (within " + limit + ")";
  }
  return text;
}

std::string Tone::text() const {
  const std::string_view how = to_text(degree);
  return how.empty() ? std::string(to_text(word)) : std::string(how) + " " + std::string(to_text(word));
}

std::string Tone::evidence() const {
  std::string text;
  for (const ToneReason& reason : reasons) text += (text.empty() ? "" : "; ") + reason.text();
  return text;
}

const BandLevel& Tonality::band(std::string_view name) const {
  const auto found = std::find_if(bands.begin(), bands.end(), [&](const BandLevel& band) { return band.name == name; });
  EARDRUM_EXPECTS(found != bands.end());
  return *found;
}

bool Tonality::has(ToneWord word) const {
  return std::any_of(tones.begin(), tones.end(), [&](const Tone& tone) { return tone.word == word; });
}

std::string Tonality::summary() const {
  std::string text;
  for (const Tone& tone : tones) {
    // Neutral on the whole, and yet: what one band does beside it.
    const bool exception = !text.empty() && tones.front().word == ToneWord::kNeutral && &tone == &tones[1];
    text += (text.empty() ? "" : exception ? " but " : ", ") + tone.text();
  }
  if (!text.empty()) return text;
  const BandLevel* most = &band(kBass.name);
  for (const std::string_view name : {kMids.name, kTreble.name}) {
    if (std::abs(band(name).db) > std::abs(most->db)) most = &band(name);
  }
  return "near neutral, " + std::string(most->name) + (most->db > 0.0 ? " raised " : " lowered ") +
         decimal("%.1f dB", std::abs(most->db));
}

Tonality tonality(const FrequencyResponse& error) {
  return Describer(level_at_mids(error.on(comparison_grid()))).describe();
}

CombinedTonality combined_tonality(const FrequencyResponse& headphone_error, const FrequencyResponse& source_shift) {
  const FrequencyResponse headphone = level_at_mids(headphone_error.on(comparison_grid()));
  const FrequencyResponse source = level_at_mids(source_shift.on(comparison_grid()));
  std::vector<double> sum(headphone.db().begin(), headphone.db().end());
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += source.db()[i];

  CombinedTonality combined;
  combined.headphone = Describer(headphone).describe();
  combined.source = Describer(source).describe();
  // Both are level at the mids, so their sum is.
  combined.together = Describer(FrequencyResponse::make(comparison_grid(), std::move(sum)).value()).describe();
  combined.gained = words_missing_from(combined.headphone, combined.together);
  combined.lost = words_missing_from(combined.together, combined.headphone);
  for (std::size_t i = 0; i < source.db().size(); ++i) {
    if (std::abs(source.db()[i]) <= std::abs(combined.largest_shift_db)) continue;
    combined.largest_shift_db = source.db()[i];
    combined.largest_shift_at = Hertz(source.grid().hz()[i]);
  }
  return combined;
}

}  // namespace eardrum::target
