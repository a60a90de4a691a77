add_larder_test(widgets_stats dashboard GUI LIBS widgets_stats)
add_larder_test(widgets_stats charttablemodel GUI LIBS widgets_stats)
