// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <eardrum/match/judge.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

// What a good verdict says of one topic; empty when there is nothing good to say.
std::string praise(const Finding& finding) {
  if (finding.grade != Grade::kGood && finding.grade != Grade::kNote) return "";
  switch (finding.topic) {
    case Topic::kLoudEnough:
      return "loud enough, with " + reading(Gain(finding.value("peak_headroom"))) + " to spare";
    case Topic::kToneShift:
      return finding.grade == Grade::kGood ? "its tone untouched" : "";
    case Topic::kHiss:
      return finding.grade == Grade::kGood ? "no audible hiss" : "";
    default:
      return "";
  }
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 < parts.size() ? ", " : parts.size() > 2 ? ", and " : " and ";
    text += parts[i];
  }
  return text;
}

// The first finding of that grade, those of the ears' and the ear's own choice last.
const Finding* first_of(const Verdict& verdict, Grade grade) {
  const Finding* later = nullptr;
  for (const Finding& finding : verdict.findings) {
    if (finding.grade != grade) continue;
    const bool choice =
        finding.topic == Topic::kExposure || finding.topic == Topic::kTonalBalance || finding.topic == Topic::kBalanced;
    if (!choice) return &finding;
    if (later == nullptr) later = &finding;
  }
  return later;
}

std::string unknowns(const Verdict& verdict) {
  std::vector<std::string> parts;
  for (const auto& [topic, what] :
       {std::pair{Topic::kToneShift, "what the output does to the tone"}, std::pair{Topic::kHiss, "whether it hisses"},
        std::pair{Topic::kTonalBalance, "how it is balanced"}}) {
    const Finding* finding = verdict.find(topic);
    if (finding != nullptr && finding->grade == Grade::kCannotTell) parts.push_back(what);
  }
  return parts.empty() ? "" : " Not known: " + joined(parts) + ".";
}

}  // namespace

std::string summary(const Verdict& verdict, const chain::Evaluation& evaluation, const Listener& listener) {
  const std::string pair = headphone_name(evaluation) + " and " + output_name(evaluation);
  const auto headline = [&](const Finding& finding) { return words(finding, evaluation, listener).headline; };
  switch (verdict.grade) {
    case Grade::kGood:
    case Grade::kNote: {
      std::string text = pair + (verdict.certainty == Certainty::kSure       ? " get along"
                                 : verdict.certainty == Certainty::kProbable ? " probably get along"
                                                                             : " may get along, but it is close");
      std::vector<std::string> parts;
      for (const Finding& finding : verdict.findings) {
        if (std::string part = praise(finding); !part.empty()) parts.push_back(std::move(part));
      }
      text += ": " + joined(parts) + ".";
      if (const Finding* note = first_of(verdict, Grade::kNote)) text += " Note: " + headline(*note);
      return text + unknowns(verdict);
    }
    case Grade::kCare:
      return pair + (verdict.certainty == Certainty::kOpen ? " may need care. " : " work together, with care. ") +
             headline(*first_of(verdict, Grade::kCare)) + unknowns(verdict);
    case Grade::kPoor:
      return pair +
             (verdict.certainty == Certainty::kSure       ? " do not get along. "
              : verdict.certainty == Certainty::kProbable ? " probably do not get along. "
                                                          : " may not get along. ") +
             headline(*first_of(verdict, Grade::kPoor));
    case Grade::kCannotTell:
      break;
  }
  return "Nobody can tell yet whether " + pair + " get along. " + headline(*verdict.find(Topic::kLoudEnough));
}

}  // namespace eardrum::match
