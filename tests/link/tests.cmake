add_larder_test(link link LIBS models_link)
add_larder_test(link probes LIVE LIBS models_link larder_resources)
add_larder_test(link tlslink LIVE LIBS models_link larder_resources)
add_larder_test(link tlsmaterial LIBS models_link)
