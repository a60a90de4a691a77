#include "session/redirect.h"
#include "resp/nodemap.h"

namespace session {

namespace {

/// "host:port"; the host may be empty, an IPv6 address without brackets, or "?".
links::Endpoint endpointOf(const QByteArray &text)
{
    const qsizetype colon = text.lastIndexOf(':');
    bool number = false;
    const uint port = text.sliced(colon + 1).toUInt(&number);
    links::Endpoint endpoint{ {}, 0, {} };
    QByteArray host = text.left(std::max<qsizetype>(colon, 0));
    if (colon < 0 || !number || port == 0 || port > 65535 || host == "?")
        return endpoint;
    if (host.startsWith('[') && host.endsWith(']'))
        host = host.sliced(1, host.size() - 2);
    endpoint.host = QString::fromLatin1(host);
    endpoint.port = quint16(port);
    return endpoint;
}

} // namespace

std::optional<Redirect> Redirect::fromReply(const resp::Reply &reply)
{
    return reply.isError() ? fromWords(reply.bytes()) : std::nullopt;
}

std::optional<Redirect> Redirect::fromWords(QByteArrayView words)
{
    const auto starts = [&](const char *code) { return words.startsWith(QByteArrayView(code)); };
    if (starts("TRYAGAIN") || starts("CLUSTERDOWN") || starts("LOADING"))
        return Redirect{ Kind::Later, -1, {} };
    if (starts("MASTERDOWN"))
        return Redirect{ Kind::NotHere, -1, {} };
    if (!starts("MOVED ") && !starts("ASK "))
        return std::nullopt;
    const QByteArrayList parts = words.toByteArray().split(' ');
    bool number = false;
    const int slot = parts.value(1).toInt(&number);
    if (parts.size() < 3 || !number || slot < 0 || slot >= resp::slotCount)
        return std::nullopt;
    return Redirect{ starts("MOVED ") ? Kind::Moved : Kind::Ask, slot, endpointOf(parts[2]) };
}

} // namespace session
