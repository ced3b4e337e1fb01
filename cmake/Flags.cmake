# SPDX-License-Identifier: MIT
# Compiler flags of everything that this project builds. They live on an interface target and never reach a
# program that merely uses the library.

add_library(wikijs_flags INTERFACE)
target_compile_definitions(wikijs_flags INTERFACE _GNU_SOURCE)
target_compile_options(wikijs_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-qual -Wvla -Wformat=2 -Wundef
  $<$<COMPILE_LANGUAGE:C>:-Wmissing-prototypes>
  # {0} and designated initialisers that name only what differs are the house style.
  -Wno-missing-field-initializers
  # Table rows are long string literals; C17 only guarantees 4095 characters, both compilers take more.
  -Wno-overlength-strings)
if(WIKIJS_WERROR)
  target_compile_options(wikijs_flags INTERFACE -Werror)
endif()

# Hardening needs optimisation (_FORTIFY_SOURCE) and gets in the way of the sanitizers' own checks.
if(CMAKE_BUILD_TYPE MATCHES "^(Release|RelWithDebInfo|MinSizeRel)$" AND NOT WIKIJS_SANITIZE)
  target_compile_options(wikijs_flags INTERFACE
    -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|amd64|i.86")
    target_compile_options(wikijs_flags INTERFACE -fcf-protection)
  endif()
  target_link_options(wikijs_flags INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()

if(WIKIJS_SANITIZE)
  add_compile_options(-fsanitize=${WIKIJS_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${WIKIJS_SANITIZE})
  if(WIKIJS_SANITIZE MATCHES "undefined")
    # An undefined operation ends the test; vptr needs the run-time type information that the C++ file leaves out.
    add_compile_options(-fno-sanitize-recover=all $<$<COMPILE_LANGUAGE:CXX>:-fno-sanitize=vptr>)
  endif()
endif()

if(WIKIJS_COVERAGE)
  # Atomic counters: the thread tests run instrumented too.
  add_compile_options(--coverage -fprofile-update=atomic -fprofile-abs-path)
  add_link_options(--coverage)
endif()
