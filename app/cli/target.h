#pragma once
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include "profiles/secretstore.h"
#include <QObject>
#include <functional>

namespace cli {

/// Where this person's connections and secrets rest.
struct Folders {
    QString config;

    [[nodiscard]] static Folders standard();
    [[nodiscard]] QString profiles() const;
    [[nodiscard]] QString vault() const;
};

/// What a PROFILE word on the command line means.
struct Target {
    profiles::Profile profile;
    profiles::Secrets secrets; ///< that came with it
    bool saved = false; ///< one of the saved connections: its secrets are in the SecretStore
};

/// The saved connections, in their order; an empty list when there is no file yet.
[[nodiscard]] base::Result<QList<profiles::Profile>> savedProfiles(const Folders &folders);
/// A saved connection by its name: exact, else the only one that differs in case alone. NotFound;
/// Invalid when several fit, and names them.
[[nodiscard]] base::Result<profiles::Profile> findSaved(const QList<profiles::Profile> &profiles,
                                                        const QString &name);
/// True for redis://, rediss:// and redis+unix://.
[[nodiscard]] bool isAddress(const QString &word);
/// A name, an address or @FILE. `sealedWith` opens a sealed file. Blocks on the disk.
[[nodiscard]] base::Result<Target> findTarget(const QString &word, const Folders &folders,
                                              const base::Secret &sealedWith = {});
/// Of a file that holds one connection in the export format; "-" is standard input. Relative names
/// in it are taken from the file's own folder, ${NAME} from the environment.
[[nodiscard]] base::Result<Target> targetInFile(const QString &path,
                                                const base::Secret &sealedWith = {});
/// A connection that only these words describe: a tunnel through Session Manager.
struct SsmWords {
    QString target; ///< "i-…", "mi-…", "ecs:…"
    QString to; ///< "host:port", as the bastion knows it
    QString region;
    QString awsProfile;
    QString awsEndpoint; ///< URL
    QString document;
    QString backend; ///< "", "built-in", "aws-cli"
};
/// Invalid, with a sentence that names the option.
[[nodiscard]] base::Result<Target> targetInWords(const SsmWords &words);
/// All of a file, or of standard input for "-". TooLarge over 64 MB.
[[nodiscard]] base::Result<QByteArray> contentOf(const QString &path);

/// Reads and keeps secrets, and asks on the terminal for what only the person knows: the master
/// password of a vault (or the file that LARDER_MASTER_PASSWORD_FILE names), a password that is
/// asked for each time.
class SecretDesk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretDesk)

public:
    explicit SecretDesk(const Folders &folders, QObject *parent = nullptr);

    /// Everything that this connection needs to sign in.
    void complete(const Target &target,
                  const std::function<void(const base::Result<profiles::Secrets> &)> &done);
    /// What is stored for a saved connection and nothing else.
    void stored(const profiles::Profile &profile,
                const std::function<void(const base::Result<profiles::Secrets> &)> &done);
    /// Fails when they are not kept beyond this run.
    void keep(const QUuid &profile, const profiles::Secrets &secrets,
              const std::function<void(const base::Result<> &)> &done);

private:
    using Slots = QList<profiles::SecretSlot>;
    void collect(const profiles::Profile &profile,
                 const std::function<void(const base::Result<profiles::Collected> &)> &done);
    [[nodiscard]] static base::Result<profiles::Secrets>
    asked(const profiles::Profile &profile, const QList<profiles::SecretSlot> &missing,
          profiles::Secrets known);
    void keepNext(const QUuid &profile, Slots left, const profiles::Secrets &secrets,
                  const std::function<void(const base::Result<> &)> &done);
    void decide();
    [[nodiscard]] base::Result<base::Secret> masterPassword(bool isNew);
    void opened(const base::Result<> &result, bool mayAskAgain);

    profiles::SecretStore m_store;
    bool m_keeping = false;
    int m_tries = 0;
    std::optional<base::Error> m_why; ///< why the vault stayed closed
};

} // namespace cli
