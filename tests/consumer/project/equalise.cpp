// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// A stranger's second program: equalise IN OUT puts a bass shelf of 6 dB, and the room for it, into a sound file.
#include <cstdio>

#include <eardrum/engine/render.h>
#include <eardrum/filter/peq.h>

int main(int argument_count, char** arguments) {
  using namespace eardrum;
  if (argument_count != 3) return 2;

  const Peq peq{Gain(-6.0), {{BandType::kLowShelf, Hertz(105.0), Gain(6.0), 0.7}}};
  engine::RenderRequest request;
  request.input = arguments[1];
  request.output = arguments[2];
  request.plan = [&peq](Hertz sample_rate, std::size_t channels) -> Result<engine::PlanSpec> {
    engine::PlanSpec spec;
    spec.sample_rate = sample_rate;
    spec.channels = channels;
    spec.preamp = peq.preamp;
    spec.biquads.assign(channels, design(peq, sample_rate));
    return spec;
  };

  const auto report = engine::render_file(request);
  if (!report) {
    std::fprintf(stderr, "%s\n", report.error().to_string().c_str());
    return 3;
  }
  std::printf("peak %.1f dBFS\n", report->peak.db());
  return 0;
}
