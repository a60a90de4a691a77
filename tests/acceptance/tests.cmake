# The program as a person has it: the real window against a real server, by keys and clicks.
add_library(acceptance_support STATIC acceptance/realwindow.cpp acceptance/realwindow.h)
target_include_directories(acceptance_support PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(acceptance_support PUBLIC larder_options test_support larder_app Qt6::Test)

foreach(name tasks pastetasks witness reconnect oddnames hitrate acl cluster sentinel bastion)
    add_larder_test(acceptance ${name} GUI LIVE LIBS acceptance_support)
endforeach()
add_larder_test(acceptance bastioncluster GUI LIVE LIBS acceptance_support)
add_larder_test(acceptance ssm GUI LIVE LIBS acceptance_support)
add_larder_test(acceptance ssmbands GUI LIVE LIBS acceptance_support)
add_larder_test(acceptance findinaws GUI LIVE LIBS acceptance_support)
add_larder_test(acceptance sshsecrets LIVE LIBS models_session)
target_compile_definitions(tst_acceptance_sshsecrets PRIVATE
    ASKPASS_PROGRAM="$<TARGET_FILE:askpass_child>")
add_dependencies(tst_acceptance_sshsecrets askpass_child)
add_larder_test(acceptance secrets GUI LIVE LIBS acceptance_support cli_support)
