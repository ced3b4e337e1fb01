# SPDX-License-Identifier: MIT
# The wikijs program. It sees only the installed headers, and so proves that the library suffices.

pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)

# Globbed for the reason given in Library.cmake; the path of a command's file is its name.
file(GLOB_RECURSE WIKIJS_CLI_SOURCES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/cli/*.c)
if(NOT WIKIJS_CLI_SOURCES)
  message(STATUS "no sources in cli/: the program is left out")
  return()
endif()

add_executable(wikijs_cli ${WIKIJS_CLI_SOURCES})
set_target_properties(wikijs_cli PROPERTIES OUTPUT_NAME wikijs POSITION_INDEPENDENT_CODE ON)
target_include_directories(wikijs_cli PRIVATE ${PROJECT_SOURCE_DIR}/cli)
target_link_libraries(wikijs_cli PRIVATE wikijs_flags wikijs PkgConfig::YAML ${CMAKE_DL_LIBS})
# Where the packages of a system put plugins; users have a folder of their own.
target_compile_definitions(wikijs_cli PRIVATE
  WIKIJS_PLUGIN_FOLDER="${CMAKE_INSTALL_FULL_LIBDIR}/wikijs/plugins")
if(WIKIJS_WITH_JQ)
  # Opened when an expression needs it, not linked. Debian's libjq has no pkg-config file.
  find_path(JQ_INCLUDE_DIR jq.h REQUIRED)
  target_compile_definitions(wikijs_cli PRIVATE WIKIJS_WITH_JQ)
  target_include_directories(wikijs_cli SYSTEM PRIVATE ${JQ_INCLUDE_DIR})
endif()
if(WIKIJS_WITH_MD4C)
  # The same: only its header.
  find_path(WIKIJS_PATH_MD4C md4c.h REQUIRED)
  target_compile_definitions(wikijs_cli PRIVATE WIKIJS_WITH_MD4C)
endif()
if(WIKIJS_WITH_LIBEDIT)
  # Only its header is needed: the library is opened by the first `wikijs interactive`.
  find_path(LIBEDIT_INCLUDE_DIR histedit.h REQUIRED)
  target_compile_definitions(wikijs_cli PRIVATE WIKIJS_WITH_LIBEDIT)
  target_include_directories(wikijs_cli SYSTEM PRIVATE ${LIBEDIT_INCLUDE_DIR})
endif()
install(TARGETS wikijs_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# Manual pages and completions come out of the program's own command table. It runs where it was built, so a
# cross build installs none.
if(NOT CMAKE_CROSSCOMPILING)
  install(CODE "
    set(WIKIJS_PROGRAM \"$<TARGET_FILE:wikijs_cli>\")
    set(WIKIJS_STAGE \"${PROJECT_BINARY_DIR}/generated\")
    set(WIKIJS_MANDIR \"${CMAKE_INSTALL_MANDIR}\")
    set(WIKIJS_DATADIR \"${CMAKE_INSTALL_DATADIR}\")
    include(\"${PROJECT_SOURCE_DIR}/cmake/install-generated.cmake\")")
endif()
