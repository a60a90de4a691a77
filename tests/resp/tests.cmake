pkg_check_modules(HIREDIS REQUIRED IMPORTED_TARGET hiredis>=0.14) # to compare with its own reader

add_larder_test(resp reply LIBS models_resp)
add_larder_test(resp encode LIBS models_resp)
add_larder_test(resp decoder LIBS models_resp PkgConfig::HIREDIS)
add_larder_test(resp connection SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/resp/pipe.h LIBS models_resp)
add_larder_test(resp servererror LIBS models_resp)
add_larder_test(resp live LIVE LIBS models_resp)
add_larder_test(resp transact LIVE SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/resp/pipe.h LIBS models_resp)
# hiredis defines _FILE_OFFSET_BITS, which the common precompiled header does not.
set_target_properties(tst_resp_decoder PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
