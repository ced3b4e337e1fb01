# SPDX-License-Identifier: MIT
# libwikijs, shared and static, from one set of objects.

pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl>=7.88)
pkg_check_modules(SIMDJSON REQUIRED IMPORTED_TARGET simdjson>=3.0)
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto>=3.0)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8>=10.42)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.38)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1>=0.2)
find_package(Threads REQUIRED)

# Globbed, not listed: the library is many small files, a file that is forgotten shows as a missing symbol at
# once, and a list would be the place where every branch collides. CONFIGURE_DEPENDS looks again on each build.
file(GLOB_RECURSE WIKIJS_SOURCES CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/src/*.c ${PROJECT_SOURCE_DIR}/src/*.cpp)

configure_file(${PROJECT_SOURCE_DIR}/include/wikijs/version.h.in
               ${PROJECT_BINARY_DIR}/include/wikijs/version.h @ONLY)

# The libraries that a program linked with libwikijs.a needs. By name, not by their pkg-config files: libcurl's
# lists a dozen libraries for a fully static link whose development files Debian does not install with it.
set(WIKIJS_PRIVATE_LIBS curl simdjson crypto pcre2-8 sqlite3 yaml stdc++)

function(wikijs_use_headers target scope)
  target_include_directories(${target} ${scope}
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endfunction()

add_library(wikijs_objects OBJECT ${WIKIJS_SOURCES})
set_target_properties(wikijs_objects PROPERTIES
  POSITION_INDEPENDENT_CODE ON
  C_VISIBILITY_PRESET hidden
  CXX_VISIBILITY_PRESET hidden
  VISIBILITY_INLINES_HIDDEN ON)
# The one C++ file hides behind a C face: nothing may be thrown through it.
target_compile_options(wikijs_objects PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
target_include_directories(wikijs_objects PRIVATE ${PROJECT_SOURCE_DIR}/src)
wikijs_use_headers(wikijs_objects PRIVATE)
target_link_libraries(wikijs_objects PRIVATE
  wikijs_flags PkgConfig::CURL PkgConfig::SIMDJSON PkgConfig::CRYPTO PkgConfig::PCRE2
  PkgConfig::SQLITE PkgConfig::YAML Threads::Threads)

# Headers only: these libraries are opened when the first image comes, and cost nothing before.
if(WIKIJS_WITH_OPTIMIZE)
  foreach(header turbojpeg.h zlib.h zopfli/zopfli.h)
    string(MAKE_C_IDENTIFIER "WIKIJS_PATH_${header}" path)
    find_path(${path} ${header} REQUIRED)
  endforeach()
  target_compile_definitions(wikijs_objects PRIVATE WIKIJS_WITH_OPTIMIZE)
endif()

# The same: only its headers.
if(WIKIJS_WITH_MICROHTTPD)
  find_path(WIKIJS_PATH_MICROHTTPD microhttpd.h REQUIRED)
  target_compile_definitions(wikijs_objects PRIVATE WIKIJS_WITH_MICROHTTPD)
endif()

# And this.
if(WIKIJS_WITH_REDIS)
  find_path(WIKIJS_PATH_HIREDIS hiredis/hiredis.h REQUIRED)
  target_compile_definitions(wikijs_objects PRIVATE WIKIJS_WITH_REDIS)
endif()

set(exports ${PROJECT_SOURCE_DIR}/cmake/libwikijs.map)
add_library(wikijs SHARED $<TARGET_OBJECTS:wikijs_objects>)
add_library(wikijs::wikijs ALIAS wikijs)
wikijs_use_headers(wikijs INTERFACE)
# The order in which the loader looks for symbols: those that have the most of them come first.
target_link_libraries(wikijs PRIVATE $<BUILD_INTERFACE:wikijs_flags>
  PkgConfig::CRYPTO stdc++ PkgConfig::CURL PkgConfig::SIMDJSON PkgConfig::PCRE2
  PkgConfig::SQLITE PkgConfig::YAML Threads::Threads)
target_link_options(wikijs PRIVATE -Wl,--version-script=${exports})
if(NOT WIKIJS_SANITIZE)
  target_link_options(wikijs PRIVATE -Wl,--no-undefined -Wl,--as-needed)
endif()
set_target_properties(wikijs PROPERTIES
  LINKER_LANGUAGE CXX
  LINK_DEPENDS ${exports}
  VERSION ${PROJECT_VERSION}
  SOVERSION ${WIKIJS_SOVERSION})

add_library(wikijs_static STATIC $<TARGET_OBJECTS:wikijs_objects>)
add_library(wikijs::wikijs-static ALIAS wikijs_static)
wikijs_use_headers(wikijs_static INTERFACE)
target_link_libraries(wikijs_static INTERFACE ${WIKIJS_PRIVATE_LIBS} Threads::Threads)
set_target_properties(wikijs_static PROPERTIES
  LINKER_LANGUAGE C
  OUTPUT_NAME wikijs
  EXPORT_NAME wikijs-static)
