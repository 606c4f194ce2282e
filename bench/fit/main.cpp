// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// bench_fit PROBLEMS.jsonl [--box autoeq|free] [--effort fast|default|high] [--design bilinear|matched] [--repeat N]
//
// Fits every problem of the file on one thread; CSV on stdout (ms is thread CPU time, the least of N), summary on
// stderr.
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>

#include <eardrum/eq/fit.h>
#include <eardrum/filter/biquad_response.h>

#include "problem_file.h"
#include "summary.h"

namespace eardrum::bench {
namespace {

struct Options {
  std::string path;
  bool free_box = false;
  eq::Effort effort = eq::Effort::kDefault;
  FilterDesign design = FilterDesign::kBilinear;
  int repeat = 1;
};

[[noreturn]] void usage(const char* why) {
  std::fprintf(stderr,
               "bench_fit: %s\nusage: bench_fit PROBLEMS.jsonl [--box autoeq|free] [--effort fast|default|high] "
               "[--design bilinear|matched] [--repeat N]\n",
               why);
  std::exit(2);
}

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view flag = argv[i];
    if (!flag.starts_with("--")) {
      options.path = flag;
      continue;
    }
    if (i + 1 == argc) usage("a flag without its value");
    const std::string_view value = argv[++i];
    if (flag == "--box" && (value == "autoeq" || value == "free")) {
      options.free_box = value == "free";
    } else if (flag == "--effort" && value == "fast") {
      options.effort = eq::Effort::kFast;
    } else if (flag == "--effort" && value == "default") {
      options.effort = eq::Effort::kDefault;
    } else if (flag == "--effort" && value == "high") {
      options.effort = eq::Effort::kHigh;
    } else if (flag == "--design" && (value == "bilinear" || value == "matched")) {
      options.design = value == "matched" ? FilterDesign::kMatched : FilterDesign::kBilinear;
    } else if (flag == "--repeat" && std::atoi(argv[i]) > 0) {
      options.repeat = std::atoi(argv[i]);
    } else {
      usage("an unknown flag or value");
    }
  }
  if (options.path.empty()) usage("no problem file");
  return options;
}

// Both boxes as data/README.md defines them.
eq::FitSpec spec_of(const FitProblem& problem, const Options& options) {
  eq::FitSpec spec;
  spec.effort = options.effort;
  spec.design = options.design;
  if (!options.free_box) {
    spec.sample_rate = problem.sample_rate;
    spec.bands = eq::autoeq_bands();
    spec.objective.mean_above = Hertz(10000.0);
    return spec;
  }
  spec.sample_rate = Hertz(48000.0);
  spec.objective.free_offset = true;
  spec.bands = eq::free_bands(10);
  for (eq::BandSpec& band : spec.bands) {
    band.frequency = {Hertz(20.0), Hertz(16000.0)};
    band.gain = {Gain(-16.0), Gain(16.0)};
    band.q = {0.4, band.type == BandType::kPeaking ? 4.0 : 3.0};
  }
  return spec;
}

double thread_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

// Plainly, from the filters themselves.
double rms_db(const FitProblem& problem, const eq::Fit& fit, Hertz sample_rate, double up_to_hz) {
  Peq bare = fit.peq;
  bare.preamp = fit.offset;
  const FrequencyResponse response = response_of(bare, sample_rate, problem.curve.grid());
  double sum = 0.0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < response.db().size(); ++i) {
    if (problem.curve.grid().hz()[i] > up_to_hz) break;
    const double difference = problem.curve.db()[i] - response.db()[i];
    sum += difference * difference;
    ++count;
  }
  return std::sqrt(sum / static_cast<double>(count));
}

int run(const Options& options) {
  const auto problems = read_problems(options.path);
  if (!problems) {
    std::fprintf(stderr, "bench_fit: %s\n", problems.error().to_string().c_str());
    return 3;
  }
  Ratios peer, best;
  std::vector<double> times, peer_times, losses;
  std::printf("name,loss_db,rms_20_10k_db,rms_20_20k_db,ms\n");
  for (const FitProblem& problem : *problems) {
    const eq::FitSpec spec = spec_of(problem, options);
    double least_ms = std::numeric_limits<double>::infinity();
    Result<eq::Fit> fit = Error{};
    for (int i = 0; i < options.repeat; ++i) {
      const double start = thread_ms();
      fit = eq::fit(problem.curve, spec);
      least_ms = std::min(least_ms, thread_ms() - start);
    }
    if (!fit) {
      std::fprintf(stderr, "bench_fit: %s: %s\n", problem.name.c_str(), fit.error().to_string().c_str());
      return 1;
    }
    const double rms_10k = rms_db(problem, *fit, spec.sample_rate, 10000.0);
    const double rms_20k = rms_db(problem, *fit, spec.sample_rate, 20000.0);
    std::printf("\"%s\",%.5f,%.5f,%.5f,%.3f\n", problem.name.c_str(), fit->loss_db, rms_10k, rms_20k, least_ms);
    times.push_back(least_ms);
    losses.push_back(fit->loss_db);
    const double ours = options.free_box ? rms_20k : fit->loss_db;
    const auto& theirs = options.free_box ? problem.autoeq_c_rms_db : problem.autoeq_loss_db;
    const auto& their_ms = options.free_box ? problem.autoeq_c_ms : problem.autoeq_ms;
    const auto& known = options.free_box ? problem.best_known_free_box_db : problem.best_known_autoeq_box_db;
    if (theirs) peer.add(ours, *theirs);
    if (their_ms) peer_times.push_back(*their_ms);
    if (known) best.add(ours, *known);
  }
  std::fprintf(stderr, "%zu problems, median %s %.4f dB\n", times.size(),
               options.free_box ? "RMS 20 Hz-20 kHz" : "loss", median(losses));
  std::fprintf(stderr, "against %s: %s\n", options.free_box ? "autoeq-c" : "AutoEq", peer.text().c_str());
  std::fprintf(stderr, "against the best known: %s\n", best.text().c_str());
  std::fprintf(stderr,
               "time: median %.2f ms, longest %.2f ms of one thread; the peer's median, on its machine, %.1f ms\n",
               median(times), *std::max_element(times.begin(), times.end()), median(peer_times));
  return 0;
}

}  // namespace
}  // namespace eardrum::bench

int main(int argc, char** argv) {
  return eardrum::bench::run(eardrum::bench::parse(argc, argv));
}
