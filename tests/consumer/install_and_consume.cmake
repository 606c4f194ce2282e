# Installs into an empty prefix, then builds and runs the consumer both ways. Any step that fails is fatal.
file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)
function(step)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()
# 102.2 dB at 1 V, and 2 V behind 10 ohm into 300: 20 log10(2 * 300 / 310) = 5.74 dB above it.
function(expect_answer)
  if(NOT output MATCHES "107\\.9 dB SPL")
    message(FATAL_ERROR "the consumer printed: ${output}")
  endif()
endfunction()

step(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
step(${prefix}/bin/eardrum version)
foreach(file share/man/man1/eardrum.1 share/bash-completion/completions/eardrum share/zsh/site-functions/_eardrum
        share/fish/vendor_completions.d/eardrum.fish)
  if(NOT EXISTS ${prefix}/${file})
    message(FATAL_ERROR "the install step left out ${file}")
  endif()
endforeach()

step(${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE} -B ${WORK}/find_package -DCMAKE_CXX_COMPILER=${CXX}
     -DCMAKE_PREFIX_PATH=${prefix})
step(${CMAKE_COMMAND} --build ${WORK}/find_package)
step(${WORK}/find_package/consumer)
expect_answer()

step(${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${prefix}/${LIBDIR}/pkgconfig pkg-config --cflags --libs eardrum)
string(STRIP "${output}" flags)
separate_arguments(flags UNIX_COMMAND "${flags}")
step(${CXX} ${SOURCE}/main.cpp ${flags} -o ${WORK}/with_pkg_config)
step(${WORK}/with_pkg_config)
expect_answer()
