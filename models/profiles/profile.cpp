#include "profiles/profile.h"

namespace profiles {

QString Profile::address() const
{
    if (!unixSocket.isEmpty())
        return unixSocket;
    const QString shown = host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(host) : host;
    return QStringLiteral("%1:%2").arg(shown).arg(port);
}

} // namespace profiles
