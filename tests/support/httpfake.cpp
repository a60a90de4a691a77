#include "support/httpfake.h"
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QLocale>
#include <QPointer>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTimer>

namespace support {

namespace {

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

HttpSeen parsed(const QByteArray &head)
{
    HttpSeen seen;
    seen.head = head;
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    seen.method = words.value(0);
    seen.target = words.value(1);
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        seen.headers.emplaceBack(line.first(std::max<qsizetype>(colon, 0)).toLower(),
                                 line.sliced(colon + 1).trimmed());
    }
    return seen;
}

} // namespace

QByteArray HttpSeen::header(const QByteArray &name) const
{
    for (const auto &[own, value] : headers)
        if (own == name.toLower())
            return value;
    return {};
}

QByteArray HttpSeen::path() const
{
    return target.split('?').first();
}

QByteArray HttpSeen::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.sliced(mark + 1);
}

QJsonObject HttpSeen::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QString HttpSeen::field(const QString &name) const
{
    for (QByteArray pair : body.split('&')) {
        pair.replace('+', ' ');
        const QString text = QString::fromUtf8(QByteArray::fromPercentEncoding(pair));
        if (text.startsWith(name + u'='))
            return text.sliced(name.size() + 1);
    }
    return {};
}

HttpAnswer HttpAnswer::json(const QJsonObject &object, int status)
{
    return { status,
             QJsonDocument(object).toJson(QJsonDocument::Compact),
             { { "Content-Type", "application/x-amz-json-1.1" } } };
}

HttpAnswer HttpAnswer::xml(const QByteArray &xml, int status)
{
    return { status, xml, { { "Content-Type", "text/xml" } } };
}

HttpAnswer HttpAnswer::refusal(const QString &type, const QString &message, int status)
{
    return json({ { QStringLiteral("__type"), type }, { QStringLiteral("message"), message } },
                status);
}

HttpAnswer HttpAnswer::xmlRefusal(const QByteArray &code, const QByteArray &message, int status)
{
    return xml("<ErrorResponse xmlns=\"https://example.com/doc/\"><Error><Type>Sender</Type><Code>"
                   + code + "</Code><Message>" + message
                   + "</Message></Error><RequestId>0</RequestId></ErrorResponse>",
               status);
}

HttpAnswer HttpAnswer::ending(End end)
{
    HttpAnswer answer;
    answer.body = "never whole";
    answer.end = end;
    return answer;
}

HttpFake::HttpFake(QObject *parent)
    : QObject(parent)
{
    listen(std::make_unique<QTcpServer>());
}

HttpFake::HttpFake(const TlsFiles::Pair &pair, QObject *parent)
    : QObject(parent)
    , m_tls(true)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificate(QSslCertificate(fileBytes(pair.certificate)));
    configuration.setPrivateKey(QSslKey(fileBytes(pair.key), QSsl::Ec));
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(configuration);
    listen(std::move(server));
}

HttpFake::~HttpFake() = default;

void HttpFake::listen(std::unique_ptr<QTcpServer> server)
{
    m_server = std::move(server);
    answer = [](const HttpSeen &) { return HttpAnswer{ 500, "nothing was scripted" }; };
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *socket = m_server->nextPendingConnection()) {
            ++connections;
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            auto pending = std::make_shared<QByteArray>();
            const auto read = [this, socket, pending] { take(socket, *pending); };
            connect(socket, &QTcpSocket::readyRead, this, read);
            read();
        }
    });
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("cannot listen on 127.0.0.1");
}

quint16 HttpFake::port() const
{
    return m_server->serverPort();
}

QUrl HttpFake::url(const QString &path) const
{
    return QUrl(QStringLiteral("%1://%2:%3%4")
                    .arg(m_tls ? QStringLiteral("https") : QStringLiteral("http"),
                         m_tls ? QStringLiteral("localhost") : QStringLiteral("127.0.0.1"))
                    .arg(port())
                    .arg(path));
}

void HttpFake::script(const HttpAnswer &answer)
{
    m_script.push_back(answer);
}

void HttpFake::script(const QList<HttpAnswer> &answers)
{
    for (const HttpAnswer &each : answers)
        script(each);
}

void HttpFake::stopListening()
{
    m_server->close();
}

void HttpFake::take(QTcpSocket *socket, QByteArray &pending)
{
    pending += socket->readAll();
    for (;;) {
        const qsizetype blank = pending.indexOf("\r\n\r\n");
        if (blank < 0)
            return;
        HttpSeen request = parsed(pending.first(blank));
        const qsizetype length = request.header("content-length").toLongLong();
        if (pending.size() < blank + 4 + length)
            return;
        request.body = pending.sliced(blank + 4, length);
        pending.remove(0, blank + 4 + length);
        seen += request;
        HttpAnswer next;
        if (m_script.empty()) {
            next = answer(request);
        } else {
            next = m_script.front();
            m_script.pop_front();
        }
        if (next.delay.count() == 0) {
            reply(socket, next);
            continue;
        }
        const QPointer<QTcpSocket> still(socket);
        QTimer::singleShot(next.delay, this, [this, still, next] {
            if (still)
                reply(still, next);
        });
    }
}

void HttpFake::reply(QTcpSocket *socket, const HttpAnswer &answer) const
{
    if (answer.end == HttpAnswer::End::Silent)
        return;
    if (answer.end == HttpAnswer::End::HangUp) {
        socket->abort();
        return;
    }
    const QDateTime date = QDateTime::currentDateTimeUtc().addSecs(skewSeconds);
    QByteArray text = "HTTP/1.1 " + QByteArray::number(answer.status) + " Scripted\r\nDate: "
        + QLocale::c().toString(date, u"ddd, dd MMM yyyy hh:mm:ss").toLatin1()
        + " GMT\r\nContent-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    for (const auto &[name, value] : answer.headers)
        text += name + ": " + value + "\r\n";
    text += "\r\n";
    if (answer.end == HttpAnswer::End::Cut) {
        socket->write(text + answer.body.first(answer.body.size() / 2));
        socket->disconnectFromHost();
        return;
    }
    socket->write(text + answer.body);
}

} // namespace support
