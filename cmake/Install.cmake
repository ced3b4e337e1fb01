# SPDX-License-Identifier: MIT
# The installed layout: libraries, headers, wikijs.pc and the CMake package.
include(CMakePackageConfigHelpers)

install(TARGETS wikijs wikijs_static EXPORT wikijs-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/wikijs ${PROJECT_BINARY_DIR}/include/wikijs
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h" PATTERN "*.def")

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/wikijs)
install(EXPORT wikijs-targets NAMESPACE wikijs:: DESTINATION ${package_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/wikijs-config.cmake.in
  ${PROJECT_BINARY_DIR}/wikijs-config.cmake INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor release may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/wikijs-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/wikijs-config.cmake ${PROJECT_BINARY_DIR}/wikijs-config-version.cmake
  DESTINATION ${package_dir})

set(WIKIJS_PC_LIBS_PRIVATE ${WIKIJS_PRIVATE_LIBS})
list(TRANSFORM WIKIJS_PC_LIBS_PRIVATE PREPEND -l)
list(JOIN WIKIJS_PC_LIBS_PRIVATE " " WIKIJS_PC_LIBS_PRIVATE)
# The .pc file keeps absolute directories absolute and the rest below its own prefix. It is written at install time,
# for 'cmake --install --prefix' can still change the prefix.
foreach(dir LIBDIR INCLUDEDIR)
  if(IS_ABSOLUTE ${CMAKE_INSTALL_${dir}})
    set(WIKIJS_PC_${dir} ${CMAKE_INSTALL_${dir}})
  else()
    set(WIKIJS_PC_${dir} "\${prefix}/${CMAKE_INSTALL_${dir}}")
  endif()
endforeach()
set(WIKIJS_PC_PREFIX @CMAKE_INSTALL_PREFIX@)
configure_file(${PROJECT_SOURCE_DIR}/cmake/wikijs.pc.in ${PROJECT_BINARY_DIR}/wikijs.pc.in @ONLY)
install(CODE "configure_file(\"${PROJECT_BINARY_DIR}/wikijs.pc.in\" \"${PROJECT_BINARY_DIR}/wikijs.pc\" @ONLY)")
install(FILES ${PROJECT_BINARY_DIR}/wikijs.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
