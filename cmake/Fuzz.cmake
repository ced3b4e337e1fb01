# SPDX-License-Identifier: MIT
# One libFuzzer program for each file in fuzz/; fuzz/corpus/<name>/ holds its first inputs.

if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "the fuzz targets need clang: use the 'fuzz' preset")
endif()

# Only the library and the fuzz targets are built for this, and the library must be instrumented as well.
target_compile_options(wikijs_objects PRIVATE -fsanitize=fuzzer-no-link)

file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/fuzz/*.c)
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  add_executable(fuzz_${name} ${source})
  set_target_properties(fuzz_${name} PROPERTIES
    OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
  target_include_directories(fuzz_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_compile_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(fuzz_${name} PRIVATE wikijs_flags wikijs_static)
endforeach()
