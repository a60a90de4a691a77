#pragma once
#include "aws/client.h"
#include "aws/keyplaces.h"
#include "support/httpfake.h"
#include "support/wait.h"
#include <QJsonArray>

namespace clientrig {

using base::Error;
using support::HttpAnswer;
using support::HttpFake;
using support::HttpSeen;

inline const QByteArray secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
inline const QByteArray sessionToken = "FAKE//SESSION+TOKEN==";
inline const QString region = QStringLiteral("eu-central-1");
inline const QString target = QStringLiteral("AmazonSSM.StartSession");

/// A client of the fake service, with a home of its own and a clock that tells the true time.
class Rig {
public:
    Rig()
    {
        home.places.now = [] { return QDateTime::currentDateTimeUtc(); };
        account.region = region;
        account.endpoint = service.url();
        account.keys.accessKeyId = QStringLiteral("AKIDEXAMPLE");
        account.keys.secretAccessKey = base::Secret(secret);
        service.answer = [](const HttpSeen &) {
            return HttpAnswer::json({ { QStringLiteral("ok"), true } });
        };
    }

    aws::Client &client()
    {
        if (!m_client) {
            m_client = std::make_unique<aws::Client>(account, home.places, nullptr);
            aws::Patience patience;
            patience.first = std::chrono::milliseconds(1);
            patience.longest = std::chrono::milliseconds(5);
            patience.timeout = std::chrono::milliseconds(400);
            m_client->setPatience(patience);
        }
        return *m_client;
    }

    base::Result<QJsonObject> call()
    {
        return support::await(
            client().json(QStringLiteral("ssm"), target,
                          { { QStringLiteral("Target"), QStringLiteral("i-0123456789abcdef0") } }));
    }
    Error failure()
    {
        const auto answer = call();
        return answer ? Error{ Error::Kind::Cancelled, QStringLiteral("it succeeded"), {}, {} }
                      : answer.error();
    }
    void end() { m_client.reset(); }

    HttpFake service;
    support::KeyPlaces home;
    aws::Account account;

private:
    std::unique_ptr<aws::Client> m_client;
};

/// Of a request as it was seen, for botocore to sign again.
inline QJsonObject wishOf(const HttpSeen &seen, const QByteArray &token, const QString &service)
{
    const QByteArray authorization = seen.header("authorization");
    const qsizetype from = authorization.indexOf("SignedHeaders=") + 14;
    const QByteArrayList names =
        authorization.sliced(from, authorization.indexOf(',', from) - from).split(';');
    QJsonArray headers;
    for (const QByteArray &name : names) {
        if (name != "host" && !name.startsWith("x-amz-date") && name != "x-amz-security-token")
            headers +=
                QJsonArray{ QString::fromLatin1(name), QString::fromLatin1(seen.header(name)) };
    }
    return { { QStringLiteral("how"), QStringLiteral("headers") },
             { QStringLiteral("method"), QString::fromLatin1(seen.method) },
             { QStringLiteral("url"),
               QString::fromLatin1("http://" + seen.header("host") + seen.target) },
             { QStringLiteral("headers"), headers },
             { QStringLiteral("body"), QString::fromLatin1(seen.body.toBase64()) },
             { QStringLiteral("key"), QStringLiteral("AKIDEXAMPLE") },
             { QStringLiteral("secret"), QString::fromLatin1(secret) },
             { QStringLiteral("token"), QString::fromLatin1(token) },
             { QStringLiteral("region"), region },
             { QStringLiteral("service"), service },
             { QStringLiteral("when"), QString::fromLatin1(seen.header("x-amz-date")) } };
}

/// As a service sees it whose clock is `skew` seconds ahead of this computer's.
inline bool isInTime(const HttpSeen &seen, qint64 skew)
{
    QDateTime date = QDateTime::fromString(QString::fromLatin1(seen.header("x-amz-date")),
                                           QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    date.setTimeSpec(Qt::UTC);
    return std::abs(date.secsTo(QDateTime::currentDateTimeUtc().addSecs(skew))) < 300;
}

inline HttpAnswer refusal(const char *code, const char *message = "No.", int status = 400)
{
    return HttpAnswer::refusal(QString::fromLatin1(code), QString::fromUtf8(message), status);
}

} // namespace clientrig
