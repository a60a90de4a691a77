#include "support/ssmgatewaycore.h"
#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSslConfiguration>
#include <QSslKey>
#include <QUrlQuery>

namespace support {

namespace {

constexpr char tlsHandshake = 0x16;
const QByteArray channelPath = QByteArrayLiteral("/v1/data-channel/");

QByteArray fileAt(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

SsmGateway::Core::Answer json(const QJsonObject &object, int status = 200)
{
    return { status, "application/x-amz-json-1.1",
             QJsonDocument(object).toJson(QJsonDocument::Compact) };
}

SsmGateway::Core::Answer refused(const SsmGateway::Refusal &why)
{
    return json(
        { { QStringLiteral("__type"), why.type }, { QStringLiteral("message"), why.message } },
        why.status);
}

QByteArray randomHex(int bytes)
{
    QByteArray out(bytes, Qt::Uninitialized);
    for (char &each : out)
        each = char(QRandomGenerator::system()->bounded(256));
    return out.toHex();
}

/// The request whose head is `head`; `body` follows it.
ssm::Signed parsed(const QByteArray &head)
{
    ssm::Signed request;
    const QByteArrayList lines = head.split('\n');
    const QByteArrayList words = lines.constFirst().trimmed().split(' ');
    request.method = words.value(0);
    const QByteArray where = words.value(1);
    const qsizetype mark = where.indexOf('?');
    request.path = mark < 0 ? where : where.first(mark);
    request.query = mark < 0 ? QByteArray() : where.sliced(mark + 1);
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.insert(line.first(colon).trimmed().toLower(),
                                   line.sliced(colon + 1).trimmed());
    }
    return request;
}

} // namespace

SsmGateway::Core::Core(Options options)
    : m_options(std::move(options))
{
    m_places = { { QStringLiteral("localhost"), {} }, { QStringLiteral("127.0.0.1"), {} } };
    if (!m_options.onlyTemporaryKeys)
        m_keys += KeySet{ accessKey, secretKey, {}, {} };
    m_secrets += secretKey;
}

QDateTime SsmGateway::Core::now() const
{
    return QDateTime::currentDateTimeUtc().addSecs(m_options.clockOffset.count());
}

void SsmGateway::Core::incomingConnection(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    m_incoming.insert(socket, {});
    connect(socket, &QSslSocket::readyRead, this, [this, socket] { read(socket); });
    connect(socket, &QSslSocket::disconnected, this, [this, socket] {
        if (m_incoming.remove(socket) > 0)
            socket->deleteLater();
    });
}

void SsmGateway::Core::begin(QSslSocket *socket)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificateChain(
        QSslCertificate::fromPath(m_options.certificate, QSsl::Pem));
    const QByteArray pem = fileAt(m_options.key);
    QSslKey key(pem, QSsl::Ec);
    if (key.isNull())
        key = QSslKey(pem, QSsl::Rsa);
    configuration.setPrivateKey(key);
    socket->setSslConfiguration(configuration);
    socket->startServerEncryption();
}

void SsmGateway::Core::read(QSslSocket *socket)
{
    const auto found = m_incoming.find(socket);
    if (found == m_incoming.end())
        return;
    if (!found->isBegun) {
        const QByteArray first = socket->peek(1);
        if (first.isEmpty())
            return;
        found->isBegun = true;
        if ((first[0] == tlsHandshake) != isSecure()) {
            m_lint += QStringLiteral("TLS where none is spoken, or none where it is");
            socket->abort();
            return;
        }
        if (isSecure())
            return begin(socket);
    }
    found->bytes += socket->readAll();
    while (readRequest(socket)) { }
}

bool SsmGateway::Core::readRequest(QSslSocket *socket)
{
    const auto found = m_incoming.find(socket);
    if (found == m_incoming.end())
        return false;
    const qsizetype end = found->bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    ssm::Signed request = parsed(found->bytes.first(end));
    const qsizetype size = request.headers.value("content-length").toLongLong();
    if (found->bytes.size() < end + 4 + size)
        return false;
    request.body = found->bytes.sliced(end + 4, size);
    found->bytes.remove(0, end + 4 + size);
    if (request.headers.value("upgrade").toLower() != "websocket") {
        reply(socket, answer(request));
        return true;
    }
    if (!found->bytes.isEmpty())
        m_lint += QStringLiteral("bytes before the upgrade was answered");
    upgrade(socket, request);
    return false;
}

void SsmGateway::Core::reply(QSslSocket *socket, const Answer &answer)
{
    const QByteArray date =
        QLocale::c().toString(now(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
    socket->write(
        "HTTP/1.1 " + QByteArray::number(answer.status) + " X\r\nContent-Type: " + answer.type
        + "\r\nContent-Length: " + QByteArray::number(answer.body.size()) + "\r\nDate: " + date
        + "\r\nx-amzn-RequestId: 00000000-0000-4000-8000-000000000000\r\n\r\n" + answer.body);
}

std::optional<SsmGateway::Refusal> SsmGateway::Core::scripted(const QString &operation)
{
    const auto found = m_scripts.find(operation);
    if (found == m_scripts.end() || found->times == 0)
        return {};
    if (found->times > 0)
        --found->times;
    return found->refusal;
}

std::optional<SsmGateway::Refusal> SsmGateway::Core::refusal(const ssm::Signed &request,
                                                             const QByteArray &service)
{
    const auto mismatch = [](const QString &why) {
        return Refusal{ 403, QStringLiteral("InvalidSignatureException"), why };
    };
    const auto as = ssm::readAuthorization(request.headers.value("authorization"));
    if (!as)
        return Refusal{ 403, QStringLiteral("MissingAuthenticationTokenException"),
                        QStringLiteral("Missing Authentication Token") };
    const QByteArray token = request.headers.value("x-amz-security-token");
    const auto keys = std::find_if(m_keys.cbegin(), m_keys.cend(), [&](const KeySet &each) {
        return each.accessKey == as->accessKey && each.token == token;
    });
    if (keys == m_keys.cend())
        return Refusal{ 403, QStringLiteral("UnrecognizedClientException"),
                        QStringLiteral("The security token included in the request is invalid.") };
    if (as->service != service || as->region != region)
        return mismatch(QStringLiteral("Credential should be scoped to a valid region."));
    QDateTime when = QDateTime::fromString(QString::fromLatin1(request.headers.value("x-amz-date")),
                                           QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    when.setTimeSpec(Qt::UTC);
    if (!when.isValid() || qAbs(when.secsTo(now())) > 300)
        return mismatch(QStringLiteral("Signature expired: is now earlier than 5 minutes ago."));
    QByteArrayList sorted = as->names;
    std::sort(sorted.begin(), sorted.end());
    const bool isWhole = sorted == as->names && sorted.contains("host")
        && sorted.contains("x-amz-date")
        && (token.isEmpty() || sorted.contains("x-amz-security-token"));
    if (!isWhole || ssm::signatureOf(request, *as, keys->secretKey) != as->signature)
        return mismatch(QStringLiteral("The request signature we calculated does not match the "
                                       "signature you provided."));
    if (keys->until.isValid() && keys->until <= now())
        return Refusal{ 400, QStringLiteral("ExpiredTokenException"),
                        QStringLiteral("The security token included in the request is expired") };
    return {};
}

SsmGateway::Core::Answer SsmGateway::Core::answer(const ssm::Signed &request)
{
    if (request.method == "GET" && request.path == "/container-keys") {
        ++m_counters.keysGiven;
        return { 200, "application/json",
                 QJsonDocument(issueKeys(m_issuedLife)).toJson(QJsonDocument::Compact) };
    }
    const QByteArray wanted = request.headers.value("x-amz-target");
    const bool isSsm = wanted.startsWith("AmazonSSM.");
    const QUrlQuery form(QString::fromLatin1(request.body));
    const QString operation = isSsm ? QString::fromLatin1(wanted.sliced(10))
                                    : form.queryItemValue(QStringLiteral("Action"));
    const QByteArray service = isSsm ? "ssm" : "sts";
    m_requests += Request{ QString::fromLatin1(service), operation, request.body };
    if (request.method != "POST" || request.path != "/")
        m_lint += QStringLiteral("%1 %2").arg(QString::fromLatin1(request.method),
                                              QString::fromLatin1(request.path));
    if (isSsm && request.headers.value("content-type") != "application/x-amz-json-1.1")
        m_lint += QStringLiteral("content type of ") + operation;
    if (const auto why = scripted(operation))
        return refused(*why);
    if (const auto why = refusal(request, service))
        return refused(*why);
    if (operation == QLatin1String("GetCallerIdentity"))
        return { 200, "text/xml",
                 "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                 "<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/alice</Arn>"
                 "<UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account>"
                 "</GetCallerIdentityResult></GetCallerIdentityResponse>" };
    return call(operation, QJsonDocument::fromJson(request.body).object());
}

SsmGateway::Core::Answer SsmGateway::Core::call(const QString &operation, const QJsonObject &input)
{
    const QString id = input[QLatin1String("SessionId")].toString();
    if (operation == QLatin1String("StartSession"))
        return start(input);
    if (operation == QLatin1String("ResumeSession"))
        return resume(id);
    if (operation == QLatin1String("TerminateSession")) {
        ++m_counters.terminations;
        const auto found = m_sessions.find(id);
        if (found == m_sessions.end())
            return refused({ 400, QStringLiteral("DoesNotExistException"), id });
        found->second->close({});
        return json({ { QStringLiteral("SessionId"), id } });
    }
    if (operation == QLatin1String("GetConnectionStatus")) {
        const QString target = input[QLatin1String("Target")].toString();
        const bool isOnline = m_targetOnline && target == m_target;
        return json(
            { { QStringLiteral("Target"), target },
              { QStringLiteral("Status"),
                isOnline ? QStringLiteral("connected") : QStringLiteral("notconnected") } });
    }
    if (operation == QLatin1String("DescribeInstanceInformation"))
        return instances();
    return refused({ 400, QStringLiteral("UnknownOperationException"), operation });
}

SsmGateway::Core::Answer SsmGateway::Core::instances() const
{
    return json(
        { { QStringLiteral("InstanceInformationList"),
            QJsonArray{ QJsonObject{
                { QStringLiteral("InstanceId"), m_target },
                { QStringLiteral("PingStatus"),
                  m_targetOnline ? QStringLiteral("Online") : QStringLiteral("ConnectionLost") },
                { QStringLiteral("AgentVersion"), m_options.agent.version },
                { QStringLiteral("PlatformType"), QStringLiteral("Linux") },
                { QStringLiteral("ResourceType"), QStringLiteral("EC2Instance") },
                { QStringLiteral("ComputerName"), QStringLiteral("bastion.example") },
                { QStringLiteral("IPAddress"), QStringLiteral("10.0.0.5") } } } } });
}

SsmGateway::Core::Answer SsmGateway::Core::start(const QJsonObject &input)
{
    const QString wanted = input[QLatin1String("Target")].toString();
    if (!m_targetOnline || wanted != m_target)
        return refused({ 400, QStringLiteral("TargetNotConnected"),
                         wanted + QStringLiteral(" is not connected.") });
    const QString document = input[QLatin1String("DocumentName")].toString();
    const bool isRemote = document == QLatin1String("AWS-StartPortForwardingSessionToRemoteHost");
    if (!isRemote && document != QLatin1String("AWS-StartPortForwardingSession"))
        return refused({ 400, QStringLiteral("InvalidDocument"),
                         QStringLiteral("Document with name %1 does not exist.").arg(document) });
    QJsonObject properties{ { QStringLiteral("type"), QStringLiteral("LocalPortForwarding") } };
    const QJsonObject parameters = input[QLatin1String("Parameters")].toObject();
    for (auto it = parameters.begin(); it != parameters.end(); ++it) {
        const QJsonArray values = it->toArray();
        if (values.size() != 1 || !values[0].isString())
            return refused({ 400, QStringLiteral("SerializationException"), it.key() });
        properties[it.key()] = values[0];
    }
    if (properties[QLatin1String("portNumber")].toString().toUShort() == 0
        || isRemote != properties.contains(QLatin1String("host")))
        return refused({ 400, QStringLiteral("InvalidParameters"),
                         QStringLiteral("Parameters do not match the document's.") });
    ++m_counters.starts;
    const QString id = QStringLiteral("alice-") + QString::fromLatin1(randomHex(9).first(17));
    // Looked up once, and only when the agent begins.
    auto session = std::make_unique<ssm::Session>(
        id, properties, m_options.agent,
        [this](const QString &name) -> std::optional<ssm::Place> {
            if (m_places.contains(name))
                return m_places.value(name);
            if (!QHostAddress(name).isNull())
                return ssm::Place{ name, 0, false };
            return {};
        },
        this);
    session->setFaults(m_faults, &m_dice);
    const QByteArray token = session->newToken();
    m_secrets += token;
    const QJsonObject output{ { QStringLiteral("SessionId"), id },
                              { QStringLiteral("TokenValue"), QString::fromLatin1(token) },
                              { QStringLiteral("StreamUrl"),
                                QString::fromLatin1(streamUrl(*session)) } };
    m_sessions.emplace(id, std::move(session));
    return json(output);
}

SsmGateway::Core::Answer SsmGateway::Core::resume(const QString &id)
{
    ++m_counters.resumes;
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end())
        return refused({ 400, QStringLiteral("DoesNotExistException"), id });
    if (found->second->isOver())
        return json({ { QStringLiteral("SessionId"), id } });
    const QByteArray token = found->second->newToken();
    m_secrets += token;
    return json(
        { { QStringLiteral("SessionId"), id },
          { QStringLiteral("TokenValue"), QString::fromLatin1(token) },
          { QStringLiteral("StreamUrl"), QString::fromLatin1(streamUrl(*found->second)) } });
}

QByteArray SsmGateway::Core::streamUrl(ssm::Session &session)
{
    const QByteArray cell = session.newCell(m_options.rawCell);
    m_secrets += cell;
    return (isSecure() ? "wss" : "ws") + QByteArray("://127.0.0.1:")
        + QByteArray::number(serverPort()) + channelPath + session.id().toLatin1()
        + "?role=publish_subscribe&cell-number=" + cell;
}

void SsmGateway::Core::upgrade(QSslSocket *socket, const ssm::Signed &request)
{
    const auto found =
        m_sessions.find(QString::fromLatin1(request.path.sliced(channelPath.size())));
    m_requests += Request{ QStringLiteral("ssmmessages"), QStringLiteral("OpenDataChannel"), {} };
    std::optional<Refusal> why = scripted(QStringLiteral("OpenDataChannel"));
    if (!why && found == m_sessions.end())
        why = Refusal{ 404, QStringLiteral("NotFound"), QStringLiteral("no such session") };
    if (!why && request.query != "role=publish_subscribe&cell-number=" + found->second->cell()) {
        m_lint += QStringLiteral("the upgrade's address is not the one that was given last");
        why = Refusal{ 403, QStringLiteral("AccessDenied"), {} };
    }
    if (!why)
        why = refusal(request, "ssmmessages");
    if (why) {
        reply(socket, refused({ why->status == 400 ? 403 : why->status, why->type, why->message }));
        socket->disconnectFromHost();
        return;
    }
    const auto as = ssm::readAuthorization(request.headers.value("authorization"));
    QByteArrayList names{ "host", "x-amz-date" };
    if (request.headers.contains("x-amz-security-token"))
        names += "x-amz-security-token";
    if (as->names != names || request.headers.contains("x-amz-content-sha256"))
        m_lint += QStringLiteral("the upgrade signs ") + QString::fromLatin1(as->names.join(';'));
    ++m_counters.upgrades;
    m_incoming.remove(socket);
    socket->disconnect(this);
    found->second->attach(new ssm::WebSocket(socket, request.headers, this));
}

QJsonObject SsmGateway::Core::issueKeys(std::chrono::seconds life)
{
    const KeySet keys{ "ASIA" + randomHex(8).toUpper(), randomHex(20),
                       "T/" + randomHex(30) + "+==", now().addSecs(life.count()) };
    m_keys += keys;
    m_secrets += { keys.secretKey, keys.token };
    return { { QStringLiteral("AccessKeyId"), QString::fromLatin1(keys.accessKey) },
             { QStringLiteral("SecretAccessKey"), QString::fromLatin1(keys.secretKey) },
             { QStringLiteral("Token"), QString::fromLatin1(keys.token) },
             { QStringLiteral("Expiration"), keys.until.toString(Qt::ISODate) } };
}

SsmGateway::Counters SsmGateway::Core::counters() const
{
    Counters out = m_counters;
    for (const auto &[id, session] : m_sessions) {
        out.streams += session->lint().streams();
        out.dials += session->agent().dials();
        out.repeated += session->lint().repeated();
        out.bytesUp += session->lint().bytes();
        if (session->isOver())
            continue;
        ++out.openSessions;
        out.connected += session->client() && session->client()->isOpen() ? 1 : 0;
        out.openStreams += session->agent().openStreams();
        out.unacknowledged += session->agent().unacknowledged();
    }
    return out;
}

QStringList SsmGateway::Core::lint() const
{
    QStringList out = m_lint;
    for (const auto &[id, session] : m_sessions)
        out += session->lint().lines();
    return out;
}

} // namespace support
