// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/balanced.h>

#include <cmath>

#include <eardrum/match/headroom.h>
#include <eardrum/match/judge.h>
#include <eardrum/match/load_bounds.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

enum Case { kIsBalanced, kWouldGain, kWouldGainUnknownImpedance, kCurrentLimited, kCompared, kComparedUnknown };
// Finding::reason holds the case in its low bits, then one bit a topic for findings that the balanced socket betters,
// and one for those that it worsens.
constexpr int kCaseBits = 3;
constexpr int kTopics = 13;
static_assert(static_cast<int>(Topic::kUnknown) == kTopics - 1);

Case case_of(const Finding& finding) {
  return static_cast<Case>(finding.reason & ((1 << kCaseBits) - 1));
}

std::string topics_in(int mask) {
  static constexpr std::string_view kNames[kTopics] = {"loudness",
                                                       "the danger of full volume",
                                                       "damping",
                                                       "tone shift",
                                                       "output kind",
                                                       "hiss",
                                                       "volume range",
                                                       "",
                                                       "cable",
                                                       "crosstalk",
                                                       "tonal balance",
                                                       "exposure",
                                                       ""};
  std::string text;
  for (int topic = 0; topic < kTopics; ++topic) {
    if ((mask & (1 << topic)) == 0) continue;
    text += (text.empty() ? "" : " and ") + std::string(kNames[topic]);
  }
  return text;
}

}  // namespace

Finding judge_balanced(const chain::Evaluation& evaluation, const Listener&) {
  const chain::Amplifier* amplifier = evaluation.chain.amplifier();
  if (amplifier != nullptr && amplifier->balanced) {
    Finding finding(Topic::kBalanced, Grade::kGood);
    finding.reason = kIsBalanced;
    return finding;
  }
  Finding finding(Topic::kBalanced, Grade::kGood, Certainty::kProbable);
  const bool current_limited = current_runs_out(evaluation);
  const double load = evaluation.load_at_reference.value();
  const bool loss_known = evaluation.output_impedance && load_known(evaluation);
  const double source = loss_known ? evaluation.output_impedance->value() : 0.0;
  const double gain = current_limited ? 0.0 : 20.0 * std::log10(2.0 * (load + source) / (load + 2.0 * source));
  finding.reason = current_limited ? kCurrentLimited : loss_known ? kWouldGain : kWouldGainUnknownImpedance;
  finding.add({"gain", gain, "dB", {}, {}, {}});
  if (evaluation.output_impedance)
    finding.add({"balanced_output_impedance", 2.0 * evaluation.output_impedance->value(), "ohm", {}, {}, {}});
  return finding;
}

Finding judge_balanced(const chain::Evaluation& single_ended, const Listener& listener,
                       const chain::Evaluation& balanced) {
  const Verdict before = judge(single_ended, listener);
  const Verdict after = judge(balanced, listener);
  int better = 0, worse = 0;
  for (const Finding& was : before.findings) {
    if (was.topic == Topic::kBalanced || was.topic == Topic::kUnknown) continue;
    const Finding* is = after.find(was.topic);
    if (is == nullptr || is->grade == was.grade || is->grade == Grade::kCannotTell || was.grade == Grade::kCannotTell)
      continue;
    (is->grade < was.grade ? better : worse) |= 1 << static_cast<int>(was.topic);
  }
  Finding finding(Topic::kBalanced, better != 0 || worse != 0 ? Grade::kNote : Grade::kGood);
  const bool known = single_ended.ceiling && balanced.ceiling;
  finding.reason = (known ? kCompared : kComparedUnknown) | better << kCaseBits | worse << (kCaseBits + kTopics);
  if (known) finding.add({"gain", (balanced.ceiling->level - single_ended.ceiling->level).db(), "dB", {}, {}, {}});
  if (balanced.output_impedance)
    finding.add({"balanced_output_impedance", balanced.output_impedance->value(), "ohm", {}, {}, {}});
  return finding;
}

Words describe_balanced(const Finding& finding, const chain::Evaluation&, const Listener&) {
  const Figure* gain = finding.find("gain");
  const std::string gain_text = gain != nullptr ? signed_reading(Gain(gain->value)) : "";
  const int better = finding.reason >> kCaseBits & ((1 << kTopics) - 1);
  const int worse = finding.reason >> (kCaseBits + kTopics);
  Words words;
  switch (case_of(finding)) {
    case kIsBalanced:
      return {
          "A balanced socket: twice the voltage and twice the output impedance of a single-ended one, separate "
          "returns.",
          "The headphone needs a balanced cable.", ""};
    case kWouldGain:
      words.headline = "A single-ended socket; a balanced one of the same design would give " + gain_text + ".";
      break;
    case kWouldGainUnknownImpedance:
      words.headline = "A single-ended socket; a balanced one of the same design would give up to " + gain_text + ".";
      break;
    case kCurrentLimited:
      words.headline = "A single-ended socket; a balanced one would not play louder: current is what runs out here.";
      break;
    case kCompared:
    case kComparedUnknown:
      words.headline = gain != nullptr ? "The balanced socket gives " + gain_text + " here"
                                       : "What the balanced socket gains can't be told";
      if (better != 0) words.headline += "; what gets better is " + topics_in(better);
      if (worse != 0) words.headline += "; what gets worse is " + topics_in(worse);
      if (better == 0 && worse == 0)
        words.headline += gain != nullptr ? ", and changes no finding" : "; no finding changes";
      words.headline += ".";
      if (better != 0 && worse == 0) words.advice = "Use the balanced socket.";
      if (worse != 0 && better == 0) words.advice = "Use the single-ended socket.";
      return words;
  }
  words.detail =
      "By the model: twice the voltage behind twice the output impedance, the same current, and no return that the "
      "channels share. Worth it only where the level is needed.";
  return words;
}

}  // namespace eardrum::match
