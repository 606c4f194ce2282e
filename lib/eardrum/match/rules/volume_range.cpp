// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/volume_range.h>

#include <cmath>

#include <eardrum/match/estimate.h>
#include <eardrum/match/headroom.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

enum Reason { kComfortable, kNoRoom, kNearBottom, kBitsLost, kUnknown };
enum class Control { kPot, kDigital, kStepped, kUnknown };

constexpr double kNoRoomDb = -3.0, kBottomDb = -50.0;
constexpr double kDbPerBit = 6.0206;
constexpr double kBitsWanted = 16.0;
// Dithered noise re a full-scale sine: -(6.02 bits + 1.76) + 4.77 for triangular dither; 16 bits: -93.3 dBFS.
constexpr double kDitherOffsetDb = 3.01;
constexpr double kFaintDba = 20.0;

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

Control control_of(const chain::Evaluation& evaluation) {
  const chain::Amplifier* amplifier = evaluation.chain.amplifier();
  if (amplifier == nullptr) return Control::kDigital;
  const std::string_view text = amplifier->volume_control;
  if (contains(text, "relay") || contains(text, "stepped")) return Control::kStepped;
  if (contains(text, "pot") || contains(text, "analogue") || contains(text, "knob")) return Control::kPot;
  if (contains(text, "digital") || contains(text, "OS") || contains(text, "step")) return Control::kDigital;
  return Control::kUnknown;
}

}  // namespace

Finding judge_volume_range(const chain::Evaluation& evaluation, const Listener& listener) {
  if (!evaluation.full_scale_level) {
    Finding finding(Topic::kVolumeRange, Grade::kCannotTell);
    finding.reason = kUnknown;
    return finding;
  }
  const Estimate position = volume_position(evaluation, listener);
  const Control control = control_of(evaluation);
  const chain::Dac* dac = evaluation.chain.dac();
  const double bits = dac != nullptr ? dac->bits + std::min(position.mean, 0.0) / kDbPerBit : 0.0;
  const double dither_dba = dac != nullptr ? evaluation.full_scale_level->db() + evaluation.level_spread.bias.db() -
                                                 dac->bits * kDbPerBit + kDitherOffsetDb
                                           : 0.0;
  const bool bits_lost = control == Control::kDigital && dac != nullptr && bits < kBitsWanted && dither_dba > kFaintDba;

  Grade grade = Grade::kGood;
  Reason reason = kComfortable;
  Certainty certainty = certainty_of(position.share_from(kBottomDb) - position.share_from(kNoRoomDb));
  if (position.mean > kNoRoomDb) {
    grade = Grade::kNote, reason = kNoRoom, certainty = certainty_of(position.share_from(kNoRoomDb));
  } else if (position.mean < kBottomDb) {
    grade = control == Control::kPot || control == Control::kUnknown ? Grade::kCare : Grade::kNote;
    reason = kNearBottom, certainty = certainty_of(1.0 - position.share_from(kBottomDb));
  }
  if (bits_lost && grade != Grade::kCare) grade = Grade::kCare, reason = kBitsLost;

  Finding finding(Topic::kVolumeRange, grade, certainty);
  finding.reason = reason;
  finding.add(figure_of("volume_position", position, "dB", reason == kNoRoom ? kNoRoomDb : kBottomDb));
  finding.add({"setting_for_a_tone", position.mean - listener.crest_factor.db(), "dB", {}, {}, {}});
  if (dac != nullptr) {
    finding.add({"effective_bits", bits, "bit", {}, {}, kBitsWanted});
    finding.add({"dither_noise", dither_dba, "dB(A)", {}, {}, {}});
  }
  return finding;
}

Words describe_volume_range(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener) {
  if (finding.reason == kUnknown)
    return {"Can't tell where on the volume control you will listen: no level is known.", "", ""};
  const chain::Amplifier* amplifier = evaluation.chain.amplifier();
  const std::string mode =
      amplifier != nullptr && !amplifier->gain_mode.empty() ? " in gain mode " + amplifier->gain_mode : "";
  const double position = finding.value("volume_position");
  const std::string below = reading(Gain(std::abs(position)));
  const Control control = control_of(evaluation);
  Words words;
  switch (finding.reason) {
    case kNoRoom:
      words.headline = position > 0.0
                           ? "The volume would have to go " + below + " above full" + mode + "."
                           : "You will listen with the volume nearly full up (" + below + " below)" + mode + ".";
      words.advice = "Use a higher gain setting or an output with more voltage; quiet recordings leave no room.";
      break;
    case kNearBottom:
      words.headline = hedged(finding.certainty, "your level falls near the bottom of the volume control, " + below +
                                                     " below full" + mode + ".");
      words.advice =
          "Use the lowest gain setting, an output with less voltage, or turn the player down first. Near its end a "
          "potentiometer's channels are often several dB apart.";
      break;
    case kBitsLost:
      words.headline = "A digital volume leaves " + reading(finding.value("effective_bits"), 2) +
                       " bits at your level, with noise of " + reading(finding.value("dither_noise"), 2) + " dB(A).";
      words.advice = "Set the volume after the converter, or use an output with less voltage.";
      break;
    default:
      words.headline =
          hedged(finding.certainty, "a comfortable place on the volume control: " + below + " below full" + mode + ".");
      break;
  }
  words.detail = "For music that averages " + reading(listener.crest_factor) +
                 " below its peaks. A full-scale tone would be at your level " +
                 reading(Gain(std::abs(finding.value("setting_for_a_tone")))) + " below full.";
  const Figure* bits = finding.find("effective_bits");
  if (bits != nullptr && control != Control::kPot && control != Control::kStepped && finding.reason != kBitsLost) {
    words.detail += " A digital volume keeps " + reading(bits->value, 2) + " of " +
                    std::to_string(evaluation.chain.dac()->bits) + " bits there" +
                    (bits->value >= kBitsWanted ? ", which is plenty." : ".");
  }
  return words;
}

}  // namespace eardrum::match
