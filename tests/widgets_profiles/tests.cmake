add_larder_test(widgets_profiles homepage GUI LIBS widgets_profiles)
add_larder_test(widgets_profiles importsheet GUI LIBS widgets_profiles)
    add_larder_test(widgets_profiles diagnosispanel GUI LIBS widgets_profiles)
