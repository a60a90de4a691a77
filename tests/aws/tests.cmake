add_larder_test(aws http LIBS models_aws)
