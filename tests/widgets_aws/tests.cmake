add_larder_test(widgets_aws wizard GUI LIBS widgets_aws
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/widgets_aws/wizardbase.h)
