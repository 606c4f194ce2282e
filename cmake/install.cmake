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

# Static archives are named top of the graph first, so that a linker that reads once resolves them.
set(EARDRUM_PC_LIBS "")
foreach(module IN LISTS EARDRUM_ALL_MODULES)
  set(EARDRUM_PC_LIBS "-leardrum_${module} ${EARDRUM_PC_LIBS}")
endforeach()
configure_file(cmake/eardrum.pc.in eardrum.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/eardrum.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
