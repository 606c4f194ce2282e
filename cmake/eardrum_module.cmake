# One function a module. The link graph is read from lib/eardrum/modules.txt, the only place where it is written.

file(STRINGS ${PROJECT_SOURCE_DIR}/lib/eardrum/modules.txt EARDRUM_MODULE_LINES REGEX "^[a-z]")
set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
             ${PROJECT_SOURCE_DIR}/lib/eardrum/modules.txt)

# eardrum_module(<name> SOURCES <X.cpp>... HEADERS <X.h>... [PRIVATE_HEADERS <X.h>...] [LIBRARIES <target>...] [PACKAGES <name>...])
#   Makes the static library eardrum_<name> (alias eardrum::<name>), linked to the modules that modules.txt grants it and
#   that exist. LIBRARIES are third-party targets, linked privately; PACKAGES name the find_package() calls that a
#   consumer of the installed static library then needs.
function(eardrum_module name)
  cmake_parse_arguments(MODULE "" "" "SOURCES;HEADERS;PRIVATE_HEADERS;LIBRARIES;PACKAGES" ${ARGN})
  set(target eardrum_${name})
  add_library(${target} STATIC ${MODULE_SOURCES} ${MODULE_PRIVATE_HEADERS})
  add_library(eardrum::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} VERIFY_INTERFACE_HEADER_SETS ON
                                             POSITION_INDEPENDENT_CODE ON)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/lib FILES ${MODULE_HEADERS})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:eardrum_warnings> ${MODULE_LIBRARIES})
  foreach(line IN LISTS EARDRUM_MODULE_LINES)
    if(line MATCHES "^${name}: *(.*)$")
      separate_arguments(granted UNIX_COMMAND "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  if(NOT DEFINED granted)
    message(FATAL_ERROR "lib/eardrum/modules.txt has no line for module '${name}'")
  endif()
  foreach(dependency IN LISTS granted)
    if(EXISTS ${PROJECT_SOURCE_DIR}/lib/eardrum/${dependency}/CMakeLists.txt)
      target_link_libraries(${target} PUBLIC eardrum_${dependency})
    endif()
  endforeach()
  install(TARGETS ${target} EXPORT eardrumTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
          FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  set_property(GLOBAL APPEND PROPERTY EARDRUM_MODULES ${name})
  set_property(GLOBAL APPEND PROPERTY EARDRUM_PACKAGES ${MODULE_PACKAGES})
  # What has no CMake package is named as the linker knows it, which pkg-config has to repeat.
  set(plain_names ${MODULE_LIBRARIES})
  list(FILTER plain_names INCLUDE REGEX "^[A-Za-z0-9]+$")
  set_property(GLOBAL APPEND PROPERTY EARDRUM_PLAIN_LIBRARIES ${plain_names})
endfunction()

# With clang's sanitizers a test's own code is not optimised: that takes it half the time to compile, and what it tests is
# the library, which stays optimised. (g++ would gain a tenth.)
function(eardrum_quick_to_compile target)
  if(EARDRUM_SANITIZE AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()

# eardrum_test(<name> [LONG_SUMS] MODULES <module>... SOURCES <X.cpp>... [LIBRARIES <target>...] [LABELS <label>...])
#   One doctest executable, run by ctest from the source tree's root so that tests name data by relative path.
#   LONG_SUMS: its slow oracles want their optimisation, see eardrum_quick_to_compile().
function(eardrum_test name)
  cmake_parse_arguments(TEST "LONG_SUMS" "" "MODULES;SOURCES;LIBRARIES;LABELS" ${ARGN})
  set(target test_${name})
  add_executable(${target} ${TEST_SOURCES})
  list(TRANSFORM TEST_MODULES PREPEND eardrum::)
  target_link_libraries(${target} PRIVATE ${TEST_MODULES} eardrum_test_support eardrum_warnings ${TEST_LIBRARIES})
  if(NOT TEST_LONG_SUMS)
    eardrum_quick_to_compile(${target})
  endif()
  add_test(NAME ${name} COMMAND ${target} --no-version WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  if(TEST_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABELS}")
  endif()
endfunction()
