#include "app/cli/processguard.h"
#include "base/redact.h"
#include <QtGlobal>
#include <cstring>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif
#include <sys/resource.h>

namespace cli {

namespace {
/// `text` is no longer than what is there; the rest becomes NUL.
void overwrite(char *word, const QByteArray &text)
{
    const size_t length = std::strlen(word);
    std::memset(word, 0, length);
    std::memcpy(word, text.constData(), qMin(length, static_cast<size_t>(text.size())));
}

bool canHoldSecret(const QByteArray &word)
{
    return word.contains("://") && (word.contains('@') || word.contains('?'));
}
} // namespace

void guardProcess()
{
    if (qgetenv("LARDER_ALLOW_CORE") == "1")
        return;
    const rlimit none{ 0, 0 };
    ::setrlimit(RLIMIT_CORE, &none);
#ifdef Q_OS_LINUX
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

QByteArray hiddenAddress(const QByteArray &word)
{
    return canHoldSecret(word) ? word.first(word.indexOf("://") + 3) + '*' : word;
}

QByteArrayList takeWords(int argc, char **argv)
{
    QByteArrayList words;
    for (int i = 1; i < argc; ++i)
        words += QByteArray(argv[i]);
    const qsizetype dashes = words.indexOf("--");
    const qsizetype own = dashes < 0 ? words.size() : dashes;
    for (qsizetype i = 0; i < own; ++i) {
        if (canHoldSecret(words[i]))
            overwrite(argv[i + 1], hiddenAddress(words[i]));
    }
    if (dashes >= 0 && dashes + 1 < words.size() && base::carriesSecret(words.sliced(dashes + 1))) {
        // words[i] is argv[i + 1]; the command's own name may stay.
        for (qsizetype i = dashes + 2; i < words.size(); ++i)
            overwrite(argv[i + 1], "*");
    }
    return words;
}

} // namespace cli
