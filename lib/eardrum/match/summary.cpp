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

// The finding of that grade that a listener should hear of: what is open before what is sure, because it may turn out
// worse; matters of taste and habit last.
const Finding* first_of(const Verdict& verdict, Grade grade) {
  const auto rank = [](const Finding& finding) {
    const bool habit =
        finding.topic == Topic::kExposure || finding.topic == Topic::kTonalBalance || finding.topic == Topic::kBalanced;
    return habit ? 2 : finding.certainty == Certainty::kOpen && finding.grade == Grade::kNote ? 0 : 1;
  };
  const Finding* best = nullptr;
  for (const Finding& finding : verdict.findings) {
    if (finding.grade == grade && (best == nullptr || rank(finding) < rank(*best))) best = &finding;
  }
  return best;
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
  const auto headline = [&](const Finding& finding) {
    // Where the 1/8 rule fails for want of a curve, what may come of it says more.
    const Finding* shift = verdict.find(Topic::kToneShift);
    const bool wants_curve = finding.topic == Topic::kDamping && shift->grade == Grade::kCannotTell;
    return words(wants_curve ? *shift : finding, evaluation, listener).headline;
  };
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
      return pair +
             (verdict.certainty == Certainty::kSure       ? " work together, with care. "
              : verdict.certainty == Certainty::kProbable ? " work together, probably with care. "
                                                          : " may need care. ") +
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
  const Finding& loudness = *verdict.find(Topic::kLoudEnough);
  const std::string known = praise(loudness);
  const std::string opening = "Nobody can tell yet whether " + pair + " get along";
  return known.empty() ? opening + ". " + headline(loudness) : opening + ": " + known + "." + unknowns(verdict);
}

}  // namespace eardrum::match
