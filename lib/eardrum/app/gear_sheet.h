// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/catalogue/catalogue.h>
#include <eardrum/report/document.h>
#include <eardrum/report/gear_report.h>

namespace eardrum::app {

/// All that is known of a headphone: every figure with its source and how sure it is, disagreements said in words.
report::GearSheet gear_sheet(const catalogue::HeadphoneGear& gear);
/// The same of a source, socket by socket.
report::GearSheet gear_sheet(const catalogue::SourceGear& gear);
/// A list of gear, one line each.
report::Document gear_list_document(const std::vector<catalogue::Entry>& entries);

}  // namespace eardrum::app
