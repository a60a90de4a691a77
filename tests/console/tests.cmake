add_larder_test(console rediscli LIVE LIBS models_console)
add_larder_test(console replyformat LIBS models_console)
add_larder_test(console splitline LIBS models_console)
