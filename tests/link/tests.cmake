add_larder_test(link link LIBS models_link)
