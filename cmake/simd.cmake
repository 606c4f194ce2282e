# Highway compiles a kernel once per instruction set and picks at run time. On x86-64: scalar SSE2 (any machine), SSE4,
# AVX2 + FMA and AVX-512; on ARM NEON. SSSE3 would cost build time and gain nothing. Vectors of SVE and RVV have no size that
# is known here: kernels keep arrays of vectors, which such compilers refuse.
find_package(hwy REQUIRED)
add_library(eardrum_simd INTERFACE)
target_link_libraries(eardrum_simd INTERFACE hwy::hwy)
target_compile_definitions(eardrum_simd INTERFACE
  "HWY_DISABLED_TARGETS=(HWY_SSSE3|HWY_SVE|HWY_SVE2|HWY_SVE_256|HWY_SVE2_128|HWY_RVV)")

# eardrum_kernels(<X.cpp>...): sources that Highway compiles once per instruction set. UBSan's checks of pointers keep
# clang from seeing through the one-line functions that Highway is made of: 320 s for one file. Without them, and
# optimised, 17 s; AddressSanitizer watches the same accesses.
function(eardrum_kernels)
  if(EARDRUM_SANITIZE MATCHES undefined)
    set_property(SOURCE ${ARGN} APPEND PROPERTY COMPILE_OPTIONS -O2 -fno-sanitize=null,alignment,object-size,pointer-overflow)
  endif()
endfunction()
