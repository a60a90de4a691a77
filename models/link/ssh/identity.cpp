#include "link/ssh/identity.h"
#include "link/ssh/wirereader.h"
#include <QCryptographicHash>

namespace links {

namespace {

/// Of "ssh-rsa"; 0 when there is no modulus.
int rsaBits(const QByteArray &publicBlob)
{
    WireReader reader(publicBlob);
    reader.string();
    reader.string(); // the exponent
    QByteArray modulus = reader.string().value_or(QByteArray());
    while (modulus.startsWith('\0'))
        modulus.remove(0, 1);
    int bits = int(modulus.size()) * 8;
    if (!modulus.isEmpty()) {
        for (auto top = uchar(modulus.front()); top < 0x80; top = uchar(top << 1U))
            --bits;
    }
    return bits;
}

} // namespace

QByteArray keyTypeOf(const QByteArray &publicBlob)
{
    return WireReader(publicBlob).string().value_or(QByteArray());
}

bool canSignIn(const QByteArray &publicBlob)
{
    const QByteArray type = keyTypeOf(publicBlob);
    if (type == "ssh-rsa") {
        const int bits = rsaBits(publicBlob);
        return bits >= fewestRsaBits && bits <= mostRsaBits;
    }
    return type == "ssh-ed25519" || type == "ecdsa-sha2-nistp256" || type == "ecdsa-sha2-nistp384"
        || type == "ecdsa-sha2-nistp521";
}

QString fingerprintOf(const QByteArray &publicBlob)
{
    const QByteArray hash = QCryptographicHash::hash(publicBlob, QCryptographicHash::Sha256);
    return QStringLiteral("SHA256:")
        + QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals));
}

QString keyLabelOf(const QByteArray &publicBlob)
{
    const QByteArray type = keyTypeOf(publicBlob);
    if (type == "ssh-ed25519")
        return QStringLiteral("ED25519");
    if (type.startsWith("ecdsa-sha2-nistp"))
        return QStringLiteral("ECDSA ") + QString::fromLatin1(type.sliced(16));
    if (type == "ssh-rsa")
        return QStringLiteral("RSA %1").arg(rsaBits(publicBlob));
    return QString::fromLatin1(type);
}

} // namespace links
