// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// No file is silently read wrongly: random responses, written in every shape of text that is accepted, read by the
// importers and by a plain reader that was told the shape and shares no code with them.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <eardrum/formats/import_measurements.h>

using namespace eardrum;

namespace {

enum class Encoding { kUtf8, kUtf8Marked, kUtf16Little, kUtf16Big, kWindows1252 };

struct Shape {
  std::string delimiter;
  char decimal = '.';
  char thousands = '\0';
  std::string line_end;
  Encoding encoding = Encoding::kUtf8;
  std::vector<std::string> header;
  int decimals = 2;
  bool exponents = false;
  bool quoted = false;
  bool phase = false;
  bool trailing_delimiter = false;
};

struct Row {
  double hz, db;
  bool missing = false;
};

std::string number_text(double value, const Shape& shape, int decimals) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, shape.exponents ? "%.*e" : "%.*f", shape.exponents ? 7 : decimals, value);
  std::string text = buffer;
  const std::size_t point = std::min(text.find('.'), text.size());
  if (shape.thousands != '\0' && !shape.exponents && value >= 1000.0) {
    for (std::size_t at = point; at > 3; at -= 3) text.insert(at - 3, 1, '\x01');
  }
  for (char& c : text) c = c == '.' ? shape.decimal : c == '\x01' ? shape.thousands : c;
  return shape.quoted ? '"' + text + '"' : text;
}

std::string encoded(const std::string& latin1, Encoding encoding) {
  std::string bytes;
  if (encoding == Encoding::kUtf8Marked) bytes = "\xEF\xBB\xBF";
  if (encoding == Encoding::kUtf16Little) bytes = "\xFF\xFE";
  if (encoding == Encoding::kUtf16Big) bytes = "\xFE\xFF";
  for (const char c : latin1) {
    const auto code = static_cast<unsigned char>(c);
    switch (encoding) {
      case Encoding::kWindows1252:
        bytes += c;
        break;
      case Encoding::kUtf16Little:
        bytes += {c, '\0'};
        break;
      case Encoding::kUtf16Big:
        bytes += {'\0', c};
        break;
      case Encoding::kUtf8:
      case Encoding::kUtf8Marked:
        if (code < 0x80)
          bytes += c;
        else
          bytes += {static_cast<char>(0xC0U | (code >> 6U)), static_cast<char>(0x80U | (code & 0x3FU))};
        break;
    }
  }
  return bytes;
}

std::string written(const std::vector<Row>& rows, const Shape& shape, std::mt19937& random) {
  std::string text;
  for (const auto& line : shape.header) text += line + shape.line_end;
  for (const Row& row : rows) {
    text += number_text(row.hz, shape, 2) + shape.delimiter +
            (row.missing ? std::string() : number_text(row.db, shape, shape.decimals));
    if (shape.phase) text += shape.delimiter + number_text(static_cast<double>(random() % 360) - 180.0, shape, 1);
    if (shape.trailing_delimiter) text += shape.delimiter;
    text += shape.line_end;
    if (random() % 50 == 0) text += shape.line_end;
  }
  return encoded(text, shape.encoding);
}

// The plain reader. Frequencies with their levels; where one stands several times, the mean.
std::map<double, double> plainly_read(const std::string& bytes, const Shape& shape) {
  std::string text;
  const bool wide = shape.encoding == Encoding::kUtf16Little || shape.encoding == Encoding::kUtf16Big;
  const std::size_t mark_bytes = wide ? 2 : shape.encoding == Encoding::kUtf8Marked ? 3 : 0;
  for (std::size_t i = mark_bytes; i < bytes.size(); i += wide ? 2 : 1)
    text += bytes[shape.encoding == Encoding::kUtf16Big ? i + 1 : i];
  std::map<double, std::pair<double, int>> sums;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const std::size_t end = std::min(text.find(shape.line_end, begin), text.size());
    std::string line = text.substr(begin, end - begin);
    begin = end + shape.line_end.size();
    if (number < shape.header.size()) continue;
    std::vector<std::string> cells(1);
    const char mark = shape.delimiter.find_first_of(",;") != std::string::npos ? shape.delimiter.front()
                      : shape.delimiter == "\t"                                ? '\t'
                                                                               : ' ';
    for (std::size_t i = 0; i < line.size(); ++i) {
      const bool blank = line[i] == ' ' || line[i] == '\t';
      // A comma before a blank delimits; one between digits is a decimal mark.
      const bool delimits = mark == ' '                   ? blank
                            : shape.delimiter.size() == 2 ? line.compare(i, 2, shape.delimiter) == 0
                                                          : line[i] == mark;
      if (delimits && !(mark == ' ' && cells.back().empty()))
        cells.emplace_back();
      else if (!blank && line[i] != '"' && line[i] != shape.thousands && !delimits)
        cells.back() += line[i] == shape.decimal ? '.' : line[i];
    }
    if (cells.size() < 2 || cells[0].empty() || cells[1].empty()) continue;
    auto& [sum, count] = sums[std::strtod(cells[0].c_str(), nullptr)];
    sum += std::strtod(cells[1].c_str(), nullptr);
    ++count;
  }
  std::map<double, double> levels;
  for (const auto& [hz, sum] : sums) levels[hz] = sum.first / sum.second;
  return levels;
}

Shape random_shape(std::mt19937& random) {
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  const auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  Shape shape;
  shape.delimiter = pick({"\t", ";", ",", " ", "; ", ", ", "   ", " \t"});
  // A comma can't be both at once, save where a blank tells them apart.
  if (shape.delimiter != "," && one_in(2)) shape.decimal = ',';
  shape.decimals = static_cast<int>(random() % 7);
  // A thousands mark is told from a decimal mark by what stands behind: not by three digits.
  if ((shape.delimiter == "\t" || shape.delimiter == ";") && shape.decimals != 3 && one_in(3))
    shape.thousands = shape.decimal == '.' ? ',' : '.';
  shape.line_end = pick({"\n", "\r\n", "\r"});
  shape.encoding = static_cast<Encoding>(random() % 5);
  shape.exponents = shape.thousands == '\0' && one_in(4);
  shape.quoted = one_in(5) && shape.delimiter.find_first_of(",;\t") == 0 && shape.delimiter.size() == 1;
  shape.phase = one_in(3);
  shape.trailing_delimiter = one_in(8) && shape.delimiter.size() == 1 && shape.delimiter != " ";
  const std::vector<std::string> junk = {"* Measurement data measured by REW V5.31",
                                         "* Source: Ger\xE4t, 48 kHz",
                                         "# 20.11.2026 17:20:05",
                                         "%",
                                         "",
                                         "; comment; with; delimiters",
                                         "Title, with, commas and 1,5",
                                         "\"quoted words\"",
                                         "20 points, of 2026",
                                         "// temperature 21\xB0",
                                         "48 kHz, left",
                                         "Level at 1 kHz, 94 dB",
                                         "left, frequency response",
                                         "* Frequency response; HD 650"};
  for (std::size_t lines = random() % 8; lines > 0; --lines) shape.header.push_back(pick(junk));
  if (!one_in(3)) {
    std::string names = "Freq(Hz)" + shape.delimiter + "SPL(dB)";
    if (shape.phase) names += shape.delimiter + "Phase(degrees)";
    shape.header.push_back(one_in(2) ? "* " + names : names);
  }
  return shape;
}

std::vector<Row> random_rows(std::mt19937& random) {
  std::uniform_real_distribution<double> level(-120.0, 120.0);
  std::vector<Row> rows;
  const std::size_t count = random() % 40 == 0 ? 6000 : 2 + random() % 60;
  double hz = 10.0 + static_cast<double>(random() % 1000) / 100.0;
  for (std::size_t i = 0; i < count; ++i) {
    rows.push_back({hz, level(random)});
    if (random() % 20 == 0) rows.push_back({hz, level(random)});  // the same frequency again
    hz += count > 1000 ? 3.25 : 0.5 + 0.08 * hz;
  }
  const unsigned order = random() % 4;
  if (order == 1) std::reverse(rows.begin(), rows.end());
  if (order == 2) std::shuffle(rows.begin(), rows.end(), random);
  return rows;
}

}  // namespace

TEST_CASE("every shape of text: the levels are those of a plain reader, at every point") {
  std::mt19937 random(20261120);
  for (int round = 0; round < 3000; ++round) {
    const Shape shape = random_shape(random);
    auto rows = random_rows(random);
    // A cell without a level, where a delimiter marks its place.
    const bool marked = shape.delimiter.find_first_of(",;\t") == 0 && shape.phase;
    if (marked && rows.size() > 10 && random() % 4 == 0) rows[random() % rows.size()].missing = true;
    const std::string bytes = written(rows, shape, random);
    CAPTURE(round);
    std::string shown = bytes.substr(0, 1200);
    shown.erase(std::remove(shown.begin(), shown.end(), '\0'), shown.end());
    CAPTURE(shown);
    const auto expected = plainly_read(bytes, shape);
    const auto read = read_measurement(bytes, "Example L.txt");
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().to_string()));
    REQUIRE(read->responses.size() == 1);
    const auto& response = read->responses.front().response;
    REQUIRE(response.grid().size() == expected.size());
    std::size_t i = 0;
    double worst = 0.0;
    for (const auto& [hz, db] : expected) {
      worst = std::max({worst, std::abs(response.grid().hz()[i] - hz), std::abs(response.db()[i] - db)});
      ++i;
    }
    CHECK(worst <= 1e-12);
  }
}

TEST_CASE("what is too long for a measurement is refused, with the limit") {
  const auto refused = [](const std::string& text, const std::string& words) {
    const auto read = read_measurement(text, "long.txt");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().origin.file == "long.txt");
    CHECK_MESSAGE(read.error().message.find(words) != std::string::npos, read.error().message);
  };
  std::string rows;
  for (int i = 0; i < 1'000'001; ++i) rows += "1 1\n";
  refused(rows, "at most 1000000 lines of numbers");
  std::string wide;
  for (int i = 0; i < 3000; ++i) wide += "1 ";
  refused("20 1\n30 2\n" + wide + "\n", "at most 1000 columns");
  // A header without end is not kept.
  std::string header;
  for (int i = 0; i < 100'000; ++i) header += "words\n";
  const auto read = read_measurement(header + "20 1\n30 2\n", "x.txt");
  REQUIRE(read.has_value());
  CHECK(read->responses.front().metadata.size() <= 1000);
}
