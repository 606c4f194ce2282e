// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// write_bundle FOLDER BINARY: puts the Turtle of the bundle beside its binary.
#include <cstdio>
#include <string>

#include <eardrum/base/file.h>

#include "turtle.h"

int main(int argc, char** argv) {
  using namespace eardrum;
  if (argc != 3) {
    std::fprintf(stderr, "usage: write_bundle FOLDER BINARY\n");
    return 2;
  }
  const std::string folder = std::string(argv[1]) + "/";
  for (const auto& [name, text] :
       {std::pair{lv2::kManifestFile, lv2::manifest_turtle(argv[2])}, std::pair{lv2::kPluginFile, lv2::plugin_turtle()},
        std::pair{lv2::kPresetsFile, lv2::presets_turtle()}}) {
    if (const auto written = write_file(folder + name, text); !written) {
      std::fprintf(stderr, "%s\n", written.error().to_string().c_str());
      return 3;
    }
  }
  return 0;
}
