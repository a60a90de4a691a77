add_larder_test(aws signing LIBS models_aws)
add_larder_test(aws http LIBS models_aws)
add_larder_test(aws keyfiles LIBS models_aws)
add_larder_test(aws discoverymodels LIBS models_aws)
foreach(name signing)
    target_compile_definitions(tst_aws_${name} PRIVATE
        BOTOCORE_SIGN="${CMAKE_CURRENT_SOURCE_DIR}/aws/botocore_sign.py")
endforeach()
