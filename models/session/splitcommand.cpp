#include "session/splitcommand.h"
#include <QHash>

namespace session {

SplitCommand::How SplitCommand::howOf(const resp::Command &command)
{
    static const QHash<QByteArray, How> names{
        { "DEL", How::Sum },   { "UNLINK", How::Sum },  { "EXISTS", How::Sum },
        { "TOUCH", How::Sum }, { "MGET", How::Values }, { "MSET", How::Ok },
    };
    return names.value(command.value(0).toUpper(), How::Alone);
}

SplitCommand::SplitCommand(const resp::Command &command, bool mayBeSplit)
{
    const How how = mayBeSplit ? howOf(command) : How::Alone;
    const qsizetype step = how == How::Ok ? 2 : 1;
    const bool wellFormed = command.size() > 1 && (command.size() - 1) % step == 0;
    if (how == How::Alone || !wellFormed) {
        m_parts = { command };
        return;
    }
    QHash<int, qsizetype> partOf;
    for (qsizetype i = 1; i < command.size(); i += step) {
        const int slot = resp::slotOf(command[i]);
        auto part = partOf.find(slot);
        if (part == partOf.end()) {
            part = partOf.insert(slot, m_parts.size());
            m_parts += resp::Command{ command[0] };
        }
        resp::Command &into = m_parts[*part];
        m_values.emplace_back(*part, into.size() - 1);
        into += command.sliced(i, step);
    }
    if (m_parts.size() > 1)
        m_how = how;
}

resp::Reply SplitCommand::merged(const resp::Replies &replies) const
{
    if (m_how == How::Alone)
        return replies.value(0);
    qsizetype refused = 0;
    resp::Reply refusal;
    for (const resp::Reply &reply : replies) {
        if (reply.isError() && refused++ == 0)
            refusal = reply;
    }
    if (refused == replies.size())
        return refusal;
    if (refused > 0) {
        const QByteArray ran = QByteArray::number(replies.size() - refused);
        return resp::Reply::error(refusal.toByteArray() + " (" + ran + " of "
                                  + QByteArray::number(replies.size())
                                  + " parts on other slots were carried out)");
    }
    switch (m_how) {
    case How::Sum: {
        qint64 sum = 0;
        for (const resp::Reply &reply : replies)
            sum += reply.toInteger();
        return resp::Reply::integer(sum);
    }
    case How::Values: {
        resp::Replies values;
        for (const auto &[part, place] : m_values)
            values += replies[part].at(place);
        return resp::Reply::array(values);
    }
    default:
        return replies[0];
    }
}

} // namespace session
