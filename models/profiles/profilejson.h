#pragma once
#include "base/result.h"
#include "profiles/profile.h"
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace profiles {

/// What the profile file holds, including everything in it that a newer version of the program may
/// have put there and this one does not understand: that is written back as it was.
struct ProfileFile {
    QList<Profile> profiles;
    QHash<QUuid, QJsonObject> members; ///< each profile as read, unknown members included
    QJsonObject root; ///< the file's own members, without "profiles"
    QJsonArray foreign; ///< entries that are no profiles to us
};

/// Any bytes may come in. Invalid when they are not a profile file at all.
[[nodiscard]] base::Result<ProfileFile> readProfiles(const QByteArray &json);
[[nodiscard]] QByteArray writeProfiles(const ProfileFile &file);

/// One profile as the export format has it: the members of the profile file that differ from their
/// defaults, without what means this machine alone (id, test results, which secrets are stored).
[[nodiscard]] QJsonObject exportedProfile(Profile profile);
/// The other way. Strict, since people write it: Invalid names the first member that is not known
/// ("tls.verfy") or is not what it has to be. Members named in `besides` are left to the caller.
/// The profile has no id.
[[nodiscard]] base::Result<Profile> readExportedProfile(const QJsonObject &object,
                                                        const QStringList &besides = {});

} // namespace profiles
