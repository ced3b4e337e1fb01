# SPDX-License-Identifier: MIT
# The event libraries for which include/wikijs/adapters/ has a header. The library itself needs none of them;
# an example that includes an adapter is linked with its event library, and left out where that is missing.

set(adapter_libuv libuv)
set(adapter_libevent libevent)
set(adapter_glib glib-2.0)

# Sets `modules` to the event libraries of a source, and `missing` to those of them that are not there.
function(wikijs_find_adapters source modules missing)
  set(found)
  set(absent)
  file(STRINGS ${source} includes REGEX "^#include <wikijs/adapters/")
  foreach(name libuv libevent glib)
    if(includes MATCHES "adapters/${name}\\.h")
      string(TOUPPER ${name} module)
      pkg_check_modules(${module} IMPORTED_TARGET GLOBAL ${adapter_${name}})
      list(APPEND found ${module})
      if(NOT ${module}_FOUND)
        list(APPEND absent ${adapter_${name}})
      endif()
    endif()
  endforeach()
  set(${modules} ${found} PARENT_SCOPE)
  set(${missing} ${absent} PARENT_SCOPE)
endfunction()

function(wikijs_link_adapters target modules)
  foreach(module IN LISTS modules)
    target_link_libraries(${target} PRIVATE PkgConfig::${module})
  endforeach()
endfunction()
