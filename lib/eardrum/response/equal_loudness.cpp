// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/equal_loudness.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace eardrum {
namespace {

struct Parameters {
  double exponent;      // alpha_f: of loudness perception
  double transfer_db;   // L_U: linear transfer function, normalised at 1 kHz
  double threshold_db;  // T_f
};
struct Row {
  double hz;
  Parameters edition_2003;
  Parameters edition_2023;
};

// Table 1 of ISO 226:2003 and of ISO 226:2023 (the threshold differs at 20 Hz only). Checked against more than eight
// independent public implementations; the contours they give are in tests/response/equal_loudness.cpp.
constexpr std::array<Row, 29> kTable{{
    {20.0, {0.532, -31.6, 78.5}, {0.635, -31.5, 78.1}},   {25.0, {0.506, -27.2, 68.7}, {0.602, -27.2, 68.7}},
    {31.5, {0.48, -23.0, 59.5}, {0.569, -23.1, 59.5}},    {40.0, {0.455, -19.1, 51.1}, {0.537, -19.3, 51.1}},
    {50.0, {0.432, -15.9, 44.0}, {0.509, -16.1, 44.0}},   {63.0, {0.409, -13.0, 37.5}, {0.482, -13.1, 37.5}},
    {80.0, {0.387, -10.3, 31.5}, {0.456, -10.4, 31.5}},   {100.0, {0.367, -8.1, 26.5}, {0.433, -8.2, 26.5}},
    {125.0, {0.349, -6.2, 22.1}, {0.412, -6.3, 22.1}},    {160.0, {0.33, -4.5, 17.9}, {0.391, -4.6, 17.9}},
    {200.0, {0.315, -3.1, 14.4}, {0.373, -3.2, 14.4}},    {250.0, {0.301, -2.0, 11.4}, {0.357, -2.1, 11.4}},
    {315.0, {0.288, -1.1, 8.6}, {0.343, -1.2, 8.6}},      {400.0, {0.276, -0.4, 6.2}, {0.33, -0.5, 6.2}},
    {500.0, {0.267, 0.0, 4.4}, {0.32, 0.0, 4.4}},         {630.0, {0.259, 0.3, 3.0}, {0.311, 0.4, 3.0}},
    {800.0, {0.253, 0.5, 2.2}, {0.303, 0.5, 2.2}},        {1000.0, {0.25, 0.0, 2.4}, {0.3, 0.0, 2.4}},
    {1250.0, {0.246, -2.7, 3.5}, {0.295, -2.7, 3.5}},     {1600.0, {0.244, -4.1, 1.7}, {0.292, -4.2, 1.7}},
    {2000.0, {0.243, -1.0, -1.3}, {0.29, -1.2, -1.3}},    {2500.0, {0.243, 1.7, -4.2}, {0.29, 1.4, -4.2}},
    {3150.0, {0.243, 2.5, -6.0}, {0.289, 2.3, -6.0}},     {4000.0, {0.242, 1.2, -5.4}, {0.289, 1.0, -5.4}},
    {5000.0, {0.242, -2.1, -1.5}, {0.289, -2.3, -1.5}},   {6300.0, {0.245, -7.1, 6.0}, {0.293, -7.2, 6.0}},
    {8000.0, {0.254, -11.2, 12.6}, {0.303, -11.2, 12.6}}, {10000.0, {0.271, -10.7, 13.9}, {0.323, -10.9, 13.9}},
    {12500.0, {0.301, -3.1, 12.3}, {0.354, -3.5, 12.3}},
}};

const Parameters& edition_of(const Row& row, EqualLoudness edition) {
  return edition == EqualLoudness::kIso226_2003 ? row.edition_2003 : row.edition_2023;
}

Parameters parameters_at(double hz, EqualLoudness edition) {
  EARDRUM_EXPECTS(hz > 0.0);
  const auto right =
      std::lower_bound(kTable.begin(), kTable.end(), hz, [](const Row& row, double f) { return row.hz < f; });
  if (right == kTable.begin()) return edition_of(kTable.front(), edition);
  if (right == kTable.end()) return edition_of(kTable.back(), edition);
  const Row& left = *(right - 1);
  const double t = std::log(hz / left.hz) / std::log(right->hz / left.hz);
  const Parameters& a = edition_of(left, edition);
  const Parameters& b = edition_of(*right, edition);
  return {std::lerp(a.exponent, b.exponent, t), std::lerp(a.transfer_db, b.transfer_db, t),
          std::lerp(a.threshold_db, b.threshold_db, t)};
}

double exp10(double x) {
  return std::pow(10.0, x);
}

// ISO 226:2003, formula (1).
double level_2003(double phon, const Parameters& p) {
  const double a = 4.47e-3 * (exp10(0.025 * phon) - 1.15) +
                   std::pow(0.4 * exp10((p.threshold_db + p.transfer_db) / 10.0 - 9.0), p.exponent);
  return 10.0 / p.exponent * std::log10(a) - p.transfer_db + 94.0;
}
// The inverse of formula (1). The standard's own formula (2) rounds its constants and misses by up to 0.04 phon.
double phon_2003(double level, const Parameters& p) {
  const double a = exp10(p.exponent * (level + p.transfer_db - 94.0) / 10.0);
  const double threshold = std::pow(0.4 * exp10((p.threshold_db + p.transfer_db) / 10.0 - 9.0), p.exponent);
  return 40.0 * std::log10(std::max((a - threshold) / 4.47e-3 + 1.15, 1.0));
}

// ISO 226:2023, formulas (1) and (2).
constexpr double kExponentAt1kHz = 0.3;
constexpr double kThresholdAt1kHz = 2.4;
double scale_2023(const Parameters& p) {
  return std::pow(4e-10, kExponentAt1kHz - p.exponent);
}
double level_2023(double phon, const Parameters& p) {
  const double a =
      scale_2023(p) * (exp10(0.1 * kExponentAt1kHz * phon) - exp10(0.1 * kExponentAt1kHz * kThresholdAt1kHz)) +
      exp10(0.1 * p.exponent * (p.threshold_db + p.transfer_db));
  return 10.0 / p.exponent * std::log10(a) - p.transfer_db;
}
double phon_2023(double level, const Parameters& p) {
  const double b =
      exp10(0.1 * p.exponent * (level + p.transfer_db)) - exp10(0.1 * p.exponent * (p.threshold_db + p.transfer_db));
  return 10.0 / kExponentAt1kHz *
         std::log10(std::max(b / scale_2023(p) + exp10(0.1 * kExponentAt1kHz * kThresholdAt1kHz), 1.0));
}

double level_db(Phon loudness, double hz, EqualLoudness edition) {
  const Parameters p = parameters_at(hz, edition);
  return edition == EqualLoudness::kIso226_2003 ? level_2003(loudness.db(), p) : level_2023(loudness.db(), p);
}

}  // namespace

DbSpl level_of(Phon loudness, Hertz frequency, EqualLoudness edition) {
  return DbSpl(level_db(loudness, frequency.value(), edition));
}

Phon loudness_of(DbSpl level, Hertz frequency, EqualLoudness edition) {
  const Parameters p = parameters_at(frequency.value(), edition);
  return Phon(edition == EqualLoudness::kIso226_2003 ? phon_2003(level.db(), p) : phon_2023(level.db(), p));
}

DbSpl hearing_threshold(Hertz frequency, EqualLoudness edition) {
  return DbSpl(parameters_at(frequency.value(), edition).threshold_db);
}

FrequencyResponse equal_loudness_contour(Phon loudness, const FrequencyGrid& grid, EqualLoudness edition) {
  std::vector<double> db(grid.size());
  for (std::size_t i = 0; i < db.size(); ++i) db[i] = level_db(loudness, grid.hz()[i], edition);
  return FrequencyResponse::make(grid, std::move(db)).value();
}

FrequencyResponse loudness_compensation(Phon mixed_at, Phon played_at, const FrequencyGrid& grid,
                                        EqualLoudness edition) {
  const double at_1khz = level_db(played_at, 1000.0, edition) - level_db(mixed_at, 1000.0, edition);
  return difference(equal_loudness_contour(played_at, grid, edition), equal_loudness_contour(mixed_at, grid, edition))
      .shifted(-at_1khz);
}

}  // namespace eardrum
