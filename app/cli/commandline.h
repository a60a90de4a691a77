#pragma once
#include <QByteArrayList>
#include <QStringList>

namespace cli {

/// True when the words (without the program's name) ask for something that happens in the
/// terminal: a command, help or the version.
[[nodiscard]] bool isCommand(const QByteArrayList &words);
/// Runs it to its end and returns the exit status. Needs no display and no QCoreApplication;
/// `argc` and `argv` as main() has them.
int run(int argc, char **argv, const QByteArrayList &words);
/// True when the words are a command used as its help says; nothing is run.
[[nodiscard]] bool isUsable(const QByteArrayList &words);

} // namespace cli
