add_larder_test(stats infoparser LIBS models_stats)
add_larder_test(stats rates LIBS models_stats)
add_larder_test(stats history LIBS models_stats)
add_larder_test(stats lookups LIVE LIBS models_stats)
add_larder_test(stats countingport LIBS models_stats)
add_larder_test(stats sampler LIBS models_stats)
add_larder_test(stats samplerlive LIVE LIBS models_stats)
add_larder_test(stats fuzzreplay LIBS models_stats
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/fuzz_info.cpp)
