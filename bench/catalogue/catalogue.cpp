// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0

// What the catalogue costs: opening it and loading a pair, loading all of it, and searching it with 10,000 models of
// the user's own. Wall time in milliseconds, the median of many rounds. Peers in the same run: reading the text of
// data/ instead of the compiled file, and a plain LIKE over all rows instead of the index. Prints one JSON object.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include <sqlite3.h>

#include <eardrum/catalogue/catalogue.h>
#include <eardrum/catalogue/gear_folder.h>

namespace {

using namespace eardrum;
using namespace eardrum::catalogue;

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

template <class Work>
double median_ms(int rounds, Work work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const double start = cpu_ms();
    work();
    times.push_back(cpu_ms() - start);
  }
  std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
  return times[static_cast<std::size_t>(rounds / 2)];
}

template <class T>
T must(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "%s\n", result.error().to_string().c_str());
  std::exit(1);
}

GearSet ten_thousand() {
  const char* const words[] = {"Audio", "Labs", "Pro",    "Studio",  "Reference",
                               "Wave",  "Tone", "Planar", "Monitor", "Classic"};
  GearSet set;
  for (int i = 0; i < 10000; ++i) {
    HeadphoneGear gear;
    gear.brand = std::string(words[i % 10]) + " Maker " + std::to_string(i % 137);
    gear.model = std::string(words[i / 10 % 10]) + " " + std::to_string(i);
    gear.impedance.push_back({{{ImpedanceAt::kNominal, Ohms(32.0), {}}, Confidence::kUser, "bench"}, "", "", false});
    gear.sensitivity.push_back(
        {{{{100.0, SensitivityUnit::kDbPerMilliwatt, milliamperes(1.0)}, {}, {}}, Confidence::kUser, "bench"},
         "",
         "",
         false});
    set.headphones.push_back(std::move(gear));
  }
  return set;
}

int count_rows(sqlite3* connection, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  int rows = 0;
  sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr);
  while (sqlite3_step(statement) == SQLITE_ROW) ++rows;
  sqlite3_finalize(statement);
  return rows;
}

}  // namespace

int main() {
  std::string pattern = (std::filesystem::temp_directory_path() / "eardrum-bench-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  const Paths own{must(data_directory()) + "/catalogue.sqlite", (folder / "catalogue.sqlite").string()};

  std::size_t used = 0;
  const double pair_ms = median_ms(51, [&] {
    const Catalogue catalogue = must(Catalogue::open(own));
    used += must(catalogue.headphone("hd650")).sensitivity.size() + must(catalogue.source("mojo")).gear.sockets.size();
  });
  const double all_ms = median_ms(21, [&] {
    const Catalogue catalogue = must(Catalogue::open(own));
    used += must(catalogue.all()).headphones.size();
  });
  const double text_ms =
      median_ms(5, [&] { used += must(read_gear_folder(EARDRUM_SOURCE_DIR "/data")).gear.headphones.size(); });

  Catalogue catalogue = must(Catalogue::open(own));
  const GearSet many = ten_thousand();
  const double import_ms = median_ms(1, [&] { used += must(catalogue.import(many)).added; });
  double worst_search_ms = 0.0;
  for (const char* words : {"studio 9876", "hd650", "maker", "pro ref", "1", "e", "planar wave 77", "nothing such"}) {
    worst_search_ms = std::max(worst_search_ms, median_ms(21, [&] { used += must(catalogue.search(words)).size(); }));
  }
  const double find_ms =
      median_ms(21, [&] { used += must(catalogue.find(GearKind::kHeadphone, "studio 9830")).found.size(); });
  const double typo_ms =
      median_ms(11, [&] { used += must(catalogue.find(GearKind::kHeadphone, "stduio 9830")).nearest.size(); });
  const double pair_among_ms = median_ms(51, [&] {
    const Catalogue opened = must(Catalogue::open(own));
    used += must(opened.headphone("hd650")).sensitivity.size() + must(opened.source("mojo")).gear.sockets.size();
  });

  sqlite3* connection = nullptr;
  sqlite3_open(own.user.c_str(), &connection);
  const double like_ms = median_ms(21, [&] {
    used += static_cast<std::size_t>(
        count_rows(connection, "SELECT brand, model FROM gear WHERE words LIKE '%studio%' AND words LIKE '%9876%'"));
  });
  const double indexed_ms = median_ms(21, [&] { used += must(catalogue.search("studio 9876")).size(); });
  sqlite3_close(connection);
  std::filesystem::remove_all(folder);

  std::printf(
      "{\"bench\": \"catalogue\", \"open_and_load_pair_ms\": %.3f, \"aim_pair_ms\": 5, \"load_all_ms\": %.2f, "
      "\"aim_all_ms\": 50, "
      "\"read_text_instead_ms\": %.1f, \"text_over_compiled\": %.1f, \"models_added\": 10000, \"import_ms\": %.0f, "
      "\"worst_search_ms\": %.2f, \"aim_search_ms\": 20, \"find_ms\": %.3f, \"nearest_of_typo_ms\": %.2f, "
      "\"open_and_load_pair_among_10000_ms\": %.3f, \"search_ms\": %.3f, \"like_scan_ms\": %.3f, \"like_over_index\": "
      "%.1f, "
      "\"checked\": %zu}\n",
      pair_ms, all_ms, text_ms, text_ms / all_ms, import_ms, worst_search_ms, find_ms, typo_ms, pair_among_ms,
      indexed_ms, like_ms, like_ms / indexed_ms, used);
}
