#pragma once
#include "aws/keys.h"
#include "aws/places.h"
#include <QByteArray>
#include <QHash>
#include <QStringList>
#include <optional>

namespace aws {

using IniValues = QHash<QString, QString>; ///< names in small letters

struct IniSection {
    QString name; ///< "default", "profile shop", "sso-session corp"
    /// A nested block is one value, a line for each of its entries; see nestedValues().
    IniValues values;
};

/// Takes one of AWS's shared files apart, as the AWS CLI does it: "#" and ";" begin comments, a
/// line that is indented deeper than its name continues the value, and sections of one name are
/// one. As the SDKs do it, " #" and " ;" end a value, but not that of credential_process, whose
/// line is the CLI's. What is neither a section nor a name with a value is left out. In the order
/// of the file.
[[nodiscard]] QList<IniSection> readIni(const QByteArray &bytes);

/// "\ns3_max = 10\nendpoint_url = …" as names and values.
[[nodiscard]] IniValues nestedValues(const QString &block);

/// A line as the words that a POSIX shell would make of it, without expanding anything; none when
/// a quote is not closed.
[[nodiscard]] std::optional<QStringList> splitWords(const QString &line);

/// What the two shared files say of the profiles: one reading of them.
class SharedConfig {
public:
    /// Files that are missing or cannot be read count as empty.
    [[nodiscard]] static SharedConfig read(const Places &places);
    /// The bytes of both.
    [[nodiscard]] static SharedConfig parse(const QByteArray &config,
                                            const QByteArray &credentials);

    /// "default" first, then in the order of the files.
    [[nodiscard]] QStringList profiles() const;
    [[nodiscard]] bool has(const QString &profile) const;
    /// The credentials file's word before the config file's; empty = not said.
    [[nodiscard]] QString value(const QString &profile, const QString &name) const;
    /// Of [sso-session name]; none when there is no such section.
    [[nodiscard]] std::optional<IniValues> ssoSession(const QString &name) const;
    /// Of [services name]; empty when there is no such section.
    [[nodiscard]] IniValues services(const QString &name) const;
    /// aws_access_key_id and its kin, all three out of one of the files: keys with a half missing
    /// are not empty().
    struct StaticKeys {
        QString id;
        QString secret;
        QString token;

        [[nodiscard]] bool isEmpty() const { return id.isEmpty() && secret.isEmpty(); }
    };
    [[nodiscard]] StaticKeys credentialsKeys(const QString &profile) const;
    [[nodiscard]] StaticKeys configKeys(const QString &profile) const;

private:
    QStringList m_order;
    QHash<QString, IniValues> m_config;
    QHash<QString, IniValues> m_credentials;
    QHash<QString, IniValues> m_sessions;
    QHash<QString, IniValues> m_services;
};

} // namespace aws
