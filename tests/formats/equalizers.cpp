// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <complex>
#include <functional>
#include <numbers>

#include <eardrum/filter/biquad_response.h>
#include <eardrum/formats/autoeq_result.h>
#include <eardrum/formats/biquad_text.h>
#include <eardrum/formats/camilladsp.h>
#include <eardrum/formats/easyeffects.h>
#include <eardrum/formats/eq_devices.h>
#include <eardrum/formats/eqmac.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/graphic_eq_text.h>
#include <eardrum/formats/impulse_response.h>
#include <eardrum/formats/opra.h>
#include <eardrum/formats/pipewire.h>
#include <eardrum/formats/poweramp.h>
#include <eardrum/formats/read_equalizer.h>
#include <eardrum/formats/rew_filters.h>
#include <eardrum/formats/rockbox.h>
#include <eardrum/formats/settings_card.h>
#include <eardrum/formats/soundsource.h>
#include <eardrum/formats/squig_text.h>
#include <eardrum/formats/totalmix.h>
#include <eardrum/formats/voicemeeter.h>

#include "formats/support.h"
#include "support/figures.h"

using namespace eardrum;
using test::bytes_of;
using test::example_peq;
using test::largest_gap_db;

namespace {

constexpr PipeWireVersion kNewPipeWire{1, 4, 0};
constexpr PipeWireVersion kRawPipeWire{0, 3, 69};

EqDocument only(Result<std::vector<EqDocument>> documents) {
  REQUIRE(documents.has_value());
  REQUIRE(documents->size() == 1);
  return documents->front();
}
EqDocument only(Result<EqDocument> document) {
  REQUIRE_MESSAGE(document.has_value(), (document ? "" : document.error().to_string()));
  return *document;
}

struct Format {
  std::string name;
  std::function<Export(const EqDocument&)> write;
  std::function<EqDocument(const std::string&)> read;
  double exact_db;  // With no loss said, the file gives the curve within this.
  bool both_ears;   // One file holds left and right.
  Hertz rate = Hertz(48000);
};

eq::DeviceLimits adi2_limits() {
  const auto* device = find_eq_device(built_in_eq_devices(), "RME ADI-2 DAC");
  REQUIRE(device != nullptr);
  return device->limits;
}

std::vector<Format> formats() {
  const auto pipewire = [](PipeWireVersion version) {
    return [version](const EqDocument& d) { return write_pipewire(d, PipeWireExportOptions{.version = version}); };
  };
  return {
      {"Equalizer APO", [](const auto& d) { return write_equalizer_apo(d); },
       [](const auto& t) { return only(read_equalizer_apo(t, "x")); }, 0.021, true},
      {"Peace", [](const auto& d) { return write_peace(d); },
       [](const auto& t) { return only(read_equalizer_apo(t, "x")); }, 0.021, true},
      {"REW", [](const auto& d) { return write_rew_filters(d); },
       [](const auto& t) { return only(read_rew_filters(t, "x")); }, 0.021, false},
      {"squig", [](const auto& d) { return write_squig_text(d); },
       [](const auto& t) { return only(read_squig_text(t, "x")); }, 0.021, false},
      {"SoundSource", [](const auto& d) { return write_soundsource(d); },
       [](const auto& t) { return only(read_soundsource(t, "x")); }, 0.021, false},
      {"AutoEq", [](const auto& d) { return write_autoeq_result(d); },
       [](const auto& t) { return only(read_equalizer_apo(t, "x")); }, 0.021, false},
      {"EasyEffects 7", [](const auto& d) { return write_easyeffects(d, EasyEffectsVersion::k7); },
       [](const auto& t) { return only(read_easyeffects(t, "x")); }, 1e-6, true},
      {"EasyEffects 8", [](const auto& d) { return write_easyeffects(d, EasyEffectsVersion::k8); },
       [](const auto& t) { return only(read_easyeffects(t, "x")); }, 1e-6, true},
      {"PipeWire 1.4", pipewire(kNewPipeWire), [](const auto& t) { return only(read_pipewire(t, "x", kNewPipeWire)); },
       1e-6, true},
      {"PipeWire 0.3.69", pipewire(kRawPipeWire),
       [](const auto& t) { return only(read_pipewire(t, "x", kRawPipeWire)); }, 1e-6, true},
      {"PipeWire 0.3.65", pipewire(PipeWireVersion{}),
       [](const auto& t) { return only(read_pipewire(t, "x", PipeWireVersion{})); }, 1e-6, true},
      {"CamillaDSP 2", [](const auto& d) { return write_camilladsp(d, CamillaDspVersion::k2, Hertz(48000)); },
       [](const auto& t) { return only(read_camilladsp(t, "x")); }, 1e-6, true},
      {"CamillaDSP 3", [](const auto& d) { return write_camilladsp(d, CamillaDspVersion::k3, Hertz(48000)); },
       [](const auto& t) { return only(read_camilladsp(t, "x")); }, 1e-6, true},
      {"CamillaDSP 4", [](const auto& d) { return write_camilladsp(d, CamillaDspVersion::k4, Hertz(96000)); },
       [](const auto& t) { return only(read_camilladsp(t, "x")); }, 1e-6, true, Hertz(96000)},
      {"Poweramp", [](const auto& d) { return write_poweramp(d); },
       [](const auto& t) { return only(read_poweramp(t, "x")); }, 0.021, true},
      {"OPRA", [](const auto& d) { return write_opra(d, "me", "Measured by me \xE2\x80\xA2 flat"); },
       [](const auto& t) { return only(read_opra(t, "x")); }, 0.021, false},
      {"eqMac", [](const auto& d) { return write_eqmac(d); }, [](const auto& t) { return only(read_eqmac(t, "x")); },
       0.021, false},
      {"TotalMix", [](const auto& d) { return write_totalmix(d); },
       [](const auto& t) { return only(read_totalmix(t, "x")); }, 0.021, true},
      {"Voicemeeter", [](const auto& d) { return write_voicemeeter(d); },
       [](const auto& t) { return only(read_voicemeeter(t, "x")); }, 0.021, true},
      {"Rockbox", [](const auto& d) { return write_rockbox(d); },
       [](const auto& t) { return only(read_rockbox(t, "x")); }, 0.021, false},
      {"miniDSP", [](const auto& d) { return write_minidsp(d, Hertz(96000)); },
       [](const auto& t) { return only(read_minidsp(t, "x", Hertz(96000))); }, 1e-6, false, Hertz(96000)},
      {"vdc", [](const auto& d) { return write_vdc(d); }, [](const auto& t) { return only(read_vdc(t, "x")); }, 1e-6,
       false},
      {"Wavelet", [](const auto& d) { return write_wavelet(d); },
       [](const auto& t) { return only(read_graphic_eq_text(t, "x")); }, 0.11, false},
      {"GraphicEQ", [](const auto& d) { return write_graphic_eq(d); },
       [](const auto& t) { return only(read_graphic_eq_text(t, "x")); }, 0.06, false},
      {"card", [](const auto& d) { return write_settings_card(d, adi2_limits()); },
       [](const auto& t) { return only(read_settings_card(t, "x")); }, 0.021, true},
  };
}

bool mentions(const std::vector<std::string>& sentences, const std::string& words) {
  return std::any_of(sentences.begin(), sentences.end(),
                     [&](const auto& s) { return s.find(words) != std::string::npos; });
}

// The convolver's impulse response, wherever an exporter put it: what the file does, measured from its bytes.
double gap_of_attached_impulses(const Export& exported, const EqDocument& wanted, Hertz rate) {
  for (const auto& file : exported.attachments) {
    const auto wav = read_wav(file.bytes, file.name);
    REQUIRE(wav.has_value());
    if (wav->sample_rate != rate) continue;
    REQUIRE(wav->samples.size() == 2);
    double worst = 0.0;
    const auto points = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 4);
    for (const double hz : points.hz()) {
      for (const auto side : {Channel::kLeft, Channel::kRight}) {
        const auto& samples = wav->samples[side == Channel::kLeft ? 0 : 1];
        // Horner's scheme in z = exp(-iw).
        const auto z = std::polar(1.0, -2.0 * std::numbers::pi * hz / rate.value());
        std::complex<double> sum;
        for (std::size_t n = samples.size(); n-- > 0;) sum = sum * z + samples[n];
        const auto grid = FrequencyGrid::make({hz}).value();
        const double got = 20.0 * std::log10(std::abs(sum));
        const double intended = response_of(channel_for(wanted, side), rate, grid).db()[0];
        if (intended > -60.0) worst = std::max(worst, std::abs(got - intended));  // Below it is silence.
      }
    }
    return worst;
  }
  return 1000.0;
}

}  // namespace

TEST_CASE("eqMac Advanced: ten bands of half an octave; what is not on one of them is said") {
  Peq ten{Gain(-4.5), {}};
  double gain_db = -3.0;
  for (const double hz : {32, 64, 125, 250, 500, 1000, 2000, 4000, 8000, 16000}) {
    ten.bands.push_back({BandType::kPeaking, Hertz(hz), Gain(gain_db), q_of_octaves(0.5)});
    gain_db += 0.75;
  }
  const auto exported = write_eqmac_advanced(make_eq_document("x", ten));
  CHECK(exported.losses.empty());
  const auto back = read_equalizer(exported.text, "x.json");
  REQUIRE(back.has_value());
  CHECK(back->front().channels.front().peq == ten);
  // Another program's bands: the shelf is left out, the peak goes to the nearest band.
  const auto other = write_eqmac_advanced(make_eq_document(
      "x", Peq{Gain(0),
               {{BandType::kLowShelf, Hertz(105), Gain(3), 0.7}, {BandType::kPeaking, Hertz(3600), Gain(2), 2.8}}}));
  CHECK(mentions(other.losses, "low_shelf"));
  CHECK(mentions(other.losses, "differs"));
  CHECK(read_eqmac(other.text, "x")->front().channels.front().peq.bands[7].gain == Gain(2));
  for (const char* broken :
       {R"([{"name":"x","gains":{"global":0,"bands":[1,2]}}])", R"([{"name":"x","gains":{"global":0}}])",
        R"([{"name":"x","gains":{"global":0,"bands":[0,0,0,0,0,0,0,0,0,"x"]}}])"})
    CHECK_FALSE(read_eqmac(broken, "x").has_value());
}

TEST_CASE("AutoEq's fixed bands are the best gains of ten octave bands") {
  const Peq wanted{Gain(-6.0),
                   {{BandType::kLowShelf, Hertz(105), Gain(5), 0.7}, {BandType::kPeaking, Hertz(3000), Gain(-4), 1.0}}};
  const auto exported = write_autoeq_result(make_eq_document("x", wanted));
  const auto file = std::find_if(exported.attachments.begin(), exported.attachments.end(),
                                 [](const ExportFile& one) { return one.name == "x FixedBandEQ.txt"; });
  REQUIRE(file != exported.attachments.end());
  Peq fixed = only(read_equalizer_apo(file->bytes, "x")).channels.front().peq;
  REQUIRE(fixed.bands.size() == 10);
  const auto grid = FrequencyGrid::geometric(Hertz(20), Hertz(20000), 1.02);
  const auto target = response_of(Peq{Gain(0), wanted.bands}, Hertz(44100), grid);
  const auto squares = [&](const Peq& peq) {
    const auto got = response_of(Peq{Gain(0), peq.bands}, Hertz(44100), grid);
    double sum = 0.0;
    for (std::size_t i = 0; i < grid.size(); ++i) sum += std::pow(got.db()[i] - target.db()[i], 2);
    return sum;
  };
  // No single step of any slider does better, and the preamp keeps the whole from clipping.
  const double best = squares(fixed);
  for (auto& band : fixed.bands) {
    const Gain here = band.gain;
    for (const double step : {-0.1, 0.1}) {
      band.gain = here + Gain(step);
      CHECK(squares(fixed) >= best);
    }
    band.gain = here;
  }
  const auto response = response_of(fixed, Hertz(44100), grid);
  CHECK(*std::max_element(response.db().begin(), response.db().end()) <= 0.0);
}

TEST_CASE("one equaliser written in every program's own file reads back as that equaliser") {
  if (test::skip_without("verify/examples")) return;
  const auto wanted = make_eq_document("Example HP", example_peq());
  const auto check = [&](const std::string& name, double tolerance_db, const EqDocument& intended,
                         Hertz rate = Hertz(48000)) {
    CAPTURE(name);
    const auto path = test::shared("verify/examples/" + name);
    const auto documents = read_equalizer(bytes_of(path), path);
    REQUIRE_MESSAGE(documents.has_value(), (documents ? "" : documents.error().to_string()));
    REQUIRE(documents->size() == 1);
    CHECK(largest_gap_db(documents->front(), intended, rate) < tolerance_db);
    CHECK(documents->front().notes.empty());
  };
  check("equalizerapo ParametricEQ.txt", 1e-9, wanted);
  check("poweramp.json", 1e-9, wanted);
  check("opra info.json", 1e-9, wanted);
  check("voicemeeter.xml", 1e-9, make_eq_document("", Peq{Gain(0), example_peq().bands}));
  check("rew filters.txt", 1e-9, make_eq_document("", Peq{Gain(0), example_peq().bands}));
  check("rockbox.cfg", 1e-9, wanted);
  check("rme totalmix room.tmreq", 1e-9, wanted);
  check("minidsp 96000.txt", 1e-6, make_eq_document("", Peq{Gain(0), example_peq().bands}), Hertz(96000));
  check("viper+jamesdsp.vdc", 1e-6, make_eq_document("", Peq{Gain(0), example_peq().bands}));
  check("viper+jamesdsp.vdc", 1e-6, make_eq_document("", Peq{Gain(0), example_peq().bands}), Hertz(44100));
  Peq eqmac = example_peq();  // Its shelves have no Q.
  eqmac.bands.front().q = eqmac.bands.back().q = 0.7071067811865476;
  check("eqmac expert.json", 0.02, make_eq_document("", eqmac));
  const auto soundsource = test::shared("verify/examples/soundsource.txt");
  CHECK(largest_gap_db(only(read_soundsource(bytes_of(soundsource), soundsource)), wanted) < 1e-9);
  const auto param_eq = test::shared("verify/examples/pipewire-1.4-param_eq.conf");
  CHECK(largest_gap_db(only(read_pipewire(bytes_of(param_eq), param_eq, kNewPipeWire)), wanted) < 1e-9);
  const auto camilla = test::shared("verify/camilladsp/hpeq-v3.yml");
  const auto camilla_document = only(read_camilladsp(bytes_of(camilla), camilla));
  CHECK(largest_gap_db(camilla_document, wanted) < 1e-9);
  CHECK(camilla_document.name == "HP EQ");
  const auto easy = test::shared("verify/easyeffects/hpeq.json");
  CHECK(largest_gap_db(only(read_easyeffects(bytes_of(easy), easy)), wanted) < 1e-9);
  const auto wavelet = test::shared("verify/examples/autoeq+wavelet GraphicEQ.txt");
  const auto graphic = only(read_equalizer(bytes_of(wavelet), wavelet));
  CHECK(graphic.channels.front().graphic.size() == 127);
  // The file that another program wrote from the same bands, point for point.
  CHECK(write_wavelet(wanted).text == bytes_of(wavelet));
}

TEST_CASE("every exporter's own reader gives the curve back, or the losses say what is missing") {
  std::mt19937 random(2026);
  for (const auto& format : formats()) {
    CAPTURE(format.name);
    int without_loss = 0;
    for (int round = 0; round < 30; ++round) {
      const bool passes = round % 3 == 2;
      const bool apart = round % 2 == 1;
      auto document = make_eq_document("HD 650 & \"more\"", test::random_peq(random, passes));
      if (apart)
        document = make_eq_document("HD 650", test::random_peq(random, passes), test::random_peq(random, passes));
      const auto exported = format.write(document);
      CHECK_FALSE(exported.file_name.empty());
      const bool convolved = std::any_of(exported.attachments.begin(), exported.attachments.end(),
                                         [](const auto& file) { return file.name.find(".wav") != std::string::npos; });
      if (convolved) {
        if (round < 6) CHECK(gap_of_attached_impulses(exported, document, Hertz(48000)) < 0.01);
        continue;
      }
      const auto back = format.read(exported.text);
      double gap =
          largest_gap_db(channel_for(back, Channel::kLeft), channel_for(document, Channel::kLeft), format.rate);
      if (format.both_ears)
        gap = largest_gap_db(back, document, format.rate);
      else if (apart && !same_for_both(document)) {
        REQUIRE_FALSE(exported.attachments.empty());
        const auto other = format.read(exported.attachments.front().bytes);
        CHECK(mentions(exported.losses, "beside it"));
        gap = std::max(gap, largest_gap_db(channel_for(other, Channel::kLeft), channel_for(document, Channel::kRight),
                                           format.rate));
      }
      const bool lossless = gap <= format.exact_db;
      if (!lossless) CHECK_MESSAGE(!exported.losses.empty(), "a gap of ", gap, " dB and nothing said");
      without_loss += lossless ? 1 : 0;
    }
    if (format.exact_db < 1e-5 && format.name.find("0.3.65") == std::string::npos) CHECK(without_loss >= 8);
  }
}

TEST_CASE("a matched design is written as coefficients for every rate, and its own reader gives that response back") {
  std::mt19937 random(17);
  for (int round = 0; round < 6; ++round) {
    Peq left = test::random_peq(random, false), right = test::random_peq(random, false);
    left.bands.push_back({BandType::kHighShelf, Hertz(9000.0), Gain(5.0), 0.7});
    left.design = right.design = FilterDesign::kMatched;
    const auto document = round % 2 == 0 ? make_eq_document("m", left) : make_eq_document("m", left, right);
    const auto gap = [&](const EqDocument& back, Hertz rate) {
      for (const auto& channel : back.channels) CHECK(channel.peq.bands.empty());
      return largest_gap_db(back, document, rate);
    };
    const auto apo = only(read_equalizer_apo(write_equalizer_apo(document).text, "x"));
    CHECK(apo.notes.empty());
    const auto raw = write_pipewire(document, PipeWireExportOptions{.version = kRawPipeWire, .accuracy_db = 1e3});
    const auto newer = write_pipewire(document, PipeWireExportOptions{.version = kNewPipeWire, .accuracy_db = 1e3});
    for (const Hertz rate : common_sample_rates()) {
      CAPTURE(rate.value());
      // Preamps go through text with two decimals.
      CHECK(gap(apo, rate) < 0.0051);
      CHECK(gap(only(read_pipewire(raw.text, "x", kRawPipeWire)), rate) < 1e-6);
      CHECK(gap(only(read_pipewire(newer.text, "x", kNewPipeWire)), rate) < 1e-6);
    }
    for (const auto version : {CamillaDspVersion::k2, CamillaDspVersion::k3, CamillaDspVersion::k4}) {
      const auto camilla = write_camilladsp(document, version, Hertz(48000));
      CHECK(gap(only(read_camilladsp(camilla.text, "x")), Hertz(48000)) < 1e-6);
      REQUIRE(camilla.attachments.size() == 5);
      CHECK(camilla.attachments.front().name == "m 44100.yml");
      CHECK(gap(only(read_camilladsp(camilla.attachments.front().bytes, "x")), Hertz(44100)) < 1e-6);
    }
    if (round % 2 == 0) {
      for (const double hz : {48000.0, 96000.0})
        CHECK(gap(only(read_minidsp(write_minidsp(document, Hertz(hz)).text, "x", Hertz(hz))), Hertz(hz)) < 1e-6);
      const auto vdc = only(read_vdc(write_vdc(document).text, "x"));
      for (const double hz : {44100.0, 48000.0}) CHECK(gap(vdc, Hertz(hz)) < 1e-6);
    }
    // PipeWire 0.3.65 has no coefficients: impulse responses say it.
    CHECK(gap_of_attached_impulses(write_pipewire(document, {}), document, Hertz(44100)) < 0.01);
    // What takes bands gets them as bilinear designs, and hears what that costs.
    const auto peace = write_peace(document);
    CHECK(only(read_equalizer_apo(peace.text, "x")).channels.front().coefficients.empty());
    CHECK(mentions(peace.losses, "differs from what was wanted by up to"));
  }
}

TEST_CASE("Equalizer APO's conditions: coefficients for each rate; what else is for one rate only is said") {
  const auto read = [](const std::string& text) { return only(read_equalizer_apo(text, "x")); };
  const std::string filter = "Filter: ON IIR Order 2 Coefficients 0.5 0 0 1 0 0\n";
  const auto two = read("If: sampleRate == 44100\n" + filter + "ElseIf: sampleRate == 48000\n" + filter + filter +
                        "Preamp: -3 dB\nElse:\n" + filter + "EndIf:\nPreamp: -1 dB\n" + filter);
  const auto& channel = two.channels.front();
  REQUIRE(channel.coefficients.size() == 3);
  CHECK(channel.coefficients[0].sample_rate == Hertz(44100));
  CHECK(channel.coefficients[0].biquads.size() == 1);
  CHECK(channel.coefficients[1].sample_rate == Hertz(48000));
  CHECK(channel.coefficients[1].biquads.size() == 2);
  CHECK(channel.coefficients[2].sample_rate == Hertz(0));  // outside: the file does not say
  CHECK(channel.peq.preamp == Gain(-1.0));
  CHECK(mentions(two.notes, "for one sample rate only"));
  CHECK(mentions(two.notes, "other rates than those named"));
  const auto nested = read("If: sampleRate == 44100\n" + filter + "If: inputChannelCount == 2\n" + filter +
                           "If: x\nEndIf:\nElse:\n" + filter + "EndIf:\n" + filter + "EndIf:\nPreamp: -1 dB\n");
  REQUIRE(nested.channels.front().coefficients.size() == 1);
  CHECK(nested.channels.front().coefficients[0].biquads.size() == 2);
  CHECK(nested.channels.front().peq.preamp == Gain(-1.0));
  CHECK(mentions(nested.notes, "a condition inside of one"));
  // Any other condition is named, and what it guards is read as if it held.
  const auto other = read("If: inputChannelCount == 2\nPreamp: -2 dB\nEndIf:\n");
  CHECK(other.channels.front().peq.preamp == Gain(-2.0));
  CHECK(mentions(other.notes, "'If'"));
}

TEST_CASE("reading back an export gives the same bands, not only the same curve") {
  const Peq peq{
      Gain(-6.5),
      {Band{BandType::kLowShelf, Hertz(105), Gain(6.5), 0.7}, Band{BandType::kPeaking, Hertz(3000), Gain(-4.5), 2.5}}};
  const auto document = make_eq_document("x", peq);
  for (const auto& format : formats()) {
    CAPTURE(format.name);
    const auto exported = format.write(document);
    const auto back = format.read(exported.text);
    const auto& channel = channel_for(back, Channel::kLeft);
    if (!channel.graphic.empty() || !channel.coefficients.empty() || !channel.convolutions.empty()) continue;
    REQUIRE(channel.peq.bands.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(channel.peq.bands[i].type == peq.bands[i].type);
      CHECK(channel.peq.bands[i].frequency == peq.bands[i].frequency);
      CHECK(channel.peq.bands[i].gain.db() == doctest::Approx(peq.bands[i].gain.db()).epsilon(1e-6));
      if (format.name != "eqMac") CHECK(channel.peq.bands[i].q == doctest::Approx(peq.bands[i].q).epsilon(1e-6));
    }
    // The preamp comes along, or the losses say that the volume must be set by hand.
    if (channel.peq.preamp != peq.preamp) CHECK(mentions(exported.losses, "by hand"));
  }
}

TEST_CASE("what a device can't hold is said: too many bands, too much gain, a type that there is not") {
  Peq many{Gain(-30.0), {}};
  for (int i = 0; i < 40; ++i)
    many.bands.push_back(Band{BandType::kPeaking, Hertz(30.0 * std::pow(1.17, i)), Gain(25.0), 13.0});
  many.bands.push_back(Band{BandType::kHighPass, Hertz(25.0), Gain(0.0), 0.7});
  for (const auto& format : formats()) {
    if (format.name.find("PipeWire") != std::string::npos || format.name.find("CamillaDSP") != std::string::npos ||
        format.name == "Equalizer APO" || format.name == "OPRA" || format.name == "vdc")
      continue;  // These hold all of it.
    CAPTURE(format.name);
    CHECK_FALSE(format.write(make_eq_document("x", many)).losses.empty());
  }
  std::vector<std::string> losses;
  const Peq held = held_by(adi2_limits(), many, losses);
  CHECK(held.bands.size() == 5);
  CHECK(held.bands[0].gain == Gain(12.0));
  CHECK(mentions(losses, "outside -12 to 12"));
  CHECK(mentions(losses, "by hand"));
  CHECK(mentions(losses, "35 bands beyond the 5"));
}

TEST_CASE("files that are no such file, or half of one, are refused with a reason") {
  for (const auto& text : {"", "{", "[]", "{}", "Preamp", "GraphicEQ:", "<a", "eq peak filter 1: x", "biquad1,\nb0=x",
                           "SR_1:1,2", "filters:\n  - a: [\n"}) {
    CAPTURE(text);
    CHECK_FALSE(read_equalizer_apo(text, "x").has_value());
    CHECK_FALSE(read_graphic_eq_text(text, "x").has_value());
    CHECK_FALSE(read_rew_filters(text, "x").has_value());
    CHECK_FALSE(read_squig_text(text, "x").has_value());
    CHECK_FALSE(read_easyeffects(text, "x").has_value());
    CHECK_FALSE(read_pipewire(text, "x").has_value());
    CHECK_FALSE(read_camilladsp(text, "x").has_value());
    CHECK_FALSE(read_poweramp(text, "x").has_value());
    CHECK_FALSE(read_opra(text, "x").has_value());
    CHECK_FALSE(read_opra_database(text, "x").has_value());
    CHECK_FALSE(read_eqmac(text, "x").has_value());
    CHECK_FALSE(read_totalmix(text, "x").has_value());
    CHECK_FALSE(read_voicemeeter(text, "x").has_value());
    CHECK_FALSE(read_rockbox(text, "x").has_value());
    CHECK_FALSE(read_minidsp(text, "x", Hertz(48000)).has_value());
    CHECK_FALSE(read_vdc(text, "x").has_value());
    CHECK_FALSE(read_settings_card(text, "x").has_value());
    CHECK_FALSE(read_wav(text, "x").has_value());
    CHECK_FALSE(read_equalizer(text, "x").has_value());
  }
}

TEST_CASE("TotalMix numbers its passes differently in the first band and in the last") {
  const auto band = [](BandType type, double hz) { return Band{type, Hertz(hz), Gain(0), 0.7}; };
  const auto text =
      write_totalmix(
          make_eq_document("x", Peq{Gain(0), {band(BandType::kHighPass, 25), band(BandType::kLowPass, 18000)}}))
          .text;
  CHECK(text.find("REQ Band1 Type\" v=\"2.00,") != std::string::npos);
  CHECK(text.find("REQ Band9 Type\" v=\"2.00,") != std::string::npos);
  const auto other =
      write_totalmix(
          make_eq_document("x", Peq{Gain(0), {band(BandType::kLowPass, 18000), band(BandType::kHighPass, 25)}}))
          .text;
  CHECK(other.find("REQ Band1 Type\" v=\"3.00,") != std::string::npos);
  CHECK(other.find("REQ Band9 Type\" v=\"3.00,") != std::string::npos);
}

TEST_CASE("OPRA's database joins vendor, product and equaliser in any order, and lists its bad lines") {
  const std::string eq =
      R"({"type":"eq","id":"e","data":{"product_id":"p","author":"A","details":"d","type":"parametric_eq",)"
      R"("parameters":{"gain_db":-6.2,"bands":[{"type":"peak_dip","frequency":100,"gain_db":3,"q":1.5},{"type":"band_stop","frequency":50,"q":1}]}}})";
  const auto database = read_opra_database(
      eq + "\nnot json\n{\"type\":\"product\",\"id\":\"p\",\"data\":{\"vendor_id\":\"v\",\"name\":\"HD 650\"}}\n\n" +
          R"({"type":"vendor","id":"v","data":{"name":"Sennheiser"}})" + "\n" +
          R"({"type":"eq","id":"z","data":{"type":"graphic"}})" + "\n",
      "database_v1.jsonl");
  REQUIRE(database.has_value());
  REQUIRE(database->equalizers.size() == 1);
  const auto& equalizer = database->equalizers.front();
  CHECK(equalizer.document.name == "Sennheiser HD 650");
  CHECK(equalizer.document.details.front().second == "A");
  CHECK(equalizer.document.channels.front().peq.preamp == Gain(-6.2));
  CHECK(mentions(equalizer.document.notes, "band_stop"));
  REQUIRE(database->refused.size() == 2);
  CHECK(database->refused[0].file == "database_v1.jsonl:2");
}

TEST_CASE(
    "designed impulse responses follow graphic curves, and bands in linear and mixed phase, with one delay for both "
    "ears") {
  auto graphic = make_eq_document("x", Peq{Gain(-2.0), {}});
  graphic.channels.front().graphic = parse_graphic_points("20 4; 100 -2; 1000 0.5; 6000 -5; 20000 1");
  const auto bands = make_eq_document("x", example_peq(), Peq{Gain(-3.0), {}});
  const Hertz rate(48000);
  const auto check = [&](const EqDocument& document, FirPhase phase, double within_db) {
    auto exported =
        write_impulse_responses(document, {&rate, 1}, ImpulseOptions{.phase = phase, .sample = WavSample::kFloat64});
    exported.attachments.push_back({exported.file_name, exported.text});
    CHECK(gap_of_attached_impulses(exported, document, rate) < within_db);
    return exported;
  };
  check(graphic, FirPhase::kMinimum, 0.02);
  const auto linear = check(bands, FirPhase::kLinear, 0.01);
  CHECK(mentions(linear.losses, "delays the sound"));
  const auto wav = read_wav(linear.text);
  REQUIRE(wav.has_value());
  const auto peak = [](const std::vector<double>& samples) {
    return std::max_element(samples.begin(), samples.end(),
                            [](double a, double b) { return std::abs(a) < std::abs(b); }) -
           samples.begin();
  };
  CHECK(peak(wav->samples[0]) == peak(wav->samples[1]));
  check(bands, FirPhase::kMixed, 0.02);
}

TEST_CASE("impulse responses are the filters, at every rate, in float and in double") {
  const auto document =
      make_eq_document("x", example_peq(), Peq{Gain(-1.0), {Band{BandType::kHighPass, Hertz(20), Gain(0), 0.7}}});
  auto exported =
      write_impulse_responses(document, common_sample_rates(), ImpulseOptions{.sample = WavSample::kFloat64});
  CHECK(exported.attachments.size() == 5);
  CHECK(exported.file_name == "x 44100.wav");
  exported.attachments.push_back({exported.file_name, exported.text});
  for (const auto rate : common_sample_rates()) CHECK(gap_of_attached_impulses(exported, document, rate) < 0.001);
  const WavAudio audio{Hertz(44100), {{0.5, -0.25, 1e-9}, {0.0, 1.0, -1.0}}};
  const auto back = read_wav(write_wav(audio, WavSample::kFloat64));
  REQUIRE(back.has_value());
  CHECK(back->samples == audio.samples);
  CHECK(back->sample_rate == Hertz(44100));
}
