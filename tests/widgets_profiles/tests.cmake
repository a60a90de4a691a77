add_larder_test(widgets_profiles homepage GUI LIBS widgets_profiles
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/widgets_profiles/homebase.h)
add_larder_test(widgets_profiles homesecrets GUI LIBS widgets_profiles
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/widgets_profiles/homebase.h)
add_larder_test(widgets_profiles tunnelpage GUI LIBS widgets_profiles)
add_larder_test(widgets_profiles awsforms GUI LIBS widgets_profiles)
add_larder_test(widgets_profiles importsheet GUI LIBS widgets_profiles)
add_larder_test(widgets_profiles diagnosispanel GUI LIBS widgets_profiles)
add_larder_test(widgets_profiles editor GUI LIBS widgets_profiles)
add_larder_test(widgets_profiles sshsheets GUI LIBS widgets_profiles)
