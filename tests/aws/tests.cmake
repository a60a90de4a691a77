add_larder_test(aws http LIBS models_aws)
add_larder_test(aws keyfiles LIBS models_aws)
add_larder_test(aws discoverymodels LIBS models_aws)
