#pragma once
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include <QHash>

namespace profiles {

/// One thing that was read from pasted text or a file: the "found" list shows these before anything
/// is saved.
struct Found {
    enum class Kind : quint8 {
        Stated, ///< written there
        Guessed, ///< from the name of the host; the person can change it
        NotUnderstood, ///< was skipped
        Missing, ///< a ${VARIABLE} without a value anywhere
        Warning, ///< stated, and to be agreed to by the person: see warningsOf()
    };
    Kind kind = Kind::Stated;
    QString field; ///< what it fills, for the person: "Host", "Password", "Region"
    QString value; ///< as it will be used; a secret is "••••••"
    int line = 0; ///< of the source, from 1; 0 = none of its own
    QString source; ///< that line, cut at 200 characters, secrets masked
};

/// One connection found in the text. The profile has no id yet and holds no secret.
struct Candidate {
    Profile profile;
    Secrets secrets;
    QList<Found> found;
};

struct Import {
    QString format; ///< "redis:// URL", "Spring application.yml", "Redis Insight export"
    QList<Candidate> candidates;
    QList<Found> others; ///< what belongs to none of them: NotUnderstood
    QStringList variables; ///< names of ${…} that have no value; give them and read again
    /// The file is sealed with a password (our own export); give it and read again.
    bool needsPassword = false;
};

/// Recognises what people have at hand. URLs (redis, rediss, redis+unix), host:port, redis-cli
/// lines, .env and export lines, Spring .yml and .properties, docker environment, ioredis/BullMQ
/// objects, `aws ssm start-session` and `ssh -L` lines, and the exported files of Redis Insight,
/// RESP.app, Another Redis Desktop Manager, Tiny RDM and Larder itself.
/// `variables` = values for ${NAME} that the text leaves open; `password` opens a sealed export.
/// Any bytes may come in, of any length; never throws. Invalid, with a sentence that repeats no
/// secret, when nothing in it is a connection; TooLarge above 64 MB. Takes no more than a second
/// or two for the largest: call it in a worker for more than a line.
[[nodiscard]] base::Result<Import> readImport(const QByteArray &text,
                                              const QHash<QString, QString> &variables = {},
                                              const base::Secret &password = {});

/// What a person must have seen before a connection from outside is opened or saved: programs that
/// it runs (with their exact arguments), the entry of ~/.ssh/config that it uses, addresses that
/// lead elsewhere, TLS that is not verified, dangerous commands allowed. One Warning line each,
/// those of programs first; a Candidate's `found` begins with them.
[[nodiscard]] QList<Found> warningsOf(const Profile &profile);
[[nodiscard]] QList<Found> programWarningsOf(const Profile &profile);
/// True when a program of the profile's choice may run: for its password, or as its ssh.
[[nodiscard]] bool runsProgram(const Profile &profile);

/// What the name of an ElastiCache endpoint tells (blueprint, "ElastiCache name reading"): changes
/// `profile` and returns one Guessed line for each change; empty for any other host.
QList<Found> guessFromElastiCacheName(Profile &profile);

} // namespace profiles
