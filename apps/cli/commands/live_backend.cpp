// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "live_backend.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <eardrum/base/printable.h>
#include <eardrum/base/spelling.h>
#include <eardrum/base/value.h>

#ifdef EARDRUM_JACK
#include <jack/jack_client.h>
#endif
#ifdef EARDRUM_PIPEWIRE
#include <pipewire/pipewire_client.h>
#endif

namespace eardrum::cli {
namespace {

struct Device {
  std::string name, text;
  bool is_default;
};

[[maybe_unused]] Error not_built(const std::string& server, const std::string& package) {
  return {Errc::kDevice,
          "This build of eardrum has no " + server + ": install its development files (Debian: apt-get install " +
              package + ") and build again",
          {}};
}

#ifdef EARDRUM_JACK

Result<std::unique_ptr<live::Backend>> open_jack(const Arguments& arguments, live::Session& session) {
  if (arguments.has("filter")) {
    return Error{Errc::kUsage, "Expected --jack or --filter, found both: with JACK, connect the ports as you like", {}};
  }
  live::JackOptions options;
  const std::string name = arguments.text("name").value_or("live");
  if (name != "live") options.client_name += "-" + name;
  options.device = arguments.text("device");
  EARDRUM_TRY(options.channels, channels_from(arguments));
  return live::open_jack(session, options);
}

Result<std::vector<Device>> jack_devices() {
  EARDRUM_TRY(const auto names, live::jack_devices());
  std::vector<Device> devices;
  for (const auto& name : names) devices.push_back({name, name, devices.empty()});
  return devices;
}

#else

Result<std::unique_ptr<live::Backend>> open_jack(const Arguments&, live::Session&) {
  return not_built("JACK", "libjack-jackd2-dev");
}
Result<std::vector<Device>> jack_devices() {
  return not_built("JACK", "libjack-jackd2-dev");
}

#endif

#ifdef EARDRUM_PIPEWIRE

Result<std::unique_ptr<live::Backend>> open_pipewire(const Arguments& arguments, live::Session& session,
                                                     const std::string& description) {
  live::PipeWireOptions options;
  options.node_name = "eardrum." + arguments.text("name").value_or("live");
  options.description = description;
  options.device = arguments.text("device");
  EARDRUM_TRY(options.channels, channels_from(arguments));
  if (const auto sink = arguments.text("filter")) {
    if (options.device && *options.device != *sink) {
      return Error{Errc::kUsage, "Expected --filter or --device, found both", {}};
    }
    options.device = sink;
    options.filter = true;
  }
  return live::open_pipewire(session, options);
}

Result<std::vector<Device>> pipewire_devices() {
  EARDRUM_TRY(const auto found, live::pipewire_devices());
  std::vector<Device> devices;
  for (const auto& device : found) devices.push_back({device.name, device.text, device.is_default});
  return devices;
}

#else

Result<std::unique_ptr<live::Backend>> open_pipewire(const Arguments&, live::Session&, const std::string&) {
  return not_built("PipeWire", "libpipewire-0.3-dev");
}
Result<std::vector<Device>> pipewire_devices() {
  return not_built("PipeWire", "libpipewire-0.3-dev");
}

#endif

}  // namespace

Result<std::uint32_t> channels_from(const Arguments& arguments) {
  EARDRUM_TRY(const auto channels, arguments.number("channels", 1.0, 8.0, "channels"));
  if (channels && *channels != std::floor(*channels)) {
    return Error{Errc::kUsage, "Expected a whole number of channels for --channels", {}};
  }
  return static_cast<std::uint32_t>(channels.value_or(2.0));
}

Result<std::unique_ptr<live::Backend>> open_backend(const Arguments& arguments, live::Session& session,
                                                    const std::string& description) {
  return arguments.has("jack") ? open_jack(arguments, session) : open_pipewire(arguments, session, description);
}

std::string missing_device(const Arguments& arguments) {
  const auto named = arguments.text("filter") ? arguments.text("filter") : arguments.text("device");
  if (!named) return {};
  const auto devices = arguments.has("jack") ? jack_devices() : pipewire_devices();
  if (!devices) return {};
  std::vector<std::string> names;
  for (const auto& device : *devices) names.push_back(device.name);
  if (std::find(names.begin(), names.end(), *named) != names.end()) return {};
  const std::string guess = nearest_word(*named, names);
  return "No device is called '" + printable(*named, 200) + "' now" +
         (guess.empty() ? "" : "; did you mean " + printable(guess, 200) + "?") +
         " (eardrum live --list shows all); until there is, " +
         (arguments.has("jack") ? "nothing is connected" : "the default one is played to");
}

Result<void> print_devices(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto devices, arguments.has("jack") ? jack_devices() : pipewire_devices());
  if (arguments.has("json")) {
    Value list = Value::Array{};
    for (const auto& device : devices) {
      Value one;
      list.push_back(one.set("name", device.name).set("text", device.text).set("default", device.is_default));
    }
    Value answer;
    answer.set("schema", "eardrum.live_devices/1").set("devices", list);
    return console.print(write_json(answer) + "\n");
  }
  std::string text;
  for (const auto& device : devices) {
    text +=
        printable(device.name, 200) + (device.is_default ? "  (default)  " : "  ") + printable(device.text, 200) + "\n";
  }
  return console.print(text.empty() ? "The server has no output device.\n" : text);
}

}  // namespace eardrum::cli
