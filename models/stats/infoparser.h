#pragma once
#include <QByteArray>
#include <QHash>
#include <QList>
#include <optional>

namespace stats {

/// One line of INFO keyspace.
struct DatabaseLine {
    int db = 0;
    qint64 keys = 0;
    qint64 expires = 0;
    qint64 averageTtl = 0; ///< ms

    friend bool operator==(const DatabaseLine &, const DatabaseLine &) = default;
};

/// One line of INFO commandstats.
struct CommandLine {
    QByteArray name; ///< "get", "config|get"
    qint64 calls = 0;
    qint64 microseconds = 0;

    friend bool operator==(const CommandLine &, const CommandLine &) = default;
};

/// What a server's INFO said. A field that is absent, is no number, or does not fit is "not
/// reported": never 0.
struct Info {
    QHash<QByteArray, QByteArray> fields;
    QList<DatabaseLine> databases;
    QList<CommandLine> commands;
    QList<qint64> replicaLags; ///< seconds, one per slaveN line that names its lag
    bool cut = false; ///< more text than is worth reading; the rest was left

    [[nodiscard]] QByteArray text(const QByteArray &name) const { return fields.value(name); }
    /// A whole number of zero or more.
    [[nodiscard]] std::optional<qint64> count(const QByteArray &name) const;
    /// A finite number of zero or more.
    [[nodiscard]] std::optional<double> number(const QByteArray &name) const;
};

/// Reads the reply of INFO: any bytes, in one pass over at most a megabyte, without recursion.
/// A last line without its line end is not believed: its number may be cut short. Of two lines
/// with one name the first counts.
[[nodiscard]] Info parseInfo(QByteArrayView bytes);

} // namespace stats
