// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/equalizer_apo.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/filter_line.h>
#include <eardrum/formats/graphic_eq_text.h>
#include <eardrum/formats/impulse_response.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

constexpr double kButterworthQ = 0.7071067811865476;
constexpr double kDefaultShelfSlope = 0.9;

// Room EQ Wizard writes thousands marks by locale, and Equalizer APO undoes them so (BiQuadFilterFactory::getFreq).
std::optional<double> frequency_of(const std::string& text) {
  auto value = leading_number(text);
  if (value && text.size() >= 5 && text.find_first_of("eE") == std::string::npos && text[text.size() - 4] == '.')
    *value *= 1000.0;
  return value;
}

struct Selection {
  bool left = true, right = true;
};

class Reader {
 public:
  Reader(const std::string& file, ShelfToken shelves, Hertz sample_rate)
      : file_(file), shelves_(shelves), sample_rate_(sample_rate) {}

  void read_line(std::string_view line, int number) {
    const auto keyed = split_key(line);
    if (!keyed) return;
    // Not a structured binding: clang 14 lets no lambda capture one.
    const std::string_view key = keyed->first, value = keyed->second;
    line_ = number;
    if (read_condition(key, value)) return;
    if (for_rate_ && !(key.substr(0, 6) == "Filter" && parse_filter_line(value).value_or(FilterLine{}).type == "IIR"))
      return note("what is set for one sample rate only can't be carried over, save coefficients, and was left out");
    if (key.substr(0, 6) == "Filter") {
      read_filter(value);
    } else if (key == "Preamp") {
      if (const auto db = leading_number(value); db && std::abs(*db) <= 200.0) {
        understood_ = true;
        each([&](EqChannel& channel) { channel.peq.preamp = channel.peq.preamp + Gain(*db); });
      } else {
        note("the preamp '" + std::string(value) + "' is no gain");
      }
    } else if (key == "Channel") {
      read_channel(value);
    } else if (key == "GraphicEQ") {
      const auto points = parse_graphic_points(value);
      if (points.empty()) return note("the graphic equaliser has no points");
      understood_ = true;
      each([&](EqChannel& channel) {
        if (!channel.graphic.empty())
          note("a second graphic equaliser for one channel was left out");
        else
          channel.graphic = points;
      });
    } else if (key == "Convolution") {
      understood_ = true;
      // The file's channels are dealt out to those that are selected.
      Convolution convolution{{std::string(value)}};
      convolution.matrix = false;
      if (!selected_.left || !selected_.right) convolution.channel = 0;
      each([&](EqChannel& channel) { channel.convolutions.push_back(convolution); });
    } else {
      for (const auto* known : {"Include", "Device", "Stage", "Copy", "Delay", "If", "ElseIf", "Else", "EndIf", "Eval",
                                "VSTPlugin", "LoudnessCorrection"}) {
        if (key == known) note("'" + std::string(key) + "' can't be carried over and was left out");
      }
    }
  }

  Result<EqDocument> finish() && {
    if (!understood_) {
      return Error{Errc::kInvalidData,
                   "Expected settings of Equalizer APO (Preamp:, Filter:, GraphicEQ:, ...), found none",
                   {file_, 0, {}}};
    }
    if (off_ > 0) notes_.push_back(std::to_string(off_) + " filters are off and were left out");
    EqDocument document;
    document.name = stem_of(file_);
    document.notes = std::move(notes_);
    document.channels = ear_channels(std::move(left_), std::move(right_));
    return document;
  }

 private:
  template <class F>
  void each(F&& apply) {
    if (selected_.left) apply(left_);
    if (selected_.right) apply(right_);
  }

  void note(const std::string& what) { notes_.push_back("Line " + std::to_string(line_) + ": " + what); }

  // `If: sampleRate == 48000` and what belongs to it. Other conditions are none of ours, and what stands between them
  // is read as if they held.
  bool read_condition(std::string_view key, std::string_view value) {
    if (for_rate_ && (conditions_inside_ > 0 || key == "If")) {
      if (key == "If" && conditions_inside_++ == 0)
        note(
            "a condition inside of one for a sample rate can't be carried over, and was left out with all that it "
            "holds");
      if (key == "EndIf") --conditions_inside_;
      return true;
    }
    const bool branch = key == "ElseIf" || key == "Else";
    if (key == "EndIf" && for_rate_) {
      for_rate_.reset();
      return true;
    }
    if (key != "If" && !(branch && for_rate_)) return false;
    const auto words = words_of(value);
    const auto rate =
        words.size() == 3 && words[0] == "sampleRate" && words[1] == "==" ? parse_decimal(words[2]) : std::nullopt;
    const bool known = rate && *rate >= 1000.0 && *rate <= 1e7;
    if (!known && !branch) return false;
    // Rate 0: the branch is for rates that it does not name, and nothing of it can be carried over.
    for_rate_ = Hertz(known ? *rate : 0.0);
    return true;
  }

  void read_channel(std::string_view value) {
    Selection selection{false, false};
    for (const auto word : words_of(value)) {
      if (equals_ignoring_case(word, "all"))
        selection = {true, true};
      else if (equals_ignoring_case(word, "L") || word == "1")
        selection.left = true;
      else if (equals_ignoring_case(word, "R") || word == "2")
        selection.right = true;
      else
        note("channel '" + std::string(word) + "' is no ear of a headphone: what is set for it was left out");
    }
    selected_ = selection;
  }

  void read_iir(const FilterLine& line) {
    // "Order 2 Coefficients b0 b1 b2 a0 a1 a2", true signs.
    std::vector<double> numbers;
    std::optional<int> order;
    const auto words = words_of(line.rest);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (equals_ignoring_case(words[i], "Order") && i + 1 < words.size())
        order = parse_integer(words[++i]);
      else if (const auto number = parse_decimal_any_mark(words[i]))
        numbers.push_back(*number);
    }
    if (!order || *order < 1 || *order > 2 || numbers.size() != 2 * static_cast<std::size_t>(*order) + 2) {
      return note("an IIR filter of an order other than 1 or 2 can't be carried over and was left out");
    }
    const auto n = static_cast<std::size_t>(*order) + 1;
    const double a0 = numbers[n];
    if (a0 == 0.0) return note("an IIR filter with a0 = 0 was left out");
    BiquadCoefficients biquad;
    biquad.b0 = numbers[0] / a0;
    biquad.b1 = numbers[1] / a0;
    biquad.b2 = n == 3 ? numbers[2] / a0 : 0.0;
    biquad.a1 = numbers[n + 1] / a0;
    biquad.a2 = n == 3 ? numbers[n + 2] / a0 : 0.0;
    understood_ = true;
    if (for_rate_ == Hertz(0.0)) return note("coefficients for other rates than those named before were left out");
    const Hertz rate = for_rate_.value_or(Hertz(0.0));
    each([&](EqChannel& channel) {
      auto& sets = channel.coefficients;
      auto set = std::find_if(sets.begin(), sets.end(),
                              [&](const CoefficientSet& known) { return known.sample_rate == rate; });
      if (set == sets.end()) set = sets.insert(sets.end(), CoefficientSet{rate, {}});
      set->biquads.push_back(biquad);
    });
    if (!for_rate_) note("IIR coefficients hold for one sample rate, which the file does not say");
  }

  void read_filter(std::string_view value) {
    const auto line = parse_filter_line(value);
    if (!line) return;
    if (line->type == "NONE") {
      understood_ = true;
      return;
    }
    if (!line->on) {
      understood_ = true;
      ++off_;
      return;
    }
    if (line->type == "IIR") return read_iir(*line);
    const auto band = band_of(*line);
    if (!band) return;
    understood_ = true;
    const std::size_t notes_before = notes_.size();
    bool added = false;
    each([&](EqChannel& channel) {
      std::vector<std::string> twice;
      added = add_band(channel.peq, *band, "Line " + std::to_string(line_),
                       added || notes_.size() != notes_before ? twice : notes_);
    });
  }

  std::optional<Band> band_of(const FilterLine& line) {
    const auto refuse = [&](const std::string& why) -> std::optional<Band> {
      note(why);
      return std::nullopt;
    };
    Band band;
    const auto& type = line.type;
    const bool low_shelf = type == "LS" || type == "LSC" || type == "LSQ";
    const bool high_shelf = type == "HS" || type == "HSC" || type == "HSQ";
    const bool peak = type == "PK" || type == "PEQ" || type == "MODAL";
    if (peak)
      band.type = BandType::kPeaking;
    else if (low_shelf)
      band.type = BandType::kLowShelf;
    else if (high_shelf)
      band.type = BandType::kHighShelf;
    else if (type == "LP" || type == "LPQ")
      band.type = BandType::kLowPass;
    else if (type == "HP" || type == "HPQ")
      band.type = BandType::kHighPass;
    else
      return refuse("a filter of type '" + type + "' can't be carried over and was left out");
    const auto frequency = frequency_of(line.frequency_text);
    if (!frequency || !(*frequency > 0.0)) return refuse("a filter without a frequency was left out");
    band.frequency = Hertz(*frequency);
    if (leading_number(line.frequency_text) != frequency) {
      note("'Fc " + line.frequency_text + "' is " + fixed_trimmed(*frequency, 0) + " Hz, as Equalizer APO reads it");
    }
    const bool shelf = low_shelf || high_shelf;
    if (peak || shelf) {
      if (!line.gain_db) return refuse("a filter without a gain was left out");
      band.gain = Gain(*line.gain_db);
    }
    if (line.q && !(*line.q > 0.0)) return refuse("a filter with Q " + shortest(*line.q) + " was left out");
    if (line.q) {
      band.q = *line.q;
    } else if (peak && line.bandwidth_60ths && *line.bandwidth_60ths > 0.0) {
      band.q = 60.0 / (*line.bandwidth_60ths * std::numbers::sqrt2);
    } else if (peak) {
      if (!line.bandwidth_octaves || !(*line.bandwidth_octaves > 0.0))
        return refuse("a peaking filter without Q or bandwidth was left out");
      const double w = 2.0 * std::numbers::pi * std::min(*frequency / sample_rate_.value(), 0.49);
      band.q = 1.0 / (2.0 * std::sinh(std::numbers::ln2 / 2.0 * *line.bandwidth_octaves * w / std::sin(w)));
      if (!(band.q > 0.0)) return refuse("a peaking filter wider than the audible range was left out");
      note("the bandwidth in octaves was taken as Q " + fixed(band.q, 3) + ", at " +
           fixed_trimmed(sample_rate_.value(), 0) + " Hz");
    } else if (shelf) {
      const double slope = line.slope_db_per_octave ? *line.slope_db_per_octave / 12.0 : kDefaultShelfSlope;
      if (!(slope > 0.0))
        return refuse("a shelf with a slope of " + shortest(*line.slope_db_per_octave) + " dB was left out");
      band.q = q_of_shelf_slope(slope, band.gain);
      if (!std::isfinite(band.q)) return refuse("a shelf steeper than its gain allows was left out");
    } else {
      band.q = kButterworthQ;
    }
    if (type == "LS" || type == "HS") {
      if (shelves_ == ShelfToken::kCorner) centre(band, line);
      if (!told_of_shelves_) {
        note(std::string("'") + type + "' means the " + (shelves_ == ShelfToken::kCorner ? "corner" : "centre") +
             " frequency here; some programs write it for the " +
             (shelves_ == ShelfToken::kCorner ? "centre" : "corner"));
        told_of_shelves_ = true;
      }
    }
    return band;
  }

  // From the corner frequency, where the shelf begins, to its centre.
  static void centre(Band& band, const FilterLine& line) {
    const double a = std::pow(10.0, band.gain.db() / 40.0);
    double slope = line.slope_db_per_octave ? *line.slope_db_per_octave / 12.0 : kDefaultShelfSlope;
    if (line.q) slope = 1.0 / ((1.0 / (*line.q * *line.q) - 2.0) / (a + 1.0 / a) + 1.0);
    const double factor = std::pow(10.0, std::abs(band.gain.db()) / 80.0 / slope);
    if (!std::isfinite(factor) || factor <= 0.0) return;
    band.frequency =
        Hertz(band.type == BandType::kLowShelf ? band.frequency.value() * factor : band.frequency.value() / factor);
  }

  const std::string& file_;
  ShelfToken shelves_;
  Hertz sample_rate_;
  EqChannel left_, right_;
  Selection selected_;
  std::optional<Hertz> for_rate_;  // between If: sampleRate == and EndIf:
  int conditions_inside_ = 0;
  std::vector<std::string> notes_;
  int line_ = 0;
  int off_ = 0;
  bool understood_ = false;
  bool told_of_shelves_ = false;
};

const BandLimits& text_limits() {
  static const BandLimits limits{.frequency_hz = {1.0, 96000.0, 0.01},
                                 .gain_db = {-100.0, 100.0, 0.01},
                                 .q = {0.001, 1000.0, 0.001},
                                 .preamp_db = {-100.0, 100.0, 0.01},
                                 .coefficients = true};
  return limits;
}

void append_coefficients(std::string& text, const Peq& peq) {
  const char* condition = "If";
  for (const Hertz rate : common_sample_rates()) {
    text += std::string(condition) + ": sampleRate == " + fixed_trimmed(rate.value(), 0) + "\r\n";
    condition = "ElseIf";
    int number = 0;
    for (const auto& c : design(below_nyquist(peq, rate), rate)) {
      text += "Filter " + std::to_string(++number) + ": ON IIR Order 2 Coefficients";
      for (const double value : {c.b0, c.b1, c.b2, 1.0, c.a1, c.a2}) text += " " + shortest(value);
      text += "\r\n";
    }
  }
  text += "EndIf:\r\n";
}

void append_peq(std::string& text, const Peq& peq) {
  text += "Preamp: " + fixed_trimmed(peq.preamp.db(), 2) + " dB\r\n";
  if (peq.design == FilterDesign::kMatched) {
    if (!peq.bands.empty()) append_coefficients(text, peq);
    return;
  }
  int number = 0;
  for (const auto& band : peq.bands) {
    text += "Filter " + std::to_string(++number) + ": ON " + filter_token(band.type) + " Fc " +
            fixed_trimmed(band.frequency.value(), 2) + " Hz";
    if (band.type != BandType::kLowPass && band.type != BandType::kHighPass)
      text += " Gain " + fixed_trimmed(band.gain.db(), 2) + " dB";
    text += " Q " + fixed(band.q, 3) + "\r\n";
  }
}

// What a configuration's text holds besides bands.
void append_rest(std::string& text, const EqChannel& channel, std::vector<std::string>& losses) {
  if (!channel.graphic.empty()) text += "GraphicEQ: " + graphic_points_text(channel.graphic, 2, losses) + "\r\n";
  for (const auto& convolution : channel.convolutions) {
    say_left_out_of(convolution, losses);
    for (const auto& file : convolution.files) text += "Convolution: " + file + "\r\n";
  }
  if (!channel.coefficients.empty()) {
    losses.emplace_back("Filters given as coefficients hold for one sample rate only and were left out");
  }
}

Export write_with(const EqDocument& document, const BandLimits& limits) {
  Export out;
  out.file_name = document.name + " ParametricEQ.txt";
  const auto write = [&](const EqChannel& channel) {
    BandLimits held_to = limits;
    // Coefficients have all their digits.
    if (limits.coefficients && channel.peq.design == FilterDesign::kMatched)
      held_to.frequency_hz.step = held_to.gain_db.step = held_to.q.step = 0.0;
    const Peq held = held_by(held_to, channel.peq, out.losses);
    append_peq(out.text, held);
    append_rest(out.text, channel, out.losses);
    if (held.design == FilterDesign::kMatched)
      out.losses.emplace_back("Coefficients are there for 44.1 to 192 kHz: at other rates only the preamp is applied");
  };
  if (same_for_both(document)) {
    write(channel_for(document, Channel::kLeft));
  } else {
    out.text += "Channel: L\r\n";
    write(channel_for(document, Channel::kLeft));
    out.text += "Channel: R\r\n";
    write(channel_for(document, Channel::kRight));
    out.text += "Channel: all\r\n";
  }
  return out;
}

}  // namespace

double q_of_shelf_slope(double slope, Gain gain) {
  const double a = std::pow(10.0, gain.db() / 40.0);
  return 1.0 / std::sqrt((a + 1.0 / a) * (1.0 / slope - 1.0) + 2.0);
}

Result<EqDocument> read_equalizer_apo(std::string_view bytes, const std::string& file, ShelfToken shelves,
                                      Hertz sample_rate) {
  const auto decoded = decode_text(bytes);
  Reader reader(file, shelves, sample_rate);
  int number = 0;
  for (const auto line : split_lines(decoded.text)) reader.read_line(line, ++number);
  return std::move(reader).finish();
}

Export write_equalizer_apo(const EqDocument& document) {
  return write_with(document, text_limits());
}

Export write_peace(const EqDocument& document) {
  BandLimits limits = text_limits();
  limits.max_bands = 31;
  limits.coefficients = false;  // Its Import knows no IIR.
  return write_with(document, limits);
}

Export write_equalizer_apo_convolution(const EqDocument& document, Hertz device_rate) {
  Export out;
  out.file_name = document.name + " convolution.txt";
  const std::string rate = fixed_trimmed(device_rate.value(), 0);
  const auto write = [&](const EqChannel& channel) {
    bool all = !channel.convolutions.empty();
    for (const auto& convolution : channel.convolutions) {
      const std::string* chosen = convolution.files.size() == 1 ? &convolution.files.front() : nullptr;
      for (const auto& file : convolution.files) {
        if (file.find(rate) != std::string::npos) chosen = &file;
      }
      if (chosen != nullptr) out.text += "Convolution: " + *chosen + "\r\n";
      all = all && chosen != nullptr;
    }
    if (!all) {
      out.losses.push_back("There is no impulse response for " + rate +
                           " Hz: Equalizer APO does not resample and would skip it");
    }
  };
  if (same_for_both(document)) {
    write(channel_for(document, Channel::kLeft));
  } else {
    out.text += "Channel: L\r\n";
    write(channel_for(document, Channel::kLeft));
    out.text += "Channel: R\r\n";
    write(channel_for(document, Channel::kRight));
    out.text += "Channel: all\r\n";
  }
  out.losses.push_back("Equalizer APO skips the file where the device does not run at " + rate + " Hz");
  return out;
}

}  // namespace eardrum
