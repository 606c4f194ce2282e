// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// ./run and ./test before anything is built. That they build is shown by who runs them.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "process.h"

TEST_CASE("the scripts are shell without mistakes, and tell what they do") {
  const std::filesystem::path root = EARDRUM_SOURCE_DIR;
  for (const std::string script : {"run", "test", ".ci/run", ".ci/debian.sh"}) {
    CAPTURE(script);
    CHECK(eardrum::test::run_process({"/bin/bash", "-n", root / script}).exit == 0);
    if (std::filesystem::exists("/usr/bin/shellcheck")) {
      const auto checked = eardrum::test::run_process({"/usr/bin/shellcheck", "-x", "-P", root, root / script});
      CHECK_MESSAGE(checked.exit == 0, checked.out);
    }
  }
  for (const std::string script : {"run", "test"}) {
    const auto help = eardrum::test::run_process({root / script, "--help"});
    CHECK(help.exit == 0);
    CHECK(help.out.find("./" + script) != std::string::npos);
    CHECK(eardrum::test::widest_line(help.out) <= 80);
    CHECK(help.err.empty());
  }
  CHECK(eardrum::test::run_process({root / "test", "nonsense"}).exit == 2);
}
