# Every sentence of the source has its Korean; see check_catalogue.py.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
get_target_property(lupdate Qt6::lupdate IMPORTED_LOCATION)
if(NOT lupdate)
    get_target_property(lupdate Qt6::lupdate IMPORTED_LOCATION_NONE)
endif()
function(add_catalogue_test part)
    list(TRANSFORM ARGN PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE folders)
    add_test(NAME translations_${part}
        COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/translations/check_catalogue.py
                ${lupdate} ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/resources/translations/${part}_ko.ts ${folders})
endfunction()
add_catalogue_test(base models/base)
