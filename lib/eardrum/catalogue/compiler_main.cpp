// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// eardrum_catalogue_compiler DATA-FOLDER CATALOGUE.sqlite: run by the build.
#include <cstdio>

#include <eardrum/catalogue/compile.h>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s DATA-FOLDER CATALOGUE.sqlite\n", argv[0]);
    return 2;
  }
  const auto compiled = eardrum::catalogue::compile_catalogue(argv[1], argv[2]);
  if (compiled) return 0;
  std::fprintf(stderr, "%s\n", compiled.error().to_string().c_str());
  return 3;
}
