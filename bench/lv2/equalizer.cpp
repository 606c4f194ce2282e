// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Sixteen peaks, stereo, 48 kHz, in two LV2 plugins that are run by the same host in one interleaved run: ours, with
// its limiter on and off, and LSP's para_equalizer_x16_stereo (IIR, its cookbook design "APO (DR)"), which has none.
// Times are medians of processor time a frame. Error: the largest difference of the recorded response from the
// equaliser as designed, 20 Hz to 20 kHz. Usage: bench_lv2 [rounds]
#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <numbers>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <lilv/lilv.h>
#include <lv2/atom/atom.h>
#include <lv2/urid/urid.h>

#include <eardrum/filter/biquad_response.h>

#include "ports.h"

namespace {

using namespace eardrum;

constexpr double kRate = 48000.0;
constexpr std::uint32_t kMost = 1024;

Peq equaliser() {
  Peq peq;
  for (int k = 0; k < 16; ++k) {
    peq.bands.push_back(
        {BandType::kPeaking, Hertz(30.0 * std::pow(500.0, k / 15.0)), Gain(k % 2 == 0 ? 3.0 : -3.0), 1.2});
  }
  return peq;
}

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

using Controls = std::map<std::string, float>;

// A plugin in a host that knows URIs and nothing else.
class Instance {
 public:
  Instance(LilvWorld* world, const std::string& uri, const Controls& controls) {
    LilvNode* const name = lilv_new_uri(world, uri.c_str());
    const LilvPlugin* const plugin = lilv_plugins_get_by_uri(lilv_world_get_all_plugins(world), name);
    lilv_node_free(name);
    if (plugin == nullptr) return;
    const LV2_Feature* const features[] = {&map_feature_, nullptr};
    instance_ = lilv_plugin_instantiate(plugin, kRate, features);
    if (instance_ == nullptr) return;
    const std::uint32_t count = lilv_plugin_get_num_ports(plugin);
    values_.resize(count);
    lilv_plugin_get_port_ranges_float(plugin, nullptr, nullptr, values_.data());
    LilvNode* const audio = lilv_new_uri(world, LILV_URI_AUDIO_PORT);
    LilvNode* const control = lilv_new_uri(world, LILV_URI_CONTROL_PORT);
    LilvNode* const input = lilv_new_uri(world, LILV_URI_INPUT_PORT);
    std::size_t ins = 0, outs = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      const LilvPort* const port = lilv_plugin_get_port_by_index(plugin, i);
      const std::string symbol = lilv_node_as_string(lilv_port_get_symbol(plugin, port));
      if (lilv_port_is_a(plugin, port, audio)) {
        const bool in = lilv_port_is_a(plugin, port, input);
        lilv_instance_connect_port(instance_, i, in ? in_[ins++ % 2].data() : out_[outs++ % 2].data());
      } else if (lilv_port_is_a(plugin, port, control)) {
        if (const auto set = controls.find(symbol); set != controls.end()) values_[i] = set->second;
        if (std::isnan(values_[i])) values_[i] = 0.0f;
        lilv_instance_connect_port(instance_, i, &values_[i]);
      } else {
        auto& sequence = sequences_.emplace_back(8192);
        reinterpret_cast<LV2_Atom_Sequence*>(sequence.data())->atom = {sizeof(LV2_Atom_Sequence_Body), 1};
        lilv_instance_connect_port(instance_, i, sequence.data());
      }
    }
    for (LilvNode* const node : {audio, control, input}) lilv_node_free(node);
    lilv_instance_activate(instance_);
    std::mt19937 random(1);
    std::uniform_real_distribution<float> noise(-0.3f, 0.3f);
    for (auto& channel : noise_) {
      for (float& sample : channel) sample = noise(random);
    }
    // Plugins take their settings in their own time.
    for (int block = 0; block < 100; ++block) lilv_instance_run(instance_, kMost);
  }
  ~Instance() {
    if (instance_ != nullptr) lilv_instance_free(instance_);
  }
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  bool made() const { return instance_ != nullptr; }

  // ns a frame.
  double time(std::uint32_t block) {
    in_ = noise_;
    constexpr std::uint32_t kFrames = 1 << 16;
    const double start = thread_seconds();
    for (std::uint32_t from = 0; from < kFrames; from += block) lilv_instance_run(instance_, block);
    return (thread_seconds() - start) / kFrames * 1e9;
  }

  std::vector<double> impulse_response() {
    for (auto& channel : in_) std::fill(channel.begin(), channel.end(), 0.0f);
    for (int block = 0; block < 100; ++block) lilv_instance_run(instance_, kMost);
    std::vector<double> response;
    in_[0][0] = 0.5f;
    for (int block = 0; block < 47; ++block) {
      lilv_instance_run(instance_, kMost);
      in_[0][0] = 0.0f;
      for (const float sample : out_[0]) response.push_back(static_cast<double>(sample) / 0.5);
    }
    return response;
  }

 private:
  std::vector<std::string> uris_;
  LV2_URID_Map map_{this, [](void* self, const char* uri) {
                      auto& uris = static_cast<Instance*>(self)->uris_;
                      auto found = std::find(uris.begin(), uris.end(), uri);
                      if (found == uris.end()) found = uris.insert(uris.end(), uri);
                      return static_cast<LV2_URID>(found - uris.begin() + 1);
                    }};
  LV2_Feature map_feature_{LV2_URID__map, &map_};
  LilvInstance* instance_ = nullptr;
  std::vector<float> values_;
  std::vector<std::vector<std::uint64_t>> sequences_;
  std::vector<std::vector<float>> in_{2, std::vector<float>(kMost)}, out_ = in_, noise_ = in_;
};

Controls for_ours(const Peq& peq, bool limiter) {
  using namespace eardrum::lv2;
  Controls controls = {{ports()[kLimiter].symbol, limiter ? 1.0f : 0.0f}};
  for (std::size_t b = 0; b < kBands; ++b) {
    controls[ports()[band_port(b, kBandFrequency)].symbol] = static_cast<float>(peq.bands[b].frequency.value());
    controls[ports()[band_port(b, kBandGain)].symbol] = static_cast<float>(peq.bands[b].gain.db());
    controls[ports()[band_port(b, kBandQ)].symbol] = static_cast<float>(peq.bands[b].q);
  }
  return controls;
}

Controls for_lsp(const Peq& peq) {
  Controls controls;
  for (std::size_t b = 0; b < peq.bands.size(); ++b) {
    const std::string number = std::to_string(b);
    controls["ft_" + number] = 1.0f;  // bell
    controls["fm_" + number] = 6.0f;  // APO (DR)
    controls["f_" + number] = static_cast<float>(peq.bands[b].frequency.value());
    controls["g_" + number] = static_cast<float>(peq.bands[b].gain.amplitude_ratio());
    controls["q_" + number] = static_cast<float>(peq.bands[b].q);
  }
  return controls;
}

double worst_error_db(const std::vector<double>& response, const Peq& peq) {
  const auto grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 24);
  const auto intended = response_of(peq, Hertz(kRate), grid);
  double worst = 0.0;
  for (std::size_t k = 0; k < grid.size(); ++k) {
    const auto z = std::polar(1.0, -2.0 * std::numbers::pi * grid.hz()[k] / kRate);
    std::complex<double> sum;
    for (std::size_t n = response.size(); n-- > 0;) sum = sum * z + response[n];
    worst = std::max(worst, std::abs(20.0 * std::log10(std::abs(sum)) - intended.db()[k]));
  }
  return worst;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 31;
  setenv("LV2_PATH", EARDRUM_LV2_PATH, 1);
  LilvWorld* const world = lilv_world_new();
  lilv_world_load_all(world);
  {
    const Peq peq = equaliser();
    const std::string uri(lv2::kPluginUri);
    Instance bare(world, uri, for_ours(peq, false)), limited(world, uri, for_ours(peq, true));
    Instance lsp(world, "http://lsp-plug.in/plugins/lv2/para_equalizer_x16_stereo", for_lsp(peq));
    if (!bare.made() || !limited.made() || !lsp.made()) {
      std::fprintf(stderr, "the plugins are not there: ours, or LSP's (Debian package lsp-plugins-lv2)\n");
      return 1;
    }
    std::printf("%6s %10s %14s %10s %8s %16s\n", "block", "ours, ns", "with limiter", "LSP, ns", "LSP/ours",
                "LSP/with limiter");
    for (const std::uint32_t block : {64u, 256u, 1024u}) {
      std::vector<double> a, b, c;
      for (int round = 0; round < rounds; ++round) {
        a.push_back(bare.time(block));
        b.push_back(limited.time(block));
        c.push_back(lsp.time(block));
      }
      std::printf("%6u %10.2f %14.2f %10.2f %8.2f %16.2f\n", block, median(a), median(b), median(c),
                  median(c) / median(a), median(c) / median(b));
    }
    std::printf("error: ours %.5f dB, with limiter %.5f dB, LSP %.5f dB\n",
                worst_error_db(bare.impulse_response(), peq), worst_error_db(limited.impulse_response(), peq),
                worst_error_db(lsp.impulse_response(), peq));
  }
  lilv_world_free(world);
}
