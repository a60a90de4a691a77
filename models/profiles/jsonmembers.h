#pragma once
#include "profiles/profile.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <array>
#include <optional>
#include <utility>

/// Members of a JSON object and what they mean, described once (`describe`) and walked by three
/// archives: LenientReader for our own file, StrictReader for files that people write, Writer.
namespace profiles::members {

inline QLatin1String latin(const char *name)
{
    return QLatin1String(name);
}

// Each codec has parse() (nullopt = not what it has to be), json() (Undefined = the member is left
// away), expected() for the sentence of the strict reader, and salvage() for the lenient one:
// nullopt = as if the member were not there.

struct Text {
    static std::optional<QString> parse(const QJsonValue &v)
    {
        return v.isString() ? std::optional(v.toString()) : std::nullopt;
    }
    static std::optional<QString> salvage(const QJsonValue &v) { return parse(v); }
    static QJsonValue json(const QString &value) { return value; }
    static QString expected() { return QCoreApplication::translate("profiles", "a text"); }
};

struct Flag {
    std::optional<bool> careful = {}; ///< where the file has something else than true or false

    static std::optional<bool> parse(const QJsonValue &v)
    {
        return v.isBool() ? std::optional(v.toBool()) : std::nullopt;
    }
    [[nodiscard]] std::optional<bool> salvage(const QJsonValue &v) const
    {
        return v.isBool() ? v.toBool() : careful;
    }
    static QJsonValue json(bool value) { return value; }
    static QString expected() { return QStringLiteral("true, false"); }
};

template <typename Int> struct Number {
    int least;
    int most;

    [[nodiscard]] std::optional<Int> parse(const QJsonValue &v) const
    {
        const double value = v.toDouble(-1);
        if (!v.isDouble() || value < least || value > most || value != static_cast<int>(value))
            return std::nullopt;
        return static_cast<Int>(value);
    }
    [[nodiscard]] std::optional<Int> salvage(const QJsonValue &v) const
    {
        const double value = v.toDouble(-1);
        return value >= least && value <= most ? std::optional(static_cast<Int>(value))
                                               : std::nullopt;
    }
    static QJsonValue json(Int value) { return static_cast<int>(value); }
    [[nodiscard]] QString expected() const
    {
        return QCoreApplication::translate("profiles", "a number from %1 to %2")
            .arg(least)
            .arg(most);
    }
};

template <typename Value> using NamedValue = std::pair<Value, const char *>;

template <typename Value, std::size_t n> struct OneOf {
    const std::array<NamedValue<Value>, n> &names;
    Value careful; ///< for a word that only a newer version knows

    [[nodiscard]] std::optional<Value> parse(const QJsonValue &v) const
    {
        for (const auto &[value, name] : names) {
            if (v.toString() == latin(name))
                return value;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<Value> salvage(const QJsonValue &v) const
    {
        return parse(v).value_or(careful);
    }
    [[nodiscard]] QJsonValue json(Value value) const
    {
        for (const auto &[known, name] : names) {
            if (known == value)
                return latin(name);
        }
        return {};
    }
    [[nodiscard]] QString expected() const
    {
        QStringList words;
        for (const auto &named : names)
            words += latin(named.second);
        return words.join(QLatin1String(", "));
    }
};
template <typename Value, std::size_t n>
OneOf(const std::array<NamedValue<Value>, n> &, Value) -> OneOf<Value, n>;

struct Texts {
    static std::optional<QStringList> parse(const QJsonValue &v)
    {
        const std::optional<QStringList> all = salvage(v);
        return all && all->size() == v.toArray().size() ? all : std::nullopt;
    }
    static std::optional<QStringList> salvage(const QJsonValue &v)
    {
        if (!v.isArray())
            return std::nullopt;
        QStringList list;
        for (const QJsonValue each : v.toArray()) {
            if (!each.toString().isEmpty())
                list += each.toString();
        }
        return list;
    }
    static QJsonValue json(const QStringList &value) { return QJsonArray::fromStringList(value); }
    static QString expected() { return QCoreApplication::translate("profiles", "a list of texts"); }
};

struct Endpoints {
    quint16 defaultPort = 6379;

    [[nodiscard]] std::optional<QList<HostPort>> parse(const QJsonValue &v) const
    {
        const auto all = salvage(v);
        return all && all->size() == v.toArray().size() ? all : std::nullopt;
    }
    [[nodiscard]] std::optional<QList<HostPort>> salvage(const QJsonValue &v) const
    {
        if (!v.isArray())
            return std::nullopt;
        QList<HostPort> list;
        for (const QJsonValue each : v.toArray()) {
            if (const auto endpoint = HostPort::fromString(each.toString(), defaultPort))
                list += *endpoint;
        }
        return list;
    }
    static QJsonValue json(const QList<HostPort> &value)
    {
        QJsonArray list;
        for (const HostPort &each : value)
            list += each.toString();
        return list;
    }
    static QString expected()
    {
        return QCoreApplication::translate("profiles", "a list of host:port");
    }
};

struct AddressMap {
    using Map = QMap<QString, QString>;
    static std::optional<Map> parse(const QJsonValue &v)
    {
        const std::optional<Map> all = salvage(v);
        return all && all->size() == v.toObject().size() ? all : std::nullopt;
    }
    static std::optional<Map> salvage(const QJsonValue &v)
    {
        if (!v.isObject())
            return std::nullopt;
        Map map;
        const QJsonObject o = v.toObject();
        for (auto it = o.begin(); it != o.end(); ++it) {
            if (HostPort::fromString(it.key()) && HostPort::fromString(it.value().toString()))
                map.insert(it.key(), it.value().toString());
        }
        return map;
    }
    static QJsonValue json(const Map &value)
    {
        QJsonObject o;
        for (auto it = value.begin(); it != value.end(); ++it)
            o.insert(it.key(), it.value());
        return o;
    }
    static QString expected()
    {
        return QCoreApplication::translate("profiles", "pairs of \"host:port\": \"host:port\"");
    }
};

struct Moment {
    static std::optional<QDateTime> parse(const QJsonValue &v)
    {
        return QDateTime::fromString(v.toString(), Qt::ISODateWithMs);
    }
    static std::optional<QDateTime> salvage(const QJsonValue &v) { return parse(v); }
    static QJsonValue json(const QDateTime &value)
    {
        return value.isValid() ? QJsonValue(value.toUTC().toString(Qt::ISODateWithMs))
                               : QJsonValue(QJsonValue::Undefined);
    }
    static QString expected() { return {}; }
};

/// Takes what it understands and lets the rest be as it was in the value.
class LenientReader {
public:
    static constexpr bool local = true; ///< walks the members that mean this machine alone
    static constexpr bool reads = true;
    explicit LenientReader(QJsonObject o)
        : m_object(std::move(o))
    {
    }
    template <typename T, typename Codec> void member(const char *name, T &value, const Codec &c)
    {
        if (const QJsonValue v = m_object.value(latin(name)); !v.isUndefined())
            value = c.salvage(v).value_or(value);
    }
    template <typename T, typename Describe>
    void object(const char *name, T &value, const Describe &describe)
    {
        LenientReader inner(m_object.value(latin(name)).toObject());
        describe(inner, value);
    }
    template <typename T, typename Describe>
    void objects(const char *name, QList<T> &value, const Describe &describe)
    {
        const QJsonArray all = m_object.value(latin(name)).toArray();
        value.clear();
        for (const QJsonValue each : all) {
            LenientReader inner(each.toObject());
            describe(inner, value.emplaceBack());
        }
    }
    [[nodiscard]] bool has(const char *name) const { return m_object.contains(latin(name)); }

private:
    QJsonObject m_object;
};

/// Refuses the first member that it does not know or that is not what it has to be.
class StrictReader {
public:
    static constexpr bool local = false;
    static constexpr bool reads = true;
    StrictReader(QJsonObject o, QString path)
        : m_object(std::move(o))
        , m_path(std::move(path))
    {
    }
    template <typename T, typename Codec> void member(const char *name, T &value, const Codec &c)
    {
        const QJsonValue v = take(name);
        if (v.isUndefined())
            return;
        if (const auto parsed = c.parse(v))
            value = *parsed;
        else
            refuse(name, c.expected());
    }
    template <typename T, typename Describe>
    void object(const char *name, T &value, const Describe &describe)
    {
        const QJsonValue v = take(name);
        if (v.isUndefined())
            return;
        if (!v.isObject())
            return refuse(name, QStringLiteral("{…}"));
        read(v.toObject(), QString(m_path + latin(name)), value, describe);
    }
    template <typename T, typename Describe>
    void objects(const char *name, QList<T> &value, const Describe &describe)
    {
        const QJsonValue v = take(name);
        if (v.isUndefined())
            return;
        if (!v.isArray())
            return refuse(name, QStringLiteral("[{…}]"));
        for (const QJsonValue each : v.toArray()) {
            if (!each.isObject())
                return refuse(name, QStringLiteral("[{…}]"));
            const QString path =
                QStringLiteral("%1%2[%3]").arg(m_path, latin(name)).arg(value.size());
            read(each.toObject(), path, value.emplaceBack(), describe);
        }
    }
    [[nodiscard]] bool has(const char *name) const { return m_seen.contains(latin(name)); }
    /// The first thing wrong, or the first member that nobody asked for; empty = all is well.
    [[nodiscard]] QString problem(const QStringList &besides = {}) const
    {
        if (!m_problem.isEmpty())
            return m_problem;
        for (auto it = m_object.begin(); it != m_object.end(); ++it) {
            if (!besides.contains(it.key()))
                return QCoreApplication::translate("profiles",
                                                   "\"%1\" is no member of a connection.")
                    .arg((m_path + it.key()).left(200));
        }
        return {};
    }

private:
    QJsonValue take(const char *name)
    {
        if (m_object.contains(latin(name)))
            m_seen += latin(name);
        return m_object.contains(latin(name)) ? m_object.take(latin(name))
                                              : QJsonValue(QJsonValue::Undefined);
    }
    void refuse(const char *name, const QString &expected)
    {
        if (m_problem.isEmpty())
            m_problem =
                QCoreApplication::translate("profiles", "The value of \"%1\" has to be: %2.")
                    .arg(QString(m_path + latin(name)), expected);
    }
    template <typename T, typename Describe>
    void read(const QJsonObject &o, const QString &path, T &value, const Describe &describe)
    {
        StrictReader inner(o, path + QLatin1Char('.'));
        describe(inner, value);
        if (m_problem.isEmpty())
            m_problem = inner.problem();
    }

    QJsonObject m_object;
    QString m_path;
    QString m_problem;
    QSet<QString> m_seen;
};

/// Writes over an object that was read before: what it does not know stays, and so does a word
/// that was not understood, until the value is another than that word was taken for.
template <bool withLocal> class Writer {
public:
    static constexpr bool local = withLocal;
    static constexpr bool reads = false;
    explicit Writer(QJsonObject o = {})
        : m_object(std::move(o))
    {
    }
    template <typename T, typename Codec> void member(const char *name, T &value, const Codec &c)
    {
        if constexpr (requires { c.careful; }) {
            const QJsonValue before = m_object.value(latin(name));
            if (!before.isUndefined() && !c.parse(before) && c.salvage(before) == value)
                return;
        }
        const QJsonValue v = c.json(value);
        if (v.isUndefined())
            m_object.remove(latin(name));
        else
            m_object.insert(latin(name), v);
    }
    template <typename T, typename Describe>
    void object(const char *name, T &value, const Describe &describe)
    {
        Writer inner(m_object.value(latin(name)).toObject());
        describe(inner, value);
        m_object.insert(latin(name), inner.result());
    }
    template <typename T, typename Describe>
    void objects(const char *name, QList<T> &value, const Describe &describe)
    {
        const QJsonArray before = m_object.value(latin(name)).toArray();
        QJsonArray all;
        for (qsizetype i = 0; i < value.size(); ++i) {
            Writer inner(before.size() == value.size() ? before[i].toObject() : QJsonObject());
            describe(inner, value[i]);
            all += inner.result();
        }
        m_object.insert(latin(name), all);
    }
    [[nodiscard]] QJsonObject result() const { return m_object; }

private:
    QJsonObject m_object;
};

} // namespace profiles::members
