#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace links {

/// What the files say of one host key.
struct HostKeyVerdict {
    enum class State : quint8 {
        Known,
        Unknown, ///< no line for this host and port
        OtherType, ///< lines for this host, none of this key's type, and none revoked
        Changed, ///< a line for this host and type holds another key
        Revoked, ///< a @revoked line that fits holds this very key
        AuthorityOnly, ///< only @cert-authority lines fit, which are not supported here
    };
    struct Stored {
        QByteArray keyType;
        QString fingerprint;
        QString file;
        int line = 0; ///< from 1
    };
    State state = State::Unknown;
    QList<Stored> stored; ///< every line that fits the host, revoked and authorities included
};

/// The host keys that this person trusts: the OpenSSH client's known_hosts files, which are only
/// read, and Larder's own, to which accepted keys are added. Format: sshd(8), "SSH_KNOWN_HOSTS FILE
/// FORMAT". Hashed names, "[host]:port", wildcards, negation, @revoked and @cert-authority count.
class KnownHosts {
public:
    KnownHosts(QStringList files, QString ownFile);

    /// Reads the files anew. One that does not exist is empty; a line that cannot be read is
    /// skipped. Fails when a file exists and cannot be read: going on would forget what it says.
    base::Result<> load();
    /// Types of the keys that are stored for it, as they are on the wire, without duplicates, in
    /// the order of the files: to be asked for first, so that a known host is recognised.
    [[nodiscard]] QList<QByteArray> keyTypes(const QString &host, quint16 port) const;
    [[nodiscard]] HostKeyVerdict verdict(const QString &host, quint16 port,
                                         const QByteArray &publicBlob) const;
    /// Adds a line to Larder's own file, atomically, readable by this person alone.
    base::Result<> store(const QString &host, quint16 port, const QByteArray &publicBlob);

    [[nodiscard]] const QString &ownFile() const { return m_ownFile; }

private:
    struct Entry;
    QStringList m_files;
    QString m_ownFile;
    QList<Entry> m_entries;
};

} // namespace links
