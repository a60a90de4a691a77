#pragma once
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace support {

/// Private keys in every form that people have, made once by ssh-keygen and openssl in a temporary
/// directory. The forms of a kind all hold the same key.
class KeyFiles {
public:
    /// Makes the keys; false with errorText().
    bool make(const QStringList &kinds = KeyFiles::kinds());
    [[nodiscard]] QString errorText() const { return m_error; }

    /// "ed25519", "ecdsa256", "ecdsa384", "ecdsa521", "rsa2048". Others of RSA take their time.
    [[nodiscard]] static QStringList kinds();
    /// "openssh", "pkcs1", "sec1", "pkcs8"; with "-encrypted" for those with passphrase().
    [[nodiscard]] static QStringList formsOf(const QString &kind);
    [[nodiscard]] static bool isEncrypted(const QString &form);
    [[nodiscard]] static QByteArray passphrase() { return QByteArrayLiteral("open sesame"); }

    [[nodiscard]] QString path(const QString &kind, const QString &form) const;
    /// A copy in the OpenSSH form by this cipher (ssh-keygen -Z) and rounds (-a); empty when
    /// ssh-keygen fails.
    [[nodiscard]] QString encrypted(const QString &kind, const QString &cipher, int rounds,
                                    const QString &words = QString::fromLatin1(passphrase())) const;
    /// A copy that openssl encrypts: words for `openssl rsa`, `openssl pkcs8` …; empty when it
    /// fails.
    [[nodiscard]] QString byOpenssl(const QString &kind, const QString &name,
                                    const QStringList &words) const;
    /// A file of this name in the directory, readable by its owner alone.
    [[nodiscard]] QString write(const QString &name, const QByteArray &text) const;
    [[nodiscard]] QString directory() const { return m_directory.path(); }

    /// "ssh-rsa AAAA… comment".
    [[nodiscard]] QByteArray publicLine(const QString &kind) const;
    [[nodiscard]] QByteArray publicBlob(const QString &kind) const;
    /// As ssh-keygen -l prints it.
    [[nodiscard]] QString fingerprint(const QString &kind) const;

private:
    bool run(const QString &program, const QStringList &arguments) const;
    bool makeKind(const QString &kind);

    QTemporaryDir m_directory;
    mutable QString m_error;
};

/// Whether OpenSSL, from the public blob alone, finds the signature (of RFC 4253 §6.6, without its
/// algorithm's name) good.
[[nodiscard]] bool signatureHolds(const QByteArray &publicBlob, const QByteArray &algorithm,
                                  const QByteArray &data, const QByteArray &signature);

} // namespace support
