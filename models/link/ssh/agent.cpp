#include "link/ssh/agent.h"
#include "link/ssh/wirereader.h"
#include <QCoreApplication>
#include <QFutureWatcher>
#include <QLocalSocket>
#include <QPromise>
#include <QThread>
#include <QTimer>
#include <functional>

namespace links {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;

namespace {

// draft-ietf-sshm-ssh-agent §6.1, §6.3
constexpr char requestIdentities = 11;
constexpr char identitiesAnswer = 12;
constexpr char signRequest = 13;
constexpr char signResponse = 14;
constexpr quint32 flagSha256 = 2;
constexpr quint32 flagSha512 = 4;

/// OpenSSH's own limit for a message.
constexpr quint32 longestReply = 256 * 1024;

/// One question and its answer. Deletes itself.
class AgentCall final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AgentCall)

public:
    using Done = std::function<void(const base::Result<QByteArray> &)>;

    AgentCall(QString path, const QByteArray &question, Done done)
        : m_path(std::move(path))
        , m_question(wireString(question))
        , m_done(std::move(done))
    {
        connect(&m_socket, &QLocalSocket::connected, this, [this] { m_socket.write(m_question); });
        connect(&m_socket, &QLocalSocket::readyRead, this, &AgentCall::readMore);
        connect(&m_socket, &QLocalSocket::errorOccurred, this, &AgentCall::fail);
        // A person may still think about it when the thread ends.
        connect(QThread::currentThread(), &QThread::finished, this, &QObject::deleteLater);
    }
    ~AgentCall() override = default;

    void start(std::chrono::milliseconds patience = {})
    {
        if (patience.count() > 0)
            QTimer::singleShot(patience, this, &AgentCall::giveUp);
        if (m_path.isEmpty())
            finish(base::fail(
                Kind::NotFound,
                QCoreApplication::translate("link",
                                            "No SSH agent is set up here: SSH_AUTH_SOCK is empty. "
                                            "Start one, or choose a key file."),
                {}, Cause::SshAgentMissing));
        else
            m_socket.connectToServer(m_path);
    }

    /// Nobody wants the answer any more.
    template <typename T> void endWith(const QFuture<T> &future)
    {
        auto *watcher = new QFutureWatcher<T>(this);
        connect(watcher, &QFutureWatcherBase::canceled, this,
                [this] { finish(base::fail(Kind::Cancelled, {})); });
        watcher->setFuture(future);
    }

private:
    void readMore()
    {
        m_reply += m_socket.read(qint64(longestReply) + 4 - m_reply.size());
        if (m_reply.size() < 4)
            return;
        const auto length = qFromBigEndian<quint32>(m_reply.constData());
        if (length == 0 || length > longestReply) {
            finish(base::fail(unreadable()));
            return;
        }
        if (m_reply.size() >= qsizetype(length) + 4)
            finish(m_reply.mid(4, length));
    }

    [[nodiscard]] base::Error unreadable() const
    {
        return { Kind::Protocol,
                 QCoreApplication::translate("link",
                                             "The SSH agent at %1 gave an answer that cannot be "
                                             "read. Restart it, or choose a key file.")
                     .arg(m_path),
                 m_reply.left(64).toHex(), Cause::SshAgentMissing };
    }

    void fail(QLocalSocket::LocalSocketError error)
    {
        const QString text = error == QLocalSocket::PeerClosedError
            ? QCoreApplication::translate("link",
                                          "The SSH agent at %1 ended the conversation. Try again.")
            : QCoreApplication::translate(
                "link", "No SSH agent answers at %1. Start it, or choose a key file.");
        finish(base::fail(Kind::Network, text.arg(m_path), m_socket.errorString().toUtf8(),
                          Cause::SshAgentMissing));
    }

    void giveUp()
    {
        finish(base::fail(Kind::Timeout,
                          QCoreApplication::translate("link",
                                                      "The SSH agent at %1 does not answer. Look "
                                                      "whether it waits for you to unlock it.")
                              .arg(m_path),
                          {}, Cause::SshAgentMissing));
    }

    void finish(const base::Result<QByteArray> &answer)
    {
        if (!m_done)
            return;
        const Done done = std::exchange(m_done, nullptr);
        m_socket.disconnect(this);
        m_socket.abort();
        done(answer);
        deleteLater();
    }

    const QString m_path;
    const QByteArray m_question;
    Done m_done;
    QByteArray m_reply;
    QLocalSocket m_socket;
};

class AgentIdentity final : public Identity {
public:
    AgentIdentity(QString path, const agentreply::Key &key)
        : m_path(std::move(path))
        , m_publicBlob(key.publicBlob)
        , m_name(QCoreApplication::translate("link", "agent: %1").arg(key.comment))
    {
    }

    [[nodiscard]] QByteArray publicBlob() const override { return m_publicBlob; }
    [[nodiscard]] QString name() const override { return m_name; }
    [[nodiscard]] QFuture<base::Result<QByteArray>> sign(const QByteArray &data,
                                                         const QByteArray &algorithm) override
    {
        auto promise = std::make_shared<QPromise<base::Result<QByteArray>>>();
        promise->start();
        quint32 flags = 0;
        if (keyTypeOf(m_publicBlob) == "ssh-rsa") // without a flag it would be SHA-1
            flags = algorithm == "rsa-sha2-256" ? flagSha256 : flagSha512;
        auto *call = new AgentCall(
            m_path, signRequest + wireString(m_publicBlob) + wireString(data) + wireUint32(flags),
            [promise, algorithm, name = m_name](const auto &reply) {
                promise->addResult(bytesIn(reply, algorithm, name));
                promise->finish();
            });
        call->endWith(promise->future());
        call->start();
        return promise->future();
    }

private:
    static base::Result<QByteArray> bytesIn(const base::Result<QByteArray> &reply,
                                            const QByteArray &algorithm, const QString &name)
    {
        if (!reply)
            return reply;
        const auto signature = agentreply::signature(*reply);
        if (!signature)
            return base::fail(
                Kind::Auth,
                QCoreApplication::translate("link",
                                            "The SSH agent did not sign with %1: it may be locked, "
                                            "or its person declined.")
                    .arg(name),
                reply->left(64).toHex(), Cause::SshSignInRefused);
        if (signature->algorithm != algorithm)
            return base::fail(
                Kind::Auth,
                QCoreApplication::translate(
                    "link",
                    "The SSH agent signed with %1 as %2, but %3 was asked for. It is too old for "
                    "this kind of key; choose a key file.")
                    .arg(name, QString::fromLatin1(signature->algorithm.left(64)),
                         QString::fromLatin1(algorithm)),
                {}, Cause::SshSignInRefused);
        return signature->bytes;
    }

    const QString m_path;
    const QByteArray m_publicBlob;
    const QString m_name;
};

base::Result<QList<IdentityPtr>> usable(const base::Result<QByteArray> &reply, const QString &path)
{
    if (!reply)
        return base::fail(reply.error());
    const auto keys = agentreply::keys(*reply);
    if (!keys)
        return base::fail(
            Kind::Auth,
            QCoreApplication::translate("link",
                                        "The SSH agent did not list its keys: it may not be meant "
                                        "for this account."),
            reply->left(64).toHex(), Cause::SshAgentMissing);
    QList<IdentityPtr> identities;
    for (const agentreply::Key &key : *keys) {
        if (canSignIn(key.publicBlob))
            identities += std::make_shared<AgentIdentity>(path, key);
    }
    if (identities.isEmpty() && !keys->isEmpty())
        return base::fail(
            Kind::NotFound,
            QCoreApplication::translate(
                "link",
                "The keys of the SSH agent are of kinds that the built-in SSH cannot use "
                "(certificates, hardware tokens, DSA, RSA below 2048 bits). Add an Ed25519, ECDSA "
                "or RSA key with "
                "ssh-add, or use the OpenSSH backend."),
            {}, Cause::SshAgentMissing);
    return identities;
}

} // namespace

Agent::Agent(QString socketPath, QObject *parent)
    : QObject(parent)
    , m_path(std::move(socketPath))
{
}

Agent::~Agent() = default;

QFuture<base::Result<QList<IdentityPtr>>> Agent::identities()
{
    auto promise = std::make_shared<QPromise<base::Result<QList<IdentityPtr>>>>();
    promise->start();
    auto *call = new AgentCall(m_path, QByteArray(1, requestIdentities),
                               [promise, path = m_path](const auto &reply) {
                                   promise->addResult(usable(reply, path));
                                   promise->finish();
                               });
    call->endWith(promise->future());
    call->start(m_patience);
    return promise->future();
}

namespace agentreply {

std::optional<QList<Key>> keys(const QByteArray &reply)
{
    WireReader reader(reply);
    if (reader.byte() != quint8(identitiesAnswer))
        return std::nullopt;
    const auto count = reader.uint32();
    if (!count)
        return std::nullopt;
    QList<Key> keys;
    for (quint32 i = 0; i < *count; ++i) {
        auto blob = reader.string();
        const auto comment = reader.string();
        if (!comment)
            return std::nullopt;
        QString words = QString::fromUtf8(*comment).simplified();
        if (words.isEmpty())
            words = keyLabelOf(*blob).simplified();
        words.truncate(80);
        keys += { std::move(*blob), std::move(words) };
    }
    return keys;
}

std::optional<Signature> signature(const QByteArray &reply)
{
    WireReader reader(reply);
    if (reader.byte() != quint8(signResponse))
        return std::nullopt;
    const auto blob = reader.string();
    if (!blob)
        return std::nullopt;
    WireReader parts(*blob);
    const auto algorithm = parts.string();
    auto bytes = parts.string();
    if (!bytes || bytes->isEmpty())
        return std::nullopt;
    return Signature{ *algorithm, std::move(*bytes) };
}

} // namespace agentreply

} // namespace links

#include "agent.moc"
