add_larder_test(resp reply LIBS models_resp)
add_larder_test(resp encode LIBS models_resp)
add_larder_test(resp servererror LIBS models_resp)
add_larder_test(resp live LIVE LIBS models_resp)
