// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/sound_files.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

namespace eardrum::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array kSuffixes = {".wav",  ".flac", ".aif", ".aiff", ".aifc", ".ogg", ".oga",
                                  ".opus", ".mp3",  ".au",  ".snd",  ".caf",  ".w64", ".rf64"};

std::string suffix_of(const fs::path& path) {
  std::string suffix = path.extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  return suffix;
}

bool is_sound(const fs::path& path) {
  const std::string suffix = suffix_of(path);
  return std::find(kSuffixes.begin(), kSuffixes.end(), suffix) != kSuffixes.end();
}

struct Found {
  fs::path input, relative;
};

// All sound files under a folder, in order of their names; `apart` is not entered: what was rendered is not rendered
// again.
std::vector<Found> under(const fs::path& folder, const fs::path& prefix, const fs::path& apart) {
  std::vector<Found> out;
  std::error_code failed;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, failed);
  for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
    std::error_code ignored;
    if (at->is_directory(ignored) && fs::equivalent(at->path(), apart, ignored)) at.disable_recursion_pending();
    if (at->is_regular_file(ignored) && is_sound(at->path()))
      out.push_back({at->path(), prefix / at->path().lexically_relative(folder)});
  }
  std::sort(out.begin(), out.end(), [](const Found& a, const Found& b) { return a.input < b.input; });
  return out;
}

}  // namespace

Result<std::vector<SoundFile>> sound_files(const std::vector<std::string>& inputs, const std::string& output,
                                           engine::Container container) {
  std::error_code ignored;
  const auto is_folder = [&](const std::string& path) { return fs::is_directory(path, ignored); };
  const bool into_folder = inputs.size() > 1 || output.ends_with('/') || is_folder(output) || is_folder(inputs.front());
  if (!into_folder) return std::vector<SoundFile>{{inputs.front(), output, 1}};
  if (output == "-") return Error{Errc::kUsage, "Expected one file for the standard output, found more", {}};
  if (fs::exists(output, ignored) && !is_folder(output))
    return Error{Errc::kUsage, "Expected a folder for several files", {output, 0, {}}};

  std::vector<Found> found;
  for (const auto& input : inputs) {
    if (input == "-") return Error{Errc::kUsage, "Expected the standard input alone, found other files beside it", {}};
    if (!is_folder(input)) {
      found.push_back({input, fs::path(input).filename()});
      continue;
    }
    fs::path folder = fs::path(input).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    for (auto& one : under(folder, inputs.size() > 1 ? folder.filename() : fs::path(), output))
      found.push_back(std::move(one));
  }
  if (found.empty()) return Error{Errc::kNotFound, "Expected sound files, found none", {inputs.front(), 0, {}}};

  const auto new_suffix = [&](const Found& one) {
    const bool flac = container == engine::Container::kFlac ||
                      (container == engine::Container::kBySuffix && suffix_of(one.input) == ".flac");
    return flac ? ".flac" : ".wav";
  };
  const auto renamed = [&](const Found& one) {
    return (fs::path(output) / one.relative).replace_extension(new_suffix(one));
  };
  std::map<fs::path, int> wanted;
  for (const auto& one : found) ++wanted[renamed(one)];
  std::vector<SoundFile> out;
  std::set<fs::path> taken;
  for (const auto& one : found) {
    fs::path whole = fs::path(output) / one.relative, plain = renamed(one);
    // "a.mp3" beside "a.wav" becomes "a.mp3.wav".
    if (wanted[plain] > 1 && suffix_of(one.input) != new_suffix(one)) plain = whole += new_suffix(one);
    while (!taken.insert(plain).second) plain = whole += new_suffix(one);
    const auto bytes = fs::file_size(one.input, ignored);
    out.push_back({one.input.string(), plain.string(), ignored ? 0 : bytes});
  }
  return out;
}

}  // namespace eardrum::app
