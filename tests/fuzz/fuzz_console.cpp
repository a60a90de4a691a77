#include "console/completer.h"
#include "console/linecheck.h"
#include "console/splitline.h"
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// Any bytes as a typed line: what can be split survives being quoted and split again, the line
/// can be completed at every place, and its text for the screen holds no control character.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray line(reinterpret_cast<const char *>(data),
                          qsizetype(std::min(size, size_t(512))));
    if (const auto command = console::splitLine(line)) {
        const auto again = console::splitLine(console::joined(*command));
        if (!again || *again != *command)
            std::abort();
        if (!command->isEmpty())
            (void)console::whyNotHere(*command, false);
        (void)console::withoutRedisCli(*command, { QStringLiteral("localhost:6379"), 0, false });
    }
    const console::Completer completer;
    for (qsizetype cursor = 0; cursor <= line.size(); cursor += 1 + line.size() / 8) {
        const auto found = completer.complete(line, cursor);
        if (found.from < 0 || found.from > found.to || found.to != cursor)
            std::abort();
    }
    (void)console::Completer::argumentHint(line);
    (void)console::redactedLine(QString::fromUtf8(line));
    (void)console::scriptLines(QString::fromUtf8(line));
    for (const QChar c : console::displayOutput(line)) {
        if (c != u'\n' && c.category() == QChar::Other_Control)
            std::abort();
    }
    return 0;
}
