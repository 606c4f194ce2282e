// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/chain/stages/headphone.h>
#include <eardrum/units/electrical.h>
#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>
#include <eardrum/units/sensitivity.h>
#include <eardrum/units/sourced.h>

/// Gear is what one buys, as published: figures with their source, disagreements included. The chain's stages are made
/// of it (catalogue/stages.h).
namespace eardrum::catalogue {

/// One statement of a figure. Several may disagree about the same thing; all are kept.
template <class T>
struct Claim {
  Sourced<T> figure;
  std::string by;        ///< Who says so: "maker", "Audio Science Review"; empty when the source alone tells.
  std::string note;      ///< What a reader must know of it: "measured on the Aeon 2 Noire".
  bool at_most = false;  ///< An upper bound: "less than 1 ohm".

  bool operator==(const Claim&) const = default;
};

template <class T>
using Claims = std::vector<Claim<T>>;

/// How far to trust a figure when several disagree; higher is better. An independent measurement stands above what the
/// user entered by hand, and that above what a maker prints.
constexpr int trust(Confidence confidence) {
  switch (confidence) {
    case Confidence::kMeasured:
      return 5;
    case Confidence::kUser:
      return 4;
    case Confidence::kPage:
      return 3;
    case Confidence::kKnown:
      return 2;
    case Confidence::kComputed:
      return 1;
    case Confidence::kApprox:
      return 0;
  }
  return 0;
}

/// The claim to use: the most trusted one, the first among equals; nullptr when nobody claims anything.
template <class T>
const Claim<T>* preferred(const Claims<T>& claims) {
  const Claim<T>* best = nullptr;
  for (const auto& claim : claims) {
    if (best == nullptr || trust(claim.figure.confidence) > trust(best->figure.confidence)) best = &claim;
  }
  return best;
}

using chain::Back;
using chain::Form;
using chain::ImpedancePoint;
using chain::MeasuredResponse;

enum class Driver { kDynamic, kPlanar, kBalancedArmature, kHybrid };
enum class Isolation { kNone, kLow, kMedium, kHigh };
enum class SourceKind {
  kPhone,
  kDongle,
  kDap,
  kPortableDacAmp,
  kDacAmp,
  kDac,
  kAmp,
  kLaptop,
  kInterface,
  kReceiver,
};
enum class Output { kSingleEnded, kBalanced };
/// What an impedance figure is about.
enum class ImpedanceAt { kNominal, kMinimum, kMaximum, kFrequency };

/// The words of the data files for each: "ba", "portable-dac-amp", "single-ended", ...
using chain::to_text;
std::string_view to_text(Driver driver);
std::string_view to_text(Isolation isolation);
std::string_view to_text(SourceKind kind);
std::string_view to_text(Output output);
std::string_view to_text(ImpedanceAt at);

struct ImpedanceFigure {
  ImpedanceAt at = ImpedanceAt::kNominal;
  Ohms magnitude;
  std::optional<Hertz> frequency;  ///< Required for kFrequency; where an extreme lies, if known.

  bool operator==(const ImpedanceFigure&) const = default;
};

/// A sensitivity as printed, with its own unit.
struct SensitivityAsPrinted {
  PrintedSensitivity printed;
  std::optional<Ohms> into;        ///< The impedance that a dB/mW figure is meant for, when it is not the nominal one.
  std::optional<Hertz> frequency;  ///< The rating frequency, when it is not 1 kHz.

  bool operator==(const SensitivityAsPrinted&) const = default;
};

/// |Z| (and perhaps phase) against frequency, as published; frequencies increase.
struct ImpedanceCurve {
  std::string name;  ///< The data file's, without ".csv"; empty for a user's own.
  std::vector<ImpedancePoint> points;
  /// The phases come out of a measurement, directly or by way of a divider; else, if any, they are an estimate, and
  /// `notes` says how it was made.
  bool phase_measured = false;
  Confidence confidence = Confidence::kApprox;
  std::string source;
  std::string notes;

  bool operator==(const ImpedanceCurve&) const = default;
};

/// A driver's resistance, its coil, and its one resonance, fitted to what was published.
struct EquivalentCircuit {
  std::string name;
  chain::MotionalCircuit circuit;
  Confidence confidence = Confidence::kApprox;
  std::string source;

  bool operator==(const EquivalentCircuit&) const = default;
};

/// A load reported as the same at every frequency, or nearly.
struct FlatLoad {
  std::string name;
  Ohms magnitude;
  Confidence confidence = Confidence::kApprox;
  std::string source;

  bool operator==(const FlatLoad&) const = default;
};

struct HeadphoneGear {
  std::string brand;
  std::string model;
  std::vector<std::string> aliases;  ///< Other names by which it is found.
  Form form = Form::kOverEar;
  std::optional<Back> back;
  std::optional<Driver> driver;
  bool wireless = false;
  Claims<ImpedanceFigure> impedance;
  std::optional<ImpedanceCurve> impedance_curve;
  std::optional<EquivalentCircuit> equivalent_circuit;
  std::optional<FlatLoad> flat_load;
  Claims<SensitivityAsPrinted> sensitivity;
  MaybeSourced<double> price_usd;
  std::string price_basis;  ///< "launch", "street", "list".
  MaybeSourced<int> year;
  MaybeSourced<double> weight_g;
  std::string fit;  ///< Clamp and comfort, in words.
  std::optional<Isolation> isolation;
  std::string connector;
  std::string balanced;  ///< Whether a balanced cable can be had, in words that begin with yes or no.
  std::string notes;
  std::vector<MeasuredResponse> responses;  ///< dB re 500 Hz, each comparable only with the target of its own rig.

  bool operator==(const HeadphoneGear&) const = default;
};

struct PowerPoint {
  Ohms load;
  Sourced<Watts> power;

  bool operator==(const PowerPoint&) const = default;
};

/// A position of a gain switch. What the maker publishes is its name, its gain, or the voltage that it reaches.
struct GainMode {
  std::string name;
  std::optional<Gain> gain;
  std::optional<Volts> max_voltage;

  bool operator==(const GainMode&) const = default;
};

/// One output of a source; a device that adapts to its load has one entry a range of loads.
struct Socket {
  std::string name;  ///< Empty unless the device has several of a kind.
  Output output = Output::kSingleEnded;
  std::string connector;
  std::optional<Ohms> load_from;  ///< The entry holds for loads from here ...
  std::optional<Ohms> load_to;    ///< ... to below here.
  Claims<Ohms> output_impedance;
  MaybeSourced<double>
      coupling_capacitance_uf;  ///< In series with the output, as in tube amplifiers without a transformer.
  Claims<Volts> max_voltage;    ///< Unloaded, or into a load too high to matter.
  Claims<Amperes> max_current;
  std::vector<PowerPoint> power;
  Claims<Volts> noise;  ///< A-weighted, at the socket.
  MaybeSourced<Gain> snr;
  MaybeSourced<Gain> sinad;
  std::vector<GainMode> gain_modes;
  std::string gain_text;   ///< What is said of gain and could not be put into figures.
  std::string volume;      ///< The volume control, in words.
  std::string response;    ///< Its frequency response, in words.
  std::string distortion;  ///< In words.
  std::string notes;

  bool operator==(const Socket&) const = default;
};

/// A device that a headphone plugs into, or that feeds an amplifier.
struct SourceGear {
  std::string brand;
  std::string model;
  std::vector<std::string> aliases;
  SourceKind kind = SourceKind::kDacAmp;
  std::optional<bool> battery;
  std::string tonal_character;  ///< What listeners say of its sound: a word of mouth, no figure.
  MaybeSourced<double> price_usd;
  MaybeSourced<int> year;
  std::string notes;
  std::vector<Socket> sockets;

  bool operator==(const SourceGear&) const = default;
};

/// What a gear file holds.
struct GearSet {
  std::vector<HeadphoneGear> headphones;
  std::vector<SourceGear> sources;

  bool operator==(const GearSet&) const = default;
};

/// "Sennheiser HD 650"
template <class Gear>
std::string full_name(const Gear& gear) {
  return gear.brand + " " + gear.model;
}

/// The nominal impedance that the maker's figures refer to: the first nominal claim, else nothing.
std::optional<Ohms> nominal_impedance(const HeadphoneGear& gear);
/// The preferred magnitude for `at`; for kFrequency that at 1 kHz, the one that a level in dB at 1 mW refers to.
const Claim<ImpedanceFigure>* impedance_claim(const HeadphoneGear& gear, ImpedanceAt at);
/// A claimed sensitivity in dB at 1 V. A figure in dB/mW refers to its own `into`, else to the nominal impedance; fails
/// with kInvalidData where it needs an impedance and there is none.
Result<Sensitivity> converted(const SensitivityAsPrinted& figure, const HeadphoneGear& gear);
/// True when any claim of the kind was made by a laboratory other than the maker.
bool independently_measured(const Claims<SensitivityAsPrinted>& claims);

}  // namespace eardrum::catalogue
