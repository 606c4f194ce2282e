# find_package(eardrum) and pkg-config eardrum; tests/consumer proves both.
include(CMakePackageConfigHelpers)
get_property(EARDRUM_ALL_MODULES GLOBAL PROPERTY EARDRUM_MODULES)
get_property(EARDRUM_ALL_PACKAGES GLOBAL PROPERTY EARDRUM_PACKAGES)
list(REMOVE_DUPLICATES EARDRUM_ALL_PACKAGES)

add_library(eardrum_all INTERFACE)
add_library(eardrum::eardrum ALIAS eardrum_all)
set_target_properties(eardrum_all PROPERTIES EXPORT_NAME eardrum)
foreach(module IN LISTS EARDRUM_ALL_MODULES)
  target_link_libraries(eardrum_all INTERFACE eardrum_${module})
endforeach()
install(TARGETS eardrum_all EXPORT eardrumTargets)

set(EARDRUM_FIND_DEPENDENCIES "")
foreach(package IN LISTS EARDRUM_ALL_PACKAGES)
  string(APPEND EARDRUM_FIND_DEPENDENCIES "find_dependency(${package})\n")
endforeach()
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/eardrum)
configure_package_config_file(cmake/eardrumConfig.cmake.in eardrumConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(eardrumConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(EXPORT eardrumTargets NAMESPACE eardrum:: DESTINATION ${package_dir})
install(FILES ${PROJECT_BINARY_DIR}/eardrumConfig.cmake ${PROJECT_BINARY_DIR}/eardrumConfigVersion.cmake
        DESTINATION ${package_dir})

# All archives are static, so pkg-config names what they rest on in Requires: `pkg-config --libs eardrum` links as it is.
# The archives are named top of the graph first, so that a linker that reads once resolves them.
set(pkg_config_name_hwy libhwy)
set(pkg_config_name_SQLite3 sqlite3)
set(EARDRUM_PC_LIBS "")
foreach(module IN LISTS EARDRUM_ALL_MODULES)
  set(EARDRUM_PC_LIBS "-leardrum_${module} ${EARDRUM_PC_LIBS}")
endforeach()
set(EARDRUM_PC_REQUIRES "")
foreach(package IN LISTS EARDRUM_ALL_PACKAGES)
  if(NOT DEFINED pkg_config_name_${package})
    message(FATAL_ERROR "cmake/install.cmake does not say what pkg-config calls ${package}")
  endif()
  string(APPEND EARDRUM_PC_REQUIRES " ${pkg_config_name_${package}}")
endforeach()
# The prefix is worked out when things are installed: `cmake --install --prefix` may name another than at configure time.
install(CODE "
  set(CMAKE_INSTALL_LIBDIR [[${CMAKE_INSTALL_LIBDIR}]])
  set(CMAKE_INSTALL_INCLUDEDIR [[${CMAKE_INSTALL_INCLUDEDIR}]])
  set(PROJECT_DESCRIPTION [[${PROJECT_DESCRIPTION}]])
  set(PROJECT_VERSION [[${PROJECT_VERSION}]])
  set(EARDRUM_PC_LIBS [[${EARDRUM_PC_LIBS}]])
  set(EARDRUM_PC_REQUIRES [[${EARDRUM_PC_REQUIRES}]])
  configure_file([[${PROJECT_SOURCE_DIR}/cmake/eardrum.pc.in]]
                 \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/pkgconfig/eardrum.pc\" @ONLY)
")
