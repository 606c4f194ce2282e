# Warnings are for us, never for a consumer: linked as BUILD_INTERFACE only. -Werror comes from the presets.
option(EARDRUM_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)
add_library(eardrum_warnings INTERFACE)
target_compile_options(eardrum_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
                                                  -Wdouble-promotion -Wnon-virtual-dtor)
if(EARDRUM_WARNINGS_AS_ERRORS)
  target_compile_options(eardrum_warnings INTERFACE -Werror)
endif()
# GCC 12 sees overlapping copies in every `"text" + std::string` at -O3 (gcc.gnu.org/PR105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(eardrum_warnings INTERFACE -Wno-restrict)
endif()
