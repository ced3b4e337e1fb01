# SPDX-License-Identifier: MIT
# One program for each file in bench/. They measure beside bare libcurl, and may look inside the library.

file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/bench/*.c)
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  add_executable(bench_${name} ${source})
  set_target_properties(bench_${name} PROPERTIES
    OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bench)
  target_include_directories(bench_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(bench_${name} PRIVATE wikijs_flags wikijs_static PkgConfig::CURL)
endforeach()

# To compare with.
if(TARGET bench_cache)
  pkg_check_modules(HIREDIS REQUIRED IMPORTED_TARGET hiredis)
  target_link_libraries(bench_cache PRIVATE PkgConfig::HIREDIS)
endif()
if(TARGET bench_webhook)
  find_library(WIKIJS_LIBRARY_MICROHTTPD microhttpd REQUIRED)
  target_link_libraries(bench_webhook PRIVATE ${WIKIJS_LIBRARY_MICROHTTPD})
endif()
