# The layout of every source, as .clang-format has it. Versions differ, so only the one that Debian 12
# ships is asked.
find_program(CLANG_FORMAT NAMES clang-format-14 clang-format)
if(CLANG_FORMAT)
    execute_process(COMMAND ${CLANG_FORMAT} --version OUTPUT_VARIABLE clang_format_version)
    if(clang_format_version MATCHES "version 14\\.")
        add_test(NAME style_format
            COMMAND sh -c "find app models widgets tests -name '*.h' -o -name '*.cpp' | xargs ${CLANG_FORMAT} --dry-run -Werror"
            WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    endif()
endif()
