// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/subject.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <eardrum/app/named_target.h>
#include <eardrum/base/file.h>
#include <eardrum/base/printable.h>
#include <eardrum/catalogue/name_lookup.h>
#include <eardrum/catalogue/names.h>
#include <eardrum/formats/calibration.h>
#include <eardrum/formats/import_measurements.h>

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

bool names_a_folder(const std::string& name) {
  std::error_code ignored;
  return std::filesystem::is_directory(name, ignored);
}

Error not_a_folder(const std::string& name) {
  return {
      Errc::kUsage,
      "Expected a headphone or one measurement file, found a folder: name a file in it; eardrum import takes all of "
      "it in, eardrum eq --all fits all of it",
      {name, 0, {}}};
}

Result<Subject> from_file(SubjectRequest request, const Inventory& inventory, const Subject* beside) {
  if (names_a_folder(request.name)) return not_a_folder(request.name);
  EARDRUM_TRY(const std::string bytes, read_file(request.name, kMostMeasurementBytes));
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
  const bool says_no_rig =
      std::all_of(responses.begin(), responses.end(), [](const ImportedResponse& curve) { return curve.rig.empty(); });
  if (beside != nullptr && !request.rig && says_no_rig) request.rig = beside->measurement.rig();
  return subject_of(responses, request, inventory);
}

// By any of its names: "5128" is the "B&K 5128".
bool same_rig(const std::string& a, const std::string& b, const Inventory& inventory) {
  const target::Rig* known = inventory.targets.rigs().find(a);
  return a == b || (known != nullptr && known == inventory.targets.rigs().find(b));
}

// "crinacle" is the "Crinacle's database", case and blanks ignored.
bool holds_name(const std::string& text, const std::string& part) {
  const std::string wanted = catalogue::folded_key(part);
  return !wanted.empty() && catalogue::folded_key(text).find(wanted) != std::string::npos;
}

// "oratory1990 on GRAS 43AG"
std::string in_words(const catalogue::StoredTitle& title) {
  return (title.source.empty() ? "no source" : printable(title.source, 80)) + " on " +
         (title.rig.empty() ? "no rig" : printable(title.rig, 60)) +
         (title.form.empty() ? "" : " (" + printable(title.form, 20) + ")");
}

std::string in_words(const std::vector<catalogue::StoredTitle>& titles) {
  std::string text;
  for (const auto& title : titles) text += (text.empty() ? "" : "; ") + in_words(title);
  return text;
}

template <class Wanted>
void keep_if_any(std::vector<catalogue::StoredTitle>& titles, const Wanted& wanted) {
  if (std::any_of(titles.begin(), titles.end(), wanted))
    std::erase_if(titles, [&](const catalogue::StoredTitle& one) { return !wanted(one); });
}

// The titles that the request leaves; a title without a rig stands in for any rig that the request names, unless
// another says it.
std::vector<catalogue::StoredTitle> wanted_titles(std::vector<catalogue::StoredTitle> titles,
                                                  const SubjectRequest& request, const Inventory& inventory,
                                                  const Subject* beside) {
  using catalogue::StoredTitle;
  std::erase_if(titles, [&](const StoredTitle& one) {
    const bool other_source = request.source && !holds_name(one.source, *request.source);
    const bool other_rig =
        request.rig ? !one.rig.empty() && !same_rig(one.rig, *request.rig, inventory) : one.rig.empty();
    return other_source || other_rig;
  });
  keep_if_any(titles, [](const StoredTitle& one) { return !one.rig.empty(); });
  if (request.source) {  // "rtings" before "rtings, old"
    const std::string whole = catalogue::folded_key(*request.source);
    keep_if_any(titles, [&](const StoredTitle& one) { return catalogue::folded_key(one.source) == whole; });
  }
  if (request.form) keep_if_any(titles, [&](const StoredTitle& one) { return one.form == *request.form; });
  if (beside != nullptr) {
    keep_if_any(titles,
                [&](const StoredTitle& one) { return same_rig(one.rig, beside->measurement.rig(), inventory); });
    keep_if_any(titles, [&](const StoredTitle& one) { return one.source == beside->laboratory; });
  }
  return titles;
}

// The names, each once.
std::vector<std::string> names_of(const std::vector<catalogue::StoredTitle>& titles) {
  std::vector<std::string> names;
  std::string last_key;
  for (const auto& title : titles) {
    std::string key = catalogue::folded_key(title.name);
    if (names.empty() || key != last_key) names.push_back(title.name);
    last_key = std::move(key);
  }
  return names;
}

// A part of an imported name gives way to the whole name of a headphone of the catalogue, unless it is that
// headphone's.
Result<std::vector<catalogue::StoredTitle>> imported_as(const catalogue::TitleMatch& match, const std::string& typed,
                                                        const catalogue::Catalogue& gear) {
  auto titles = match.found;
  if (match.whole || titles.empty()) return titles;
  EARDRUM_TRY(const auto known, gear.headphones_named(typed));
  if (known.empty()) return titles;
  std::vector<catalogue::StoredTitle> of_known;
  for (auto& title : titles) {
    EARDRUM_TRY(const auto owners, gear.headphones_named(title.name));
    const bool same = std::any_of(owners.begin(), owners.end(), [&](const catalogue::Entry& owner) {
      return std::find(known.begin(), known.end(), owner) != known.end();
    });
    if (same) of_known.push_back(std::move(title));
  }
  return of_known;
}

bool no_rig(const std::vector<catalogue::StoredTitle>& titles) {
  return std::all_of(titles.begin(), titles.end(), [](const auto& one) { return one.rig.empty(); });
}

// What was imported under the name, as far as the request says which. Nothing when there is none.
Result<std::optional<Subject>> from_store(const std::vector<catalogue::StoredTitle>& all, SubjectRequest request,
                                          const Inventory& inventory, const Subject* beside) {
  if (all.empty()) return std::optional<Subject>();
  if (no_rig(all) && beside != nullptr && !request.rig) request.rig = beside->measurement.rig();
  if (!request.rig && no_rig(all)) {
    return Error{Errc::kUsage,
                 "Expected to know the rig that '" + printable(request.name, 60) +
                     "' was measured on, found none with what was imported: say --rig with one of " +
                     inventory.targets.rigs().names(),
                 {}};
  }
  const auto titles = wanted_titles(all, request, inventory, beside);
  if (titles.empty()) return std::optional<Subject>();
  if (const auto names = names_of(titles); names.size() > 1) {
    return Error{Errc::kNotFound,
                 "'" + printable(request.name, 60) + "' may be " + catalogue::one_of(names) +
                     ", which were imported; write more of the name",
                 {}};
  }
  if (titles.size() > 1) {
    return Error{Errc::kUsage,
                 "'" + printable(request.name, 60) + "' was imported " + std::to_string(titles.size()) +
                     " times: say --source or --rig to choose from " + in_words(titles),
                 {}};
  }
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

std::string in_words(const chain::MeasuredResponse& response) {
  return printable(response.measured_by, 80) + " on " + printable(response.rig, 60);
}

Result<Subject> from_catalogue(const SubjectRequest& request, const Inventory& inventory, const Subject* beside) {
  EARDRUM_TRY(const auto gear, inventory.gear.headphone(request.name));
  const std::string name = gear.brand + " " + gear.model;
  const auto fits = [&](const chain::MeasuredResponse& response) {
    return (!request.rig || same_rig(response.rig, *request.rig, inventory)) &&
           (!request.source || holds_name(response.measured_by, *request.source));
  };
  auto wanted = gear.responses.end();
  if (beside != nullptr) {
    wanted = std::find_if(gear.responses.begin(), gear.responses.end(), [&](const chain::MeasuredResponse& response) {
      return fits(response) && same_rig(response.rig, beside->measurement.rig(), inventory);
    });
  }
  if (wanted == gear.responses.end()) wanted = std::find_if(gear.responses.begin(), gear.responses.end(), fits);
  if (wanted == gear.responses.end()) {
    std::string known;
    for (const auto& response : gear.responses) known += (known.empty() ? "" : "; ") + in_words(response);
    return Error{Errc::kNotFound,
                 "No frequency response of the " + name + (request.rig ? " on " + printable(*request.rig, 60) : "") +
                     (request.source ? " from " + printable(*request.source, 60) : "") + " is known" +
                     (known.empty() ? "" : ", but from " + known) + ": name a measurement file",
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

// No headphone is called so: the error tells what comes nearest of what was imported and of what is known.
Result<Subject> not_found(const std::string& name, const std::vector<std::string>& imported, const Error& of_catalogue,
                          const catalogue::Catalogue& gear) {
  EARDRUM_TRY(const auto headphones, gear.find(catalogue::GearKind::kHeadphone, name));
  EARDRUM_TRY(const auto sources, gear.find(catalogue::GearKind::kSource, name));
  if (imported.empty() || !headphones.found.empty() || !sources.found.empty()) return of_catalogue;
  std::vector<catalogue::Names> candidates;
  for (const auto& one : imported) candidates.push_back({one});
  for (const auto& entry : headphones.nearest) {
    const bool both = std::any_of(imported.begin(), imported.end(), [&](const std::string& one) {
      return catalogue::folded_key(one) == catalogue::folded_key(entry.name());
    });
    if (!both) candidates.push_back({entry.name(), entry.model});
  }
  std::vector<std::string> names;
  for (const std::size_t i : catalogue::match_names(name, candidates).nearest()) names.push_back(candidates[i].front());
  return Error{Errc::kNotFound,
               "No headphone is called '" + printable(name, 60) + "'; did you mean " + catalogue::one_of(names) + "?",
               {}};
}

Result<Subject> find_uncalibrated(const SubjectRequest& request, const Inventory& inventory, const Subject* beside) {
  if (names_a_file(request.name) || looks_like_a_path(request.name)) return from_file(request, inventory, beside);
  EARDRUM_TRY(const auto match, inventory.measurements.find(request.name));
  EARDRUM_TRY(const auto titles, imported_as(match, request.name, inventory.gear));
  // A tree that was imported without its rig shall not take away what was there before.
  if (!titles.empty() && no_rig(titles) && !request.rig && !request.source && beside == nullptr) {
    if (auto published = from_catalogue(request, inventory, beside)) {
      published->source += "; what you imported does not say its rig, --rig would take it";
      return published;
    }
  }
  EARDRUM_TRY(auto imported, from_store(titles, request, inventory, beside));
  if (imported) return *std::move(imported);
  auto published = from_catalogue(request, inventory, beside);
  if (published) return published;
  if (titles.empty() && names_a_folder(request.name)) return not_a_folder(request.name);
  if (titles.empty() && published.error().code == Errc::kNotFound)
    return not_found(request.name, match.nearest, published.error(), inventory.gear);
  if (titles.empty()) return published;
  return Error{Errc::kNotFound,
               "'" + printable(request.name, 60) + "' was imported, but not" +
                   (request.source ? " from " + printable(*request.source, 60) : "") +
                   (request.rig ? " on " + printable(*request.rig, 60) : "") + ": there is " + in_words(titles),
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
  // What the file calls the rig and what the listener calls it may be two names of one; a name that nobody knows gives
  // way to what is said.
  std::vector<ImportedResponse> curves(responses.begin(), responses.end());
  const target::RigTable& rigs = inventory.targets.rigs();
  for (auto& curve : curves) {
    const target::Rig* known = rigs.find(curve.rig);
    if (request.rig && !curve.rig.empty()) {
      if (known != nullptr && !same_rig(curve.rig, *request.rig, inventory)) {
        return Error{Errc::kUsage,
                     "Expected the rig that the file says, " + printable(curve.rig, 60) + ", found --rig " +
                         printable(*request.rig, 60) + ": leave --rig out, or mend the file",
                     {curve.file, 0, {}}};
      }
      curve.rig.clear();
    } else if (known != nullptr) {
      curve.rig = known->name;
    }
  }
  std::string rig = request.rig.value_or(curves.front().rig);
  if (const target::Rig* known = rigs.find(rig)) rig = known->name;
  if (rig.empty()) {
    return Error{
        Errc::kUsage,
        "Expected to know the rig that the curve was measured on, found none in the file: say --rig with one of " +
            rigs.names(),
        {first.file, 0, {}}};
  }
  auto measurement = measurement_of(curves, rig);
  if (!measurement) return Error{measurement.error().code, measurement.error().message, {first.file, 0, {}}};
  EARDRUM_TRY(const auto form, form_for(request, first.file, rig));
  return Subject{first.title.name, *std::move(measurement), first.source, first.file, form, {}, first.notes};
}

Result<Subject> find_subject(const SubjectRequest& request, const Inventory& inventory, const Subject* beside) {
  EARDRUM_TRY(auto subject, find_uncalibrated(request, inventory, beside));
  if (!request.calibration) return subject;
  EARDRUM_TRY(const auto calibrations, find_calibration(*request.calibration, inventory));
  return less_calibration(std::move(subject), calibrations);
}

Result<std::vector<catalogue::StoredCalibration>> find_calibration(const std::string& name,
                                                                   const Inventory& inventory) {
  if (names_a_file(name)) {
    EARDRUM_TRY(const std::string bytes, read_file(name, kMostMeasurementBytes));
    EARDRUM_TRY(auto read, read_calibration(bytes, name));
    return std::vector<catalogue::StoredCalibration>{{.name = read.curve.title.name,
                                                      .serial_number = read.serial_number,
                                                      .side = read.curve.title.side,
                                                      .sensitivity_factor = read.sensitivity_factor,
                                                      .file = name,
                                                      .details = read.curve.metadata,
                                                      .response = std::move(read.curve.response)}};
  }
  EARDRUM_TRY(auto all, inventory.measurements.calibrations());
  std::vector<catalogue::Names> called;
  for (const auto& one : all) called.push_back({one.name, one.serial_number});
  const auto match = catalogue::match_names(name, called);
  std::vector<std::string> names;
  std::set<std::string> keys;
  const auto take_name = [&](std::size_t i) {
    if (keys.insert(catalogue::folded_key(all[i].name)).second) names.push_back(all[i].name);
  };
  if (!match.found.empty()) {
    for (const std::size_t i : match.found) take_name(i);
    if (names.size() > 1 && !match.whole) {
      return Error{Errc::kNotFound,
                   "'" + printable(name, 60) + "' may be the calibration " + catalogue::one_of(names) +
                       "; write more of the name",
                   {}};
    }
    std::vector<catalogue::StoredCalibration> found;
    for (const std::size_t i : match.found) found.push_back(std::move(all[i]));
    return found;
  }
  const auto nearest = match.nearest();
  for (const std::size_t i : nearest) take_name(i);
  for (std::size_t i = 0; i < all.size() && nearest.empty(); ++i) take_name(i);
  return Error{Errc::kNotFound,
               "No calibration is called '" + printable(name, 60) + "', and no file is: " +
                   (!nearest.empty() ? "did you mean " + catalogue::one_of(names) + "?"
                    : names.empty()  ? "none was imported"
                                     : "there are " + catalogue::one_of(names)),
               {}};
}

Result<Subject> less_calibration(Subject subject, const std::vector<catalogue::StoredCalibration>& calibrations) {
  std::vector<Seating> seatings;
  for (const Seating& seating : subject.measurement.seatings()) {
    const auto of_side = [&](Channel side) {
      return std::find_if(calibrations.begin(), calibrations.end(),
                          [&](const catalogue::StoredCalibration& one) { return one.side == side; });
    };
    auto calibration = of_side(seating.channel);
    if (calibration == calibrations.end()) calibration = of_side(Channel::kBoth);
    // A curve of both sides can't say which of two microphones heard it; one microphone heard all there is.
    if (calibration == calibrations.end() && seating.channel == Channel::kBoth && calibrations.size() == 1)
      calibration = calibrations.begin();
    if (calibration == calibrations.end()) {
      return Error{Errc::kUsage,
                   "Expected a calibration for the " + std::string(to_text(seating.channel)) +
                       " side, found none among those that were named",
                   {}};
    }
    seatings.push_back({seating.channel, seating.label, difference(seating.response, calibration->response)});
  }
  EARDRUM_TRY(subject.measurement, Measurement::make(subject.measurement.rig(), std::move(seatings)));
  subject.source += ", less the calibration " + printable(calibrations.front().name, 80);
  return subject;
}

Result<target::Target> target_for(const Subject& subject, const TargetRequest& request, const Inventory& inventory) {
  const auto load = [&]() -> Result<target::Target> {
    if (request.name) {
      // Taken for a target of the very rig that the headphone was measured on, unless the target says another.
      const target::Rig* rig = inventory.targets.rigs().find(subject.measurement.rig(), subject.laboratory);
      return find_target(*request.name, inventory, rig != nullptr ? rig->name : subject.measurement.rig());
    }
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
