// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/base/aligned_array.h>

#include <doctest/doctest.h>

#include <cstdint>
#include <utility>

TEST_CASE_TEMPLATE("an aligned array starts a cache line, at zero, and keeps its place when it is moved", T, float,
                   double) {
  for (std::size_t size = 1; size < 40; ++size) {
    eardrum::AlignedArray<T> array(size);
    CHECK(reinterpret_cast<std::uintptr_t>(array.data()) % 64 == 0);
    CHECK(array.size() == size);
    CHECK(array[size - 1] == T{0});
    array[size - 1] = T{3};
    const T* const at = array.data();
    eardrum::AlignedArray<T> moved = std::move(array);
    CHECK(moved.data() == at);
    CHECK(moved.part(size - 1, 1)[0] == T{3});
    moved.clear();
    CHECK(moved[size - 1] == T{0});
  }
}
