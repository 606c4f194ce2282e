// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// How long a folder of measurements takes to read, beside a plain reader (strtod on every line, nothing else) on the
// same files in the same run. Usage: bench_formats FOLDER [ROUNDS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <eardrum/base/file.h>
#include <eardrum/formats/import_measurements.h>

namespace {

double seconds(const std::chrono::steady_clock::time_point& since) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

double sum_of_plain_reading(const std::vector<std::string>& files) {
  double sum = 0.0;
  for (const auto& file : files) {
    const auto bytes = eardrum::read_file(file);
    if (!bytes) continue;
    const char* at = bytes->c_str();
    while (*at != '\0') {
      char* end = nullptr;
      sum += std::strtod(at, &end);
      at = end == at ? at + 1 : end;
    }
  }
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_formats FOLDER [ROUNDS]\n");
    return 2;
  }
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1])) {
    if (entry.is_regular_file()) files.push_back(entry.path().string());
  }
  double ours_s = 1e9, plain_s = 1e9, checksum = 0.0;
  std::size_t responses = 0, refused = 0;
  for (int round = 0; round < rounds; ++round) {
    auto start = std::chrono::steady_clock::now();
    const auto tree = eardrum::import_tree(argv[1]);
    ours_s = std::min(ours_s, seconds(start));
    if (!tree) {
      std::fprintf(stderr, "%s\n", tree.error().to_string().c_str());
      return 3;
    }
    responses = tree->found.responses.size();
    refused = tree->refused.size();
    start = std::chrono::steady_clock::now();
    checksum += sum_of_plain_reading(files);
    plain_s = std::min(plain_s, seconds(start));
  }
  std::printf("files,responses,refused,import_s,plain_reader_s,ratio\n%zu,%zu,%zu,%.4f,%.4f,%.2f\n", files.size(),
              responses, refused, ours_s, plain_s, ours_s / plain_s);
  return checksum == 0.5 ? 1 : 0;  // Keeps the plain reading from being optimised away.
}
