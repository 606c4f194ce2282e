# Warnings are for us, never for a consumer: linked as BUILD_INTERFACE only. -Werror comes from the presets.
option(EARDRUM_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)
add_library(eardrum_warnings INTERFACE)
target_compile_options(eardrum_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
                                                  -Wdouble-promotion -Wnon-virtual-dtor)
if(EARDRUM_WARNINGS_AS_ERRORS)
  target_compile_options(eardrum_warnings INTERFACE -Werror)
endif()
# GCC 12 sees overlapping copies in every `"text" + std::string` at -O3 (PR105651), and strings in variants and optionals
# that "may be used uninitialized" where another alternative is active (PR105562). clang and the sanitizers watch both.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(eardrum_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
