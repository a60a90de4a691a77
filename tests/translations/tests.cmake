# Every sentence of the source has its Korean, and every plural its two English forms; see
# check_catalogue.py.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
get_target_property(lupdate Qt6::lupdate IMPORTED_LOCATION)
if(NOT lupdate)
    get_target_property(lupdate Qt6::lupdate IMPORTED_LOCATION_NONE)
endif()
function(add_catalogue_test part)
    list(TRANSFORM ARGN PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE folders)
    foreach(language ko en)
        add_test(NAME translations_${part}_${language}
            COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/translations/check_catalogue.py
                    ${lupdate} ${PROJECT_SOURCE_DIR}
                    ${PROJECT_SOURCE_DIR}/resources/translations/${part}_${language}.ts ${folders})
    endforeach()
endfunction()
add_catalogue_test(base models/base)
add_catalogue_test(aws models/aws widgets/aws)
add_catalogue_test(resp models/resp)
add_catalogue_test(profiles models/profiles widgets/profiles)
add_catalogue_test(link models/link)
add_catalogue_test(session models/session)
add_catalogue_test(browser models/keys widgets/browser)
add_catalogue_test(values models/values widgets/values)
add_catalogue_test(console models/console widgets/console)
add_catalogue_test(stats models/stats widgets/stats)
add_catalogue_test(common widgets/common)
add_catalogue_test(cli app/cli)
# The window, its settings and app/, whose demo server has a catalogue of its own.
file(GLOB shell_sources RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/widgets/*.cpp ${PROJECT_SOURCE_DIR}/widgets/*.h
    ${PROJECT_SOURCE_DIR}/app/*.cpp ${PROJECT_SOURCE_DIR}/app/*.h)
list(FILTER shell_sources EXCLUDE REGEX "app/demo")
add_catalogue_test(shell ${shell_sources} widgets/settings)
file(GLOB demo_sources RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/app/demo*)
add_catalogue_test(demo ${demo_sources})
