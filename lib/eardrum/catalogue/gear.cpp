// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/gear.h>

#include <eardrum/catalogue/words_internal.h>

namespace eardrum::catalogue {

std::string_view to_text(Driver driver) {
  return word(driver);
}
std::string_view to_text(Isolation isolation) {
  return word(isolation);
}
std::string_view to_text(SourceKind kind) {
  return word(kind);
}
std::string_view to_text(Output output) {
  return word(output);
}
std::string_view to_text(ImpedanceAt at) {
  return word(at);
}

std::optional<Ohms> nominal_impedance(const HeadphoneGear& gear) {
  for (const auto& claim : gear.impedance) {
    if (claim.figure.value.at == ImpedanceAt::kNominal) return claim.figure.value.magnitude;
  }
  return std::nullopt;
}

const Claim<ImpedanceFigure>* impedance_claim(const HeadphoneGear& gear, ImpedanceAt at) {
  const Claim<ImpedanceFigure>* best = nullptr;
  for (const auto& claim : gear.impedance) {
    const ImpedanceFigure& figure = claim.figure.value;
    if (figure.at != at || (at == ImpedanceAt::kFrequency && figure.frequency != Hertz(1000))) continue;
    if (best == nullptr || trust(claim.figure.confidence) > trust(best->figure.confidence)) best = &claim;
  }
  return best;
}

Result<Sensitivity> converted(const SensitivityAsPrinted& figure, const HeadphoneGear& gear) {
  return to_sensitivity(figure.printed, figure.into ? figure.into : nominal_impedance(gear));
}

bool independently_measured(const Claims<SensitivityAsPrinted>& claims) {
  for (const auto& claim : claims) {
    if (claim.figure.confidence == Confidence::kMeasured) return true;
  }
  return false;
}

}  // namespace eardrum::catalogue
