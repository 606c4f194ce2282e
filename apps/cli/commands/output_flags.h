// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <eardrum/base/value.h>
#include <eardrum/report/document.h>

#include "../arguments.h"
#include "../console.h"

namespace eardrum::cli {

/// --json, --svg FILE, --html FILE: what an answer looks like, for every verb that answers with a document.
std::vector<Flag> output_flags();

/// --details: for verbs whose answer is long; they print the short one unless it is given.
Flag details_flag();

/// Writes the files that were asked for, then the answer to standard output: the document as text, or `json()`. The
/// text is the short one where the verb has --details and it was not given.
Result<void> answer_with(const Arguments& arguments, Console& console, const report::Document& document,
                         const std::function<Value()>& json);
/// The same for verbs that have no pictures, and so only --json.
Result<void> print_answer(const Arguments& arguments, Console& console, const report::Document& document,
                          const std::function<Value()>& json);

/// The same for answers of a line or two that are no document.
Result<void> print_line(const Arguments& arguments, Console& console, const std::string& text,
                        const std::function<Value()>& json);

/// One list of flags out of several.
std::vector<Flag> flags(std::initializer_list<std::vector<Flag>> lists);

}  // namespace eardrum::cli
