# Every fuzz_<name>.cpp here is built twice. As the ctest test fuzz_<name> it replays
# tests/data/fuzz/<name> and random mutations of it, so that it cannot rot. With -DLARDER_FUZZ=ON
# and clang it is also a libFuzzer program:
#   cmake -B build/fuzz -DLARDER_FUZZ=ON -DCMAKE_CXX_COMPILER=clang++-14 \
#         -DCMAKE_CXX_FLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined"
#   build/fuzz/tests/fuzz_<name> -max_total_time=600 corpus tests/data/fuzz/<name>
file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/fuzz_*.cpp)
foreach(source IN LISTS fuzzers)
    get_filename_component(name ${source} NAME_WE)
    string(REPLACE "fuzz_" "" part ${name})
    add_executable(tst_${name} ${source} ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/replay.cpp)
    target_link_libraries(tst_${name} PRIVATE larder_options models)
    target_include_directories(tst_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/data/fuzz/${part}) # else it is replayed elsewhere
        add_test(NAME ${name} COMMAND tst_${name} ${CMAKE_CURRENT_SOURCE_DIR}/data/fuzz/${part})
    endif()
    if(LARDER_FUZZ)
        add_executable(${name} ${source})
        target_link_libraries(${name} PRIVATE larder_options models -fsanitize=fuzzer)
        target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    endif()
endforeach()
