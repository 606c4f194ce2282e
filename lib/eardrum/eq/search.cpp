// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/search.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <eardrum/eq/dictionary.h>

namespace eardrum::eq {
namespace {

constexpr double kNoLimit = std::numeric_limits<double>::infinity();
constexpr std::size_t kPoolSize = 6;
constexpr std::size_t kRanks = 5;  // How many of the residual's best matches are tried on a minimum.
constexpr std::size_t kChoices =
    3;  // How many of the residual's best matches, and of the least important bands, are tried.
constexpr int kAddSteps = 6, kDropSteps = 10, kSettleSteps = 20, kRelocateSteps = 30;
constexpr double kTolerance = 4e-3;         // Of the cost, over a step: what moves are judged by.
constexpr double kSettledTolerance = 1e-3;  // The coarse rows deserve no more.
constexpr double kSameMinimum = 2e-3;       // Two costs nearer than this are one minimum.

class Search {
 public:
  Search(const Rows& rows, const Descent::Settings& settings, std::span<const BandBox> boxes, const SearchPlan& plan)
      : plan_(plan), descent_(rows, with_surplus(settings, plan)), random_(plan.seed) {
    for (const BandBox& box : boxes) {
      if (!roams(box)) {
        if (box.high[0] > box.low[0]) shelves_.push_back(staying_.size());
        staying_.push_back(box);
        continue;
      }
      ++roaming_;
      if (box.group >= places_.size()) places_.resize(box.group + 1, 0);
      if (places_[box.group]++ == 0) dictionaries_.emplace_back(rows, box, settings.design);
    }
    rise_.resize(boxes.size() + plan.surplus);
  }

  std::vector<Candidate> run() {
    for (std::size_t i = 0; i < std::max<std::size_t>(plan_.constructions, 1) && (i == 0 || !spent()); ++i)
      keep(construct(i));
    while (roaming_ > 0 && !spent()) move();
    std::vector<Candidate> found;
    for (Minimum& minimum : pool_) found.push_back(std::move(minimum.candidate));
    return found;
  }

 private:
  static Descent::Settings with_surplus(Descent::Settings settings, const SearchPlan& plan) {
    settings.max_bands += plan.surplus;
    return settings;
  }

  // A minimum, and how far its exchanges have been tried: the same one would end the same way.
  struct Minimum {
    Candidate candidate;
    std::size_t next_rank = 0;
  };

  void move() {
    const std::size_t turn = turn_++ % 10;
    if (turn < 3) {
      for (Minimum& minimum : pool_) {
        if (minimum.next_rank == kRanks) continue;
        const std::size_t rank = minimum.next_rank++;
        keep(exchange(minimum.candidate, rank));
        return;
      }
    }
    if (turn < 8 && pool_.size() > 1) {
      keep(cross());
    } else if (turn == 8) {
      keep(relocate(pool_[random(pool_.size())].candidate));
    } else {
      keep(construct(2 + random(2)));
    }
  }

  // Between its bounds, a part of their distance from the middle, without gain.
  static BandPoint start_of(const BandBox& box, double part) {
    return {{0.5 * (box.low[0] + box.high[0]) + part * (box.high[0] - box.low[0]),
             std::clamp(0.0, box.low[1], box.high[1]), 0.5 * (box.low[2] + box.high[2])}};
  }

  double between(double low, double high) { return low + (high - low) * static_cast<double>(random(1024)) / 1024.0; }

  bool spent() const { return descent_.work() >= plan_.work; }
  std::size_t random(std::size_t below) { return static_cast<std::size_t>(random_() % below); }

  void descend(Candidate& candidate, int steps, double abandon_above, double tolerance = kTolerance) {
    Descent::Stop stop;
    stop.steps = steps;
    stop.tolerance = tolerance;
    stop.abandon_above = abandon_above;
    descent_.run(candidate, stop);
  }

  std::size_t wanted() const { return staying_.size() + roaming_; }

  std::size_t used(const Candidate& candidate, std::size_t group) const {
    std::size_t count = 0;
    for (std::size_t band = staying_.size(); band < candidate.size(); ++band)
      count += candidate.boxes[band].group == group;
    return count;
  }

  bool crowded(const Candidate& candidate) const {
    for (std::size_t group = 0; group < places_.size(); ++group) {
      if (used(candidate, group) > places_[group]) return true;
    }
    return false;
  }

  // The bands that the residual lacks most, from dictionaries with a place left (or `surplus` more), best first.
  void find_matches(Candidate& candidate, std::size_t count, std::size_t surplus) {
    descent_.cost(candidate);
    matches_.clear();
    for (Dictionary& dictionary : dictionaries_) {
      const std::size_t group = dictionary.box().group;
      if (used(candidate, group) >= places_[group] + surplus) continue;
      dictionary.match(descent_.residual(), count, found_);
      for (const auto& match : found_) matches_.push_back({match, &dictionary.box()});
    }
    std::stable_sort(matches_.begin(), matches_.end(),
                     [](const auto& a, const auto& b) { return a.match.fall > b.match.fall; });
    if (matches_.size() > count) matches_.resize(count);
  }

  // Takes away one of the least important bands whose group has too many: the one of `choices` that ends lowest.
  Candidate prune(const Candidate& candidate, std::size_t choices, double abandon_above, int steps) {
    descent_.importance(candidate, rise_);
    std::vector<std::size_t> order;
    for (std::size_t band = staying_.size(); band < candidate.size(); ++band) {
      const std::size_t group = candidate.boxes[band].group;
      if (used(candidate, group) > places_[group]) order.push_back(band);
    }
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return rise_[a] < rise_[b]; });
    if (order.size() > choices) order.resize(choices);
    Candidate best;
    for (const std::size_t band : order) {
      Candidate tried = candidate;
      tried.remove(band);
      descend(tried, steps, abandon_above);
      if (tried.cost < best.cost) {
        abandon_above = std::min(abandon_above, tried.cost);
        best = std::move(tried);
      }
    }
    return best;
  }

  // Even variants add what is allowed; odd ones more. From the third on they choose among the best few at random.
  Candidate construct(std::size_t variant) {
    Candidate candidate;
    for (const BandBox& box : staying_) candidate.add(box, start_of(box, variant < 2 ? 0.0 : between(-0.5, 0.5)));
    if (roaming_ == 0) {
      descend(candidate, 10 * kSettleSteps, kNoLimit, kSettledTolerance);
      return candidate;
    }
    const std::size_t surplus = variant % 2 == 1 ? plan_.surplus : 0;
    const std::size_t choices = variant < 2 ? 1 : kChoices;
    while (candidate.size() < wanted() + surplus) {
      find_matches(candidate, choices, surplus);
      if (matches_.empty()) break;
      add(candidate, matches_[random(matches_.size())]);
      descend(candidate, kAddSteps, kNoLimit);
    }
    return complete(std::move(candidate), kNoLimit);
  }

  // Exactly the wanted bands, settled.
  Candidate complete(Candidate candidate, double abandon_above) {
    while (crowded(candidate)) candidate = prune(candidate, 2, kNoLimit, kAddSteps);
    for (std::size_t group = 0; group < places_.size(); ++group) {
      // A residual with nothing left to match still gets its bands, at 0 dB.
      while (used(candidate, group) < places_[group]) {
        find_matches(candidate, 1, 0);
        if (!matches_.empty()) {
          add(candidate, matches_.front());
        } else {
          const BandBox& box = dictionary_of(group).box();
          candidate.add(box, {{0.5 * (box.low[0] + box.high[0]), std::clamp(0.0, box.low[1], box.high[1]),
                               std::clamp(0.0, box.low[2], box.high[2])}});
        }
        descend(candidate, kAddSteps, kNoLimit);
      }
    }
    descend(candidate, kSettleSteps, abandon_above, kSettledTolerance);
    return candidate;
  }

  // A minimum that is worse than all of a full pool is of no use.
  double limit_for(const Candidate& from) const { return from.cost; }

  Candidate exchange(const Candidate& from, std::size_t rank) {
    Candidate candidate = from;
    find_matches(candidate, rank + 1, 1);
    if (matches_.size() <= rank) return {};
    add(candidate, matches_[rank]);
    descend(candidate, kAddSteps, kNoLimit);
    return prune(candidate, kChoices, limit_for(from), kDropSteps);
  }

  Candidate relocate(const Candidate& from) {
    Candidate candidate = from;
    const std::size_t which = random(roaming_ + shelves_.size());
    if (which >= roaming_) {
      const std::size_t shelf = shelves_[which - roaming_];
      candidate.points[shelf] = start_of(staying_[shelf], between(-0.5, 0.5));
      descend(candidate, kRelocateSteps, limit_for(from));
      return candidate;
    }
    candidate.remove(staying_.size() + which);
    descend(candidate, 3, kNoLimit);
    find_matches(candidate, kChoices, 0);
    if (matches_.empty()) return {};
    add(candidate, matches_[random(matches_.size())]);
    descend(candidate, kRelocateSteps, limit_for(from));
    return candidate;
  }

  // Below a random frequency one minimum, above it another, made to have the wanted number of bands.
  Candidate cross() {
    const std::size_t first = random(pool_.size());
    std::size_t second = random(pool_.size() - 1);
    if (second >= first) ++second;
    const Candidate& low = pool_[first].candidate;
    const Candidate& high = pool_[second].candidate;
    std::vector<double> edges;
    for (std::size_t band = staying_.size(); band < low.size(); ++band) edges.push_back(low.points[band].at[0]);
    std::sort(edges.begin(), edges.end());
    const double edge = edges[edges.size() > 1 ? random(edges.size() - 1) : 0];
    Candidate child;
    child.offset_db = low.offset_db;
    for (std::size_t band = 0; band < staying_.size(); ++band) {
      const bool from_high =
          staying_[band].kind == BandTerms::Kind::kHighShelf || staying_[band].kind == BandTerms::Kind::kLowPass;
      child.add(staying_[band], (from_high ? high : low).points[band]);
    }
    for (std::size_t band = staying_.size(); band < low.size(); ++band) {
      if (low.points[band].at[0] <= edge) child.add(low.boxes[band], low.points[band]);
    }
    // A little above the edge, or one band would come twice.
    constexpr double kGap = 0.1;
    for (std::size_t band = staying_.size(); band < high.size() && child.size() < wanted() + plan_.surplus; ++band) {
      if (high.points[band].at[0] > edge + kGap) child.add(high.boxes[band], high.points[band]);
    }
    if (child.size() != wanted()) descend(child, 4, kNoLimit);
    while (child.size() > wanted() + 1 && crowded(child)) child = prune(child, 1, kNoLimit, 3);
    const double record = pool_.back().candidate.cost;
    if (crowded(child)) child = prune(child, 2, record, kDropSteps);
    if (child.size() == 0) return {};  // given up
    return complete(std::move(child), record);
  }

  struct Found {
    Dictionary::Match match;
    const BandBox* box = nullptr;
  };
  static void add(Candidate& candidate, const Found& found) { candidate.add(*found.box, found.match.point); }

  const Dictionary& dictionary_of(std::size_t group) const {
    return *std::find_if(dictionaries_.begin(), dictionaries_.end(),
                         [group](const Dictionary& dictionary) { return dictionary.box().group == group; });
  }

  void keep(Candidate&& candidate) {
    if (candidate.size() != wanted() || crowded(candidate) || !std::isfinite(candidate.cost)) return;
    const auto by_cost = [](const Minimum& a, const Minimum& b) { return a.candidate.cost < b.candidate.cost; };
    const auto same = std::find_if(pool_.begin(), pool_.end(), [&candidate](const Minimum& minimum) {
      return std::abs(minimum.candidate.cost - candidate.cost) <= kSameMinimum * candidate.cost;
    });
    if (same == pool_.end()) {
      pool_.push_back({std::move(candidate), 0});
    } else if (candidate.cost < same->candidate.cost) {
      same->candidate = std::move(candidate);
    }
    std::stable_sort(pool_.begin(), pool_.end(), by_cost);
    if (pool_.size() > kPoolSize) pool_.pop_back();
  }

  const SearchPlan plan_;
  Descent descent_;
  std::vector<BandBox> staying_;
  std::vector<std::size_t> shelves_;  // those of staying_ that have a frequency to find
  std::size_t roaming_ = 0;
  std::vector<std::size_t> places_;  // by group
  std::vector<Dictionary> dictionaries_;
  std::vector<double> rise_;
  std::vector<Found> matches_;
  std::vector<Dictionary::Match> found_;
  std::vector<Minimum> pool_;
  std::size_t turn_ = 0;
  std::minstd_rand random_;
};

}  // namespace

std::vector<Candidate> search(const Rows& rows, const Descent::Settings& settings, std::span<const BandBox> boxes,
                              const SearchPlan& plan) {
  return Search(rows, settings, boxes, plan).run();
}

}  // namespace eardrum::eq
