// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "process.h"

TEST_CASE("the README's picture is what the program draws today: ninja -C build/dev figures") {
  const eardrum::test::TemporaryFolder folder;
  const auto drawn = folder.path() / "drawn.svg";
  REQUIRE(eardrum::test::run_eardrum({"match", "hd650", "mojo", "--svg", drawn}).exit == 0);
  const auto kept = std::filesystem::path(EARDRUM_SOURCE_DIR) / "docs" / "figures" / "match-hd650-mojo.svg";
  CHECK(eardrum::test::bytes_of(drawn) == eardrum::test::bytes_of(kept));
  CHECK(std::filesystem::file_size(kept) < 200'000);
}
