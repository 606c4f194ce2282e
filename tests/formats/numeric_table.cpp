// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <eardrum/formats/numeric_table.h>

#include <cmath>
#include <random>

#include <eardrum/formats/decimal.h>
#include <eardrum/formats/response_text.h>

using namespace eardrum;

namespace {

struct Point {
  double hz, db;
};

void check_points(const std::string& text, const std::vector<Point>& points) {
  CAPTURE(text);
  const auto imported = read_response_text(text, "Example L.txt");
  REQUIRE_MESSAGE(imported.has_value(), (imported ? "" : imported.error().to_string()));
  REQUIRE(imported->response.grid().size() == points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    CHECK(imported->response.grid().hz()[i] == points[i].hz);
    CHECK(imported->response.db()[i] == points[i].db);
  }
  CHECK(imported->title.name == "Example");
  CHECK(imported->title.side == Channel::kLeft);
}

const std::vector<Point> kPoints = {{20.0, 72.4}, {1000.5, -80.1}, {12345.0, 61.0}};

}  // namespace

TEST_CASE("every delimiter and decimal mark that programs write gives the same numbers") {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
      const auto table = [&](const std::string& header, const std::vector<std::string>& rows) {
        std::string text = mark + header + end;
        for (const auto& row : rows) text += row + end;
        return text;
      };
      check_points(table("* Freq(Hz) SPL(dB)", {"20.0 72.4", "1000.5 -80.1", "12345 61"}), kPoints);
      check_points(table("* Freq(Hz)\tSPL(dB)", {"20.0\t72.4", "1000.5\t-80.1", "12345\t61"}), kPoints);
      check_points(table("frequency,raw", {"20.0,72.4", "1000.5,-80.1", "12345,61"}), kPoints);
      check_points(table("Freq(Hz), SPL(dB)", {"20.0, 72.4", "1000.5, -80.1", "12345, 61"}), kPoints);
      check_points(table("Freq(Hz), SPL(dB)", {"20,0, 72,4", "1000,5, -80,1", "12345, 61"}), kPoints);
      check_points(table("Freq(Hz); SPL(dB)", {"20,0; 72,4", "1000,5; -80,1", "12345; 61"}), kPoints);
      check_points(table("Freq(Hz);SPL(dB)", {"20,0;72,4", "1000,5;-80,1", "12345;61"}), kPoints);
      check_points(table("Freq(Hz)\tSPL(dB)", {"20,0\t72,4", "1000,5\t-80,1", "12345\t61"}), kPoints);
      check_points(table("Freq SPL", {"20,0 72,4", "1000,5   -80,1", "12345 61"}), kPoints);
      check_points(table("frequency,raw", {"20,0,72,4", "1000,5,-80,1", "12345,0,61,0"}), kPoints);
      check_points(table("\"Freq\",\"SPL\"", {"\"20.0\",\"72.4\"", "\"1000.5\",\"-80.1\"", "\"12345\",\"61\""}),
                   kPoints);
      check_points(table("Freq\tSPL", {"20.00\t72.4", "1,000.5\t-80.1", "12,345.0\t61.0"}), kPoints);
      check_points(table("Freq\tSPL", {"20,00\t72,4", "1.000,5\t-80,1", "12.345,0\t61,0"}), kPoints);
      check_points(table("Freq SPL", {"2.00e1 7.24E+01",
                                      "1000.5 \xE2\x88\x92"
                                      "80.1",
                                      "12345 61"}),
                   kPoints);
      check_points(table("20 points, of 2026", {"12345 61", "20.0 72.4", "1000.5 -80.1"}), kPoints);  // unsorted
      check_points(table("Freq SPL", {"0 -200", "20.0 72.4", "1000.5 -80.0", "1000.5 -80.2", "12345 61"}), kPoints);
      check_points(table("Freq SPL Phase", {"20.0 72.4 -14.2", "1000.5 -80.1 3", "12345 61 179.9"}), kPoints);
    }
  }
}

TEST_CASE("UTF-16 and Windows-1252 are read, and the words kept in UTF-8") {
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("Freq SPL\n20 72.4\n1000.5 -80.1\n12345 61\n")) {
    utf16 += c;
    utf16 += '\0';
  }
  check_points(utf16, kPoints);
  const auto table = read_numeric_table("* Source: Ger\xE4t \x80\n20,0\t72,4\n30,0\t72,5\n");
  REQUIRE(table.has_value());
  CHECK(table->header.front() == "Source: Ger\xC3\xA4t \xE2\x82\xAC");
  CHECK(table->notes.size() == 1);
}

TEST_CASE("what would be a guess is refused with a reason, not read wrongly") {
  const auto refused = [](const std::string& text, const std::string& words) {
    CAPTURE(text);
    const auto imported = read_response_text(text, "x.txt");
    REQUIRE_FALSE(imported.has_value());
    CHECK(imported.error().message.find(words) != std::string::npos);
  };
  refused("", "lines of numbers");
  refused("<html><body>404</body></html>", "lines of numbers");
  refused("20\n30\n40\n", "a frequency and a level");
  refused("20 72\n", "two frequencies");
  refused("20.000\t72,431\n30.000\t72,531\n", "decimal mark");
  refused("20,0,57,4\n20,1,57,5\n20,2,57,6\n20,3,57,6\n", "each frequency once");  // no header to tell from
  refused("20 57\n30 5700\n", "within +-300 dB");
  refused("freq;sound pressure (Pa);level (Pa)\n20;0,1;0,1\n30;0,2;0,2\n", "dB");
  refused("20 1\n30 2\n40 x\n", "numbers in columns");
}

TEST_CASE("rows without a level and unreadable rows are left out with a note") {
  std::string text = "frequency,raw\n";
  for (int i = 1; i <= 100; ++i) text += std::to_string(20 * i) + "," + (i == 50 ? "" : std::to_string(i)) + "\n";
  text += "2100,5x\n";
  const auto imported = read_response_text(text, "x.csv");
  REQUIRE(imported.has_value());
  CHECK(imported->response.grid().size() == 99);
  CHECK(imported->notes.size() == 2);
}

TEST_CASE("random tables in random dialects come back to the last digit") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> level(-120.0, 120.0);
  for (int round = 0; round < 300; ++round) {
    const bool comma = random() % 2 == 0;
    const std::string delimiters[] = {"\t", ";", " ", "; ", ", ", "  \t"};
    const std::string delimiter = delimiters[random() % 6];
    const int decimals = static_cast<int>(random() % 6);
    std::vector<Point> points;
    std::string text = "* Freq(Hz)" + delimiter + "SPL(dB)\n";
    double hz = 10.0 + static_cast<double>(random() % 100) / 10.0;
    const std::size_t rows = 2 + random() % 40;
    for (std::size_t i = 0; i < rows; ++i) {
      std::string f = fixed(hz, 1), db = fixed(level(random), decimals);
      points.push_back({*parse_decimal(f), *parse_decimal(db)});
      if (comma) {
        for (char& c : f) c = c == '.' ? ',' : c;
        for (char& c : db) c = c == '.' ? ',' : c;
      }
      text += f + delimiter + db + "\n";
      hz = hz * 1.05 + 0.5;
    }
    check_points(text, points);
  }
}

TEST_CASE("numbers are read and written the same in every locale") {
  CHECK(parse_decimal("+1.5") == 1.5);
  CHECK_FALSE(parse_decimal("1,5").has_value());
  CHECK_FALSE(parse_decimal("inf").has_value());
  CHECK_FALSE(parse_decimal("1.5dB").has_value());
  CHECK_FALSE(parse_decimal("").has_value());
  CHECK(parse_decimal_any_mark("1,5") == 1.5);
  CHECK(fixed(-0.04, 1) == "0.0");
  CHECK(fixed(2.5, 0) == "2");
  CHECK(fixed_trimmed(105.0, 2) == "105");
  CHECK(fixed_trimmed(0.70, 3) == "0.7");
}
