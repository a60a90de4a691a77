#include "link/ssm/handshake.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <vector>

namespace links::ssm {

namespace {

constexpr char sessionAction[] = "SessionType";
constexpr char encryptionAction[] = "KMSEncryption";
constexpr char portSession[] = "Port";
constexpr char localForwarding[] = "LocalPortForwarding";

enum class ActionStatus { Success = 1, Failed = 2, Unsupported = 3 };

tl::unexpected<base::Error> unreadable(const char *why)
{
    return base::fail(
        base::Error::Kind::Protocol,
        QCoreApplication::translate("link",
                                    "The bastion's SSM agent started the session in a way that "
                                    "cannot be understood."),
        why, base::Error::Cause::SsmProtocol);
}

/// The properties are strings, but a document of the account's own may have them otherwise.
QString text(const QJsonObject &from, const char *key)
{
    return from.value(QLatin1String(key)).toVariant().toString();
}

bool isPortSession(const HandshakeRequest &request)
{
    return request.sessionType == QLatin1String(portSession)
        && request.forwarding == QLatin1String(localForwarding);
}

struct Answer {
    ActionStatus status;
    const char *error; ///< for the agent's log
};

Answer answer(const QString &action, const HandshakeRequest &request)
{
    if (action == QLatin1String(encryptionAction))
        return { ActionStatus::Failed, "This client does not encrypt with KMS." };
    if (action != QLatin1String(sessionAction))
        return { ActionStatus::Unsupported, "This client does not know the action." };
    if (!isPortSession(request))
        return { ActionStatus::Failed, "This client forwards ports only." };
    return { ActionStatus::Success, "" };
}

QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{ text }).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

using Version = std::vector<quint32>;

std::optional<Version> version(const QString &text)
{
    Version out;
    for (const QString &part : text.trimmed().split(QLatin1Char('.'))) {
        bool isNumber = false;
        out.push_back(part.toUInt(&isNumber));
        if (!isNumber)
            return {};
    }
    out.resize(std::max<size_t>(out.size(), 4)); // "3.1.1188" is 3.1.1188.0
    return out;
}

} // namespace

base::Result<HandshakeRequest> readHandshakeRequest(const QByteArray &payload)
{
    const QJsonObject json = QJsonDocument::fromJson(payload).object();
    const QJsonValue actions = json.value(QLatin1String("RequestedClientActions"));
    if (!actions.isArray())
        return unreadable("handshake request without actions");
    HandshakeRequest out;
    out.agentVersion = text(json, "AgentVersion");
    for (const QJsonValue each : actions.toArray()) {
        const QJsonObject action = each.toObject();
        const QString type = text(action, "ActionType");
        out.actions += type;
        if (type == QLatin1String(encryptionAction))
            out.wantsEncryption = true;
        if (type != QLatin1String(sessionAction))
            continue;
        const QJsonObject parameters = action.value(QLatin1String("ActionParameters")).toObject();
        const QJsonObject properties = parameters.value(QLatin1String("Properties")).toObject();
        out.sessionType = text(parameters, "SessionType");
        out.host = text(properties, "host");
        out.port = text(properties, "portNumber");
        out.forwarding = text(properties, "type");
    }
    return out;
}

QByteArray handshakeResponse(const HandshakeRequest &request)
{
    QByteArrayList processed;
    for (const QString &action : request.actions) {
        const auto [status, error] = answer(action, request);
        processed += R"({"ActionType":)" + quoted(action) + R"(,"ActionStatus":)"
            + QByteArray::number(int(status)) + R"(,"ActionResult":null,"Error":")" + error
            + R"("})";
    }
    return R"({"ClientVersion":")" + QByteArray(clientVersion) + R"(","ProcessedClientActions":[)"
        + processed.join(',') + R"(],"Errors":null})";
}

std::optional<base::Error> refusal(const HandshakeRequest &request)
{
    const auto no = [](const QString &sentence, base::Error::Cause cause) {
        return base::Error{ base::Error::Kind::Network, sentence, {}, cause };
    };
    if (request.wantsEncryption)
        return no(QCoreApplication::translate(
                      "link",
                      "The bastion insists on encrypting the session with an AWS KMS key, which "
                      "this program does not do. Turn KMS encryption off in the Session Manager "
                      "preferences of the AWS account."),
                  base::Error::Cause::SsmEncrypted);
    if (request.sessionType != QLatin1String(portSession))
        return no(QCoreApplication::translate(
                      "link",
                      "The Session Manager document started a session of the type “%1”, "
                      "and a tunnel needs “Port”. Choose a document for port forwarding.")
                      .arg(request.sessionType),
                  base::Error::Cause::SsmProtocol);
    if (!isPortSession(request))
        return no(QCoreApplication::translate(
                      "link",
                      "The Session Manager document forwards in the way “%1”, and a tunnel "
                      "needs “LocalPortForwarding”. Choose a document for port forwarding.")
                      .arg(request.forwarding),
                  base::Error::Cause::SsmProtocol);
    for (const QString &action : request.actions) {
        if (action != QLatin1String(sessionAction))
            return no(
                QCoreApplication::translate(
                    "link", "The bastion's SSM agent wants “%1”, which this program does not know.")
                    .arg(action),
                base::Error::Cause::SsmProtocol);
    }
    return {};
}

base::Result<QString> readHandshakeComplete(const QByteArray &payload)
{
    const QJsonDocument json = QJsonDocument::fromJson(payload);
    if (!json.isObject())
        return unreadable("handshake's end is no JSON object");
    return text(json.object(), "CustomerMessage");
}

AgentManners mannersOf(const QString &agentVersion)
{
    AgentManners out;
    const auto agent = version(agentVersion);
    if (!agent)
        return out;
    out.mux = *agent > Version{ 3, 0, 196, 0 };
    out.keepAlive = *agent <= Version{ 3, 1, 1511, 0 };
    out.terminateFlag = *agent > Version{ 2, 3, 722, 0 };
    out.remoteHost = *agent >= Version{ 3, 1, 1188, 0 };
    return out;
}

} // namespace links::ssm
