#pragma once
#include "support/ssmagent.h"
#include "support/ssmlint.h"
#include "support/ssmwebsocket.h"
#include <QQueue>
#include <random>

namespace support::ssm {

/// What goes wrong between client and agent; each figure but the times is a probability.
struct Faults {
    double lossUp = 0;
    double lossDown = 0;
    double ackLossUp = 0;
    double ackLossDown = 0;
    double duplicate = 0;
    double reorder = 0;
    std::chrono::milliseconds reorderBy{ 20 };
    std::chrono::milliseconds delay{ 0 }; ///< one way
};

/// One session as the message gateway has it: the agent, the client's sockets one after the other,
/// and what is between them.
class Session final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)

public:
    Session(QString id, QJsonObject properties, const AgentManner &manner,
            std::function<std::optional<Place>(const QString &)> find, QObject *parent);
    ~Session() override = default;

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] Agent &agent() { return m_agent; }
    [[nodiscard]] Lint &lint() { return m_lint; }
    /// For the next socket; the one before is worth nothing from then on.
    [[nodiscard]] QByteArray newToken();
    [[nodiscard]] QByteArray newCell(bool isRaw);
    [[nodiscard]] const QByteArray &cell() const { return m_cell; }

    void attach(WebSocket *socket);
    [[nodiscard]] WebSocket *client() const { return m_client; }
    void setFaults(const Faults &faults, std::mt19937 *dice);
    /// pause_publication or start_publication to the client, with a header of zeros as the service
    /// may send it. Between the two nothing comes through either way.
    void publish(const char *word);
    /// Ends it with channel_closed.
    void close(const QString &output);

Q_SIGNALS:
    void attached();

private:
    enum class Way : quint8 { Up, Down };
    void first(WebSocket *socket, const QByteArray &text, bool isText);
    void fromClient(const QByteArray &raw, bool isText);
    void relay(const QByteArray &raw, Way way);
    void arrive(const QByteArray &raw, Way way);
    void later();
    [[nodiscard]] bool chance(double probability);
    void tellAgent(const char *type);

    const QString m_id;
    Agent m_agent;
    Lint m_lint;
    Faults m_faults;
    std::mt19937 *m_dice = nullptr;
    QByteArray m_token;
    QByteArray m_cell;
    QPointer<WebSocket> m_client;
    bool m_wasAttached = false;
    bool m_over = false;
    bool m_isPaused = false;
    QByteArrayList m_held; ///< before the client has come
    struct Delayed {
        qint64 due;
        QByteArray raw;
        Way way;
    };
    QQueue<Delayed> m_delayed;
    QTimer m_delay;
};

} // namespace support::ssm
