#include "profiles/sshsecrets.h"
#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QCoreApplication>

namespace profiles {

namespace {

constexpr int passwordKey = 1;
constexpr int passphraseKey = 2;
constexpr int privateKeyKey = 3;
constexpr qsizetype mostHops = 16;

void put(QCborMap &map, int key, const base::Secret &secret)
{
    if (!secret.isEmpty())
        map.insert(key, secret.reveal());
}

base::Secret get(const QCborMap &map, int key)
{
    return base::Secret(map.value(key).toByteArray());
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

base::Secret SshSecrets::sealed() const
{
    QCborArray array;
    bool any = false;
    for (const HopSecrets &hop : hops) {
        QCborMap map;
        put(map, passwordKey, hop.password);
        put(map, passphraseKey, hop.keyPassphrase);
        put(map, privateKeyKey, hop.privateKey);
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
        || value.toArray().size() > mostHops) {
        return base::fail(base::Error::Kind::Invalid,
                          QCoreApplication::translate(
                              "profiles",
                              "What is stored for the SSH bastion cannot be read. Enter its "
                              "password or key again."));
    }
    for (const QCborValue hop : value.toArray()) {
        const QCborMap map = hop.toMap();
        secrets.hops +=
            HopSecrets{ get(map, passwordKey), get(map, passphraseKey), get(map, privateKeyKey) };
    }
    return secrets;
}

} // namespace profiles
