#include "support/livesend.h"
#include "base/whendone.h"
#include "resp/transact.h"
#include <QLocalSocket>

namespace support {

class LiveSend::Port final : public resp::Send::Port {
public:
    Port(QString path, int db)
        : m_path(std::move(path))
        , m_db(db)
        , m_connection(open())
    {
    }

    QFuture<base::Result<resp::Reply>> one(resp::Command command,
                                           resp::SendOptions options) override
    {
        sent += command;
        if (!m_connection)
            return base::ready<resp::Reply>(unreachable());
        return m_connection->send(command, options.timeout);
    }

    QFuture<base::Result<resp::Replies>> many(resp::Commands commands,
                                              resp::SendOptions options) override
    {
        sent += commands;
        if (!m_connection)
            return base::ready<resp::Replies>(unreachable());
        return m_connection->sendAll(commands, options.timeout);
    }

    QFuture<base::Result<resp::TransactionOutcome>> transact(resp::Transaction t) override
    {
        auto own = open();
        if (!own)
            return base::ready<resp::TransactionOutcome>(unreachable());
        if (!t.watch.isEmpty())
            sent += resp::Command{ "WATCH" } + t.watch;
        sent += t.reads;
        const auto decide = std::move(t.decide);
        t.decide = [this, decide](const resp::Replies &reads) {
            auto writes = decide(reads);
            if (writes && !writes->isEmpty())
                sent += resp::Commands{ { "MULTI" } } + *writes + resp::Commands{ { "EXEC" } };
            return writes;
        };
        resp::Connection *connection = own.release();
        connection->setParent(m_connection.get());
        auto future = resp::runTransaction(connection, std::move(t));
        base::whenDone(future, connection,
                       [connection](const auto &) { connection->deleteLater(); });
        return future;
    }

    [[nodiscard]] int database() const override { return m_db; }
    [[nodiscard]] resp::Connection *connection() const { return m_connection.get(); }

    resp::Commands sent;

private:
    std::unique_ptr<resp::Connection> open() const
    {
        auto socket = std::make_unique<QLocalSocket>();
        socket->connectToServer(m_path);
        if (!socket->waitForConnected(10000))
            return nullptr;
        auto connection =
            std::make_unique<resp::Connection>(std::move(socket), resp::Connection::Limits());
        if (m_db != 0) // goes out first, so everything after it runs there
            (void)connection->send({ "SELECT", QByteArray::number(m_db) });
        return connection;
    }

    static tl::unexpected<base::Error> unreachable()
    {
        return base::fail(base::Error::Kind::Network, QStringLiteral("no server"));
    }

    const QString m_path;
    const int m_db;
    std::unique_ptr<resp::Connection> m_connection;
};

LiveSend::LiveSend(const RedisServer &server, int db)
    : m_port(std::make_shared<Port>(server.socketPath(), db))
{
}

LiveSend::~LiveSend() = default;

resp::Send LiveSend::send() const
{
    return resp::Send(m_port);
}

resp::Commands LiveSend::commands() const
{
    return m_port->sent;
}

void LiveSend::forgetCommands()
{
    m_port->sent.clear();
}

resp::Connection *LiveSend::connection() const
{
    return m_port->connection();
}

} // namespace support
