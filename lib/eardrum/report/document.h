// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <eardrum/units/sourced.h>

namespace eardrum::report {

// What a report says, apart from how it is shown: text, HTML and SVG render the same Document, so that they say the
// same. Every member has a default, so that an initialiser names what it sets. Texts are plain and may come from
// anywhere (gear names, sources): every renderer cleans and escapes them itself.

/// How a line is meant; renderers give each its own mark and colour.
enum class Tone { kPlain, kGood, kNote, kCare, kPoor, kUnknown };

/// The title of a part of the report, which reaches to the next title.
struct Heading {
  std::string text{};
  bool detail = false;  ///< for who wants to know more: folded in HTML, left out of short text
};

struct Paragraph {
  std::string text{};
};

/// The answer in short: "Works with care, probably", and a sentence or two for a listener.
struct Statement {
  Tone tone = Tone::kPlain;
  std::string badge{};
  std::string text{};
};

/// One finding: what was found, how it comes about, what to do. `detail` and `advice` may be empty.
struct Point {
  Tone tone = Tone::kPlain;
  std::string mark{};   ///< the grade in a word: "good", "care"
  std::string topic{};  ///< "Hiss"
  std::string headline{};
  std::string detail{};
  std::string advice{};
};
struct Points {
  std::vector<Point> points{};
};

/// One figure with its unit, its 90 % interval and its origin; or, where there is no number, what is said instead.
struct Fact {
  std::string key{};    ///< stable name in the JSON: "output_impedance"
  std::string label{};  ///< "Output impedance"
  std::optional<double> value{};
  std::string unit{};                   ///< as in match::Figure: "dB SPL", "V", "A", "W", "ohm", "Hz", "%"
  std::optional<double> low{}, high{};  ///< 90 % interval, same unit
  std::string text{};                   ///< instead of a number ("not published"), or after it ("full scale")
  std::optional<Confidence> confidence{};
  std::string source{};
};
struct Facts {
  std::string title{};
  std::vector<Fact> facts{};
};

struct Column {
  std::string title{};
  bool numeric = false;  ///< aligned right
};
struct Cell {
  std::string text{};
  Tone tone = Tone::kPlain;
};
struct Table {
  std::string caption{};
  std::vector<Column> columns{};
  std::vector<std::vector<Cell>> rows{};  ///< as many cells as columns, or fewer
};

/// What a curve is, which decides how it is drawn: colours and dashes are the renderer's.
enum class Role {
  kFirst,   ///< what the chart is about
  kSecond,  ///< beside it
  kThird,
  kTarget,     ///< what it is held against: dashed
  kReference,  ///< a plain level for comparison: thin
};
struct Curve {
  std::string name{};
  Role role = Role::kFirst;
  std::vector<double> y{};            ///< one value a frequency; NaN leaves a gap
  std::vector<double> low{}, high{};  ///< a band around it, or both empty
  bool right = false;                 ///< belongs to the right axis
  std::string mark{};                 ///< a few letters drawn beside the curve where it is farthest from zero
};
/// A vertical axis. The range is worked out from the curves.
struct Axis {
  std::string label{};        ///< "Level"
  std::string unit{};         ///< "dB"
  double minimum_span = 0.0;  ///< never zoom in further, so that what is harmless looks harmless
  bool from_zero = false;
};
/// A range of the vertical axis with a meaning: "hard to hear".
struct Zone {
  std::string name{};
  double low = 0.0, high = 0.0;
};
/// Curves over a logarithmic frequency axis, 20 Hz to 20 kHz.
struct Chart {
  std::string id{};  ///< [a-z_]+, unique in the document
  std::string title{}, subtitle{};
  std::string description{};  ///< in one sentence, for who can't see it
  std::vector<double> hz{};
  Axis left{};
  std::optional<Axis> right{};
  std::vector<Curve> curves{};
  std::vector<Zone> zones{};
  /// So many dB on the left axis are as long as a decade of frequency (IEC 60263: 10, 25 or 50); 0: the height is free.
  double db_per_decade = 0.0;
};

/// One level on a ladder, with its 90 % interval.
struct Rung {
  std::string key{};    ///< stable name: "hiss"
  std::string label{};  ///< "Hiss"
  double level = 0.0;
  std::string unit{};  ///< where it is not the ladder's
  std::optional<double> low{}, high{};
  Tone tone = Tone::kPlain;
  std::string note{};                ///< words beside it: "24 dB headroom"
  std::optional<double> gap_from{};  ///< the level from which an arrow leads here; `note` names it
};
/// Levels on one scale, from hiss to full scale.
struct Ladder {
  std::string id{};
  std::string title{}, subtitle{};
  std::string description{};
  std::string unit = "dB SPL";
  std::vector<Rung> rungs{};
};

using Block = std::variant<Heading, Paragraph, Statement, Points, Facts, Table, Chart, Ladder>;

struct Document {
  std::string title{};
  std::string subtitle{};
  std::vector<Block> blocks{};
};

}  // namespace eardrum::report
