// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <complex>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <eardrum/formats/autoeq_csv.h>
#include <eardrum/formats/calibration.h>
#include <eardrum/formats/import_measurements.h>
#include <eardrum/formats/response_text.h>
#include <eardrum/formats/seating_table.h>
#include <eardrum/formats/zma.h>

#include "support/figures.h"
#include "support/temporary_folder.h"

using namespace eardrum;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// The plain reader: on every line that begins with a digit, the first two numbers. Right for files with a point as
// decimal mark, which all of these are; no other knowledge.
std::map<double, double> plainly_read(const std::string& path) {
  std::map<double, double> points;
  std::istringstream in(bytes_of(path));
  std::string line;
  while (std::getline(in, line)) {
    const char* at = line.c_str();
    while (*at == ' ') ++at;
    if (*at < '0' || *at > '9') continue;
    char* end = nullptr;
    const double hz = std::strtod(at, &end);
    while (*end == ' ' || *end == '\t' || *end == ',' || *end == ';') ++end;
    const double db = std::strtod(end, nullptr);
    if (hz > 0.0) points.emplace(hz, db);
  }
  return points;
}

void check_against_plain_reader(const ImportedResponse& imported) {
  const auto points = plainly_read(imported.file);
  INFO(imported.file);
  REQUIRE(imported.response.grid().size() == points.size());
  std::size_t i = 0;
  double worst = 0.0;
  for (const auto& [hz, db] : points) {
    worst = std::max(worst, std::abs(imported.response.grid().hz()[i] - hz));
    worst = std::max(worst, std::abs(imported.response.db()[i] - db));
    ++i;
  }
  CHECK(worst == 0.0);
}

}  // namespace

TEST_CASE("names say the headphone, the side and the seating") {
  CHECK(measurement_name("HD580-2 L") == MeasurementName{"HD580-2", Channel::kLeft, 0, false});
  CHECK(measurement_name("Satyr 3 (Stock) L22") == MeasurementName{"Satyr 3 (Stock)", Channel::kLeft, 22, false});
  CHECK(measurement_name("HD6XX (Geekria) R4") == MeasurementName{"HD6XX (Geekria)", Channel::kRight, 4, false});
  CHECK(measurement_name("Harman 2018 Target") == MeasurementName{"Harman 2018", Channel::kBoth, 0, true});
  CHECK(measurement_name("walnut filter Rx") == MeasurementName{"walnut filter Rx", Channel::kBoth, 0, false});
  CHECK(measurement_name("L") == MeasurementName{"L", Channel::kBoth, 0, false});
  CHECK(measurement_name("MDR-1AM2") == MeasurementName{"MDR-1AM2", Channel::kBoth, 0, false});
  CHECK(measurement_name("Sony IER-M9 Left") == MeasurementName{"Sony IER-M9", Channel::kLeft, 0, false});
  CHECK(measurement_name("") == MeasurementName{});
}

TEST_CASE("AutoEq's folders say source, form and rig") {
  const auto plain = autoeq_place("a/measurements/oratory1990/data/over-ear/Sony MDR.csv");
  REQUIRE(plain.has_value());
  CHECK(plain->source == "oratory1990");
  CHECK(plain->form == "over-ear");
  CHECK(plain->rig.empty());
  const auto rigged = autoeq_place("measurements/crinacle/data/in-ear/Bruel & Kjaer 5128/64 Audio U12t.csv");
  REQUIRE(rigged.has_value());
  CHECK(rigged->rig == "Bruel & Kjaer 5128");
  const auto result = autoeq_place("results/crinacle/GRAS 43AG-7 over-ear/HD 600/HD 600.csv");
  REQUIRE(result.has_value());
  CHECK(result->is_result);
  CHECK(result->rig == "GRAS 43AG-7");
  CHECK(result->form == "over-ear");
  CHECK_FALSE(autoeq_place("x/y/z.csv").has_value());
  CHECK_FALSE(autoeq_place("measurements/x.csv").has_value());
}

TEST_CASE("AutoEq's CSV needs its columns, and its results give every curve") {
  const std::string text = "frequency,raw,error,target\n20.00,3.25,1.00,2.25\n20.20,3.30,1.10,2.20\n";
  const auto raw = read_autoeq_csv(text, "measurements/x/data/in-ear/Y.csv");
  REQUIRE(raw.has_value());
  CHECK(raw->response.db()[1] == 3.30);
  CHECK(raw->source == "x");
  const auto all = read_autoeq_result_csv(text, "Y.csv");
  REQUIRE(all.has_value());
  REQUIRE(all->size() == 3);
  CHECK((*all)[2].column == "target");
  CHECK((*all)[2].response.db()[0] == 2.25);
  const auto wrong = read_autoeq_csv("frequency,level\n20,1\n30,2\n", "Y.csv");
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().origin.field == "raw");
}

TEST_CASE("a seating table gives one response a placement") {
  const auto seatings = read_seating_table("frequency,L1,L2,R1\n20,1,2,3\n30,4,5,6\n", "HD 650 (Worn Pads).csv");
  REQUIRE(seatings.has_value());
  REQUIRE(seatings->size() == 3);
  CHECK((*seatings)[1].title == MeasurementName{"HD 650 (Worn Pads)", Channel::kLeft, 2, false});
  CHECK((*seatings)[2].response.db()[1] == 6.0);
  const auto measurement = measurement_of(*seatings, "KEMAR");
  REQUIRE(measurement.has_value());
  CHECK(measurement->count(Channel::kLeft) == 2);
  CHECK(measurement->seatings()[2].label == "R1");
  CHECK_FALSE(measurement_of(*seatings, "").has_value());
  CHECK_FALSE(read_seating_table("frequency,L1,x\n20,1,2\n30,1,2\n", "x.csv").has_value());
}

TEST_CASE("an impedance keeps its phase, and says when there is none") {
  const auto z = read_zma("* LIMP\nFreq(Hz)\tImpedance(Ohm)\tPhase(deg)\n20\t32.0\t0\n100\t300.0\t60\n", "HD650.zma");
  REQUIRE(z.has_value());
  CHECK(z->has_phase);
  CHECK(z->impedance_ohm[1].real() == doctest::Approx(150.0));
  CHECK(z->impedance_ohm[1].imag() == doctest::Approx(259.8076));
  const auto magnitude = read_zma("20,0;32,0\n100,0;300,0\n", "x.zma");
  REQUIRE(magnitude.has_value());
  CHECK_FALSE(magnitude->has_phase);
  CHECK(magnitude->notes.size() == 1);
  CHECK_FALSE(read_zma("20 32\n100 -3\n", "x.zma").has_value());
}

TEST_CASE("the dialects of REW, AudioTools and miniDSP give the five points that they were written from") {
  if (test::skip_without("verify/examples")) return;
  const double hz[] = {20.0, 100.0, 1000.0, 1234.5, 19998.6};
  const double spl[] = {72.431, 75.02, 80.1, 79.95, 61.2};
  const double phase[] = {-14.2, 3.4, 0.5, -1.0, -120.3};
  for (const std::string name : {"rew_space", "rew_tab", "rew_comma", "rew_de_semicolon", "rew_de_tab_cp1252"}) {
    const auto path = test::shared("verify/examples/" + name + ".txt");
    CAPTURE(path);
    const auto imported = read_response_text(bytes_of(path), path);
    REQUIRE(imported.has_value());
    REQUIRE(imported->response.grid().size() == 5);
    REQUIRE(imported->phase_deg.size() == 5);
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(imported->response.grid().hz()[i] == hz[i]);
      CHECK(imported->response.db()[i] == spl[i]);
      CHECK(imported->phase_deg[i] == phase[i]);
    }
    CHECK(imported->title.side == Channel::kLeft);  // "Measurement: Example L"
    CHECK(imported->metadata.size() > 10);
  }
  const auto tools = test::shared("verify/examples/audiotools L.txt");
  const auto audio_tools = read_response_text(bytes_of(tools), tools);
  REQUIRE(audio_tools.has_value());
  CHECK(audio_tools->response.db()[2] == 80.1);
  CHECK(audio_tools->title.name == "audiotools");
  const auto ears = test::shared("verify/examples/minidsp_ears_cal.txt");
  const auto calibration = read_calibration(bytes_of(ears), ears);
  REQUIRE(calibration.has_value());
  CHECK(calibration->sensitivity_factor == Gain(0.9));
  CHECK(calibration->serial_number == "000-0000");
  CHECK(calibration->curve.title.side == Channel::kRight);
  CHECK(calibration->curve.response.db()[0] == -2.6);
  CHECK(calibration->curve.phase_deg[4] == -120.3);
}

TEST_CASE("a phone book of every shape is read, and a bad entry does not take the others along") {
  const auto book = read_phone_book(R"json([
    // what people write
    {"name": "Brand", "suffix": "Audio", "phones": [
      "One",
      {"name": "Two", "file": "2", "price": "$99"},
      {"name": "Three", "file": ["3 a", "3 b"], "suffix": ["(a)", "(b)"]},
      {"name": ["Four", "4 alt"], "file": ["Four", "4 alt"]},
      {"name": "Five", "file": "5", "variants": [{"suffix": "worn", "file": "5 worn"}, {"suffix": "seatings", "samples": {"files": ["5 x", "5 y"], "labels": ["X", "Y"]}}]},
      {"file": "no name"}, 17, null, "",
      {"name": "Six"},
    ]},
    {"name": "Broken"},
  ])json",
                                    "phone_book.json");
  REQUIRE(book.has_value());
  std::vector<std::string> files;
  for (const auto& entry : book->entries) files.push_back(entry.file);
  CHECK(files ==
        std::vector<std::string>{"One", "2", "3 a", "3 b", "Four", "4 alt", "5 worn", "5 x", "5 y", "5", "Six"});
  CHECK(book->entries[0].brand == "Brand Audio");
  CHECK(book->entries[1].details.front() == std::pair<std::string, std::string>{"price", "$99"});
  CHECK(book->entries[2].variant == "(a)");
  CHECK(book->entries[7].variant == "seatings X");
  CHECK(book->notes.size() == 5);
  CHECK_FALSE(read_phone_book("{}", "x").has_value());
}

TEST_CASE("a tree lists its bad files with reasons and reads the others") {
  const test::TemporaryFolder temporary;
  const auto& folder = temporary.path();
  fs::create_directories(folder / "sub");
  const auto put = [&](const std::string& name, const std::string& text) { std::ofstream(folder / name) << text; };
  put("a.csv", "frequency,raw\n20,1\n30,2\n");
  put("sub/b L.txt", "20 1\n30 2\n");
  put("bad.txt", "no numbers at all\n");
  put("x ParametricEQ.txt", "Preamp: -6 dB\nFilter 1: ON PK Fc 100 Hz Gain 1 dB Q 1\n");
  put("picture.png", "\x89PNG");
  put("z.zma", "20 8 0\n30 9 0\n");
  std::size_t calls = 0;
  const auto tree = import_tree(folder.string(), [&](std::size_t done, std::size_t total) {
    CHECK(done == ++calls);
    CHECK(total == 5);
    return true;
  });
  REQUIRE(tree.has_value());
  CHECK(tree->found.responses.size() == 2);
  CHECK(tree->found.impedances.size() == 1);
  REQUIRE(tree->equalizers.size() == 1);
  CHECK(tree->equalizers.front().name == "x ParametricEQ");
  REQUIRE(tree->refused.size() == 1);
  CHECK(tree->refused[0].reason.find("lines of numbers") != std::string::npos);
  const auto stopped = import_tree(folder.string(), [](std::size_t, std::size_t) { return false; });
  CHECK(stopped->files_read == 1);
  CHECK_FALSE(import_tree((folder / "none").string()).has_value());
}

TEST_CASE("all of the measurements that people published read as a plain reader reads them") {
  for (const std::string place : {"data/measurements", "data/wild/mixed", "data/targets"}) {
    if (test::skip_without(place)) continue;
    const auto tree = import_tree(test::shared(place));
    REQUIRE(tree.has_value());
    INFO(place);
    CHECK(tree->refused.empty());
    for (const auto& refusal : tree->refused) MESSAGE(refusal.reason);
    CHECK(tree->found.responses.size() >= (place == "data/measurements" ? 858U : place == "data/targets" ? 61U : 16U));
    for (const auto& imported : tree->found.responses) check_against_plain_reader(imported);
  }
}

TEST_CASE("a whole graph-tool site reads, and says which files it misses") {
  if (test::skip_without("data/wild/graph-site-a/data")) return;
  const auto tree = import_tree(test::shared("data/wild/graph-site-a/data"));
  REQUIRE(tree.has_value());
  std::size_t text_files = 0;
  for (const auto& entry : fs::directory_iterator(test::shared("data/wild/graph-site-a/data"))) {
    text_files += entry.path().extension() == ".txt" ? 1U : 0U;
  }
  CHECK(tree->found.responses.size() == text_files);
  std::set<std::string> names;
  for (const auto& imported : tree->found.responses) {
    check_against_plain_reader(imported);
    names.insert(imported.title.name);
  }
  CHECK(names.count("Sennheiser HD580 (HD580-2)") == 1);
  CHECK(names.count("Koss KSC-75 Yaxi") == 1);
  CHECK(names.count("PhilPhone Prototype 3") == 1);
  for (const auto& refusal : tree->refused) CHECK(refusal.reason.find("there is no file") != std::string::npos);
}

TEST_CASE("the published seatings all read") {
  if (test::skip_without("data/reseats")) return;
  const auto tree = import_tree(test::shared("data/reseats"));
  REQUIRE(tree.has_value());
  CHECK(tree->refused.empty());
  CHECK(tree->files_read == 16);
  for (const auto& imported : tree->found.responses) {
    CHECK(imported.title.seating > 0);
    CHECK(imported.title.side != Channel::kBoth);
    CHECK(imported.response.db_at(Hertz(1000)) > 60.0);
    INFO(imported.file);
    // Read plainly: commas, a point as decimal mark, the column by its place in the first line.
    std::istringstream in(bytes_of(imported.file));
    std::string line;
    REQUIRE(std::getline(in, line));
    const auto cells_of = [](const std::string& text) {
      std::vector<std::string> cells(1);
      for (const char c : text) {
        if (c == ',')
          cells.emplace_back();
        else if (c != '\r')
          cells.back() += c;
      }
      return cells;
    };
    const auto names = cells_of(line);
    const auto column =
        static_cast<std::size_t>(std::find(names.begin(), names.end(), imported.column) - names.begin());
    REQUIRE(column < names.size());
    std::size_t i = 0;
    double worst = 0.0;
    while (std::getline(in, line)) {
      const auto cells = cells_of(line);
      REQUIRE(i < imported.response.grid().size());
      worst = std::max(worst, std::abs(imported.response.grid().hz()[i] - std::strtod(cells[0].c_str(), nullptr)));
      worst = std::max(worst, std::abs(imported.response.db()[i] - std::strtod(cells[column].c_str(), nullptr)));
      ++i;
    }
    CHECK(i == imported.response.grid().size());
    CHECK(worst == 0.0);
  }
}
