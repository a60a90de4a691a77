add_larder_test(session commandgate LIBS models_session)
