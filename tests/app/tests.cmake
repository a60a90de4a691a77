add_larder_test(app window GUI LIVE LIBS larder_app)
add_larder_test(app chrome GUI LIBS larder_app)
add_larder_test(app nodemap GUI LIVE LIBS larder_app)
add_larder_test(app askdesk GUI LIBS larder_app)
