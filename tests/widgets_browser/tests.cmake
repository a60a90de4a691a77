add_larder_test(widgets_browser keyspane GUI LIVE LIBS widgets_browser)
