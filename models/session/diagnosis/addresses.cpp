#include "session/diagnosis/addresses.h"
#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace session {

bool isPrivate(const QHostAddress &address)
{
    static const std::array networks{
        QHostAddress::parseSubnet(QStringLiteral("10.0.0.0/8")),
        QHostAddress::parseSubnet(QStringLiteral("172.16.0.0/12")),
        QHostAddress::parseSubnet(QStringLiteral("192.168.0.0/16")),
        QHostAddress::parseSubnet(QStringLiteral("100.64.0.0/10")),
        QHostAddress::parseSubnet(QStringLiteral("fc00::/7")),
    };
    return std::any_of(networks.begin(), networks.end(),
                       [&](const auto &network) { return address.isInSubnet(network); });
}

bool areAllPrivate(const QList<QHostAddress> &addresses)
{
    return !addresses.isEmpty() && std::all_of(addresses.begin(), addresses.end(), isPrivate);
}

QString addressesText(const QList<QHostAddress> &addresses)
{
    constexpr qsizetype most = 4;
    QStringList texts;
    for (const QHostAddress &address : addresses.first(qMin(most, addresses.size()))) {
        texts += isPrivate(address)
            ? QCoreApplication::translate("session", "%1 (private)").arg(address.toString())
            : address.toString();
    }
    if (addresses.size() > most)
        texts += QStringLiteral("…");
    return texts.join(QStringLiteral(", "));
}

base::Error explainUnreached(const base::Error &why, const QString &host,
                             const QList<QHostAddress> &addresses)
{
    using Cause = base::Error::Cause;
    // Refused means that the host was reached.
    if (!areAllPrivate(addresses) || why.cause == Cause::Refused
        || why.cause == Cause::HostNotFound)
        return why;
    const QByteArray words = why.detail.isEmpty() ? why.text.toUtf8() : why.detail;
    return { why.kind,
             QCoreApplication::translate(
                 "session",
                 "%1 is a private VPC address (%2). This endpoint cannot be reached directly from "
                 "outside its VPC. Use a VPN, or connect through an SSH or SSM bastion.")
                 .arg(host, addresses.constFirst().toString()),
             words, Cause::PrivateAddress };
}

bool isThisComputer(const QString &host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

} // namespace session
