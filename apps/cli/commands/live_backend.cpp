// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "live_backend.h"

#include <eardrum/base/printable.h>
#include <eardrum/base/value.h>

#ifdef EARDRUM_PIPEWIRE
#include <pipewire/pipewire_client.h>
#endif

namespace eardrum::cli {

#ifdef EARDRUM_PIPEWIRE

Result<std::unique_ptr<live::Backend>> open_backend(const Arguments& arguments, live::Session& session,
                                                    const std::string& description) {
  live::PipeWireOptions options;
  options.node_name = "eardrum." + arguments.text("name").value_or("live");
  options.description = description;
  options.device = arguments.text("device");
  if (const auto sink = arguments.text("filter")) {
    if (options.device && *options.device != *sink) {
      return Error{Errc::kUsage, "Expected --filter or --device, found both", {}};
    }
    options.device = sink;
    options.filter = true;
  }
  return live::open_pipewire(session, options);
}

Result<void> print_devices(const Arguments& arguments, Console& console) {
  EARDRUM_TRY(const auto devices, live::pipewire_devices());
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

#else

namespace {
Error not_built() {
  return {Errc::kDevice,
          "This build of eardrum has no PipeWire: install its development files (Debian: apt-get install "
          "libpipewire-0.3-dev) and build again",
          {}};
}
}  // namespace

Result<std::unique_ptr<live::Backend>> open_backend(const Arguments&, live::Session&, const std::string&) {
  return not_built();
}

Result<void> print_devices(const Arguments&, Console&) {
  return not_built();
}

#endif

}  // namespace eardrum::cli
