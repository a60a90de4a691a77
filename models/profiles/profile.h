#pragma once
#include <QByteArray>
#include <QDateTime>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUuid>

namespace profiles {

/// How careful the program has to be with a server.
enum class Environment : quint8 { Local, Development, Staging, Production, Demo };

enum class Authentication : quint8 { None, Password, AclUser };

/// A saved connection. Holds no secret: those are in the SecretStore under `id`.
struct Profile {
    QUuid id;
    QString name;
    QString group;
    Environment environment = Environment::Local;
    QString colour; ///< "#rrggbb" of the rail stripe; empty = the environment's own
    QString note;

    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 6379;
    QString unixSocket; ///< path; when set, host and port are not used
    int db = 0;

    Authentication authentication = Authentication::None;
    QString user; ///< of AclUser
    bool passwordStored = false; ///< the SecretStore was given a password for this profile

    /// Read-only at open. Production profiles are made with true.
    bool readOnly = false;
    bool allowDangerous = false; ///< class F commands on production
    QStringList separators{ QStringLiteral(":") };
    int connectTimeoutMs = 5000;
    int commandTimeoutMs = 15000;
    int samplingSeconds = 2; ///< 1–60; Production profiles are made with 5
    int scanBudget = 10000; ///< keys listed before a scan pauses
    int defaultTtlSeconds = 0; ///< preset of a new key; 0 = the person has to choose

    // Of the last test, for the list's dot. Invalid = never.
    QDateTime lastTest;
    bool lastTestPassed = false;
    QDateTime lastPass;

    /// Where it leads, for titles: "localhost:6379", "/run/redis.sock".
    [[nodiscard]] QString address() const;

    friend bool operator==(const Profile &, const Profile &) = default;
};

} // namespace profiles

Q_DECLARE_METATYPE(profiles::Profile)
