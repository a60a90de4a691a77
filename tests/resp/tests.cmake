add_larder_test(resp reply LIBS models_resp)
