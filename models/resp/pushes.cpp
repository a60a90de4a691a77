#include "resp/pushes.h"
#include "resp/decoder.h"
#include <QCoreApplication>

namespace resp {

namespace {

bool is(const QByteArray &argument, const char *word)
{
    return argument.compare(word, Qt::CaseInsensitive) == 0;
}

/// Which of the three kinds of subscription the confirmation's verb is about; -1 for other words.
int family(QByteArrayView verb)
{
    if (verb == "subscribe" || verb == "unsubscribe")
        return 0;
    if (verb == "psubscribe" || verb == "punsubscribe")
        return 1;
    if (verb == "ssubscribe" || verb == "sunsubscribe")
        return 2;
    return -1;
}

bool isMonitorLine(QByteArrayView line)
{
    return !line.isEmpty() && line.front() >= '0' && line.front() <= '9' && line.contains(" [");
}

} // namespace

std::optional<base::Error> unfit(const Command &command)
{
    using Kind = base::Error::Kind;
    if (command.isEmpty() || command.constFirst().isEmpty()) {
        return base::Error{ Kind::Invalid,
                            QCoreApplication::translate("resp", "There is no command to send."),
                            {} };
    }
    const QByteArray &verb = command.constFirst();
    const bool unanswered = command.size() > 1 && is(verb, "CLIENT") && is(command[1], "REPLY");
    if (unanswered || is(verb, "SYNC") || is(verb, "PSYNC")) {
        const QByteArray name = unanswered ? QByteArray("CLIENT REPLY") : verb.toUpper();
        return base::Error{ Kind::Invalid,
                            QCoreApplication::translate(
                                "resp",
                                "%1 was not sent: after it, replies no longer belong to commands.")
                                .arg(QString::fromLatin1(name)),
                            {} };
    }
    if (command.size() > 1 && is(verb, "HELLO") && command[1] == "3" && !Decoder::hasResp3()) {
        return base::Error{ Kind::Invalid,
                            QCoreApplication::translate(
                                "resp",
                                "HELLO 3 was not sent: this build's hiredis is older "
                                "than 1.0 and cannot read RESP3."),
                            {} };
    }
    return std::nullopt;
}

bool PushFilter::concerns(const Command &command)
{
    const QByteArray &verb = command.constFirst();
    // A look at length and first letter spares the comparisons for nearly all commands.
    if (verb.size() < 5 || verb.size() > 12 || !QByteArrayView("sSpPuUmMrR").contains(verb.front()))
        return false;
    return family(verb.toLower()) >= 0 || is(verb, "MONITOR") || is(verb, "RESET");
}

void PushFilter::sent(quint64 number, const Command &command)
{
    m_asked.push_back({ number, command.constFirst().toLower(), command.size() - 1 });
}

bool PushFilter::isSubscribed() const
{
    return std::any_of(m_names.cbegin(), m_names.cend(),
                       [](const auto &n) { return !n.isEmpty(); });
}

PushFilter::What PushFilter::classify(const Reply &reply, quint64 oldest)
{
    Asked *asked =
        !m_asked.empty() && m_asked.front().number == oldest ? &m_asked.front() : nullptr;
    const bool isPush = reply.kind() == Reply::Kind::Push;
    if (isPush || (reply.kind() == Reply::Kind::Array && (asked || isSubscribed()))) {
        const QByteArray verb = reply.at(0).toByteArray();
        const int kind = family(verb);
        if (kind >= 0 && reply.size() == 3) {
            QSet<QByteArray> &names = m_names[size_t(kind)];
            const bool mine = asked && asked->verb == verb;
            if (mine && asked->left == 0)
                asked->left = std::max<qsizetype>(1, names.size());
            if (verb.contains("unsub"))
                names.remove(reply.at(1).toByteArray());
            else
                names.insert(reply.at(1).toByteArray());
            if (!mine || --asked->left > 0)
                return What::Push;
            m_asked.pop_front();
            return What::PushAndAnswer;
        }
        if (isPush)
            return What::Push;
        if ((verb == "message" && reply.size() == 3) || (verb == "pmessage" && reply.size() == 4)
            || (verb == "smessage" && reply.size() == 3))
            return What::Push;
    }
    if (m_monitoring && reply.kind() == Reply::Kind::Status && isMonitorLine(reply.bytes()))
        return What::Push;
    if (asked) {
        if (asked->verb == "monitor" && reply.isOk())
            m_monitoring = true;
        if (asked->verb == "reset" && !reply.isError()) {
            m_monitoring = false;
            m_names = {};
        }
        m_asked.pop_front();
    }
    return What::Answer;
}

} // namespace resp
