// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "listening_flags.h"

#include <algorithm>

#include "equalizer_flag.h"

namespace eardrum::cli {
namespace {

// What the flag says, and the programme of response/programme.h that it stands for.
struct Music {
  std::string_view flag;
  const char* programme;
};
constexpr Music kMusic[] = {
    {"classical", "classical"}, {"jazz", "jazz"}, {"pop", "pop"}, {"edm", "EDM"}, {"pink", "pink noise"}};

}  // namespace

std::vector<Flag> listening_flags() {
  std::vector<std::string_view> music;
  for (const auto& each : kMusic) music.push_back(each.flag);
  return {
      {.name = "level",
       .value = "DB",
       .summary = "How loud you listen on average, in dB SPL; 80 unless given",
       .detail = "75 is moderate, 85 loud; levels are those that published sensitivities give, at 1 kHz"},
      {.name = "music",
       .value = "KIND",
       .summary = "What you play, which sets how far peaks rise above the average: classical 18 dB, jazz 14, pop 10, "
                  "edm 5, pink "
                  "noise 12; jazz unless given",
       .choices = music},
      {.name = "hours", .value = "HOURS", .summary = "How long you listen a week; 14 unless given"},
      {.name = "room", .value = "DBA", .summary = "How loud the room is without music, in dB(A); 25 unless given"},
      {.name = "target",
       .value = "NAME",
       .summary = "The target curve that the sound is held against: built in, imported, or a file",
       .detail = "unless given, the one that belongs to the rig on which the headphone was measured"},
  };
}

Result<app::Listening> listening_from(const Arguments& arguments) {
  app::Listening listening;
  EARDRUM_TRY(const auto level, arguments.number("level", 30.0, 120.0, "dB SPL"));
  if (level) listening.level = DbSpl(*level);
  EARDRUM_TRY(listening.hours_per_week, arguments.number("hours", 0.0, 168.0, "hours a week"));
  EARDRUM_TRY(listening.room_noise_dba, arguments.number("room", 0.0, 120.0, "dB(A)"));
  listening.target = arguments.text("target");
  if (const auto flag = arguments.text("music")) {
    const auto* found =
        std::find_if(std::begin(kMusic), std::end(kMusic), [&](const Music& each) { return each.flag == *flag; });
    if (found != std::end(kMusic)) listening.music = found->programme;
  }
  return listening;
}

std::vector<Flag> connection_flags() {
  return {
      {.name = "balanced", .value = "", .summary = "Use the source's balanced output"},
      {.name = "single-ended",
       .value = "",
       .summary = "Use the source's single-ended output, which is what it does unless told"},
      {.name = "gain",
       .value = "MODE",
       .summary = "The position of the source's gain switch",
       .detail = "by its name, as gear show prints it; the highest unless given"},
      {.name = "cable",
       .value = "CABLE",
       .summary = "The cable: 26:1.5 is AWG 26 and 1.5 m, 0.3 is a loop of 0.3 ohm; without resistance unless given"},
      {.name = "dac",
       .value = "NAME",
       .summary = "What feeds a source that is only an amplifier",
       .completes = Completes::kGear},
      equalizer_flag(
          "The preamp is counted as the level that it costs, and a boost that no preamp makes room for as the "
          "headroom that music needs for it."),
  };
}

Result<app::ConnectionRequest> connection_from(const Arguments& arguments) {
  app::ConnectionRequest request;
  if (arguments.has("balanced") && arguments.has("single-ended")) {
    return Error{Errc::kUsage, "Expected --balanced or --single-ended, found both", {}};
  }
  if (arguments.has("balanced")) request.output = catalogue::Output::kBalanced;
  if (arguments.has("single-ended")) request.output = catalogue::Output::kSingleEnded;
  request.gain_mode = arguments.text("gain");
  request.cable = arguments.text("cable");
  request.dac = arguments.text("dac");
  request.equalizer = arguments.text("eq");
  return request;
}

}  // namespace eardrum::cli
