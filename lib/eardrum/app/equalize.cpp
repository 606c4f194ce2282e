// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/equalize.h>

#include <algorithm>
#include <cmath>

#include <eardrum/base/printable.h>
#include <eardrum/base/spelling.h>
#include <eardrum/catalogue/names.h>
#include <eardrum/eq/graphic.h>
#include <eardrum/filter/biquad_response.h>
#include <eardrum/formats/impulse_response.h>
#include <eardrum/response/band_mean.h>
#include <eardrum/response/smoothing.h>

namespace eardrum::app {
namespace {

constexpr std::size_t kUsualBands = 10;

// Between two drivers of one headphone there is less; a file that says more was recorded at two gains.
constexpr Gain kMostImbalance(6.0);

// Graphic files of many points have no bands: nothing of ours is left to fit but the points.
std::size_t bands_for(const EqDevice& device, const std::optional<std::size_t>& wanted) {
  if (!device.limits.graphic_frequencies.empty()) return device.limits.graphic_frequencies.size();
  return wanted.value_or(std::min({kUsualBands, device.limits.bands, std::size_t{31}}));
}

template <class T>
void narrow(eq::Range<T>& range, T lowest, T highest) {
  const eq::Range<T> both{std::max(range.lowest, lowest), std::min(range.highest, highest)};
  if (both.lowest <= both.highest) range = both;  // else the device knows better
}

// What people mean by a shelf, where the device lets it: bass or treble, without a resonance. Where the level is free,
// a low shelf in the treble is a high shelf turned over, and one of Q 4 at 18 Hz a peak: right, but not what anybody
// can read.
void keep_shelves_usual(eq::FitSpec& spec) {
  constexpr Hertz kBassFrom(30.0), kBetween(1000.0), kTrebleTo(12000.0);
  constexpr double kBroadest = 0.3, kSteepest = 1.0;
  for (eq::BandSpec& band : spec.bands) {
    if (band.type == BandType::kLowShelf) narrow(band.frequency, kBassFrom, kBetween);
    if (band.type == BandType::kHighShelf) narrow(band.frequency, kBetween, kTrebleTo);
    if (band.type == BandType::kLowShelf || band.type == BandType::kHighShelf) narrow(band.q, kBroadest, kSteepest);
  }
}

double residual_db(const FrequencyResponse& response, const FrequencyResponse& target, double to_hz) {
  double sum = 0.0, squares = 0.0;
  std::size_t count = 0;
  const FrequencyResponse error = difference(response, target);
  for (std::size_t i = 0; i < error.grid().size(); ++i) {
    if (error.grid().hz()[i] < 20.0 || error.grid().hz()[i] > to_hz) continue;
    sum += error.db()[i];
    squares += error.db()[i] * error.db()[i];
    ++count;
  }
  if (count == 0) return 0.0;
  const double mean = sum / static_cast<double>(count);
  return std::sqrt(std::max(0.0, squares / static_cast<double>(count) - mean * mean));
}

Residual residual(const FrequencyResponse& response, const FrequencyResponse& target) {
  return {residual_db(response, target, 10000.0), residual_db(response, target, 20000.0)};
}

FrequencyResponse sum(const FrequencyResponse& a, const FrequencyResponse& b) {
  std::vector<double> db(a.grid().size());
  b.sample(a.grid(), db);
  for (std::size_t i = 0; i < db.size(); ++i) db[i] += a.db()[i];
  return FrequencyResponse::make(a.grid(), std::move(db)).value();
}

// The measurement on the grid that targets have, so that fits take no longer for a finer one.
Result<Measurement> on_comparison_grid(const Measurement& measurement, std::optional<Channel> side) {
  std::vector<Seating> seatings;
  for (const Seating& seating : measurement.seatings()) {
    if (side && seating.channel != *side) continue;
    seatings.push_back({seating.channel, seating.label, seating.response.on(target::comparison_grid())});
  }
  return Measurement::make(measurement.rig(), std::move(seatings));
}

// Points joined by straight lines: their least squares, and the preamp that keeps the highest from clipping.
Result<std::vector<GraphicPoint>> fitted_points(const eq::EqCurve& curve, const GraphicGrid& grid,
                                                const eq::Objective& objective) {
  EARDRUM_TRY(const auto gains,
              eq::fit_points(curve.gain, {.frequencies = grid.frequencies, .step = grid.step}, objective));
  std::vector<GraphicPoint> points;
  for (std::size_t i = 0; i < gains.size(); ++i) points.push_back({grid.frequencies[i], gains[i]});
  return points;
}

Gain preamp_over(const std::vector<GraphicPoint>& points, Gain headroom) {
  Gain highest(0.0);
  for (const auto& point : points) highest = std::max(highest, point.gain);
  return Gain(0.0) - highest - headroom;
}

Result<EarEqualizer> equalize_ear(const Measurement& measurement, const FrequencyResponse& target, Channel side,
                                  eq::FitSpec spec, const eq::CurveSpec& curve_spec, const GraphicGrid& graphic) {
  const eq::EqCurve curve = eq::eq_curve(measurement, target, curve_spec);
  spec = eq::weighted_by(curve, curve_spec, std::move(spec));
  eq::Fit fit;
  EqChannel channel;
  if (graphic.frequencies.empty()) {
    EARDRUM_TRY(fit, eq::fit(curve.gain, spec));
    channel.peq.bands = fit.peq.bands;
    channel.peq.design = fit.peq.design;
  } else {
    EARDRUM_TRY(channel.graphic, fitted_points(curve, graphic, spec.objective));
    fit.peq.preamp = preamp_over(channel.graphic, spec.headroom);
  }
  FrequencyResponse equalizer = response_of(channel, spec.sample_rate, target.grid());
  FrequencyResponse before = target::level_at_mids(measurement.mean());
  FrequencyResponse levelled_target = target::level_at_mids(target);
  FrequencyResponse after = target::level_at_mids(sum(before, equalizer));
  const auto& grid = target::comparison_grid();
  FrequencyResponse seat_sd = measurement.levelled().seating_sd(grid).value_or(typical_seating_sd(grid));
  const Residual residual_before = residual(smoothed(before, curve_spec.smoothing), levelled_target);
  const Residual residual_after = residual(smoothed(after, curve_spec.smoothing), levelled_target);
  return EarEqualizer{side,
                      std::move(before),
                      std::move(levelled_target),
                      curve,
                      std::move(fit),
                      std::move(channel.graphic),
                      std::move(equalizer),
                      std::move(after),
                      std::move(seat_sd),
                      residual_before,
                      residual_after};
}

EqChannel channel_of(const EarEqualizer& ear) {
  EqChannel channel;
  channel.peq = ear.fit.peq;
  channel.graphic = ear.points;
  return channel;
}

// Down to a value that the device has, so that what is said here is what the file holds, and nothing clips.
Gain preamp_for(const EqDevice& device, Gain preamp) {
  const double step_db = device.limits.preamp_step.db();
  if (!device.limits.preamp) return preamp;
  if (step_db > 0.0) preamp = Gain(step_db * std::floor(preamp.db() / step_db + 1e-9));
  return std::clamp(preamp, device.limits.preamp->lowest, device.limits.preamp->highest);
}

double level_at_mids_db(const FrequencyResponse& curve) {
  return band_mean_db(curve, Hertz(300), Hertz(3000));
}

// Two fits end at two levels, each with its own preamp: left so, they would move the image aside. The louder ear is
// lowered until both are as loud between 300 Hz and 3 kHz; returns how much louder the left was as measured.
Gain balance(EarEqualizer& left, EarEqualizer& right, const Measurement& measurement, const EqDevice& device) {
  const FrequencyGrid& grid = left.equalizer.grid();
  double measured_db = level_at_mids_db(*measurement.left_minus_right(grid));
  if (std::abs(measured_db) > kMostImbalance.db()) measured_db = 0.0;
  const double apart_db = measured_db + level_at_mids_db(difference(left.equalizer, right.equalizer));
  Gain& left_preamp = left.fit.peq.preamp;
  Gain& right_preamp = right.fit.peq.preamp;
  const Gain most_left = left_preamp, most_right = right_preamp;
  left_preamp = preamp_for(device, std::min(most_left, most_right - Gain(apart_db)));
  const double step_db = device.limits.preamp ? device.limits.preamp_step.db() : 0.0;
  const auto to_step = [step_db](double db) { return step_db > 0.0 ? step_db * std::round(db / step_db) : db; };
  right_preamp = preamp_for(device, Gain(to_step(left_preamp.db() + apart_db)));
  if (right_preamp > most_right) {  // rounded up into clipping: both a step down
    left_preamp = preamp_for(device, left_preamp - Gain(step_db));
    right_preamp = preamp_for(device, right_preamp - Gain(step_db));
  }
  return Gain(measured_db);
}

// The ids of devices whose id or name holds what was typed, else of those that differ from it by a few letters.
std::vector<std::string> devices_like(const std::string& typed) {
  constexpr std::size_t kMost = 6;
  const std::string key = catalogue::folded_key(typed);
  std::vector<std::string> holding, similar;
  if (key.empty()) return holding;
  const std::size_t limit = std::max<std::size_t>(1, key.size() / 3);
  for (const auto& device : built_in_eq_devices()) {
    const std::string id = catalogue::folded_key(device.id), name = catalogue::folded_key(device.limits.name);
    if (id.find(key) != std::string::npos || name.find(key) != std::string::npos) holding.push_back(device.id);
    // "easyefects" is near the beginning of "easyeffects7" too.
    const auto near = [&](const std::string& whole) {
      return edit_distance(key, whole, limit) <= limit ||
             edit_distance(key, whole.substr(0, key.size() + 1), limit) <= limit;
    };
    if (near(id) || near(name)) similar.push_back(device.id);
  }
  auto& found = holding.empty() ? similar : holding;
  if (found.size() > kMost) found.resize(kMost);
  return found;
}

// One for both ears, or left and right.
Result<std::vector<EarEqualizer>> equalize_ears(const Subject& subject, const FrequencyResponse& target,
                                                const EqualizeRequest& request, const eq::FitSpec& spec,
                                                const GraphicGrid& graphic) {
  std::vector<EarEqualizer> ears;
  if (!request.each_ear) {
    EARDRUM_TRY(const auto both, on_comparison_grid(subject.measurement, std::nullopt));
    EARDRUM_TRY(auto ear, equalize_ear(both, target, Channel::kBoth, spec, request.curve, graphic));
    ears.push_back(std::move(ear));
    return ears;
  }
  for (const Channel side : {Channel::kLeft, Channel::kRight}) {
    if (subject.measurement.count(side) == 0) {
      return Error{
          Errc::kUsage,
          "Expected both sides to equalise each ear, found no " + std::string(to_text(side)) + " one: leave that out",
          {}};
    }
    EARDRUM_TRY(const auto one, on_comparison_grid(subject.measurement, side));
    EARDRUM_TRY(auto ear, equalize_ear(one, target, side, spec, request.curve, graphic));
    ears.push_back(std::move(ear));
  }
  return ears;
}

// The mean squared error that the same bands leave at each of the rates.
Result<double> squared_error(const std::vector<EarEqualizer>& ears, std::span<const Hertz> rates,
                             const eq::FitSpec& spec, const eq::CurveSpec& curve_spec) {
  double sum = 0.0;
  for (const EarEqualizer& ear : ears) {
    const eq::Objective objective = eq::weighted_by(ear.curve, curve_spec, spec).objective;
    for (const Hertz rate : rates) {
      EARDRUM_TRY(const double loss_db, eq::loss_db(ear.curve.gain, below_nyquist(ear.fit.peq, rate), rate, objective));
      sum += loss_db * loss_db;
    }
  }
  return sum / static_cast<double>(ears.size() * rates.size());
}

struct Aim {
  FrequencyResponse response;
  std::string name;
  std::string caution;
};

Result<Aim> aim_of(const EqualizeRequest& request, const Subject& subject, const Inventory& inventory) {
  const auto& rigs = inventory.targets.rigs();
  const auto lock = request.target.force ? target::RigLock::kForced : target::RigLock::kEnforced;
  if (!request.like) {
    EARDRUM_TRY(auto target, target_for(subject, request.target, inventory));
    EARDRUM_TRY(const auto deviation, target::deviation_from(target, subject.measurement.mean(), rigs,
                                                             subject.measurement.rig(), subject.laboratory, lock));
    return Aim{target.response.on(target::comparison_grid()), target.name, deviation.caution};
  }
  EARDRUM_TRY(const auto other, find_subject(*request.like, inventory, &subject));
  // Another headphone stands in the target's place, under the same lock: its rig must be comparable.
  const target::Target stand_in{
      .name = other.name,
      .aliases = {},
      .rig = other.measurement.rig(),
      .form = other.form,
      .kind = target::TargetKind::kUser,
      .scored_by = {},
      .about = {},
      .source = other.source,
      .licence = {},
      .note = {},
      .response = smoothed(other.measurement.mean().on(target::comparison_grid()), request.curve.smoothing)};
  const auto deviation = target::deviation_from(stand_in, subject.measurement.mean(), rigs, subject.measurement.rig(),
                                                subject.laboratory, lock);
  if (!deviation) {
    return Error{deviation.error().code,
                 "The " + printable(other.name, 80) + " was measured on " + printable(other.measurement.rig(), 60) +
                     ", the " + printable(subject.name, 80) + " on " + printable(subject.measurement.rig(), 60) +
                     ": the filters would correct the rigs too, wrong by 3 to 8 dB between 5 and 10 kHz; choose "
                     "measurements of one rig (--rig, --source, or files), or force it (--force)",
                 {}};
  }
  // "compared with a target for GRAS 45CA": here it is another headphone on it.
  std::string caution = deviation->caution;
  constexpr std::string_view kForTarget = "a target for ";
  if (const auto at = caution.find(kForTarget); at != std::string::npos)
    caution.replace(at, kForTarget.size(), "the " + printable(other.name, 80) + " on ");
  return Aim{stand_in.response, other.name, std::move(caution)};
}

}  // namespace

std::string file_stem(std::string name) {
  for (char& c : name) {
    if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20) c = '_';
  }
  return name.substr(0, 200);
}

Result<const EqDevice*> find_device(const std::string& id_or_name) {
  if (const EqDevice* device = find_eq_device(built_in_eq_devices(), id_or_name)) return device;
  const auto near = devices_like(id_or_name);
  std::string ids;
  for (const auto& id : near) ids += (ids.empty() ? "" : &id == &near.back() ? " or " : ", ") + id;
  return Error{Errc::kNotFound,
               "No device or format is called \"" + printable(id_or_name, 60) + "\"" +
                   (ids.empty() ? "; " : "; did you mean " + ids + "? ") + "eardrum eq --devices lists all " +
                   std::to_string(built_in_eq_devices().size()),
               {}};
}

Result<EqualizeAnswer> equalize(const EqualizeRequest& request, const Inventory& inventory) {
  EARDRUM_TRY(auto subject, find_subject(request.subject, inventory));
  return equalize(std::move(subject), request, inventory);
}

Result<EqualizeAnswer> equalize(Subject subject, const EqualizeRequest& request, const Inventory& inventory) {
  EARDRUM_TRY(const EqDevice* device, find_device(request.device));
  EARDRUM_TRY(const auto aim, aim_of(request, subject, inventory));
  const auto& rates = device->limits.sample_rates;
  const Hertz rate = rates.empty() ? request.sample_rate : rates.front();
  EARDRUM_TRY(auto spec, eq::fit_spec_for(device->limits, bands_for(*device, request.bands), rate));
  keep_shelves_usual(spec);
  spec.effort = request.effort;
  spec.objective.gain_cost = request.gain_cost;
  // Volume is the listener's: without a free offset the fit spends two filters on the level.
  spec.objective.free_offset = true;

  const GraphicGrid graphic = graphic_grid(*device);
  if (!graphic.frequencies.empty() && request.bands) {
    return Error{Errc::kUsage,
                 device->limits.name + " takes " + std::to_string(graphic.frequencies.size()) +
                     " points and no filters: leave the number of bands out",
                 {}};
  }
  using Coefficients = eq::DeviceLimits::Coefficients;
  if (request.design == FilterDesign::kMatched && device->limits.coefficients == Coefficients::kNone) {
    return Error{
        Errc::kUsage,
        device->limits.name + " takes no coefficients and designs its filters itself, bilinearly: leave the design out",
        {}};
  }
  spec.design = request.design.value_or(FilterDesign::kBilinear);
  EARDRUM_TRY(auto ears, equalize_ears(subject, aim.response, request, spec, graphic));
  if (!request.design && device->limits.coefficients == Coefficients::kOnly) {
    const std::span<const Hertz> run_at = rates.empty() ? common_sample_rates() : std::span<const Hertz>(rates);
    spec.design = FilterDesign::kMatched;
    EARDRUM_TRY(auto matched, equalize_ears(subject, aim.response, request, spec, graphic));
    EARDRUM_TRY(const double bilinear_error, squared_error(ears, run_at, spec, request.curve));
    EARDRUM_TRY(const double matched_error, squared_error(matched, run_at, spec, request.curve));
    if (matched_error < bilinear_error) ears = std::move(matched);
  }
  for (auto& ear : ears) {
    Peq& peq = ear.fit.peq;
    peq.preamp = preamp_for(*device, peq.preamp);
    // Sliders stand in a row; none of them is left out.
    if (!device->limits.graphic_frequencies.empty()) {
      std::sort(peq.bands.begin(), peq.bands.end(),
                [](const Band& a, const Band& b) { return a.frequency < b.frequency; });
    }
  }
  Gain left_over_right(0.0);
  if (ears.size() == 2) left_over_right = balance(ears.front(), ears.back(), subject.measurement, *device);
  EqDocument document;
  document.name = file_stem(subject.name);
  document.channels = ear_channels(channel_of(ears.front()), channel_of(ears.back()));
  EqExportOptions options;
  options.sample_rate = rate;
  options.impulse_folder = request.folder;
  EARDRUM_TRY(auto exported, export_equalizer(*device, document, options));
  return EqualizeAnswer{
      std::move(subject),  aim.name,       aim.caution, device, rate, std::move(ears), std::move(document),
      std::move(exported), left_over_right};
}

}  // namespace eardrum::app
