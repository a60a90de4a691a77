#include "session/primaryfinder.h"
#include "base/log.h"
#include "base/whendone.h"
#include "link/makelink.h"
#include <QCoreApplication>

namespace session {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostSentinels = 64;

/// Sentinels are asked with their own TLS switch, and never by the socket of the server.
profiles::Profile asReached(profiles::Profile profile)
{
    profile.tls.enabled = profile.sentinel.tls;
    profile.unixSocket.clear();
    return profile;
}

QList<links::Endpoint> known(const profiles::Profile &profile)
{
    QList<links::Endpoint> all;
    for (const profiles::HostPort &seed : profile.seeds)
        all += links::Endpoint{ seed.host, seed.port, {} };
    if (all.isEmpty())
        all += links::Endpoint{ profile.host, profile.port, {} };
    return all;
}

/// "ip" and "port" of one entry of SENTINEL SENTINELS, a flat list of names and values.
links::Endpoint endpointOf(const resp::Reply &entry)
{
    links::Endpoint endpoint;
    endpoint.port = 0;
    for (qsizetype i = 0; i + 1 < entry.size(); i += 2) {
        if (entry.at(i).bytes() == "ip")
            endpoint.host = QString::fromUtf8(entry.at(i + 1).toByteArray());
        else if (entry.at(i).bytes() == "port")
            endpoint.port = entry.at(i + 1).toByteArray().toUShort();
    }
    return endpoint;
}

} // namespace

PrimaryFinder::PrimaryFinder(profiles::Profile profile, profiles::Secrets secrets, QObject *parent)
    : QObject(parent)
    , m_profile(asReached(std::move(profile)))
    , m_secrets(std::move(secrets))
    , m_limit(qMin(std::chrono::milliseconds(m_profile.connectTimeoutMs), 3000ms))
    , m_sentinels(known(m_profile))
    , m_next(this)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &PrimaryFinder::askNext);
}

PrimaryFinder::~PrimaryFinder()
{
    cancel();
}

void PrimaryFinder::find(Done done)
{
    cancel();
    m_done = std::move(done);
    m_waiting = m_sentinels;
    m_tried.clear();
    m_words.clear();
    m_nameUnknown = false;
    m_turnedAway = false;
    m_next.start(0);
}

void PrimaryFinder::cancel()
{
    m_done = {};
    m_next.stop();
    hangUp();
}

void PrimaryFinder::askNext()
{
    if (m_profile.sentinel.primaryName.isEmpty())
        finish(base::fail(Kind::Invalid,
                          QCoreApplication::translate(
                              "session",
                              "The connection has no name of a primary to ask the sentinels for. "
                              "Enter one in its settings."),
                          {}, Cause::NoSuchPrimary));
    else if (m_waiting.isEmpty())
        giveUp();
    else
        ask(m_waiting.takeFirst());
}

void PrimaryFinder::ask(const links::Endpoint &sentinel)
{
    m_asked = sentinel;
    profiles::Profile hasty = m_profile;
    hasty.connectTimeoutMs = int(m_limit.count());
    m_link = links::makeLink(hasty, sentinel, m_through, m_secrets.tlsKeyPassphrase, this);
    connect(m_link, &links::Link::opened, this, &PrimaryFinder::converse);
    connect(m_link, &links::Link::failed, this, [this](const base::Error &why) {
        if (links::isOfTheWay(why)) {
            finish(base::fail(why)); // the others are behind it, too
            return;
        }
        switch (why.cause) {
        case Cause::Refused:
        case Cause::TargetRefused:
            note(QCoreApplication::translate("session", "refused"), why);
            break;
        case Cause::HostNotFound:
            note(QCoreApplication::translate("session", "host not found"), why);
            break;
        case Cause::ForwardingForbidden:
            note(QCoreApplication::translate("session", "forbidden by the bastion"), why);
            break;
        default:
            note(why.kind == Kind::Timeout
                     ? QCoreApplication::translate("session", "no answer in time")
                     : QCoreApplication::translate("session", "not reached"),
                 why);
        }
    });
    m_link->open();
}

void PrimaryFinder::converse()
{
    resp::Connection::Limits limits;
    limits.timeout = m_limit;
    m_connection = new resp::Connection(m_link->take(), limits, this);
    m_link->deleteLater();
    m_link = nullptr;
    if (!m_profile.sentinel.signsIn) {
        query();
        return;
    }
    resp::Command auth{ "AUTH" };
    if (!m_profile.sentinel.user.isEmpty())
        auth += m_profile.sentinel.user.toUtf8();
    auth += m_secrets.sentinelPassword.reveal();
    const auto future = m_connection->send(auth);
    base::wipe(auth.last());
    base::whenDone(
        future, m_connection, [this, from = m_connection](const base::Result<resp::Reply> &reply) {
            if (from != m_connection)
                return; // given up meanwhile
            if (!reply) {
                note(QCoreApplication::translate("session", "not reached"), reply.error());
                return;
            }
            const base::Error why =
                reply->isError() ? resp::serverError(*reply, "AUTH") : base::Error();
            if (reply->isError() && why.cause != Cause::PasswordUnused) {
                m_turnedAway = true;
                note(QCoreApplication::translate("session", "sign-in refused"), why);
                return;
            }
            query();
        });
}

void PrimaryFinder::query()
{
    const QByteArray name = m_profile.sentinel.primaryName.toUtf8();
    const resp::Commands commands{ { "SENTINEL", "GET-MASTER-ADDR-BY-NAME", name },
                                   { "SENTINEL", "SENTINELS", name } };
    base::whenDone(m_connection->sendAll(commands), m_connection,
                   [this, from = m_connection](const base::Result<resp::Replies> &replies) {
                       if (from != m_connection)
                           return;
                       if (replies)
                           take(*replies);
                       else
                           note(replies.error().kind == Kind::Timeout
                                    ? QCoreApplication::translate("session", "no answer in time")
                                    : QCoreApplication::translate("session", "not reached"),
                                replies.error());
                   });
}

void PrimaryFinder::take(const resp::Replies &replies)
{
    const resp::Reply &address = replies[0];
    if (address.isError()) {
        const base::Error why = resp::serverError(address, "SENTINEL");
        const bool denied = why.kind == Kind::Auth || why.cause == Cause::CommandDenied;
        m_turnedAway = m_turnedAway || denied;
        note(denied ? QCoreApplication::translate("session", "sign-in refused")
                    : QCoreApplication::translate("session", "no sentinel"),
             why);
        return;
    }
    learn(replies[1]);
    const quint16 port = address.size() == 2 ? address.at(1).toByteArray().toUShort() : quint16(0);
    if (port == 0) {
        m_nameUnknown = true;
        note(QCoreApplication::translate("session", "unknown name"), {});
        return;
    }
    const links::Endpoint primary{ QString::fromUtf8(address.at(0).toByteArray()), port, {} };
    qCInfo(base::logSession) << "sentinel names the primary" << primary.toString();
    // The next search begins with the one that answered.
    m_sentinels.removeOne(m_asked);
    m_sentinels.prepend(m_asked);
    finish(primary);
}

void PrimaryFinder::learn(const resp::Reply &others)
{
    for (qsizetype i = 0; i < others.size() && m_sentinels.size() < mostSentinels; ++i) {
        const links::Endpoint other = endpointOf(others.at(i));
        if (other.host.isEmpty() || other.port == 0 || m_sentinels.contains(other))
            continue;
        m_sentinels += other;
        m_waiting += other;
    }
}

/// This sentinel was no help; on with the next.
void PrimaryFinder::note(const QString &why, const base::Error &error)
{
    m_tried += QStringLiteral("%1 (%2)").arg(m_asked.toString(), why);
    if (!error.detail.isEmpty())
        m_words = error.detail;
    hangUp();
    m_next.start(0);
}

void PrimaryFinder::hangUp()
{
    if (m_link) {
        m_link->disconnect(this);
        m_link->deleteLater();
        m_link = nullptr;
    }
    if (m_connection) {
        // Later: this may be called from inside one of its answers.
        m_connection->deleteLater();
        m_connection = nullptr;
    }
}

void PrimaryFinder::giveUp()
{
    const QString tried = m_tried.join(QStringLiteral(", "));
    if (m_nameUnknown) {
        finish(base::fail(
            Kind::NotFound,
            QCoreApplication::translate(
                "session", "No sentinel knows a primary named %1. Check the name. Asked: %2")
                .arg(m_profile.sentinel.primaryName, tried),
            m_words, Cause::NoSuchPrimary));
    } else if (m_turnedAway) {
        finish(base::fail(
            Kind::Auth,
            QCoreApplication::translate(
                "session",
                "The sentinels did not accept the sign-in. Check the user and password of the "
                "sentinels in the connection's settings. Tried: %1")
                .arg(tried),
            m_words, Cause::NoSentinel));
    } else {
        finish(base::fail(Kind::Network,
                          QCoreApplication::translate(
                              "session",
                              "None of the sentinels answered. Check their addresses and that they "
                              "are running. Tried: %1")
                              .arg(tried),
                          m_words, Cause::NoSentinel));
    }
}

void PrimaryFinder::finish(const base::Result<links::Endpoint> &result)
{
    hangUp();
    if (const Done done = std::exchange(m_done, {}))
        done(result); // may begin another search
}

} // namespace session
