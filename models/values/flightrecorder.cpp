#include "values/flightrecorder.h"
#include "base/durationtext.h"

namespace values {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("values", text);
}

/// "2.1 s", "25 min", "3 h".
QString spanText(qint64 ms)
{
    if (ms < 60 * 1000)
        return say(QT_TRANSLATE_NOOP("values", "%1 s"))
            .arg(double(ms) / 1000, 0, 'f', ms < 10000 ? 1 : 0);
    if (ms < 60 * 60 * 1000)
        return say(QT_TRANSLATE_NOOP("values", "%1 min")).arg(ms / 60000);
    return say(QT_TRANSLATE_NOOP("values", "%1 h")).arg(ms / 3600000);
}

} // namespace

FlightRecorder::FlightRecorder(QObject *parent)
    : QAbstractListModel(parent)
{
}

FlightRecorder::~FlightRecorder() = default;

void FlightRecorder::sample(const KeySample &now)
{
    const std::optional<KeySample> before = std::exchange(m_last, now);
    const bool own = std::exchange(m_own, false);
    if (!before || before->type == base::KeyType::Unknown)
        return;
    const bool was = before->type != base::KeyType::None;
    const bool is = now.type != base::KeyType::None;
    if (was && !is) {
        // Gone at its deadline, or before it; without server time the countdown tells.
        const qint64 due = before->pttl >= 0 ? before->when.toMSecsSinceEpoch() + before->pttl : -1;
        const bool expired = due >= 0 && due <= now.when.toMSecsSinceEpoch() + 1000;
        m_goneAt = expired ? QDateTime::fromMSecsSinceEpoch(due) : now.when;
        return add(m_goneAt, expired ? Event::Expired : Event::Deleted);
    }
    if (!was && is) {
        QString detail;
        if (m_goneAt.isValid())
            detail = say(QT_TRANSLATE_NOOP("values", "%1 later"))
                         .arg(spanText(m_goneAt.msecsTo(now.when)));
        if (now.pttl >= 0)
            detail += (detail.isEmpty() ? QString() : QStringLiteral(", "))
                + say(QT_TRANSLATE_NOOP("values", "TTL %1")).arg(base::ttlText(now.pttl));
        return add(now.when, Event::Recreated, detail);
    }
    if (!was || own)
        return;
    if (now.type != before->type)
        return add(now.when, Event::TypeChanged,
                   QStringLiteral("%1 → %2").arg(base::keyTypeBadge(before->type),
                                                 base::keyTypeBadge(now.type)));
    if (before->pttl >= 0 && now.pttl == -1)
        add(now.when, Event::TtlRemoved);
    else if (now.pttl >= 0 && before->pttl != -3) {
        const qint64 elapsed = before->when.msecsTo(now.when);
        if (before->pttl < 0 || qAbs(before->pttl - elapsed - now.pttl) > 1500)
            add(now.when, Event::TtlSet, base::ttlText(now.pttl));
    }
    if (before->length >= 0 && now.length >= 0 && before->length != now.length)
        add(now.when, Event::Changed,
            QStringLiteral("%1 → %2").arg(base::countText(before->length),
                                          base::countText(now.length)));
}

void FlightRecorder::loaded(const QDateTime &when)
{
    add(when, Event::Loaded);
}

void FlightRecorder::valueChanged(const QDateTime &when, const QString &detail)
{
    if (!m_entries.isEmpty() && m_entries.last().event == Event::Changed
        && m_entries.last().when.msecsTo(when) < 1500)
        return; // the sample has told it already
    add(when, Event::Changed, detail);
}

void FlightRecorder::saved(const QDateTime &when)
{
    m_own = true;
    add(when, Event::Saved);
}

void FlightRecorder::saveStopped(const QDateTime &when, const QString &why)
{
    add(when, Event::SaveStopped, why);
}

void FlightRecorder::expectOwnChange()
{
    m_own = true;
}

void FlightRecorder::add(const QDateTime &when, Event event, const QString &detail)
{
    if (m_entries.size() >= limit) {
        beginRemoveRows({}, 0, 0);
        m_entries.removeFirst();
        endRemoveRows();
    }
    const int at = int(m_entries.size());
    beginInsertRows({}, at, at);
    m_entries += Entry{ when, event, detail };
    endInsertRows();
}

int FlightRecorder::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant FlightRecorder::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size())
        return {};
    const Entry &entry = m_entries.at(index.row());
    switch (role) {
    case EventRole:
        return QVariant::fromValue(entry.event);
    case TimeRole:
        return entry.when;
    case DetailRole:
        return entry.detail;
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (entry.event) {
    case Event::Loaded:
        return say(QT_TRANSLATE_NOOP("values", "Loaded here"));
    case Event::Changed:
        return say(QT_TRANSLATE_NOOP("values", "Value changed"));
    case Event::TtlSet:
        return say(QT_TRANSLATE_NOOP("values", "TTL set"));
    case Event::TtlRemoved:
        return say(QT_TRANSLATE_NOOP("values", "TTL removed"));
    case Event::Expired:
        return say(QT_TRANSLATE_NOOP("values", "Expired"));
    case Event::Deleted:
        return say(QT_TRANSLATE_NOOP("values", "Deleted"));
    case Event::Recreated:
        return say(QT_TRANSLATE_NOOP("values", "Re-created by an app"));
    case Event::TypeChanged:
        return say(QT_TRANSLATE_NOOP("values", "Type changed"));
    case Event::Saved:
        return say(QT_TRANSLATE_NOOP("values", "Saved here"));
    case Event::SaveStopped:
        return say(QT_TRANSLATE_NOOP("values", "Save stopped"));
    }
    return {};
}

} // namespace values
