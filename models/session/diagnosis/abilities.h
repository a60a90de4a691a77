#pragma once
#include "resp/send.h"
#include <QStringList>

namespace session {

/// Which of the commands that Larder lives on the user may run, found out by running them: each is
/// harmless and looks at no key that exists.
struct Abilities {
    QStringList works;
    QStringList notPermitted; ///< NOPERM
    QStringList missing; ///< unknown to the server, or renamed
    QStringList refused; ///< any other word
    int databases = -1; ///< CONFIG GET databases; -1 = not told
    qint64 keys = -1; ///< DBSIZE
    QByteArray user; ///< ACL WHOAMI; empty = not told
    bool databaseMissing = false; ///< SELECT was refused

    /// The pipeline to ask; `db` = the database to go to, `clientName` = the name to go by there.
    [[nodiscard]] static resp::Commands questions(int db, const QByteArray &clientName);
    [[nodiscard]] static Abilities of(const resp::Commands &asked, const resp::Replies &replies);
};

} // namespace session
