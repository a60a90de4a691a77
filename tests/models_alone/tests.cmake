# All of models/ linked whole, with neither Qt6::Gui nor Qt6::Widgets: a pixel in there does not link.
add_executable(models_alone models_alone/main.cpp)
target_link_libraries(models_alone PRIVATE larder_options models)
get_property(model_libraries GLOBAL PROPERTY LARDER_MODEL_LIBRARIES)
foreach(library IN LISTS model_libraries)
    target_link_libraries(models_alone PRIVATE
        "-Wl,--whole-archive" $<TARGET_FILE:${library}> "-Wl,--no-whole-archive")
    add_dependencies(models_alone ${library})
endforeach()
add_test(NAME models_alone COMMAND models_alone)
# And whatever came in by way of another library is told by name.
add_test(NAME models_alone_links_no_gui
    COMMAND sh -c "! ldd $<TARGET_FILE:models_alone> | grep -E 'libQt6(Gui|Widgets|Svg)'")
