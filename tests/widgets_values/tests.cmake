add_larder_test(widgets_values keytab GUI LIVE LIBS widgets_values)
add_larder_test(widgets_values sheets GUI LIVE LIBS widgets_values)
