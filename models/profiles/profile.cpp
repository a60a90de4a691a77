#include "profiles/profile.h"
#include <algorithm>

namespace profiles {

QString HostPort::toString() const
{
    const QString shown = host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(host) : host;
    return QStringLiteral("%1:%2").arg(shown).arg(port);
}

std::optional<HostPort> HostPort::fromString(const QString &text, quint16 defaultPort)
{
    const QString trimmed = text.trimmed();
    HostPort result{ trimmed, defaultPort };
    QString port;
    if (trimmed.startsWith(QLatin1Char('['))) {
        const qsizetype end = trimmed.indexOf(QLatin1Char(']'));
        if (end < 0)
            return std::nullopt;
        result.host = trimmed.sliced(1, end - 1);
        const QString rest = trimmed.sliced(end + 1);
        if (!rest.isEmpty() && !rest.startsWith(QLatin1Char(':')))
            return std::nullopt;
        port = rest.sliced(qMin<qsizetype>(1, rest.size()));
        if (!rest.isEmpty() && port.isEmpty())
            return std::nullopt;
    } else if (trimmed.count(QLatin1Char(':')) == 1) {
        const qsizetype colon = trimmed.indexOf(QLatin1Char(':'));
        result.host = trimmed.first(colon);
        port = trimmed.sliced(colon + 1);
        if (port.isEmpty())
            return std::nullopt;
    }
    if (!port.isEmpty()) {
        bool ok = false;
        result.port = port.toUShort(&ok);
        if (!ok || result.port == 0)
            return std::nullopt;
    }
    const auto unfit = [](QChar c) {
        return c.isSpace() || c == QLatin1Char('/') || c == QLatin1Char('[')
            || c == QLatin1Char(']');
    };
    if (result.host.isEmpty() || std::any_of(result.host.cbegin(), result.host.cend(), unfit))
        return std::nullopt;
    return result;
}

QString Profile::address() const
{
    return unixSocket.isEmpty() ? endpoint().toString() : unixSocket;
}

} // namespace profiles
