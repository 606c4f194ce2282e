// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// A figure that the chain lacks: what cannot be told without it, and how to measure it. reason is the chain::Missing.
Finding judge_unknown(chain::Missing missing);
Words describe_unknown(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
