// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// The ways in which exported equalisers go wrong in the wild, one test each (reference/formats-and-ecosystem.md,
// section 0).
#include <doctest/doctest.h>

#include <eardrum/formats/easyeffects.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/impulse_response.h>
#include <eardrum/formats/pipewire.h>
#include <eardrum/formats/squig_text.h>

#include "formats/support.h"
#include "support/figures.h"

using namespace eardrum;
using test::example_peq;
using test::largest_gap_db;

namespace {

bool mentions(const std::vector<std::string>& sentences, const std::string& words) {
  return std::any_of(sentences.begin(), sentences.end(),
                     [&](const auto& s) { return s.find(words) != std::string::npos; });
}

Band first_band(const std::string& line) {
  const auto document = read_equalizer_apo(line, "x");
  REQUIRE(document.has_value());
  REQUIRE(document->channels.front().peq.bands.size() == 1);
  return document->channels.front().peq.bands.front();
}

}  // namespace

TEST_CASE("trap 1: PipeWire before 1.4 ignores the Q of shelves") {
  const auto document = make_eq_document("x", example_peq());
  if (!test::skip_without("verify/pipewire/eq-filter-chain.conf")) {
    const auto path = test::shared("verify/pipewire/eq-filter-chain.conf");
    const auto as_old = read_pipewire(test::bytes_of(path), path, PipeWireVersion{0, 3, 65});
    REQUIRE(as_old.has_value());
    CHECK(mentions(as_old->notes, "ignores the Q of a shelf"));
    CHECK(largest_gap_db(*as_old, document) == doctest::Approx(3.07).epsilon(0.01));  // As measured in the real 0.3.65.
    const auto as_new = read_pipewire(test::bytes_of(path), path, PipeWireVersion{1, 4, 0});
    REQUIRE(as_new.has_value());
    CHECK(largest_gap_db(*as_new, document) < 1e-9);
  }
  // What the versions can do, whatever single precision makes of it.
  const auto old = write_pipewire(document, {.version = {0, 3, 65}, .accuracy_db = 10.0});
  CHECK(old.text.find("bq_lowshelf") == std::string::npos);
  CHECK(old.text.find("label = convolver") != std::string::npos);
  CHECK(old.attachments.size() == common_sample_rates().size());
  const auto raw = write_pipewire(document, {.version = {0, 3, 69}, .accuracy_db = 10.0});
  CHECK(raw.text.find("bq_raw") != std::string::npos);
  CHECK(raw.attachments.empty());
  Peq plain = example_peq();
  plain.bands.front().q = plain.bands.back().q = 0.7071067811865476;
  const auto built_in = write_pipewire(make_eq_document("x", plain), {.version = {0, 3, 65}, .accuracy_db = 10.0});
  CHECK(built_in.text.find("bq_lowshelf") != std::string::npos);
}

TEST_CASE("trap 2: PipeWire's mixer with one input is no preamp before 0.3.81") {
  const std::string conf =
      "context.modules = [ { name = libpipewire-module-filter-chain args = { filter.graph = { nodes = [\n"
      "{ type = builtin name = m label = mixer control = { \"Gain 1\" = 0.5 } } ] } } } ]";
  const auto old = read_pipewire(conf, "x", PipeWireVersion{0, 3, 65});
  REQUIRE(old.has_value());
  CHECK(old->channels.front().peq.preamp == Gain(0.0));
  CHECK(mentions(old->notes, "ignores the gain"));
  const auto fixed_one = read_pipewire(conf, "x", PipeWireVersion{0, 3, 81});
  REQUIRE(fixed_one.has_value());
  CHECK(fixed_one->channels.front().peq.preamp.db() == doctest::Approx(-6.0206));
  const auto written = write_pipewire(make_eq_document("x", Peq{Gain(-6.0), {}}), {.version = {0, 3, 65}}).text;
  CHECK(written.find("mixer") == std::string::npos);
  CHECK(written.find("bq_highshelf control = { \"Freq\" = 0 \"Q\" = 1 \"Gain\" = -6 }") != std::string::npos);
}

TEST_CASE("trap 3: the Q of PipeWire's passes is a resonance in dB before 1.4") {
  const std::string conf =
      "context.modules = [ { args = { filter.graph = { nodes = [ { type = builtin name = p label = bq_lowpass control "
      "= "
      "{ Freq = 1000 Q = 6.0206 } } ] } } } ]";
  const auto old = read_pipewire(conf, "x", PipeWireVersion{1, 2, 7});
  REQUIRE(old.has_value());
  CHECK(old->channels.front().peq.bands.front().q == doctest::Approx(2.0));
  const auto recent = read_pipewire(conf, "x", PipeWireVersion{1, 4, 0});
  CHECK(recent->channels.front().peq.bands.front().q == doctest::Approx(6.0206));
  const auto written =
      write_pipewire(make_eq_document("x", Peq{Gain(0), {Band{BandType::kLowPass, Hertz(1000), Gain(0), 2.0}}}),
                     {.version = {0, 3, 65}});
  CHECK(written.text.find("bq_lowpass") == std::string::npos);
}

TEST_CASE("trap 4: Equalizer APO takes a point before three digits for a thousands mark") {
  CHECK(first_band("Filter: ON PK Fc 105.123 Hz Gain 1 dB Q 1").frequency == Hertz(105123.0));
  CHECK(first_band("Filter: ON PK Fc 105.12 Hz Gain 1 dB Q 1").frequency == Hertz(105.12));
  CHECK(first_band("Filter: ON PK Fc 1,234 Hz Gain 1 dB Q 1").frequency == Hertz(1234.0));
  CHECK(first_band("Filter: ON PK Fc 1\xC2\xA0"
                   "234 Hz Gain 1 dB Q 1")
            .frequency == Hertz(1234.0));
  CHECK(first_band("Filter: ON PK Fc 1.234e2 Hz Gain 1 dB Q 1").frequency == Hertz(123.4));
  CHECK(first_band("Filter: ON PK Fc .123 Hz Gain 1 dB Q 1\nFilter: ON PK Fc 50,5 Hz Gain 1 dB Q 1").frequency ==
        Hertz(50.5));
  std::mt19937 random(4);
  for (int i = 0; i < 2000; ++i) {
    const double hz = std::uniform_real_distribution<double>(1.0, 24000.0)(random);
    const auto text =
        write_equalizer_apo(make_eq_document("x", Peq{Gain(0), {Band{BandType::kPeaking, Hertz(hz), Gain(1), 1.0}}}))
            .text;
    const auto back = read_equalizer_apo(text, "x");
    REQUIRE(back.has_value());
    REQUIRE(back->channels.front().peq.bands.front().frequency.value() == doctest::Approx(hz).epsilon(0.01));
  }
}

TEST_CASE("trap 5: LS and HS are corner frequencies in Equalizer APO, centres elsewhere") {
  // Q given: S from Q, then Fc * 10^(|g|/80/S). Gain 6, Q 0.7071: S = 1, so 10^(6/80).
  const auto corner = first_band("Filter: ON LS Fc 100 Hz Gain 6 dB Q 0.70710678");
  CHECK(corner.frequency.value() == doctest::Approx(100.0 * std::pow(10.0, 6.0 / 80.0)).epsilon(1e-6));
  // "LS 6dB": S = 0.5, so 10^(|4|/80/0.5) = 10^0.1.
  CHECK(first_band("Filter: ON LS 6dB Fc 100 Hz Gain 4 dB").frequency.value() == doctest::Approx(125.8925));
  CHECK(first_band("Filter: ON HS 6dB Fc 1000 Hz Gain -4 dB").frequency.value() == doctest::Approx(794.328));
  CHECK(first_band("Filter: ON LSC Fc 100 Hz Gain 6 dB Q 0.7").frequency == Hertz(100.0));
  // No Q and no slope: S = 0.9. The slope form and its Q are one filter.
  CHECK(first_band("Filter: ON LSC Fc 100 Hz Gain 6 dB").q == doctest::Approx(q_of_shelf_slope(0.9, Gain(6))));
  CHECK(first_band("Filter: ON LSC 10.8 dB Fc 100 Hz Gain 6 dB").q == doctest::Approx(q_of_shelf_slope(0.9, Gain(6))));
  CHECK(q_of_shelf_slope(1.0, Gain(11.0)) == doctest::Approx(0.70710678));
  const auto flagged = read_equalizer_apo("Filter: ON HS Fc 100 Hz Gain 6 dB Q 0.7\n", "x");
  REQUIRE(flagged.has_value());
  CHECK(mentions(flagged->notes, "corner"));
  const auto centre = read_equalizer_apo("Filter: ON HS Fc 100 Hz Gain 6 dB Q 0.7\n", "x", ShelfToken::kCentre);
  CHECK(centre->channels.front().peq.bands.front().frequency == Hertz(100.0));
}

TEST_CASE("trap 6: squig.link reads whole hertz only, with gain and Q on every line, and no preamp") {
  const auto read = read_squig_text(
      "Preamp: -6 dB\nFilter 1: ON PK Fc 105.5 Hz Gain 1 dB Q 1\nFilter 2: OFF PK Fc 100 Hz Gain 2 dB Q 1\nFilter 3: "
      "ON LSQ Fc 50 Hz Gain 3 dB Q 0.7\n",
      "x");
  REQUIRE(read.has_value());
  REQUIRE(read->channels.front().peq.bands.size() == 2);  // OFF is ignored there too.
  CHECK(mentions(read->notes, "Line 2"));
  CHECK(read->channels.front().peq.preamp == Gain(0.0));
  const auto written =
      write_squig_text(make_eq_document("x", Peq{Gain(-6), {Band{BandType::kPeaking, Hertz(30.4), Gain(6), 6.0}}}));
  CHECK(written.text.find("Fc 30 Hz") != std::string::npos);
  CHECK(mentions(written.losses, "differs"));
  CHECK(mentions(written.losses, "ignore the preamp"));
  const auto back = read_squig_text(written.text, "x");
  CHECK(back->channels.front().peq.bands.size() == 1);
}

TEST_CASE("trap 7: EasyEffects resamples impulse responses badly: one file a rate, in stereo") {
  auto document = make_eq_document("x", example_peq());
  const auto files = write_impulse_responses(document, common_sample_rates());
  document.channels.front() = EqChannel{};
  Convolution every_rate{{files.file_name}};
  for (const auto& file : files.attachments) every_rate.files.push_back(file.name);
  document.channels.front().convolutions = {every_rate};
  const auto preset = write_easyeffects_convolver(document, Hertz(96000), EasyEffectsVersion::k7);
  CHECK(preset.text.find("x 96000.wav") != std::string::npos);
  CHECK(preset.text.find("\"autogain\": false") != std::string::npos);
  CHECK(mentions(preset.losses, "96000 Hz"));
  const auto wav = read_wav(files.text);
  REQUIRE(wav.has_value());
  CHECK(wav->samples.size() == 2);
  const auto back = read_easyeffects(preset.text, "x");
  REQUIRE(back.has_value());
  CHECK(back->channels.front().convolutions == std::vector<Convolution>{{{"x 96000.wav"}}});
}

TEST_CASE(
    "EasyEffects' single precision: an impulse response where the filters may miss, one a rate, the filters beside "
    "it") {
  const EasyEffectsOptions at_48{
      .version = EasyEffectsVersion::k7, .sample_rate = Hertz(48000), .impulse_folder = "/eq"};
  EasyEffectsOptions at_96 = at_48;
  at_96.sample_rate = Hertz(96000);
  const auto names = [](const Export& exported) {
    std::vector<std::string> all;
    for (const auto& file : exported.attachments) all.push_back(file.name);
    return all;
  };
  // Recorded in EasyEffects 7.0.0 at 44.1, 48 and 96 kHz, as filters.
  const auto low = make_eq_document("low", Peq{Gain(-6.0),
                                               {Band{BandType::kPeaking, Hertz(41), Gain(-4.3), 1.1},
                                                Band{BandType::kPeaking, Hertz(90), Gain(3.5), 1.4}}});
  CHECK(easyeffects_filter_error_db(low, Hertz(44100)) >= 0.0356);
  CHECK(easyeffects_filter_error_db(low, Hertz(48000)) >= 0.0317);
  CHECK(easyeffects_filter_error_db(low, Hertz(96000)) >= 0.1846);
  const auto mids = make_eq_document("mids", Peq{Gain(-6.0), {Band{BandType::kPeaking, Hertz(2000), Gain(5.0), 2.0}}});
  const auto bass = make_eq_document("bass", Peq{Gain(-6.0), {Band{BandType::kPeaking, Hertz(150), Gain(4.0), 1.0}}});

  const auto plain = write_easyeffects_exact(mids, at_48);
  CHECK(plain.attachments.empty());
  CHECK(plain.losses.empty());
  CHECK(plain.text.find("equalizer#0") != std::string::npos);

  const auto some = write_easyeffects_exact(bass, at_48);
  CHECK(some.text.find("equalizer#0") != std::string::npos);
  CHECK(mentions(some.losses, "96 kHz"));
  CHECK(names(some) ==
        std::vector<std::string>{"bass 88200.json", "bass 88200.wav", "bass 96000.json", "bass 96000.wav"});
  CHECK(write_easyeffects_exact(bass, at_96).text.find("convolver#0") != std::string::npos);

  const auto all = write_easyeffects_exact(low, at_48);
  CHECK(mentions(all.losses, "44.1, 88.2 and 96 kHz"));
  const auto main = read_easyeffects(all.text, "x");
  REQUIRE(main.has_value());
  CHECK(main->channels.front().convolutions == std::vector<Convolution>{{{"/eq/low 48000.wav"}}});
  CHECK(main->channels.front().peq.preamp == Gain(0.0));
  const auto files = names(all);
  for (const char* rate : {"44100", "88200", "96000"}) {
    CHECK(std::count(files.begin(), files.end(), "low " + std::string(rate) + ".json") == 1);
    CHECK(std::count(files.begin(), files.end(), "low " + std::string(rate) + ".wav") == 1);
  }
  // The filters and the impulse response beside them are the equaliser.
  for (const auto& file : all.attachments) {
    if (file.name == "low filters.json")
      CHECK(read_easyeffects(file.bytes, "x")->channels.front().peq == low.channels.front().peq);
    if (file.name != "low 48000.wav") continue;
    const auto wav = read_wav(file.bytes);
    REQUIRE(wav.has_value());
    CHECK(wav->sample_rate == Hertz(48000));
    CHECK(wav->samples[0].size() == wav->samples[1].size());
    double sum = 0.0;  // the response at 0 Hz: peaks do nothing there
    for (const double sample : wav->samples[0]) sum += sample;
    CHECK(20.0 * std::log10(sum) == doctest::Approx(-6.0).epsilon(1e-4));
  }
  CHECK(std::count(files.begin(), files.end(), "low filters.json") == 1);
  EasyEffectsOptions at_8 = at_48;
  at_8.version = EasyEffectsVersion::k8;
  const auto eight = write_easyeffects_exact(low, at_8);
  CHECK(eight.text.find("\"kernel-name\": \"low 48000\"") != std::string::npos);
  CHECK(mentions(eight.losses, "irs"));
}

TEST_CASE("PipeWire's state is single precision too: what was recorded off is written as impulse responses") {
  // Recorded 0.0280 dB off at 20 Hz, 96 kHz, as biquads, although their rounded coefficients are only 0.004 dB off.
  const Peq bass{
      Gain(-6.0),
      {Band{BandType::kLowShelf, Hertz(105), Gain(-0.615), 0.7071067811865476},
       Band{BandType::kHighShelf, Hertz(10000), Gain(-1.71), 0.7071067811865476},
       Band{BandType::kPeaking, Hertz(471), Gain(-2.7), 0.9}, Band{BandType::kPeaking, Hertz(63), Gain(-4.3), 0.67}}};
  PipeWireExportOptions options;
  const auto exported = write_pipewire(make_eq_document("x", bass), options);
  CHECK(exported.text.find("label = convolver") != std::string::npos);
  CHECK(mentions(exported.losses, "filters.conf"));
  const auto filters = std::find_if(exported.attachments.begin(), exported.attachments.end(),
                                    [](const ExportFile& file) { return file.name == "x filters.conf"; });
  REQUIRE(filters != exported.attachments.end());
  CHECK(filters->bytes.find("bq_lowshelf") != std::string::npos);
  // What has no bass stays filters.
  const Peq mids{Gain(-6.0), {Band{BandType::kPeaking, Hertz(2000), Gain(5.0), 2.0}}};
  CHECK(write_pipewire(make_eq_document("x", mids), options).text.find("bq_peaking") != std::string::npos);
}

TEST_CASE("trap 8: only EasyEffects' mode APO (DR) is the cookbook's filter") {
  const auto written = write_easyeffects(make_eq_document("x", example_peq()), EasyEffectsVersion::k7).text;
  std::size_t modes = 0;
  for (auto at = written.find("APO (DR)"); at != std::string::npos; at = written.find("APO (DR)", at + 1)) ++modes;
  CHECK(modes == 8);
  auto other = written;
  other.replace(other.find("APO (DR)"), 8, "RLC (BT)");
  const auto read = read_easyeffects(other, "x");
  REQUIRE(read.has_value());
  CHECK(mentions(read->notes, "RLC (BT)"));
  CHECK(read_easyeffects(written, "x")->notes.empty());
}

TEST_CASE("trap 9: a convolution in Equalizer APO is skipped at any other rate than its own") {
  auto document = make_eq_document("x", Peq{});
  document.channels.front().convolutions = {{{"x 44100.wav", "x 48000.wav"}}};
  const auto written = write_equalizer_apo_convolution(document, Hertz(48000));
  CHECK(written.text == "Convolution: x 48000.wav\r\n");
  CHECK(mentions(written.losses, "48000"));
  CHECK(mentions(write_equalizer_apo_convolution(document, Hertz(96000)).losses, "no impulse response"));
}

TEST_CASE("trap 10: preamp, left and right survive the way from Equalizer APO to the Linux engines") {
  const std::string config =
      "Preamp: -3 dB\r\nChannel: L\r\nPreamp: -2.5 dB\r\nFilter 1: ON PK Fc 100 Hz Gain 3 dB Q 1\r\nChannel: R\r\n"
      "Filter 1: ON PK Fc 120 Hz Gain 2 dB Q 1,5\r\nChannel: all\r\nFilter: ON HSC Fc 9000 Hz Gain -2 dB Q 0.7\r\n";
  const auto imported = read_equalizer_apo(config, "x");
  REQUIRE(imported.has_value());
  CHECK(channel_for(*imported, Channel::kLeft).peq.preamp == Gain(-5.5));
  CHECK(channel_for(*imported, Channel::kRight).peq.preamp == Gain(-3.0));
  CHECK(channel_for(*imported, Channel::kRight).peq.bands.size() == 2);
  const auto through_pipewire = read_pipewire(
      write_pipewire(*imported, {.version = {1, 4, 0}, .accuracy_db = 0.2}).text, "x", PipeWireVersion{1, 4, 0});
  REQUIRE(through_pipewire.has_value());
  CHECK(largest_gap_db(*imported, *through_pipewire) < 1e-6);
  const auto through_easyeffects = read_easyeffects(write_easyeffects(*imported, EasyEffectsVersion::k7).text, "x");
  REQUIRE(through_easyeffects.has_value());
  // The ears' preamps differ by 2.5 dB, which EasyEffects holds as a shelf at 10 Hz: exact to 0.1 dB above 30 Hz.
  const auto grid = FrequencyGrid::geometric(Hertz(30), Hertz(20000), 1.02);
  for (const auto side : {Channel::kLeft, Channel::kRight}) {
    const auto gap = difference(response_of(channel_for(*imported, side), Hertz(48000), grid),
                                response_of(channel_for(*through_easyeffects, side), Hertz(48000), grid));
    for (const double db : gap.db()) CHECK(std::abs(db) < 0.1);
  }
}

TEST_CASE("Equalizer APO's other rules: bandwidth, coefficients, comments, what can't be carried over") {
  // alpha = sin(w) sinh(ln2/2 BW w/sin w); at 48 kHz and 100 Hz w/sin w is 1.
  CHECK(first_band("Filter 1: ON PK Fc 100 Hz Gain 3 dB BW Oct 1").q == doctest::Approx(1.41421).epsilon(1e-3));
  CHECK(first_band("Filter 1: ON LPQ Fc 100 Hz Q 0.9").q == 0.9);
  CHECK(first_band("Filter 1: ON HP Fc 20 Hz").q == doctest::Approx(0.70710678));
  const auto other = read_equalizer_apo(
      "# Filter: ON PK Fc 1 Hz Gain 1 dB Q 1\nDevice: Speakers\nInclude: x.txt\nFilter: ON NO Fc 50 Hz\nFilter: OFF PK "
      "Fc 70 Hz Gain 1 dB Q 1\n"
      "Filter: ON None\nFilter: ON IIR Order 2 Coefficients 2 0 0 2 -1 0.5\nGraphicEQ: 20 -1,5; 100 2; 30 "
      "1\nConvolution: a b.wav\n",
      "x");
  REQUIRE(other.has_value());
  const auto& channel = other->channels.front();
  CHECK(channel.peq.bands.empty());
  REQUIRE(channel.coefficients.size() == 1);
  CHECK(channel.coefficients[0].biquads[0] == BiquadCoefficients{1.0, 0.0, 0.0, -0.5, 0.25});
  REQUIRE(channel.graphic.size() == 3);
  CHECK(channel.graphic[0].gain == Gain(-1.5));
  CHECK(channel.graphic[1].frequency == Hertz(30));
  REQUIRE(channel.convolutions.size() == 1);
  CHECK(channel.convolutions[0].files == std::vector<std::string>{"a b.wav"});
  for (const auto* words : {"'Device'", "'Include'", "'NO'", "1 filters are off", "one sample rate"}) {
    CAPTURE(words);
    CHECK(mentions(other->notes, words));
  }
}
