#pragma once
#include "aws/keysource.h"
#include "keyplaces.h"
#include "support/httpfake.h"
#include "support/wait.h"

namespace support {

/// Bytes of no key in particular that must be seen nowhere.
inline const QByteArray keySecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// What STS answers to a role: keys whose id ends in `number`, good for an hour from `now`.
inline HttpAnswer assumedRole(const QByteArray &action, int number, const QDateTime &until)
{
    return HttpAnswer::xml(
        "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action
        + "Result><Credentials><AccessKeyId>ASIAROLE" + QByteArray::number(number)
        + "</AccessKeyId><SecretAccessKey>" + keySecret
        + "</SecretAccessKey><SessionToken>token-of-" + QByteArray::number(number)
        + "</SessionToken><Expiration>" + until.toString(Qt::ISODate).toLatin1()
        + "</Expiration></Credentials></" + action + "Result></" + action + "Response>");
}

/// STS, which gives numbered keys for an hour and notes who asked.
class FakeSts {
public:
    explicit FakeSts(const KeyPlaces &at)
    {
        http.answer = [this, &at](const HttpSeen &seen) {
            return assumedRole(seen.field(QStringLiteral("Action")).toLatin1(), ++given,
                               at.now().addSecs(3600));
        };
    }
    /// Access key id of the signature; empty = unsigned.
    [[nodiscard]] QByteArray signer(qsizetype request) const
    {
        const QByteArray header = http.seen.at(request).header("authorization");
        const qsizetype at = header.indexOf("Credential=");
        return at < 0 ? QByteArray() : header.mid(at + 11).split('/').first();
    }

    HttpFake http;
    int given = 0;
};

} // namespace support
