#pragma once
#include "profiles/importer.h"
#include "profiles/sshsecrets.h"
#include <QSet>
#include <QStringList>

/// The parts of readImport(): readers turn their format into named values, a Draft takes each value
/// with the line it stood in.
namespace profiles::importing {

/// What a value fills.
enum class Field : quint8 {
    Unknown,
    Ignored, ///< means nothing to us and is nothing to report (ids, colours of a peer's window)
    Unsupported, ///< known, and not taken over: certificates inline
    UnsupportedSecret,
    Url,
    Endpoint, ///< host, host:port, a list of them, or a URL
    Host,
    Port,
    UnixSocket,
    User,
    Password,
    Database,
    Tls,
    Verify,
    DontVerify,
    CaFile,
    CertificateFile,
    KeyFile,
    KeyPassphrase,
    ServerName,
    Cluster, ///< true = a cluster
    Standalone, ///< true = one node alone
    ConnectionType, ///< Redis Insight: STANDALONE, CLUSTER, SENTINEL
    Nodes,
    SentinelName,
    SentinelNodes,
    SentinelUser,
    SentinelPassword,
    SentinelTls,
    ReplicaReads,
    Region,
    AwsProfile,
    ConnectTimeout, ///< milliseconds, or with a unit
    ConnectTimeoutSeconds,
    CommandTimeout,
    CommandTimeoutSeconds,
    ClientName,
    ReadOnly,
    Separator,
    Name,
    Group,
    Colour,
    SshHost,
    SshPort,
    SshUser,
    SshKeyFile, ///< a path, or the key itself
    SshPrivateKey,
    SshKeyPassphrase,
    SshPassword,
    SshAgent, ///< true = the agent signs in
    SshLogin, ///< Tiny RDM: "pwd", "pkfile"
    SsmTarget,
};

/// A name with a value, as a reader found it.
struct Entry {
    QString name; ///< "REDIS_HOST", "spring.data.redis.host", "0/sshOptions/host"
    QString value;
    int line = 0;
};

/// Bounds what a small text can grow to by nesting and aliases: one for all entries of an import.
class EntryBudget {
public:
    /// False = this one must not be kept: its name is over 2,000 characters, or all of them
    /// together are over 32 MB.
    [[nodiscard]] bool takes(const QString &name)
    {
        constexpr qsizetype longestName = 2000;
        constexpr qsizetype most = 32 * 1024 * 1024;
        if (name.size() > longestName)
            return false;
        m_used += qsizetype(sizeof(Entry)) + name.size() * qsizetype(sizeof(QChar));
        return m_used <= most;
    }

private:
    qsizetype m_used = 0;
};

/// The text of one import, what its variables stand for, and the secrets to be masked in it.
class Context {
public:
    Context(QString text, QHash<QString, QString> variables);

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] int lineAt(qsizetype position) const;
    [[nodiscard]] QString line(int number) const; ///< as written; empty for 0

    /// A value of the text itself; what the caller gave wins over nothing but a missing one.
    void define(const QString &name, const QString &value);
    /// With every ${NAME:default} replaced; the names without a value are added to `missing`.
    /// After 10,000 of them, what is left stays as it is written.
    [[nodiscard]] QString resolved(const QString &value, QStringList &missing) const;

    void addSecret(const QString &secret);
    /// ${NAME} and nothing else: says whose value it is, and not what.
    [[nodiscard]] static bool isReference(const QString &text);
    /// No secret left in it, one line, at most 200 characters.
    [[nodiscard]] QString masked(QString text) const;

    QStringList missing; ///< of all drafts, each once
    mutable EntryBudget budget; ///< of all literals in the text
    QList<Found> others;

private:
    [[nodiscard]] QString resolved(const QString &value, QStringList &missing, int depth) const;

    QString m_text;
    QList<qsizetype> m_starts; ///< of each line
    QHash<QString, QString> m_defined;
    QHash<QString, QString> m_given;
    mutable int m_substitutions = 0; ///< of the whole text: values that multiply each other end
    QStringList m_secrets;
};

/// A connection as far as it is known.
struct Draft {
    Candidate candidate;
    SshSecrets ssh; ///< of its hops; finish() puts them into the candidate
    QSet<Field> stated;
    QString suffix; ///< "prod": of Spring's profile, for the name and the environment

    /// Understands `value` as `field` and writes down what came of it.
    void put(Context &context, Field field, const QString &value, int line,
             const QString &name = {});
    /// `name` = what stands for the source where the line is too long to be shown.
    void note(Context &context, Found::Kind kind, const QString &field, const QString &value,
              int line, const QString &name = {});
    [[nodiscard]] bool leadsSomewhere() const;
    /// What follows from all values together: authentication, topology, guesses, the name.
    void finish(Context &context);

private:
    bool apply(Context &context, Field field, const QString &value);
    bool applyAddress(Context &context, Field field, const QString &value);
    bool applyTls(Field field, const QString &value);
    bool applyOther(Field field, const QString &value);
    bool applySsh(Field field, const QString &value);
    void finishSsh();
    SshHop &hop();
};

inline constexpr int mostCandidates = 500;

[[nodiscard]] bool isSecret(Field field);
[[nodiscard]] QString labelOf(Field field);
[[nodiscard]] std::optional<bool> truth(const QString &word);
/// Of a squashed name (lower case, without . _ -): what it fills wherever no format says otherwise.
[[nodiscard]] Field fieldNamed(const QString &squashed);
[[nodiscard]] QString squashed(const QString &name);

/// guessFromElastiCacheName() without what was stated.
QList<Found> guess(Profile &profile, const QSet<Field> &stated);
/// "orders-prod" is production. Changes the environment, and what goes with it.
QList<Found> guessEnvironment(Profile &profile, const QString &name);

/// redis://, rediss://, redis+unix://, redis-sentinel:// …; false when it is no such URL. What is
/// wrong in one goes to the draft as NotUnderstood.
[[nodiscard]] bool isUrl(const QString &text);
bool readUrl(Context &context, Draft &draft, const QString &url, int line);
/// "h", "h:1", "[v6]:1", "h1:1,h2:2". False when it is none, and nothing is changed then.
[[nodiscard]] std::optional<QList<HostPort>> readHosts(const QString &text,
                                                       quint16 defaultPort = 6379);
[[nodiscard]] bool isHostName(const QString &host);

/// JSON, JavaScript and Python literals from `from` on: "0/host" entries, to the end of the first
/// whole value; `end` is the place behind it. nullopt = no literal; bounded in depth and number.
[[nodiscard]] std::optional<QList<Entry>> readLiteral(const Context &context, qsizetype from,
                                                      qsizetype *end = nullptr);
/// Each document of a YAML text. Invalid names the line where it breaks.
[[nodiscard]] base::Result<QList<QList<Entry>>> readYaml(const QString &text);
[[nodiscard]] std::optional<QList<Entry>> readXml(const QString &text);

/// Connections in the objects of a literal, a YAML document or an XML file; `format` is set when
/// the file is one of a peer.
QList<Draft> readObjects(Context &context, const QList<Entry> &entries, QString *format);
/// Environment variables and properties.
QList<Draft> readSettings(Context &context, const QList<Entry> &entries);
[[nodiscard]] bool isSettingName(const QString &name);

/// redis-cli, aws ssm, ssh -L, .env, addresses: line by line.
QList<Draft> readLines(Context &context, QString *format);

} // namespace profiles::importing
