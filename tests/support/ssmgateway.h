#pragma once
#include "support/ssmsession.h"
#include <QJsonObject>
#include <QThread>
#include <QUrl>

namespace support {

/// Systems Manager, its message gateway and one bastion, on a free port of 127.0.0.1, in a thread
/// of its own, written from the protocol's description and apart from the program's own code. Every
/// signature is recomputed; whatever a client does wrong is kept in lint().
class SsmGateway {
public:
    struct Options {
        ssm::AgentManner agent{};
        /// Not empty = https and wss with these, and nothing else.
        QString certificate{};
        QString key{};
        bool rawCell = false; ///< "+", "/" and "=" in the stream's URL as they are
        bool onlyTemporaryKeys = false; ///< those of issueKeys() and of containerKeys()
        std::chrono::seconds clockOffset{ 0 }; ///< how much later it is here
    };
    /// An error of the service, or the status of a refused upgrade.
    struct Refusal {
        int status = 400;
        QString type; ///< "ThrottlingException"
        QString message;
    };
    struct Request {
        QString service; ///< "ssm"
        QString operation; ///< "StartSession"
        QByteArray body;
    };
    struct Counters {
        int starts = 0;
        int resumes = 0;
        int terminations = 0;
        int upgrades = 0; ///< that were let in
        int openSessions = 0;
        int connected = 0; ///< sessions with a client
        qsizetype openStreams = 0; ///< of all sessions
        qsizetype streams = 0; ///< that were ever opened
        qsizetype dials = 0; ///< to servers
        qint64 repeated = 0; ///< messages of the client, more than once
        qint64 bytesUp = 0; ///< payload
        qsizetype unacknowledged = 0; ///< messages of agents of open sessions
        int keysGiven = 0; ///< through containerKeys()
    };

    static constexpr char accessKey[] = "AKIDEXAMPLE";
    static constexpr char secretKey[] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static constexpr char region[] = "eu-central-1";
    static constexpr char target[] = "i-0123456789abcdef0"; ///< the only one there is at first

    SsmGateway();
    explicit SsmGateway(const Options &options);
    ~SsmGateway();
    Q_DISABLE_COPY_MOVE(SsmGateway)

    /// What to set as endpoint for all services.
    [[nodiscard]] QUrl endpoint() const;
    /// Gives temporary keys as ECS does; each answer new ones, good for `issuedLife`.
    [[nodiscard]] QUrl containerKeys() const;

    [[nodiscard]] QStringList lint() const;
    [[nodiscard]] Counters counters() const;
    [[nodiscard]] QList<Request> requests() const;
    /// Every token and secret that it has given out or knows, to be looked for where none may be.
    [[nodiscard]] QByteArrayList secrets() const;

    /// Where a name leads for sessions that start from now on; 127.0.0.1 and localhost are known.
    void setPlace(const QString &host, const ssm::Place &place);
    void setTargetOnline(bool online);
    /// Another bastion has taken the place of `target`.
    void setTarget(const QString &id);
    void setFaults(const ssm::Faults &faults, quint32 seed = 1);
    void setAgent(const ssm::AgentManner &manner); ///< of sessions from now on

    void cut(); ///< every client's socket, with RST
    void freeze(); ///< every client's socket says nothing more
    void bye(); ///< close 1000 "Bye", as the service does it hourly
    void pause(); ///< the agents are away until unpause(): nothing comes through
    void unpause(); ///< start_publication
    /// channel_closed for all sessions; ResumeSession then has no token.
    void closeSessions(const QString &output);
    /// The next `times` calls of the operation fail so; "OpenDataChannel" is the upgrade. -1 = all.
    void refuse(const QString &operation, const Refusal &refusal, int times = 1);

    /// Temporary keys as the container gives them.
    QJsonObject issueKeys(std::chrono::seconds life);
    void setIssuedLife(std::chrono::seconds life); ///< of containerKeys(); an hour
    /// None of the keys issued up to now is good any more.
    void expireKeys();

    class Core; ///< the part in its thread

private:
    template <typename Function> auto inside(Function function) const;

    mutable QThread m_thread;
    Core *m_core = nullptr; // lives in m_thread
    QUrl m_endpoint;
};

} // namespace support
