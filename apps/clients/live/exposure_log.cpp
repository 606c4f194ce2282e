// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "exposure_log.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <eardrum/base/file.h>
#include <eardrum/base/user_folder.h>
#include <eardrum/base/value.h>

namespace eardrum::live {
namespace {

constexpr const char* kFormat = "eardrum-exposure/1";
using Budgets = std::array<dsp::ExposureBudget, 2>;

struct Kept {
  Budgets ears;
  double updated_s = 0.0;  // since 1970; 0: never
};

// A number that a sum may hold; the file could have been written by anybody.
std::optional<double> amount(const Value* value) {
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const double number = value->as_number();
  if (!(number >= 0.0 && number < 1e12)) return std::nullopt;
  return number;
}

Result<Kept> read(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return Kept{};
  EARDRUM_TRY(const std::string text, read_file(path, std::size_t{1} << 20));
  EARDRUM_TRY(const Value root, parse_json(text, path));
  const Error wrong{
      Errc::kInvalidData, "Expected a log of exposure, found something else; remove it to begin anew", {path, 0, {}}};
  const Value* const format = root.find("format");
  const Value* const ears = root.find("ears");
  const auto updated_s = amount(root.find("updated_s"));
  const auto into_hour_h = amount(root.find("into_hour_h"));
  if (format == nullptr || *format != Value(kFormat) || !updated_s || !into_hour_h || *into_hour_h > 1.0) return wrong;
  if (ears == nullptr || !ears->is_array() || ears->as_array().size() != 2) return wrong;
  Kept kept;
  kept.updated_s = *updated_s;
  for (std::size_t ear = 0; ear < 2; ++ear) {
    const Value& hours = ears->as_array()[ear];
    if (!hours.is_array() || hours.as_array().size() != dsp::ExposureBudget::kHours) return wrong;
    for (std::size_t k = 0; k < dsp::ExposureBudget::kHours; ++k) {
      const auto pa2h = amount(&hours.as_array()[k]);
      if (!pa2h) return wrong;
      kept.ears[ear].pa2h[k] = *pa2h;
    }
    kept.ears[ear].into_hour = Hours(*into_hour_h);
  }
  return kept;
}

Result<void> write(const std::string& path, const Kept& kept) {
  Value ears = Value::Array{};
  for (const auto& ear : kept.ears) {
    Value hours = Value::Array{};
    for (const double pa2h : ear.pa2h) hours.push_back(pa2h);
    ears.push_back(hours);
  }
  Value root;
  root.set("format", kFormat).set("updated_s", kept.updated_s).set("into_hour_h", kept.ears[0].into_hour.count());
  return write_file(path, write_json(root.set("ears", ears), -1) + "\n");
}

// Holds the file against other sessions while it is read, changed and replaced.
class Lock {
 public:
  explicit Lock(const std::string& path)
      : descriptor_(::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ >= 0) ::flock(descriptor_, LOCK_EX);
  }
  ~Lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int descriptor_;
};

}  // namespace

std::string ExposureLog::usual_path() {
  const auto folder = user_folder("XDG_STATE_HOME", ".local/state");
  return folder ? *folder + "/eardrum/exposure.json" : "";
}

Result<EarsPa2h> ExposureLog::add(const EarsPa2h& taken, Hours over, Time now) {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path_).parent_path(), ignored);
  const Lock lock(path_);
  EARDRUM_TRY(Kept kept, read(path_));
  const double now_s = now.time_since_epoch().count();
  // A clock that was set back makes time stand still here, never run backwards.
  const Hours gone(kept.updated_s > 0.0 ? std::max(0.0, now_s - kept.updated_s) / 3600.0 : 0.0);
  const Hours sounding = std::min(over, gone);
  EarsPa2h week{};
  for (std::size_t ear = 0; ear < 2; ++ear) {
    kept.ears[ear].add(0.0, gone - sounding);
    kept.ears[ear].add(taken[ear], sounding);
    week[ear] = kept.ears[ear].week_pa2h();
  }
  kept.updated_s = std::max(kept.updated_s, now_s);
  EARDRUM_CHECK(write(path_, kept));
  return week;
}

}  // namespace eardrum::live
