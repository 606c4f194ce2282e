// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/app/gear_figures.h>
#include <eardrum/app/gear_names.h>
#include <eardrum/base/value.h>
#include <eardrum/catalogue/catalogue.h>

namespace eardrum::app {

/// What to list: all, or a kind, or what the user added.
struct GearListRequest {
  std::optional<catalogue::GearKind> kind;
  bool only_mine = false;
};
Result<std::vector<catalogue::Entry>> list_gear(const catalogue::Catalogue& catalogue, const GearListRequest& request);

/// A new piece of gear.
struct GearAddRequest {
  catalogue::GearKind kind = catalogue::GearKind::kHeadphone;
  std::string brand;
  std::string model;
  GearFigures figures;
  bool even_if_unusual = false;
};
/// What became of a change.
struct GearChange {
  NamedGear gear;
  /// What is unusual about the figures, a sentence each ("97 dB/V at 300 ohm is unusual: is it dB/mW?").
  std::vector<std::string> warnings;
  /// False: nothing was written, because of the warnings.
  bool saved = false;
};
/// Puts it into the user's file, unless figures are unusual and that was not asked for. Fails like with_figures() and
/// Catalogue::add().
Result<GearChange> add_gear(catalogue::Catalogue& catalogue, const GearAddRequest& request);

/// Enters figures into what is known of a piece of gear, with the same caution. A built-in one is copied into the
/// user's file, which hides it.
Result<GearChange> edit_gear(catalogue::Catalogue& catalogue, const std::string& name, const GearFigures& figures,
                             bool even_if_unusual = false);

/// The gear as the text of a gear file, for an editor.
Result<std::string> gear_text(const catalogue::Catalogue& catalogue, const std::string& name);
/// Takes the text back: one piece of gear of that brand and model, or renamed. Fails with kInvalidData and the line.
Result<GearChange> replace_gear(catalogue::Catalogue& catalogue, const std::string& name, std::string_view text,
                                const std::string& file);

/// Removes what the user added; a built-in one that it hid shows again. Fails with kNotFound when it is not the user's.
Result<catalogue::Entry> remove_gear(catalogue::Catalogue& catalogue, const std::string& name);

/// What to export: these names, or everything of the user's (none named), or all that is known.
struct GearExportRequest {
  std::vector<std::string> names;
  bool all = false;
};
Result<catalogue::GearSet> gear_to_export(const catalogue::Catalogue& catalogue, const GearExportRequest& request);

/// What is unusual about all of it, each sentence with the name of the gear.
std::vector<std::string> warnings_of(const catalogue::GearSet& gear);

/// docs/schema/gear-list-1.schema.json
Value gear_list_value(const std::vector<catalogue::Entry>& entries);

}  // namespace eardrum::app
