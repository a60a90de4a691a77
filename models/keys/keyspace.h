#pragma once
#include "base/result.h"
#include "resp/send.h"
#include <QObject>

namespace keys {

/// Which databases a server has and how many keys are in each.
class Keyspace final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Keyspace)

public:
    struct Database {
        int number = 0;
        qint64 keys = 0;
        friend bool operator==(const Database &, const Database &) = default;
    };

    explicit Keyspace(QObject *parent = nullptr);

    void setSend(const resp::Send &send);
    /// INFO keyspace and CONFIG GET databases, in one pipeline. Asks nothing of a cluster, which
    /// has database 0 only.
    void refresh();

    /// All databases that exist; where CONFIG is refused only those with keys, and db 0.
    [[nodiscard]] const QList<Database> &databases() const { return m_databases; }
    /// The server has told how many databases there are, and every one is listed.
    [[nodiscard]] bool isWhole() const { return m_whole; }
    /// Why the list, or its counts, may not be whole; empty text = it is.
    [[nodiscard]] const base::Error &reason() const { return m_reason; }
    /// "db0:keys=12,expires=3,…" lines of INFO keyspace.
    [[nodiscard]] static QList<Database> parse(QByteArrayView info);

Q_SIGNALS:
    void changed();

private:
    resp::Send m_send;
    QList<Database> m_databases{ Database{} };
    base::Error m_reason;
    bool m_whole = false;
    int m_run = 0;
};

} // namespace keys
