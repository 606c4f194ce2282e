// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/catalogue/gear.h>
#include <eardrum/catalogue/load_models.h>
#include <eardrum/catalogue/paths.h>

namespace eardrum::catalogue {

enum class GearKind { kHeadphone, kSource };
/// "headphone", "source"
std::string_view to_text(GearKind kind);

/// Which of the two files an item is in. The user's hides a built-in one of the same name.
enum class Layer { kBuiltIn, kUser };
/// "built-in", "user"
std::string_view to_text(Layer layer);

/// What a list shows of an item.
struct Entry {
  GearKind kind = GearKind::kHeadphone;
  Layer layer = Layer::kBuiltIn;
  std::string brand;
  std::string model;
  std::string type;  ///< Form of a headphone ("over-ear"), kind of a source ("dap").
  std::optional<double> price_usd;
  std::optional<int> year;

  std::string name() const { return brand + " " + model; }
  bool operator==(const Entry&) const = default;
};

/// What a name stands for. One in `found`: that is it. Several: the name is ambiguous. None: `nearest` holds what may
/// have been meant, the likeliest first.
struct Match {
  std::vector<Entry> found;
  std::vector<Entry> nearest;
};

/// The source that a name stands for, and the kind of socket that the name asked for ("fiio m11 balanced", "k19 4.4").
struct NamedSource {
  SourceGear gear;
  std::optional<Output> output;
};

struct ImportReport {
  std::size_t added = 0;
  std::size_t replaced = 0;
};

/// All gear that is known: the built-in file, and the user's own over it. Each write is one transaction: whatever
/// happens to the process, the file holds all of it or nothing. Not for two threads at once; processes may share the
/// files.
class Catalogue {
 public:
  /// Opens both. A user file that does not exist is made by the first write; one of an older version is brought up to
  /// date. Fails with kNotFound without the built-in file, with kInvalidData when a file is no catalogue or was written
  /// by a newer version.
  static Result<Catalogue> open(const Paths& paths);
  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  /// Forgiving: case, spaces, hyphens and accents do not count, and neither does the brand. "hd650", "HD 650" and
  /// "sennheiser hd-650" are the same; what stands in parentheses may be left out, and so may the words before the last
  /// ("zx507"). A name that only resembles one is not taken for it.
  Result<Match> find(GearKind kind, std::string_view name) const;
  /// The one that the name stands for. Fails with kNotFound and a sentence that lists the candidates or the nearest
  /// names.
  Result<HeadphoneGear> headphone(std::string_view name) const;
  Result<NamedSource> source(std::string_view name) const;
  /// The headphones that `name` is a whole name of, which an imported impedance of that name may belong to: one, or it
  /// belongs to none.
  Result<std::vector<Entry>> headphones_named(std::string_view name) const;
  /// The item that an Entry is of. A headphone comes with the impedance that the user imported under one of its names,
  /// if there is one, in the place of its own.
  Result<HeadphoneGear> load_headphone(const Entry& entry) const;
  Result<SourceGear> load_source(const Entry& entry) const;

  /// Everything of a kind, or of both, by brand and model.
  Result<std::vector<Entry>> list(std::optional<GearKind> kind = std::nullopt) const;
  /// Items that hold every word of `words`, each as the beginning of one of theirs, best match first.
  Result<std::vector<Entry>> search(std::string_view words, std::size_t limit = 50) const;
  /// All of it, loaded; or only what the user added.
  Result<GearSet> all() const;
  Result<GearSet> user_gear() const;
  /// The built-in load models, those of headphones that are not in the catalogue included.
  Result<LoadModels> load_models() const;

  /// Adds to the user's file. Fails with kInvalidData when the model is there already, in either file, or when a figure
  /// makes no sense.
  Result<void> add(const HeadphoneGear& gear);
  Result<void> add(const SourceGear& gear);
  /// Adds or replaces in the user's file; over a built-in item it hides that.
  Result<void> replace(const HeadphoneGear& gear);
  Result<void> replace(const SourceGear& gear);
  /// Removes from the user's file; a built-in item that it hid shows again. Fails with kNotFound when it is not there.
  Result<void> remove(GearKind kind, std::string_view brand, std::string_view model);
  /// Adds or replaces all of it, in one transaction. `progress` is told how many items are written.
  Result<ImportReport> import(const GearSet& gear, const std::function<void(std::size_t)>& progress = {});

 private:
  class Files;
  explicit Catalogue(std::unique_ptr<Files> files);
  std::unique_ptr<Files> files_;
};

}  // namespace eardrum::catalogue
