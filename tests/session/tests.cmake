add_larder_test(session commandgate LIBS models_session)
add_larder_test(session connectionstate LIBS models_session)
add_larder_test(session serverinfo LIBS models_session)
add_larder_test(session session LIVE LIBS models_session)
