// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// The include graph is the design: lib/eardrum/modules.txt says who may include whom, and this test holds every file to it.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;
using Graph = std::map<std::string, std::set<std::string>>;

Graph read_graph(std::istream& table) {
  Graph direct;
  for (std::string line; std::getline(table, line);) {
    const auto colon = line.find(':');
    if (line.empty() || line.front() == '#' || colon == std::string::npos) continue;
    auto& dependencies = direct[line.substr(0, colon)];
    std::istringstream words(line.substr(colon + 1));
    for (std::string word; words >> word;) dependencies.insert(word);
  }
  return direct;
}

// What a module may include: itself, its line, and whatever that lists. `path` finds circles.
void reach(const Graph& direct, const std::string& module, std::set<std::string>& seen, std::set<std::string> path) {
  REQUIRE_MESSAGE(direct.contains(module), "modules.txt names '" << module << "' but has no line for it");
  REQUIRE_MESSAGE(!path.contains(module), "modules.txt has a circle through '" << module << "'");
  path.insert(module);
  seen.insert(module);
  for (const auto& next : direct.at(module)) reach(direct, next, seen, path);
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> included_modules(const std::string& text) {
  static const std::regex kInclude(R"(#include <eardrum/([a-z0-9_]+)/)");
  std::set<std::string> modules;
  for (std::sregex_iterator it(text.begin(), text.end(), kInclude), end; it != end; ++it) modules.insert((*it)[1]);
  return modules;
}

}  // namespace

TEST_CASE("every #include of the library follows modules.txt") {
  const fs::path root = fs::path(EARDRUM_SOURCE_DIR) / "lib" / "eardrum";
  std::ifstream table(root / "modules.txt");
  const Graph direct = read_graph(table);
  REQUIRE(direct.size() >= 10);
  std::size_t files = 0;
  for (const auto& line : direct) {
    const std::string& module = line.first;  // clang 14 captures no structured binding in doctest's lambdas
    std::set<std::string> allowed;
    reach(direct, module, allowed, {});
    if (!fs::exists(root / module)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / module)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      ++files;
      for (const auto& included : included_modules(read_text(entry.path()))) {
        CHECK_MESSAGE(allowed.contains(included), entry.path().string() << " includes " << included
                                                  << ", which modules.txt does not grant to " << module);
      }
    }
  }
  CHECK(files > 20);
}

TEST_CASE("every folder of the library has a line in modules.txt") {
  const fs::path root = fs::path(EARDRUM_SOURCE_DIR) / "lib" / "eardrum";
  std::ifstream table(root / "modules.txt");
  const Graph direct = read_graph(table);
  for (const auto& entry : fs::directory_iterator(root)) {
    if (entry.is_directory()) CHECK_MESSAGE(direct.contains(entry.path().filename().string()), entry.path().string());
  }
}

TEST_CASE("the audio clients reach the engine and nothing that knows headphones") {
  const fs::path clients = fs::path(EARDRUM_SOURCE_DIR) / "apps" / "clients";
  if (!fs::exists(clients)) return;
  const std::set<std::string> allowed = {"base", "units", "fft", "response", "filter", "dsp", "realtime", "engine"};
  for (const auto& entry : fs::recursive_directory_iterator(clients)) {
    if (!entry.is_regular_file()) continue;
    for (const auto& included : included_modules(read_text(entry.path()))) {
      CHECK_MESSAGE(allowed.contains(included), entry.path().string() << " includes " << included);
    }
  }
}

TEST_CASE("a third-party library has one home, and no public header shows it") {
  const fs::path root = fs::path(EARDRUM_SOURCE_DIR) / "lib" / "eardrum";
  // header prefix -> the only folder that may include it
  const std::map<std::string, std::set<std::string>> homes = {
      {"nlohmann/", {"base"}}, {"toml++/", {"base"}},  {"sqlite3.h", {"catalogue"}}, {"hwy/", {"dsp", "fft"}},
      {"sndfile", {"engine", "audition", "formats"}},  {"soxr", {"engine", "audition", "formats"}},
      {"Eigen/", {"eq"}},      {"ebur128", {"dsp"}},   {"pipewire/", {}},            {"jack/", {}}, {"lv2/", {}}};
  static const std::regex kInclude(R"(#include [<"]([^>"]+)[>"])");
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const auto extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    const std::string module = fs::relative(entry.path(), root).begin()->string();
    const std::string text = read_text(entry.path());
    for (std::sregex_iterator it(text.begin(), text.end(), kInclude), end; it != end; ++it) {
      const std::string header = (*it)[1];
      for (const auto& home : homes) {
        const auto& folders = home.second;
        if (!header.starts_with(home.first)) continue;
        CHECK_MESSAGE(folders.contains(module), entry.path().string() << " includes " << header);
        // "_inl" is what Highway calls a part that is compiled once for each instruction set.
        const std::string stem = entry.path().stem().string();
        const bool internal_header = stem.ends_with("_internal") || stem.ends_with("_inl") || extension == ".cpp";
        CHECK_MESSAGE(internal_header, entry.path().string() << " shows " << header << " in a header");
      }
    }
  }
}
