# Highway compiles a kernel once per instruction set and picks at run time. On x86-64: scalar SSE2 (any machine), SSE4,
# AVX2 + FMA and AVX-512. SSSE3 would cost build time and gain nothing.
find_package(hwy REQUIRED)
add_library(eardrum_simd INTERFACE)
target_link_libraries(eardrum_simd INTERFACE hwy::hwy)
target_compile_definitions(eardrum_simd INTERFACE
  "HWY_DISABLED_TARGETS=HWY_SSSE3")
