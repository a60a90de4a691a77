add_executable(demohost ${CMAKE_CURRENT_SOURCE_DIR}/demo/demohost.cpp)
target_link_libraries(demohost PRIVATE larder_demo)

add_larder_test(demo demoserver LIVE LIBS larder_demo)
target_compile_definitions(tst_demo_demoserver PRIVATE DEMOHOST="$<TARGET_FILE:demohost>")
add_dependencies(tst_demo_demoserver demohost)
