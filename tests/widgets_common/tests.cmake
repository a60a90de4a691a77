add_larder_test(widgets_common theme GUI LIBS widgets_common)
add_larder_test(widgets_common controls GUI LIBS widgets_common)
add_larder_test(widgets_common sheet GUI LIBS widgets_common)
