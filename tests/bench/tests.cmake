# Every bench_<name>.cpp is a program of its own (Google Benchmark); none is a test, for figures of
# a busy machine prove nothing. Build with -DLARDER_BENCH=ON -DCMAKE_BUILD_TYPE=Release.
if(LARDER_BENCH)
    find_package(benchmark REQUIRED)
    pkg_check_modules(HIREDIS REQUIRED IMPORTED_TARGET hiredis>=0.14)
    file(GLOB benches CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/bench/bench_*.cpp)
    foreach(source IN LISTS benches)
        get_filename_component(name ${source} NAME_WE)
        add_executable(${name} ${source})
        target_link_libraries(${name} PRIVATE larder_options models test_support
            benchmark::benchmark PkgConfig::HIREDIS)
    endforeach()
    # These time a shown window.
    target_link_libraries(bench_keys PRIVATE widgets_browser larder_resources Qt6::Widgets)
    target_link_libraries(bench_bigvalues PRIVATE widgets_values larder_resources Qt6::Widgets)
endif()
