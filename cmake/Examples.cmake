# SPDX-License-Identifier: MIT
# One program for each file in examples/; tests/examples.list says how the tests run it.

file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/examples/*.c)
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  wikijs_find_adapters(${source} modules missing)
  if(missing)
    message(STATUS "The example ${name} is left out: ${missing} is missing (scripts/install-deps test)")
    continue()
  endif()
  add_executable(example_${name} ${source})
  set_target_properties(example_${name} PROPERTIES
    OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/examples)
  target_link_libraries(example_${name} PRIVATE wikijs_flags wikijs)
  wikijs_link_adapters(example_${name} "${modules}")
endforeach()

# Plugins as the wikijs program loads them; the tests of the program do.
file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/examples/plugins/*.c)
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  add_library(plugin_${name} MODULE ${source})
  set_target_properties(plugin_${name} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name} C_VISIBILITY_PRESET hidden
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/examples/plugins)
  target_link_libraries(plugin_${name} PRIVATE wikijs_flags wikijs)
endforeach()
