#include "session/diagnosis/climb.h"

namespace session {

namespace {

/// Names of the primaries in the answer to SENTINEL MASTERS.
QStringList namesIn(const resp::Reply &masters)
{
    QStringList names;
    for (qsizetype i = 0; i < masters.size(); ++i) {
        const resp::Reply fields = masters.at(i);
        for (qsizetype f = 0; f + 1 < fields.size(); f += 2) {
            if (fields.bytesAt(f) == QByteArrayView("name"))
                names += QString::fromUtf8(fields.bytesAt(f + 1));
        }
    }
    return names;
}

} // namespace

void Climb::askSentinel(qsizetype candidate)
{
    profiles::Profile sentinel = m_profile;
    sentinel.tls.enabled = m_profile.sentinel.tls;
    openWire(sentinel, m_candidates[candidate], [this, candidate](const base::Result<> &result) {
        if (result)
            askForPrimary(candidate);
        else
            nextSentinel(candidate, result.error());
    });
}

void Climb::askForPrimary(qsizetype candidate)
{
    resp::Commands commands;
    if (m_profile.sentinel.signsIn) {
        resp::Command auth{ "AUTH" };
        if (!m_profile.sentinel.user.isEmpty())
            auth += m_profile.sentinel.user.toUtf8();
        auth += m_secrets.sentinelPassword.reveal();
        commands += auth;
    }
    commands += resp::Command{ "SENTINEL", "GET-MASTER-ADDR-BY-NAME",
                               m_profile.sentinel.primaryName.toUtf8() };
    commands += resp::Command{ "SENTINEL", "MASTERS" };
    m_wire->ask(commands, connectTimeout(), [this, candidate](const Replies &replies) {
        if (replies)
            sentinelSaid(candidate, *replies);
        else
            nextSentinel(candidate, replies.error());
    });
    for (resp::Command &command : commands) {
        if (command.constFirst() == "AUTH")
            base::wipe(command.last());
    }
}

void Climb::sentinelSaid(qsizetype candidate, const resp::Replies &replies)
{
    const resp::Reply &address = replies[replies.size() - 2];
    const QString sentinel = m_candidates[candidate].toString();
    for (const resp::Reply &reply : replies.first(replies.size() - 1)) {
        if (reply.isError()) {
            base::Error why = resp::serverError(reply, "SENTINEL");
            if (why.cause == Cause::PasswordUnused)
                continue;
            why.text =
                tr("The sentinel %1 refused to name the primary: %2").arg(sentinel, why.text);
            nextSentinel(candidate, why);
            return;
        }
    }
    if (address.size() < 2) {
        const QStringList known = namesIn(replies.constLast());
        QString sentence =
            tr("The sentinels know no primary named “%1”.").arg(m_profile.sentinel.primaryName);
        if (!known.isEmpty())
            sentence += u' ' + tr("They watch: %1.").arg(known.join(QStringLiteral(", ")));
        nextSentinel(candidate, { Kind::NotFound, sentence, "(nil)", Cause::NoSuchPrimary });
        return;
    }
    m_endpoint = { QString::fromUtf8(address.bytesAt(0)), quint16(address.at(1).toInteger()), {} };
    reachPrimary(m_candidates[candidate]);
}

void Climb::nextSentinel(qsizetype candidate, const base::Error &why)
{
    if (m_firstError.text.isEmpty() || candidate == 0)
        m_firstError = why;
    if (candidate + 1 < m_candidates.size())
        askSentinel(candidate + 1);
    else
        fail(m_firstError, { Remedy::Retry });
}

void Climb::reachPrimary(const links::Endpoint &sentinel)
{
    profiles::Profile plain = m_profile;
    plain.tls.enabled = false;
    openWire(plain, m_endpoint, [this, sentinel](const base::Result<> &result) {
        const QString named =
            tr("sentinel %1 names %2").arg(sentinel.toString(), m_endpoint.toString());
        m_now.tried = named;
        if (!result) {
            m_addresses.insert(m_endpoint.host, { QHostAddress(m_endpoint.host) });
            const base::Error why = explained(result.error(), m_endpoint);
            fail(why, { Remedy::MapAddresses, Remedy::Retry });
            return;
        }
        pass(tr("connected"));
        shakeHands();
    });
}

} // namespace session
