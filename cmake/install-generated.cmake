# SPDX-License-Identifier: MIT
# Runs at install time: has the built program write its manual pages and completions, and installs them.

file(REMOVE_RECURSE ${WIKIJS_STAGE})
file(MAKE_DIRECTORY ${WIKIJS_STAGE}/man)

function(generate)
  execute_process(COMMAND ${WIKIJS_PROGRAM} ${ARGN} RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "'wikijs ${ARGN}' failed: ${code}")
  endif()
endfunction()

function(generate_completion shell file)
  execute_process(COMMAND ${WIKIJS_PROGRAM} completion ${shell}
    OUTPUT_FILE ${WIKIJS_STAGE}/${file} RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "'wikijs completion ${shell}' failed: ${code}")
  endif()
endfunction()

# file(INSTALL) adds $DESTDIR, but wants an absolute place.
function(place dir)
  if(NOT IS_ABSOLUTE ${dir})
    set(dir ${CMAKE_INSTALL_PREFIX}/${dir})
  endif()
  file(INSTALL ${ARGN} DESTINATION ${dir})
endfunction()

generate(__doc man ${WIKIJS_STAGE}/man)
file(GLOB pages ${WIKIJS_STAGE}/man/*.1)
place(${WIKIJS_MANDIR}/man1 ${pages})

generate_completion(bash wikijs)
generate_completion(zsh _wikijs)
generate_completion(fish wikijs.fish)
place(${WIKIJS_DATADIR}/bash-completion/completions ${WIKIJS_STAGE}/wikijs)
place(${WIKIJS_DATADIR}/zsh/vendor-completions ${WIKIJS_STAGE}/_wikijs)
place(${WIKIJS_DATADIR}/fish/vendor_completions.d ${WIKIJS_STAGE}/wikijs.fish)
