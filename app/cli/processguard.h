#pragma once
#include <QByteArrayList>

namespace cli {

/// No core dump of this process is written, and no other process of the same user may look into its
/// memory: passwords are in it. LARDER_ALLOW_CORE=1 leaves things as they are, for debugging.
void guardProcess();

/// The words of the command line after the program's name, byte for byte. Those that can hold a
/// secret (an address with a user part or options, AUTH and its like after "--") are overwritten
/// in `argv` itself, so that `ps` does not show them for longer than this call takes to come.
[[nodiscard]] QByteArrayList takeWords(int argc, char **argv);

/// What takeWords() leaves in place of an address: "redis://*".
[[nodiscard]] QByteArray hiddenAddress(const QByteArray &word);

} // namespace cli
