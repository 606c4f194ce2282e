// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/app/inventory.h>
#include <eardrum/target/target.h>

namespace eardrum::app {

/// The target that a person names: a file of a curve, a built-in target by its name or an alias, or one that was
/// imported, as catalogue/name_lookup.h says; the first of these. A curve whose rig is unsaid is taken to be for
/// `rig_if_unsaid`, where that is not empty. Fails with kNotFound and the nearest names, with kUsage for a rig that is
/// neither said nor known, and as target::parse_user_target() does.
Result<target::Target> find_target(const std::string& name, const Inventory& inventory,
                                   const std::string& rig_if_unsaid = {});

}  // namespace eardrum::app
