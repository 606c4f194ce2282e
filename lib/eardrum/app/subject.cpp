// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/subject.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include <eardrum/base/file.h>
#include <eardrum/base/printable.h>
#include <eardrum/formats/import_measurements.h>
#include <eardrum/target/user_target.h>

namespace eardrum::app {
namespace {

bool names_a_file(const std::string& name) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(name, ignored);
}

// A path that does not exist is no headphone's name either: say so of the file.
bool looks_like_a_path(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(".csv") || name.ends_with(".txt") ||
         name.ends_with(".frd");
}

target::TargetForm form_of(chain::Form form) {
  const bool in_ear = form == chain::Form::kInEar || form == chain::Form::kEarbud;
  return in_ear ? target::TargetForm::kInEar : target::TargetForm::kOverEar;
}

// Asked for, else what a folder of the path says (AutoEq's trees), else what the rig is made for.
Result<target::TargetForm> form_for(const SubjectRequest& request, const std::string& path, const std::string& rig) {
  if (request.form) {
    const auto form = target::parse_target_form(*request.form);
    if (!form)
      return Error{Errc::kUsage, "Expected over-ear or in-ear, found '" + printable(*request.form, 40) + "'", {}};
    return *form;
  }
  if (const auto form = target::parse_target_form(form_in_path(path))) return *form;
  return rig == "IEC 60318-4" ? target::TargetForm::kInEar : target::TargetForm::kOverEar;
}

Result<Subject> from_file(const SubjectRequest& request, const Inventory& inventory) {
  EARDRUM_TRY(const std::string bytes, read_file(request.name));
  EARDRUM_TRY(auto file, read_measurement(bytes, request.name));
  if (file.responses.empty()) {
    return Error{Errc::kInvalidData, "Expected a frequency response, found none", {request.name, 0, {}}};
  }
  auto& responses = file.responses;
  std::erase_if(responses, [](const ImportedResponse& curve) { return !is_measured(curve); });
  if (responses.empty()) {
    return Error{Errc::kInvalidData,
                 "Expected a measured response, found only targets and computed curves",
                 {request.name, 0, {}}};
  }
  return subject_of(responses, request, inventory);
}

// By any of its names: "5128" is the "B&K 5128".
bool same_rig(const std::string& a, const std::string& b, const Inventory& inventory) {
  const target::Rig* known = inventory.targets.rigs().find(a);
  return a == b || (known != nullptr && known == inventory.targets.rigs().find(b));
}

// What was imported under the name, on the rig asked for or the only one. Nothing when there is none.
Result<std::optional<Subject>> from_store(const SubjectRequest& request, const Inventory& inventory) {
  EARDRUM_TRY(auto titles, inventory.measurements.find(request.name));
  if (titles.empty()) return std::optional<Subject>();
  std::string rigs;
  for (const auto& one : titles) {
    if (!one.rig.empty() && rigs.find(one.rig) == std::string::npos) rigs += (rigs.empty() ? "" : ", ") + one.rig;
  }
  if (!request.rig && rigs.empty()) {
    return Error{Errc::kUsage,
                 "Expected to know the rig that '" + printable(request.name, 60) +
                     "' was measured on, found none with what was imported: say --rig with one of " +
                     inventory.targets.rigs().names(),
                 {}};
  }
  // A title without a rig can stand in for any rig that the request names, behind one that says it.
  std::erase_if(titles, [&](const catalogue::StoredTitle& one) {
    return request.rig ? !one.rig.empty() && !same_rig(one.rig, *request.rig, inventory) : one.rig.empty();
  });
  std::stable_partition(titles.begin(), titles.end(),
                        [](const catalogue::StoredTitle& one) { return !one.rig.empty(); });
  if (titles.empty()) return std::optional<Subject>();
  const catalogue::StoredTitle& title = titles.front();
  EARDRUM_TRY(auto curves, inventory.measurements.load(title));
  std::vector<Seating> seatings;
  for (auto& curve : curves) {
    std::string label = curve.seating > 0 ? std::to_string(curve.seating) : curve.part;
    seatings.push_back({curve.side, std::move(label), std::move(curve.response)});
  }
  const std::string rig = title.rig.empty() ? *request.rig : title.rig;
  EARDRUM_TRY(auto measurement, Measurement::make(rig, std::move(seatings)));
  EARDRUM_TRY(const auto form, form_for(request, title.form, rig));
  const std::string source = title.source.empty() ? "your measurement" : title.source;
  return std::optional<Subject>(Subject{title.name, std::move(measurement), title.source, source, form, {}, {}});
}

Result<Subject> from_catalogue(const SubjectRequest& request, const Inventory& inventory) {
  EARDRUM_TRY(const auto gear, inventory.gear.headphone(request.name));
  const std::string name = gear.brand + " " + gear.model;
  const auto wanted = std::find_if(gear.responses.begin(), gear.responses.end(), [&](const chain::MeasuredResponse& r) {
    return !request.rig || same_rig(r.rig, *request.rig, inventory);
  });
  if (wanted == gear.responses.end()) {
    return Error{Errc::kNotFound,
                 "No frequency response of the " + name +
                     (request.rig ? " on " + printable(*request.rig, 60) : std::string()) +
                     " is known: name a measurement file",
                 {}};
  }
  EARDRUM_TRY(auto measurement,
              Measurement::make(wanted->rig, {Seating{Channel::kBoth, wanted->measured_as, wanted->response}}));
  return Subject{name,
                 std::move(measurement),
                 wanted->measured_by,
                 wanted->measured_by + " (" + wanted->measured_as + ")",
                 form_of(gear.form),
                 wanted->target,
                 {}};
}

}  // namespace

bool is_measured(const ImportedResponse& curve) {
  // AutoEq's result files, beside "raw" (autoeq/frequency_response.py).
  constexpr std::array<std::string_view, 9> kComputed = {"error",         "smoothed",           "error_smoothed",
                                                         "equalization",  "parametric_eq",      "fixed_band_eq",
                                                         "equalized_raw", "equalized_smoothed", "target"};
  return !curve.title.is_target && std::find(kComputed.begin(), kComputed.end(), curve.column) == kComputed.end();
}

std::string form_in_path(const std::string& path) {
  for (const std::string_view form : {"in-ear", "over-ear"}) {
    if (path.find(form) != std::string::npos) return std::string(form);
  }
  return {};
}

Result<Subject> subject_of(std::span<const ImportedResponse> responses, const SubjectRequest& request,
                           const Inventory& inventory) {
  EARDRUM_EXPECTS(!responses.empty());
  const ImportedResponse& first = responses.front();
  const std::string rig = request.rig.value_or(first.rig);
  if (rig.empty()) {
    return Error{
        Errc::kUsage,
        "Expected to know the rig that the curve was measured on, found none in the file: say --rig with one of " +
            inventory.targets.rigs().names(),
        {first.file, 0, {}}};
  }
  auto measurement = measurement_of(responses, rig);
  if (!measurement) return Error{measurement.error().code, measurement.error().message, {first.file, 0, {}}};
  EARDRUM_TRY(const auto form, form_for(request, first.file, rig));
  return Subject{first.title.name, *std::move(measurement), first.source, first.file, form, {}, first.notes};
}

Result<Subject> find_subject(const SubjectRequest& request, const Inventory& inventory) {
  if (names_a_file(request.name) || looks_like_a_path(request.name)) return from_file(request, inventory);
  EARDRUM_TRY(auto imported, from_store(request, inventory));
  if (imported) return *std::move(imported);
  return from_catalogue(request, inventory);
}

Result<target::Target> target_for(const Subject& subject, const TargetRequest& request, const Inventory& inventory) {
  const auto load = [&]() -> Result<target::Target> {
    if (request.name && names_a_file(*request.name)) {
      EARDRUM_TRY(const std::string text, read_file(*request.name));
      return target::parse_user_target(text, inventory.targets.rigs(), subject.measurement.rig(), *request.name);
    }
    if (request.name) return inventory.targets.load(*request.name);
    if (!subject.target.empty()) return inventory.targets.load(subject.target);
    const target::Rig* rig = inventory.targets.rigs().find(subject.measurement.rig(), subject.laboratory);
    if (rig == nullptr) {
      return Error{Errc::kUsage,
                   "Expected a known rig to choose a target for, found '" + printable(subject.measurement.rig(), 60) +
                       "': say --target, or --rig with one of " + inventory.targets.rigs().names(),
                   {}};
    }
    return inventory.targets.load_default(*rig, subject.form);
  };
  EARDRUM_TRY(const auto target, load());
  return request.taste == target::Adjustments{} ? target : target::adjusted(target, request.taste);
}

}  // namespace eardrum::app
