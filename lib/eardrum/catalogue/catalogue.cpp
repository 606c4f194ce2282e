// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/catalogue.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include <eardrum/base/printable.h>
#include <eardrum/catalogue/gear_rows_internal.h>
#include <eardrum/catalogue/gear_value_internal.h>
#include <eardrum/catalogue/imported_curves_internal.h>
#include <eardrum/catalogue/name_match_internal.h>
#include <eardrum/catalogue/names.h>

namespace eardrum::catalogue {
namespace {

// Longer than any name that could be stored, with room for the brand.
constexpr std::size_t kMaxQueryBytes = 512;
constexpr std::size_t kNearest = 5;
constexpr std::size_t kMostHolding = 4 * kNearest;  // of both kinds, of which one is wanted

constexpr const char* kEntryColumns =
    "gear.kind, gear.brand, gear.model, gear.type, gear.price_usd, gear.year, gear.key";

struct KeyedEntry {
  Entry entry;
  std::string key;
  double order = 0.0;
};

KeyedEntry entry_of(const Statement& row, Layer layer) {
  KeyedEntry out;
  out.entry.kind = row.text(0) == "source" ? GearKind::kSource : GearKind::kHeadphone;
  out.entry.layer = layer;
  out.entry.brand = row.text(1);
  out.entry.model = row.text(2);
  out.entry.type = row.text(3);
  out.entry.price_usd = row.maybe_number(4);
  if (const auto year = row.maybe_number(5)) out.entry.year = static_cast<int>(*year);
  out.key = row.text(6);
  return out;
}

std::string in_quotes(std::string_view name) {
  return "\"" + printable(name, 80) + "\"";
}

std::string one_of(const std::vector<Entry>& entries) {
  std::vector<std::string> names;
  for (const Entry& entry : entries) names.push_back(entry.name());
  return catalogue::one_of(names);
}

void sort_by_name(std::vector<Entry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    const std::string left = folded_key(a.brand);
    const std::string right = folded_key(b.brand);
    return left != right ? left < right : a.model < b.model;
  });
}

// What FTS5 is asked for: all of the words, whole or as beginnings. Only folded words get here, each quoted, so that
// none of FTS5's own syntax gets through.
std::string full_text_query(const std::vector<std::string>& words, bool as_beginnings) {
  std::string query;
  for (const auto& word : words) {
    if (word != "+") query += (query.empty() ? "\"" : " \"") + word + (as_beginnings ? "\"*" : "\"");
  }
  return query;
}

// "fiio m11 balanced": the last word may say which socket is meant.
struct SocketWord {
  std::string_view word;
  Output output;
};
constexpr std::array<SocketWord, 12> kSocketWords{{{"balanced", Output::kBalanced},
                                                   {"bal", Output::kBalanced},
                                                   {"xlr", Output::kBalanced},
                                                   {"4.4", Output::kBalanced},
                                                   {"4.4mm", Output::kBalanced},
                                                   {"2.5mm", Output::kBalanced},
                                                   {"single-ended", Output::kSingleEnded},
                                                   {"unbalanced", Output::kSingleEnded},
                                                   {"se", Output::kSingleEnded},
                                                   {"3.5mm", Output::kSingleEnded},
                                                   {"6.35mm", Output::kSingleEnded},
                                                   {"6.35", Output::kSingleEnded}}};

}  // namespace

std::string_view to_text(GearKind kind) {
  return kind == GearKind::kHeadphone ? "headphone" : "source";
}
std::string_view to_text(Layer layer) {
  return layer == Layer::kBuiltIn ? "built-in" : "user";
}

// The two files, and reading them as one.
class Catalogue::Files {
 public:
  Files(Database built_in, std::optional<Database> user, std::string user_path)
      : built_in_(std::move(built_in)), user_(std::move(user)), user_path_(std::move(user_path)) {}

  const Database* layer(Layer layer) const {
    if (layer == Layer::kBuiltIn) return &built_in_;
    return user_ ? &*user_ : nullptr;
  }

  // The user's file for writing, made if need be.
  Result<Database*> for_writing() {
    if (!user_) {
      EARDRUM_TRY(Database database, Database::open(user_path_, Database::Mode::kCreate));
      EARDRUM_CHECK(database.check_kind());
      EARDRUM_CHECK(database.run("PRAGMA journal_mode = WAL"));
      EARDRUM_CHECK(database.migrate());
      user_ = std::move(database);
    }
    return &*user_;
  }

  // Rows of both files, the user's first, without the built-in ones that it hides. `read` takes the statement at each
  // row.
  template <class Bind, class Read>
  Result<void> for_each(const std::string& sql, const Bind& bind, const Read& read) const {
    std::optional<Statement> hides;
    if (user_) {
      EARDRUM_TRY(hides, user_->prepare("SELECT 1 FROM gear WHERE kind = ?1 AND key = ?2"));
    }
    for (const Layer which : {Layer::kUser, Layer::kBuiltIn}) {
      const Database* database = layer(which);
      if (database == nullptr) continue;
      EARDRUM_TRY(Statement statement, database->prepare(sql));
      bind(statement);
      while (true) {
        EARDRUM_TRY(const bool row, statement.step());
        if (!row) break;
        KeyedEntry entry = entry_of(statement, which);
        if (which == Layer::kBuiltIn && hides) {
          hides->reset();
          hides->bind(1, to_text(entry.entry.kind)).bind(2, entry.key);
          EARDRUM_TRY(const bool is_hidden, hides->step());
          if (is_hidden) continue;
        }
        EARDRUM_CHECK(read(statement, std::move(entry)));
      }
    }
    return {};
  }

  // Items of which `typed` is a name. A whole name or alias goes before one without its parentheses.
  Result<std::vector<Entry>> named(GearKind kind, const TypedName& typed) const {
    std::vector<Entry> found;
    std::int64_t best_rank = 2;
    const auto sql = "SELECT " + std::string(kEntryColumns) +
                     ", gear_name.rank FROM gear_name JOIN gear ON gear.id = gear_name.gear_id"
                     " WHERE gear_name.name = ?1 AND gear_name.kind = ?2";
    const auto bind = [&](Statement& statement) { statement.bind(1, typed.key()).bind(2, to_text(kind)); };
    EARDRUM_CHECK(for_each(sql, bind, [&](const Statement& row, KeyedEntry keyed) -> Result<void> {
      const std::int64_t rank = row.integer(7);
      if (rank > best_rank) return {};
      if (rank < best_rank) found.clear();
      best_rank = rank;
      found.push_back(std::move(keyed.entry));
      return {};
    }));
    sort_by_name(found);
    return found;
  }

  // Items that `typed` means by a part of their name. Only those that hold all of its words can be.
  Result<std::vector<Entry>> meant(GearKind kind, const TypedName& typed) const {
    std::vector<Entry> found;
    const std::string query = full_text_query(typed.words(), false);
    if (query.empty()) return found;
    const auto sql = "SELECT " + std::string(kEntryColumns) +
                     // CROSS: the words first. The planner would ask the index once for each row of the kind.
                     " FROM gear_search CROSS JOIN gear ON gear.id = gear_search.rowid"
                     " WHERE gear_search MATCH ?1 AND gear.kind = ?2";
    const auto bind = [&](Statement& statement) { statement.bind(1, query).bind(2, to_text(kind)); };
    EARDRUM_CHECK(for_each(sql, bind, [&](const Statement&, KeyedEntry keyed) -> Result<void> {
      if (typed.means(keyed.entry.brand, keyed.entry.model)) found.push_back(std::move(keyed.entry));
      return {};
    }));
    sort_by_name(found);
    return found;
  }

  // The items whose names are the nearest to `typed`, among all names that there are.
  Result<std::vector<Entry>> nearest(GearKind kind, const TypedName& typed) const {
    struct Near {
      std::size_t distance;
      std::size_t length;  // "hd56" is nearer to "hd560s" than to a longer name that begins so
      Layer layer;
      std::int64_t id;
    };
    std::vector<Near> near;
    for (const Layer which : {Layer::kUser, Layer::kBuiltIn}) {
      const Database* database = layer(which);
      if (database == nullptr) continue;
      EARDRUM_TRY(Statement names, database->prepare("SELECT name, gear_id FROM gear_name WHERE kind = ?1"));
      names.bind(1, to_text(kind));
      while (true) {
        EARDRUM_TRY(const bool row, names.step());
        if (!row) break;
        const std::string_view name = names.text(0);
        if (const auto distance = typed.distance_to(name))
          near.push_back({*distance, name.size(), which, names.integer(1)});
      }
    }
    std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
      return a.distance != b.distance ? a.distance < b.distance : a.length < b.length;
    });
    std::vector<Entry> out;
    for (const Near& candidate : near) {
      if (out.size() == kNearest) break;
      const auto sql = "SELECT " + std::string(kEntryColumns) + " FROM gear WHERE id = ?1";
      const auto bind = [&](Statement& statement) { statement.bind(1, candidate.id); };
      EARDRUM_CHECK(for_each(sql, bind, [&](const Statement&, KeyedEntry keyed) -> Result<void> {
        const bool known = std::find(out.begin(), out.end(), keyed.entry) != out.end();
        if (keyed.entry.layer == candidate.layer && !known) out.push_back(std::move(keyed.entry));
        return {};
      }));
    }
    return out;
  }

  Result<std::optional<std::string>> body(GearKind kind, Layer which, const std::string& key) const {
    const Database* database = layer(which);
    if (database == nullptr) return std::optional<std::string>();
    EARDRUM_TRY(Statement statement, database->prepare("SELECT body FROM gear WHERE kind = ?1 AND key = ?2"));
    statement.bind(1, to_text(kind)).bind(2, key);
    EARDRUM_TRY(const bool row, statement.step());
    if (!row) return std::optional<std::string>();
    return std::optional(std::string(statement.text(0)));
  }

  // The user's own impedance in the place of what is published. A name that several headphones have gives it to none.
  Result<void> take_imported_impedance(HeadphoneGear& gear) const {
    if (!user_) return {};
    std::vector<std::string> keys;
    for (const auto& [name, rank] : names_of(gear.brand, gear.model, gear.aliases)) keys.push_back(name);
    EARDRUM_TRY(const auto names, impedance_names(*user_, keys));
    for (const auto& name : names) {
      EARDRUM_TRY(const auto owners, named(GearKind::kHeadphone, TypedName(name)));
      if (owners.size() != 1 || owners.front().brand != gear.brand || owners.front().model != gear.model) continue;
      EARDRUM_TRY(auto curve, imported_impedance(*user_, name));
      if (curve) gear.impedance_curve = *std::move(curve);
      return {};
    }
    return {};
  }

  template <class Gear>
  Result<void> write(const Gear& gear, bool may_replace) {
    EARDRUM_TRY(const GearRow row, row_of(gear));
    if (!may_replace) {
      for (const Layer which : {Layer::kUser, Layer::kBuiltIn}) {
        EARDRUM_TRY(const auto found, body(row.kind, which, row.key));
        if (found) {
          return Error{Errc::kInvalidData,
                       "Expected new gear, found that " + printable(full_name(gear), 120) + " is in the " +
                           std::string(to_text(which)) + " catalogue; replace it instead",
                       {}};
        }
      }
    }
    EARDRUM_TRY(Database * database, for_writing());
    EARDRUM_TRY(Transaction transaction, Transaction::begin(*database));
    EARDRUM_TRY(GearWriter writer, GearWriter::make(*database));
    EARDRUM_TRY(const bool replaced, writer.put(row));
    static_cast<void>(replaced);
    return transaction.commit();
  }

  Result<GearSet> load(std::optional<Layer> only) const {
    GearSet out;
    const auto read = [&](const Statement& row, const KeyedEntry& keyed) -> Result<void> {
      if (only && keyed.entry.layer != *only) return {};
      const std::string& file = layer(keyed.entry.layer)->path();
      if (keyed.entry.kind == GearKind::kHeadphone) {
        EARDRUM_TRY(auto gear, headphone_of(row.text(7), file));
        out.headphones.push_back(std::move(gear));
      } else {
        EARDRUM_TRY(auto gear, source_of(row.text(7), file));
        out.sources.push_back(std::move(gear));
      }
      return {};
    };
    EARDRUM_CHECK(for_each(
        "SELECT " + std::string(kEntryColumns) + ", gear.body FROM gear ORDER BY gear.key", [](Statement&) {}, read));
    return out;
  }

 private:
  Database built_in_;
  std::optional<Database> user_;
  std::string user_path_;
};

Catalogue::Catalogue(std::unique_ptr<Files> files) : files_(std::move(files)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

Result<Catalogue> Catalogue::open(const Paths& paths) {
  EARDRUM_TRY(Database built_in, Database::open(paths.built_in, Database::Mode::kReadImmutable));
  EARDRUM_CHECK(built_in.check_kind());
  std::optional<Database> user;
  std::error_code failed;
  if (std::filesystem::exists(paths.user, failed)) {
    EARDRUM_TRY(Database database, Database::open(paths.user, Database::Mode::kReadWrite));
    EARDRUM_CHECK(database.check_kind());
    EARDRUM_CHECK(database.migrate());
    user = std::move(database);
  }
  return Catalogue(std::make_unique<Files>(std::move(built_in), std::move(user), paths.user));
}

Result<Match> Catalogue::find(GearKind kind, std::string_view name) const {
  Match match;
  if (name.size() > kMaxQueryBytes) return match;
  const TypedName typed(name);
  if (typed.key().empty()) return match;
  EARDRUM_TRY(match.found, files_->named(kind, typed));
  if (match.found.empty()) {
    EARDRUM_TRY(match.found, files_->meant(kind, typed));
  }
  if (match.found.empty()) {
    EARDRUM_TRY(match.nearest, files_->nearest(kind, typed));
    EARDRUM_TRY(auto holding, search(name, kMostHolding));
    for (Entry& entry : holding) {
      if (match.nearest.size() == kNearest) break;
      const bool known = std::find(match.nearest.begin(), match.nearest.end(), entry) != match.nearest.end();
      if (entry.kind == kind && !known) match.nearest.push_back(std::move(entry));
    }
  }
  return match;
}

namespace {

Error not_one(GearKind kind, std::string_view name, const Match& match, const Match& of_other_kind) {
  const std::string what(to_text(kind));
  if (match.found.size() > 1) {
    return {Errc::kNotFound, in_quotes(name) + " may be " + one_of(match.found) + "; write more of the name", {}};
  }
  if (of_other_kind.found.size() == 1) {
    const Entry& other = of_other_kind.found.front();
    return {Errc::kNotFound,
            in_quotes(name) + " is a " + std::string(to_text(other.kind)) + " (" + printable(other.name(), 80) +
                "), not a " + what,
            {}};
  }
  if (!match.nearest.empty()) {
    return {Errc::kNotFound,
            "No " + what + " is called " + in_quotes(name) + "; did you mean " + one_of(match.nearest) + "?",
            {}};
  }
  return {Errc::kNotFound,
          "No " + what + " is called " + in_quotes(name) +
              "; eardrum gear search looks for a part of a name, gear add takes in one that is missing",
          {}};
}

}  // namespace

Result<HeadphoneGear> Catalogue::headphone(std::string_view name) const {
  EARDRUM_TRY(const Match match, find(GearKind::kHeadphone, name));
  if (match.found.size() == 1) return load_headphone(match.found.front());
  EARDRUM_TRY(const Match other, find(GearKind::kSource, name));
  return not_one(GearKind::kHeadphone, name, match, other);
}

Result<NamedSource> Catalogue::source(std::string_view name) const {
  EARDRUM_TRY(Match match, find(GearKind::kSource, name));
  std::optional<Output> output;
  const auto last_space = name.find_last_of(' ');
  if (match.found.size() != 1 && last_space != std::string_view::npos) {
    std::string last(name.substr(last_space + 1));
    std::transform(last.begin(), last.end(), last.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto socket =
        std::find_if(kSocketWords.begin(), kSocketWords.end(), [&](const SocketWord& w) { return w.word == last; });
    if (socket != kSocketWords.end()) {
      EARDRUM_TRY(Match device, find(GearKind::kSource, name.substr(0, last_space)));
      if (!device.found.empty() || match.found.empty()) {
        match = std::move(device);
        output = socket->output;
      }
    }
  }
  if (match.found.size() != 1) {
    EARDRUM_TRY(const Match other, find(GearKind::kHeadphone, name));
    return not_one(GearKind::kSource, name, match, other);
  }
  EARDRUM_TRY(auto gear, load_source(match.found.front()));
  const bool has_socket = !output || std::any_of(gear.sockets.begin(), gear.sockets.end(),
                                                 [&](const Socket& s) { return s.output == *output; });
  if (!has_socket) {
    return Error{
        Errc::kNotFound,
        printable(full_name(gear), 120) + " has no " + std::string(to_text(*output)) + " socket in the catalogue",
        {}};
  }
  return NamedSource{std::move(gear), output};
}

Result<HeadphoneGear> Catalogue::load_headphone(const Entry& entry) const {
  EARDRUM_TRY(const auto body, files_->body(GearKind::kHeadphone, entry.layer, key_of(entry.brand, entry.model)));
  if (!body) return Error{Errc::kNotFound, "The catalogue has no headphone " + in_quotes(entry.name()), {}};
  EARDRUM_TRY(auto gear, headphone_of(*body, files_->layer(entry.layer)->path()));
  EARDRUM_CHECK(files_->take_imported_impedance(gear));
  return gear;
}

Result<std::vector<Entry>> Catalogue::headphones_named(std::string_view name) const {
  if (name.size() > kMaxQueryBytes) return std::vector<Entry>();
  return files_->named(GearKind::kHeadphone, TypedName(name));
}

Result<SourceGear> Catalogue::load_source(const Entry& entry) const {
  EARDRUM_TRY(const auto body, files_->body(GearKind::kSource, entry.layer, key_of(entry.brand, entry.model)));
  if (!body) return Error{Errc::kNotFound, "The catalogue has no source " + in_quotes(entry.name()), {}};
  return source_of(*body, files_->layer(entry.layer)->path());
}

Result<std::vector<Entry>> Catalogue::list(std::optional<GearKind> kind) const {
  std::vector<Entry> out;
  const auto read = [&](const Statement&, KeyedEntry keyed) -> Result<void> {
    if (!kind || keyed.entry.kind == *kind) out.push_back(std::move(keyed.entry));
    return {};
  };
  EARDRUM_CHECK(files_->for_each(
      "SELECT " + std::string(kEntryColumns) + " FROM gear", [](Statement&) {}, read));
  sort_by_name(out);
  return out;
}

Result<std::vector<Entry>> Catalogue::search(std::string_view words, std::size_t limit) const {
  const std::string query = full_text_query(fold(words.substr(0, kMaxQueryBytes)), true);
  if (query.empty()) return std::vector<Entry>();
  std::vector<KeyedEntry> found;
  // The best are picked before any row of gear is fetched: a single letter may match them all.
  const auto sql =
      "SELECT " + std::string(kEntryColumns) +
      ", hit.rank FROM (SELECT rowid, rank FROM gear_search WHERE gear_search MATCH ?1 ORDER BY rank LIMIT ?2)"
      " AS hit JOIN gear ON gear.id = hit.rowid ORDER BY hit.rank";
  const auto bind = [&](Statement& statement) { statement.bind(1, query).bind(2, static_cast<std::int64_t>(limit)); };
  EARDRUM_CHECK(files_->for_each(sql, bind, [&](const Statement& row, KeyedEntry keyed) -> Result<void> {
    keyed.order = row.maybe_number(7).value_or(0.0);
    found.push_back(std::move(keyed));
    return {};
  }));
  std::stable_sort(found.begin(), found.end(),
                   [](const KeyedEntry& a, const KeyedEntry& b) { return a.order < b.order; });
  std::vector<Entry> out;
  for (std::size_t i = 0; i < std::min(found.size(), limit); ++i) out.push_back(std::move(found[i].entry));
  return out;
}

Result<GearSet> Catalogue::all() const {
  return files_->load(std::nullopt);
}
Result<GearSet> Catalogue::user_gear() const {
  return files_->load(Layer::kUser);
}

Result<LoadModels> Catalogue::load_models() const {
  const Database* database = files_->layer(Layer::kBuiltIn);
  EARDRUM_TRY(Statement rows, database->prepare("SELECT kind, name, body FROM load_model"));
  LoadModels out;
  const ReadContext context{database->path(), {}, nullptr};
  while (true) {
    EARDRUM_TRY(const bool row, rows.step());
    if (!row) return out;
    EARDRUM_TRY(const Value body, parse_json(rows.text(2), database->path()));
    const std::string name(rows.text(1));
    if (rows.text(0) == "curve") {
      EARDRUM_TRY(auto curve, curve_from(body, context));
      out.curves.emplace(name, std::move(curve));
    } else if (rows.text(0) == "circuit") {
      EARDRUM_TRY(auto circuit, circuit_from(body, context));
      out.circuits.emplace(name, std::move(circuit));
    } else {
      EARDRUM_TRY(auto load, flat_load_from(body, context));
      out.flat_loads.emplace(name, std::move(load));
    }
  }
}

Result<void> Catalogue::add(const HeadphoneGear& gear) {
  return files_->write(gear, false);
}
Result<void> Catalogue::add(const SourceGear& gear) {
  return files_->write(gear, false);
}
Result<void> Catalogue::replace(const HeadphoneGear& gear) {
  return files_->write(gear, true);
}
Result<void> Catalogue::replace(const SourceGear& gear) {
  return files_->write(gear, true);
}

Result<void> Catalogue::remove(GearKind kind, std::string_view brand, std::string_view model) {
  const std::string key = key_of(brand, model);
  const std::string name = printable(std::string(brand) + " " + std::string(model), 120);
  EARDRUM_TRY(const auto found, files_->body(kind, Layer::kUser, key));
  if (!found) {
    EARDRUM_TRY(const auto built_in, files_->body(kind, Layer::kBuiltIn, key));
    return Error{Errc::kNotFound,
                 built_in ? name + " is built in and stays; replace it with your own figures instead"
                          : "The user's catalogue has no " + std::string(to_text(kind)) + " " + name,
                 {}};
  }
  EARDRUM_TRY(Database * database, files_->for_writing());
  EARDRUM_TRY(Statement statement, database->prepare("DELETE FROM gear WHERE kind = ?1 AND key = ?2"));
  statement.bind(1, to_text(kind)).bind(2, key);
  return statement.run();
}

Result<ImportReport> Catalogue::import(const GearSet& gear, const std::function<void(std::size_t)>& progress) {
  EARDRUM_TRY(Database * database, files_->for_writing());
  EARDRUM_TRY(Transaction transaction, Transaction::begin(*database));
  EARDRUM_TRY(GearWriter writer, GearWriter::make(*database));
  ImportReport report;
  const auto put = [&](const auto& item) -> Result<void> {
    auto row = row_of(item);
    if (!row) {
      Error error = row.error();
      error.message = printable(full_name(item), 120) + ": " + error.message;
      return error;
    }
    EARDRUM_TRY(const bool replaced, writer.put(*row));
    ++(replaced ? report.replaced : report.added);
    if (progress) progress(report.added + report.replaced);
    return {};
  };
  for (const auto& headphone : gear.headphones) EARDRUM_CHECK(put(headphone));
  for (const auto& source : gear.sources) EARDRUM_CHECK(put(source));
  EARDRUM_CHECK(transaction.commit());
  return report;
}

}  // namespace eardrum::catalogue
