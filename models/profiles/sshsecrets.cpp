#include "profiles/sshsecrets.h"
#include "profiles/tunnelway.h"
#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QCoreApplication>
#include <algorithm>

namespace profiles {

namespace {

constexpr int passwordKey = 1;
constexpr int passphraseKey = 2;
constexpr int privateKeyKey = 3;
constexpr int ownerKey = 4;

void put(QCborMap &map, int key, const base::Secret &secret)
{
    if (!secret.isEmpty())
        map.insert(key, secret.reveal());
}

base::Secret get(const QCborMap &map, int key)
{
    return base::Secret(map.value(key).toByteArray());
}

/// Of each hop; of an alias there is one, since `ssh` alone knows where that leads.
QStringList ownersOf(const TunnelSettings &tunnel)
{
    if (usesAlias(tunnel))
        return { QStringLiteral("alias ") + tunnel.alias };
    QStringList owners;
    for (const SshHop &hop : tunnel.hops)
        owners += hop.user + u'@' + HostPort{ hop.host.toLower(), hop.port }.toString();
    return owners;
}

void keepUseful(HopSecrets &secrets, SshAuth auth)
{
    const bool key = auth == SshAuth::KeyFile || auth == SshAuth::StoredKey;
    if (auth != SshAuth::Password && auth != SshAuth::Automatic)
        secrets.password = {};
    if (!key && auth != SshAuth::Automatic)
        secrets.keyPassphrase = {};
    if (auth != SshAuth::StoredKey)
        secrets.privateKey = {};
}

} // namespace

bool HopSecrets::isEmpty() const
{
    return password.isEmpty() && keyPassphrase.isEmpty() && privateKey.isEmpty();
}

HopSecrets SshSecrets::of(qsizetype hop) const
{
    return hops.value(hop);
}

HopSecrets &SshSecrets::at(qsizetype hop)
{
    while (hops.size() <= hop)
        hops += HopSecrets();
    return hops[hop];
}

void SshSecrets::bindTo(const TunnelSettings &tunnel)
{
    const QStringList owners = ownersOf(tunnel);
    hops.resize(qMin(hops.size(), owners.size()));
    for (qsizetype i = 0; i < hops.size(); ++i)
        hops[i].owner = owners[i];
}

SshSecrets SshSecrets::fitting(const TunnelSettings &tunnel) const
{
    const QStringList owners = ownersOf(tunnel);
    SshSecrets out;
    for (qsizetype i = 0; i < owners.size(); ++i) {
        HopSecrets found = of(i);
        if (!found.owner.isEmpty() && found.owner != owners[i])
            found = {};
        for (qsizetype j = 0; j < hops.size() && found.isEmpty(); ++j) {
            if (hops[j].owner == owners[i])
                found = hops[j];
        }
        if (!found.isEmpty())
            out.at(i) = found;
    }
    out.bindTo(tunnel);
    return out;
}

void SshSecrets::lay(const SshSecrets &other)
{
    for (qsizetype i = 0; i < other.hops.size(); ++i) {
        const HopSecrets &over = other.hops[i];
        if (over.isEmpty())
            continue;
        HopSecrets &mine = at(i);
        if (!over.password.isEmpty())
            mine.password = over.password;
        if (!over.keyPassphrase.isEmpty() || !over.privateKey.isEmpty())
            mine.keyPassphrase = over.keyPassphrase;
        if (!over.privateKey.isEmpty())
            mine.privateKey = over.privateKey;
        if (!over.owner.isEmpty())
            mine.owner = over.owner;
    }
}

void SshSecrets::dropUseless(const TunnelSettings &before, const TunnelSettings &now)
{
    if (usesAlias(now))
        return;
    const QStringList owners = ownersOf(now);
    const QStringList old = ownersOf(before);
    for (qsizetype i = 0; i < hops.size() && i < now.hops.size(); ++i) {
        const SshHop was = usesAlias(before) ? SshHop() : before.hops.value(old.indexOf(owners[i]));
        const SshHop &is = now.hops[i];
        if (was.keyFile != is.keyFile && is.auth == SshAuth::KeyFile)
            hops[i].keyPassphrase = {};
        if (was.auth != is.auth)
            keepUseful(hops[i], is.auth);
    }
}

bool SshSecrets::isEmpty() const
{
    return std::all_of(hops.cbegin(), hops.cend(),
                       [](const HopSecrets &hop) { return hop.isEmpty(); });
}

base::Secret SshSecrets::sealed() const
{
    QCborArray array;
    bool any = false;
    for (const HopSecrets &hop : hops) {
        QCborMap map;
        put(map, passwordKey, hop.password);
        put(map, passphraseKey, hop.keyPassphrase);
        put(map, privateKeyKey, hop.privateKey);
        if (!hop.isEmpty() && !hop.owner.isEmpty())
            map.insert(ownerKey, hop.owner);
        any = any || !hop.isEmpty();
        array += map;
    }
    // In text, since some keychains keep nothing else.
    return any ? base::Secret(QCborValue(array).toCbor().toBase64()) : base::Secret();
}

base::Result<SshSecrets> SshSecrets::opened(const base::Secret &sealed)
{
    SshSecrets secrets;
    if (sealed.isEmpty())
        return secrets;
    QCborParserError error{};
    const QCborValue value = QCborValue::fromCbor(QByteArray::fromBase64(sealed.reveal()), &error);
    if (!value.isArray() || error.error != QCborError::NoError
        || value.toArray().size() > mostSshHops) {
        return base::fail(base::Error::Kind::Invalid,
                          QCoreApplication::translate(
                              "profiles",
                              "What is stored for the SSH bastion cannot be read. Enter its "
                              "password or key again."));
    }
    for (const QCborValue hop : value.toArray()) {
        const QCborMap map = hop.toMap();
        secrets.hops += HopSecrets{ get(map, passwordKey), get(map, passphraseKey),
                                    get(map, privateKeyKey), map.value(ownerKey).toString() };
    }
    return secrets;
}

} // namespace profiles
