// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/impulse_files.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include <eardrum/base/printable.h>
#include <eardrum/base/user_folder.h>
#include <eardrum/engine/impulse_response.h>

namespace eardrum::app {
namespace {

namespace fs = std::filesystem;

constexpr Hertz kUsualRate(48000.0);
constexpr std::string_view kRateToken = "$samplerate$";

std::string at_rate(std::string name, long rate_hz) {
  for (auto at = name.find(kRateToken); at != name.npos; at = name.find(kRateToken))
    name.replace(at, kRateToken.size(), std::to_string(rate_hz));
  return name;
}

// Windows' paths as well.
std::string last_part(const std::string& name) {
  return name.substr(name.find_last_of("/\\") + 1);
}

// Where EasyEffects keeps impulse responses: 7, 8, and both from Flathub.
std::vector<fs::path> easyeffects_folders() {
  std::vector<fs::path> folders;
  const auto add = [&](const char* variable, const char* usual) {
    if (const auto folder = user_folder(variable, usual)) folders.push_back(fs::path(*folder) / "easyeffects/irs");
  };
  add("XDG_CONFIG_HOME", ".config");
  add("XDG_DATA_HOME", ".local/share");
  if (const auto home = home_folder()) {
    const fs::path flatpak = fs::path(*home) / ".var/app/com.github.wwmm.easyeffects";
    for (const char* kind : {"config", "data"}) folders.push_back(flatpak / kind / "easyeffects/irs");
  }
  return folders;
}

std::vector<fs::path> places_for(const std::string& name, const std::string& document) {
  const fs::path folder = fs::path(document).parent_path();
  // operator/ leaves an absolute path as it is.
  std::vector<fs::path> places = {folder / name, folder / last_part(name)};
  // EasyEffects 8 leaves the ending away, and what stands behind a dot may be part of the name.
  const std::string ending = fs::path(last_part(name)).extension().string();
  for (const char* other : {".wav", ".flac", ".aiff", ".aif"}) {
    if (ending == other) return places;
  }
  places.push_back(folder / ".." / "irs" / last_part(name));
  for (const auto& kept : easyeffects_folders()) places.push_back(kept / last_part(name));
  return places;
}

std::optional<std::string> found_in(const std::vector<fs::path>& places) {
  for (const auto& place : places) {
    for (const char* ending : {"", ".irs", ".wav"}) {
      std::error_code absent;
      if (fs::path whole = place; fs::is_regular_file(whole += ending, absent))
        return whole.lexically_normal().string();
    }
  }
  return std::nullopt;
}

// EasyEffects' stereo width: of the direct paths, and against them of those across.
void widen(engine::Planar& taps, double width) {
  if (width == 1.0) return;
  const double across = (1.0 - width) / (1.0 + width);
  const auto add = [](std::vector<double>& to, std::vector<double>& other, double factor) {
    for (std::size_t k = 0; k < to.size(); ++k) {
      const double before = to[k];
      to[k] += factor * other[k];
      other[k] += factor * before;
    }
  };
  if (taps.size() == 1) {
    for (double& tap : taps[0]) tap *= 1.0 + across;
  } else if (taps.size() == 2) {
    add(taps[0], taps[1], across);
  } else if (taps.size() == 4) {
    add(taps[0], taps[3], across);
    add(taps[1], taps[2], -across);
  }
}

void bring_to_unit_energy(engine::Planar& taps) {
  double most = 0.0;
  for (const auto& channel : taps)
    most = std::max(most, std::inner_product(channel.begin(), channel.end(), channel.begin(), 0.0));
  if (most <= 0.0) return;
  for (auto& channel : taps) {
    for (double& tap : channel) tap /= std::sqrt(most);
  }
}

void mix(engine::Planar& taps, std::size_t delay, const Convolution& convolution) {
  if (convolution.wet == 1.0 && convolution.dry == 0.0) return;
  for (std::size_t c = 0; c < taps.size(); ++c) {
    for (double& tap : taps[c]) tap *= convolution.wet;
    // Of a matrix, what goes across has no dry part.
    const bool direct = taps.size() != 4 || !convolution.matrix || c == 0 || c == 3;
    if (direct && delay < taps[c].size()) taps[c][delay] += convolution.dry;
  }
}

}  // namespace

Result<std::string> find_impulse_file(const std::string& named, const std::string& document, Hertz sample_rate) {
  const long rate_hz = std::lround(sample_rate.value());
  const auto places = places_for(at_rate(named, rate_hz), document);
  if (auto found = found_in(places)) return *std::move(found);
  if (named.find(kRateToken) != named.npos) {
    constexpr std::array kUsualHz = {384000L, 352800L, 192000L, 176400L, 96000L, 88200L, 48000L, 44100L};
    for (const long other_hz : kUsualHz) {
      if (auto found = found_in(places_for(at_rate(named, other_hz), document))) return *std::move(found);
    }
  }
  std::string message = "Expected the impulse response " + printable(places.front().lexically_normal().string(), 300);
  message += " that the settings name, found no such file";
  // The folders of EasyEffects 7 and 8; those of Flathub go without saying.
  for (std::size_t k = 3; k < places.size() && k < 5; ++k)
    message += (k == 3 ? ", nor in " : " or ") + printable(places[k].parent_path().string(), 200);
  return Error{Errc::kNotFound, message + "; put it beside the settings", {document, 0, {}}};
}

Result<PlayedImpulse> read_convolution(const Convolution& convolution, const std::string& document,
                                       std::optional<Hertz> sample_rate) {
  const Hertz wanted = sample_rate.value_or(kUsualRate);
  std::optional<PlayedImpulse> best;
  for (const auto& named : convolution.files) {
    EARDRUM_TRY(const auto path, find_impulse_file(named, document, wanted));
    EARDRUM_TRY(auto file, engine::read_impulse_file(path));
    const bool better =
        !best || file.sample_rate == wanted || (best->sample_rate != wanted && file.sample_rate > best->sample_rate);
    if (better) best = PlayedImpulse{std::move(file.taps), file.sample_rate, 0, path};
  }
  if (!best)
    return Error{Errc::kInvalidData, "Expected the file of an impulse response, found none named", {document, 0, {}}};
  if (sample_rate && best->sample_rate != *sample_rate) {
    EARDRUM_TRY(auto converted, engine::resample_response(best->taps, best->sample_rate, *sample_rate));
    best->taps = std::move(converted.taps);
    best->delay = converted.delay;
    best->of_file = std::exchange(best->sample_rate, *sample_rate);
  }
  widen(best->taps, convolution.width);
  if (convolution.to_unit_energy) bring_to_unit_energy(best->taps);
  mix(best->taps, best->delay, convolution);
  return *std::move(best);
}

}  // namespace eardrum::app
