# SPDX-License-Identifier: MIT
# The event libraries for which include/wikijs/adapters/ has a header. The library itself needs none of them;
# an example or a test that includes an adapter is linked with its event library.

set(adapter_libuv libuv)
set(adapter_libevent libevent)
set(adapter_glib glib-2.0)

function(wikijs_link_adapters target source)
  file(STRINGS ${source} includes REGEX "^#include <wikijs/adapters/")
  foreach(name libuv libevent glib)
    if(includes MATCHES "adapters/${name}\\.h")
      string(TOUPPER ${name} module)
      pkg_check_modules(${module} REQUIRED IMPORTED_TARGET GLOBAL ${adapter_${name}})
      target_link_libraries(${target} PRIVATE PkgConfig::${module})
    endif()
  endforeach()
endfunction()
