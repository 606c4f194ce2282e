// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include <eardrum/base/value.h>
#include <eardrum/catalogue/gear.h>
#include <eardrum/catalogue/load_models.h>

namespace eardrum::catalogue {

/// What surrounds a table that is read: its file for messages, the text's own citations, and the load models it may
/// name.
struct ReadContext {
  std::string file;
  std::map<std::string, std::string, std::less<>> citations;
  const LoadModels* models = nullptr;
};

/// One [[headphone]] or [[source]] table. Strict: an unknown key, a wrong type, unit or range is an Error with file,
/// line, field.
Result<HeadphoneGear> headphone_from(const Value& table, const ReadContext& context);
Result<SourceGear> source_from(const Value& table, const ReadContext& context);

/// The tables that read back as the same gear; load models are written out.
Value to_value(const HeadphoneGear& gear);
Value to_value(const SourceGear& gear);
Value to_value(const ImpedanceCurve& curve);
Value to_value(const EquivalentCircuit& circuit);
Value to_value(const FlatLoad& load);
Result<ImpedanceCurve> curve_from(const Value& table, const ReadContext& context);
Result<EquivalentCircuit> circuit_from(const Value& table, const ReadContext& context);
Result<FlatLoad> flat_load_from(const Value& table, const ReadContext& context);

}  // namespace eardrum::catalogue
