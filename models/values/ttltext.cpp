#include "values/ttltext.h"
#include <QCoreApplication>
#include <QRegularExpression>
#include <array>
#include <optional>

namespace values {

namespace {

using Kind = base::Error::Kind;

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 lastMoment = 253402300799999; // 9999-12-31T23:59:59.999Z

QString say(const char *text)
{
    return QCoreApplication::translate("values", text);
}

tl::unexpected<base::Error> notUnderstood()
{
    return base::fail(
        Kind::Invalid,
        say(QT_TRANSLATE_NOOP(
            "values", "This is no time. Examples: 1800, 30m, 1h30m, 2025-01-31 18:00, never.")));
}

tl::unexpected<base::Error> notAhead()
{
    return base::fail(Kind::Invalid,
                      say(QT_TRANSLATE_NOOP(
                          "values", "A TTL has to be above zero. To remove the key, use Delete.")));
}

tl::unexpected<base::Error> past()
{
    return base::fail(
        Kind::Invalid,
        say(QT_TRANSLATE_NOOP("values", "This moment has passed. To remove the key, use Delete.")));
}

tl::unexpected<base::Error> tooFar()
{
    return base::fail(
        Kind::Invalid,
        say(QT_TRANSLATE_NOOP("values", "This is too far away: the year 9999 is the limit.")));
}

/// `number` times `unit`, added to `sum`; false on overflow of what we accept.
bool add(qint64 &sum, QStringView number, qint64 unit)
{
    bool ok = false;
    const qulonglong n = number.toULongLong(&ok);
    if (!ok || n > qulonglong(lastMoment / unit))
        return false;
    sum += qint64(n) * unit;
    return sum <= lastMoment;
}

qint64 unitOf(QStringView unit)
{
    struct Unit {
        const char16_t *word;
        qint64 ms;
    };
    static constexpr std::array units{
        Unit{ u"ms", 1 },       Unit{ u"s", second },   Unit{ u"sec", second },
        Unit{ u"m", minute },   Unit{ u"min", minute }, Unit{ u"h", hour },
        Unit{ u"d", day },      Unit{ u"w", 7 * day },  Unit{ u"초", second },
        Unit{ u"분", minute },  Unit{ u"시간", hour },  Unit{ u"일", day },
        Unit{ u"주", 7 * day },
    };
    for (const Unit &candidate : units) {
        if (unit == QStringView(candidate.word))
            return candidate.ms;
    }
    return 0;
}

base::Result<Ttl> relative(qint64 ms, const QDateTime &now)
{
    if (ms <= 0)
        return notAhead();
    if (ms > lastMoment - now.toMSecsSinceEpoch())
        return tooFar();
    return Ttl{ Ttl::Kind::Relative, ms };
}

base::Result<Ttl> absolute(QDate date, QTime time, const QDateTime &now)
{
    if (!date.isValid() || !time.isValid())
        return notUnderstood();
    QDateTime when = now;
    when.setDate(date);
    when.setTime(time);
    if (!when.isValid() || when.toMSecsSinceEpoch() > lastMoment)
        return tooFar();
    if (when <= now)
        return past();
    return Ttl{ Ttl::Kind::Absolute, when.toMSecsSinceEpoch() };
}

/// "30m", "1h 30m", "2 d"; nullopt when the text is no duration at all.
std::optional<base::Result<Ttl>> duration(const QString &text, const QDateTime &now)
{
    static const QRegularExpression whole(
        QStringLiteral("^(?:\\d+\\s*(?:ms|sec|min|[smhdw]|초|분|시간|일|주)\\s*)+$"));
    static const QRegularExpression part(
        QStringLiteral("(\\d+)\\s*(ms|sec|min|[smhdw]|초|분|시간|일|주)"));
    if (!whole.match(text).hasMatch())
        return std::nullopt;
    qint64 sum = 0;
    for (auto it = part.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (!add(sum, match.capturedView(1), unitOf(match.capturedView(2))))
            return tooFar();
    }
    return relative(sum, now);
}

/// ISO 8601: P1DT2H, PT30M, P2W.
std::optional<base::Result<Ttl>> isoDuration(const QString &text, const QDateTime &now)
{
    static const QRegularExpression form(
        QStringLiteral("^p(?:(\\d+)w)?(?:(\\d+)d)?(?:t(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?)?$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    static constexpr std::array units{ 7 * day, day, hour, minute, second };
    qint64 sum = 0;
    bool any = false;
    for (int i = 0; i < int(units.size()); ++i) {
        const QStringView number = match.capturedView(i + 1);
        if (number.isEmpty())
            continue;
        any = true;
        if (!add(sum, number, units[size_t(i)]))
            return tooFar();
    }
    return any ? relative(sum, now) : base::Result<Ttl>(notUnderstood());
}

} // namespace

base::Result<Ttl> parseTtl(const QString &input, const QDateTime &now)
{
    const QString text = input.simplified().toLower();
    if (text.isEmpty() || text.size() > 64)
        return notUnderstood();
    if (text == QLatin1StringView("never") || text == QStringLiteral("없음"))
        return Ttl{ Ttl::Kind::Persist, 0 };

    static const QRegularExpression number(QStringLiteral("^([+-]?)(\\d+)$"));
    if (const auto match = number.match(text); match.hasMatch()) {
        if (match.capturedView(1) == QLatin1StringView("-"))
            return notAhead();
        qint64 ms = 0;
        return add(ms, match.capturedView(2), second) ? relative(ms, now)
                                                      : base::Result<Ttl>(tooFar());
    }
    if (text.startsWith(QLatin1Char('-')))
        return notAhead();
    if (auto found = duration(text, now))
        return *found;
    if (auto found = isoDuration(text, now))
        return *found;

    static const QRegularExpression clock(QStringLiteral(
        "^(?:(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[ t]|$)|(today|오늘|tomorrow|내일)(?: |$))?"
        "(?:(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?$"));
    const auto match = clock.match(text);
    if (!match.hasMatch() || match.capturedView(5).isEmpty())
        return notUnderstood();
    const QTime time(match.capturedView(5).toInt(), match.capturedView(6).toInt(),
                     match.capturedView(7).toInt());
    QDate date = now.date();
    if (!match.capturedView(1).isEmpty())
        date = QDate(match.capturedView(1).toInt(), match.capturedView(2).toInt(),
                     match.capturedView(3).toInt());
    else if (match.capturedView(4) == QLatin1StringView("tomorrow")
             || match.capturedView(4) == QStringView(u"내일"))
        date = date.addDays(1);
    return absolute(date, time, now);
}

QString ttlInput(qint64 ms)
{
    qint64 s = (ms + second - 1) / second;
    QString text;
    static constexpr std::array<std::pair<qint64, char>, 4> units{
        { { 86400, 'd' }, { 3600, 'h' }, { 60, 'm' }, { 1, 's' } }
    };
    for (const auto &[seconds, letter] : units) {
        if (s >= seconds) {
            text += QString::number(s / seconds) + QLatin1Char(letter);
            s %= seconds;
        }
    }
    return text.isEmpty() ? QStringLiteral("1s") : text;
}

} // namespace values
