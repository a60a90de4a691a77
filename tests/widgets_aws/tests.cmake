add_larder_test(widgets_aws wizard GUI LIBS widgets_aws)
