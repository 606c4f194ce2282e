// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include <eardrum/base/value.h>
#include <eardrum/chain/evaluation.h>
#include <eardrum/match/judge.h>
#include <eardrum/report/document.h>

namespace eardrum::report {

// The parts that the documents of docs/schema/ are made of. Texts are cleaned, numbers rounded to six digits, units
// stand in a member of their own or at the end of the name.

Value to_value(const Fact& fact);
Value to_value(const Facts& facts);
Value to_value(const match::Finding& finding, const match::Words& words);
Value to_value(const match::Listener& listener);
Value to_value(const chain::Stage& stage);
Value to_value(const chain::Port& port);
/// Every curve of the evaluation, and the target on the same frequencies where there is one.
Value curves_of(const chain::Evaluation& evaluation, const target::Target* target);
/// "sensitivity", "noise", ...: names of figures that are missing.
Value missing_of(const chain::Evaluation& evaluation);
/// The levels of the ladder by name; an empty object where no level is known.
Value levels_of(const chain::Evaluation& evaluation, const match::Listener& listener, const match::Verdict& verdict);

/// A number to so many significant digits, so that JSON shows no noise of the last bit.
double rounded(double value, int digits = 6);
Value numbers_of(std::span<const double> values, int decimals);

}  // namespace eardrum::report
