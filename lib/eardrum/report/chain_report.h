// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/base/value.h>
#include <eardrum/chain/evaluation.h>
#include <eardrum/report/document.h>

namespace eardrum::report {

/// A chain stage by stage: volts, amperes and watts at every port, what limits it, and every figure with its source.
Document chain_document(const std::string& title, const chain::Evaluation& evaluation);
/// The same as data: docs/schema/chain-1.schema.json.
Value chain_value(const std::string& title, const chain::Evaluation& evaluation);

/// The table of the ports alone: for a full-scale sine at 1 kHz with the volume as the chain has it.
Table port_table(const chain::Evaluation& evaluation);

}  // namespace eardrum::report
