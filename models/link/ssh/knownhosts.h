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
        OtherType, ///< lines for this host, none of this key's type
        Changed, ///< a line for this host and type holds another key, and none holds this one
        Revoked, ///< a @revoked line that fits holds this very key
        AuthorityOnly, ///< only @cert-authority lines fit, which are not supported here
    };
    struct Stored {
        QByteArray keyType;
        QString label; ///< "ED25519", "RSA 3072"
        QString fingerprint;
        QString file;
        int line = 0; ///< from 1
        bool isPlain = true; ///< neither @revoked nor @cert-authority
    };
    State state = State::Unknown;
    QList<Stored> stored; ///< every line that fits the host, revoked and authorities included
};

/// The host keys that this person trusts: the OpenSSH client's known_hosts files, which are only
/// read, and Larder's own, to which accepted keys are added. Format: sshd(8), "SSH_KNOWN_HOSTS FILE
/// FORMAT". Hashed names, "[host]:port", wildcards, negation, @revoked and @cert-authority count.
/// As with ssh, a line without a port is of port 22; at another port it counts when no key is
/// stored for that port, and only where it knows (or revokes) the very key. Any one thread at a
/// time.
class KnownHosts {
public:
    KnownHosts(QStringList files, QString ownFile);

    /// Reads the files anew. One that does not exist is empty; a line that cannot be read is
    /// skipped. Fails when a file exists and cannot be read: going on would forget what it says.
    base::Result<> load();
    /// Types of the keys that are stored for it, as they are on the wire ("ssh-ed25519",
    /// "ecdsa-sha2-nistp256", "ssh-rsa"), without duplicates, in the order of the files: to be
    /// asked for first, so that a known host is recognised. DSA, hardware keys and certificates
    /// are left out.
    [[nodiscard]] QList<QByteArray> keyTypes(const QString &host, quint16 port) const;
    [[nodiscard]] HostKeyVerdict verdict(const QString &host, quint16 port,
                                         const QByteArray &publicBlob) const;
    /// Adds a line to Larder's own file, atomically, readable by this person alone; nothing when
    /// it has that line already. Kind::Invalid for a host name that no line could hold.
    base::Result<> store(const QString &host, quint16 port, const QByteArray &publicBlob);

    [[nodiscard]] const QString &ownFile() const { return m_ownFile; }

private:
    enum class Marker : quint8 { None, Revoked, Authority };
    struct Entry {
        QByteArray names;
        Marker marker = Marker::None;
        QByteArray keyType;
        QByteArray blob;
        QString file;
        int line = 0;
    };

    void read(const QByteArray &text, const QString &file);
    void readLine(const QByteArray &line, const QString &file, int number);
    [[nodiscard]] QList<const Entry *> fitting(const QByteArray &name) const;
    [[nodiscard]] HostKeyVerdict verdictOf(const QByteArray &name,
                                           const QByteArray &publicBlob) const;

    QStringList m_files;
    QString m_ownFile;
    QList<Entry> m_entries;
};

} // namespace links
