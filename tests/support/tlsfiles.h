#pragma once
#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace support {

/// A certificate authority of one test, and what it issues, in a temporary directory: made by the
/// openssl program with EC keys, so it takes some milliseconds each.
class TlsFiles {
public:
    struct Pair {
        QString certificate; ///< path, PEM
        QString key; ///< path, PEM
    };
    struct Wish {
        QString commonName = QStringLiteral("localhost");
        /// "DNS:localhost,IP:127.0.0.1"; empty = no alternative names.
        QString names = QStringLiteral("DNS:localhost,IP:127.0.0.1");
        QDateTime from{}; ///< invalid = an hour ago
        QDateTime until{}; ///< invalid = in a day
    };

    TlsFiles();

    /// False when the openssl program is missing or failed; errorText() has its words.
    [[nodiscard]] bool isValid() const { return m_error.isEmpty(); }
    [[nodiscard]] QString errorText() const { return m_error; }

    [[nodiscard]] QString authority() const; ///< path of the CA's certificate
    [[nodiscard]] QString path(const QString &file) const;
    /// A certificate signed by the authority, and its key.
    Pair issue(const Wish &wish);
    /// A certificate signed by itself.
    Pair selfSigned(const QString &names);
    /// What redis-server needs for a TLS port that does not ask for client certificates.
    [[nodiscard]] QStringList serverOptions(const Pair &pair) const;

    /// Runs openssl in the directory; false (and errorText()) when it fails.
    bool openssl(const QStringList &arguments);

private:
    void write(const QString &file, const QByteArray &text) const;
    [[nodiscard]] QString freshName();

    QTemporaryDir m_directory;
    QString m_error;
    int m_serial = 0;
};

} // namespace support
