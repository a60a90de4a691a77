// `larder import` and `larder export`.
#include "app/cli/commands.h"
#include "app/cli/exitstatus.h"
#include "app/cli/profiletexts.h"
#include "app/cli/terminal.h"
#include "base/displaytext.h"
#include "profiles/exchange.h"
#include "profiles/importer.h"
#include "profiles/profilestore.h"
#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>

namespace cli {

using base::Error;

namespace {

base::Result<profiles::Import> readAll(const QByteArray &content, const base::Secret &given,
                                       bool fromEnvironment)
{
    base::Secret password = given;
    auto import = profiles::readImport(content, {}, password);
    if (import && import->needsPassword && password.isEmpty()) {
        const auto asked =
            askSecret(QCoreApplication::translate("cli", "Password of the sealed file:"));
        if (!asked) {
            return base::fail(
                Error::Kind::Auth,
                QCoreApplication::translate("cli",
                                            "The file is sealed. --password-file names a file with "
                                            "its password."));
        }
        password = *asked;
        import = profiles::readImport(content, {}, password);
    }
    if (!import || !fromEnvironment || import->variables.isEmpty())
        return import;
    QHash<QString, QString> values;
    for (const QString &name : std::as_const(import->variables)) {
        const QByteArray key = name.toLocal8Bit();
        if (qEnvironmentVariableIsSet(key.constData()))
            values.insert(name, qEnvironmentVariable(key.constData()));
    }
    return profiles::readImport(content, values, password);
}

/// Saves what was found, one after the other: first the secrets, so that the profile says truly
/// whether they are kept.
class Saving final : public QObject {
    Q_DISABLE_COPY_MOVE(Saving)

public:
    Saving(const Folders &folders, QList<profiles::Candidate> candidates, QObject *parent)
        : QObject(parent)
        , m_store(folders.profiles())
        , m_desk(folders)
        , m_left(std::move(candidates))
    {
        QDir().mkpath(folders.config);
        connect(&m_store, &profiles::ProfileStore::loaded, this, &Saving::next);
        connect(&m_store, &profiles::ProfileStore::saved, this, &Saving::written);
        connect(&m_store, &profiles::ProfileStore::problem, this, [this](const Error &error) {
            complain(error);
            m_status = ErrorReply;
            if (m_all) {
                m_failed = true;
                QCoreApplication::exit(m_status);
            }
        });
        m_store.load();
    }

private:
    void next()
    {
        if (m_left.isEmpty()) {
            addAll();
            return;
        }
        const profiles::Candidate one = m_left.takeFirst();
        profiles::Profile profile = one.profile;
        profile.id = QUuid::createUuid();
        if (profile.name.isEmpty())
            profile.name = profile.address();
        m_desk.keep(profile.id, one.secrets, [this, profile, one](const base::Result<> &kept) {
            profiles::Profile complete = profile;
            if (!kept) {
                complain(kept.error());
                complain(QCoreApplication::translate("cli", "The secrets of %1 were not kept.")
                             .arg(profile.name));
                m_status = ErrorReply;
            }
            complete.passwordStored = kept && !one.secrets.password.isEmpty();
            complete.tls.keyPassphraseStored = kept && !one.secrets.tlsKeyPassphrase.isEmpty();
            complete.sentinel.passwordStored = kept && !one.secrets.sentinelPassword.isEmpty();
            complete.tunnel.secretsStored = kept && !one.secrets.ssh.isEmpty();
            complete.tunnel.awsKeysStored = kept && !one.secrets.aws.isEmpty();
            m_ready += complete;
            next();
        });
    }

    /// In one go: a trouble with the file from here on ends the program, whenever it comes.
    void addAll()
    {
        m_all = true;
        for (const profiles::Profile &profile : std::as_const(m_ready)) {
            if (m_failed)
                return;
            m_store.add(profile);
        }
        written();
    }

    void written()
    {
        if (!m_all || m_failed || !m_store.isSaved())
            return;
        for (const profiles::Profile &profile : std::as_const(m_ready))
            complain(QCoreApplication::translate("cli", "Saved: %1").arg(profile.name));
        m_ready.clear();
        QCoreApplication::exit(m_status);
    }

    profiles::ProfileStore m_store;
    SecretDesk m_desk;
    QList<profiles::Candidate> m_left;
    QList<profiles::Profile> m_ready; ///< their secrets are kept, or cannot be
    bool m_all = false;
    bool m_failed = false;
    int m_status = Fine;
};

base::Result<base::Secret> sealingPassword(const Arguments &arguments)
{
    auto password = givenPassword(arguments);
    if (!password || !password->isEmpty())
        return password;
    auto first = askSecret(QCoreApplication::translate("cli", "Password to seal the file with:"));
    if (!first && first.error().kind == Error::Kind::NotFound) {
        return base::fail(Error::Kind::Invalid,
                          QCoreApplication::translate(
                              "cli",
                              "--with-secrets needs --password-file: secrets leave only in "
                              "a sealed file."));
    }
    if (!first)
        return first;
    auto again = askSecret(QCoreApplication::translate("cli", "Again:"));
    if (!again)
        return again;
    if (first->isEmpty() || !(*first == *again))
        return base::fail(Error::Kind::Invalid,
                          QCoreApplication::translate("cli", "The two passwords differ."));
    return first;
}

int writeOut(const base::Result<QByteArray> &json, const QString &path)
{
    if (!json) {
        complain(json.error());
        return ErrorReply;
    }
    if (path.isEmpty() || path == QLatin1String("-"))
        return print(*json) ? Fine : ErrorReply;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(*json) != json->size() || !file.commit()) {
        complain({ Error::Kind::Storage,
                   QCoreApplication::translate("cli", "The file %1 cannot be written.").arg(path),
                   file.errorString().toUtf8() });
        return ErrorReply;
    }
    return Fine;
}

} // namespace

int runImport(const Arguments &arguments)
{
    const QCommandLineParser &parser = arguments.parser;
    const auto password = givenPassword(arguments);
    if (!password) {
        complain(password.error());
        return Usage;
    }
    auto content = contentOf(arguments.positional.constFirst());
    if (!content) {
        complain(content.error());
        return Usage;
    }
    const auto import = readAll(*content, *password, parser.isSet(QStringLiteral("env")));
    base::wipe(*content);
    if (!import) {
        complain(import.error());
        return Usage;
    }
    if (parser.isSet(QStringLiteral("json")))
        print(QJsonDocument(foundObject(*import)).toJson());
    else
        print(foundText(*import).toUtf8());
    if (!import->variables.isEmpty()) {
        complain(QCoreApplication::translate("cli",
                                             "Without a value: %1. --env takes values from "
                                             "the environment.")
                     .arg(import->variables.join(QStringLiteral(", "))));
    }
    if (parser.isSet(QStringLiteral("dry-run")))
        return Fine;
    if (!parser.isSet(QStringLiteral("yes"))) {
        const auto agreed = askYes(QCoreApplication::translate(
            "cli", "Save %n connection(s)?", nullptr, int(import->candidates.size())));
        if (!agreed) {
            return usageError(QCoreApplication::translate(
                "cli", "Nothing was saved: there is no terminal to ask on. With --yes it is."));
        }
        if (!*agreed) {
            complain(QCoreApplication::translate("cli", "Nothing was saved."));
            return Fine;
        }
    }
    new Saving(Folders::standard(), import->candidates, arguments.owner);
    return -1;
}

int runExport(const Arguments &arguments)
{
    const QString path = arguments.parser.value(QStringLiteral("o"));
    const bool withSecrets = arguments.parser.isSet(QStringLiteral("with-secrets"));
    if (!withSecrets && arguments.parser.isSet(QStringLiteral("password-file"))) {
        return usageError(QCoreApplication::translate(
            "cli", "--password-file seals secrets: give --with-secrets too."));
    }
    auto target = findTarget(arguments.positional.constFirst(), Folders::standard());
    if (!target) {
        complain(target.error());
        return Usage;
    }
    if (!withSecrets)
        return writeOut(profiles::exportProfiles({ { target->profile, {} } }), path);
    const auto password = sealingPassword(arguments);
    if (!password) {
        complain(password.error());
        return password.error().kind == Error::Kind::Cancelled ? int(Interrupted) : int(Usage);
    }
    const auto write = [target = *target, password = *password,
                        path](const base::Result<profiles::Secrets> &secrets) {
        if (!secrets) {
            complain(secrets.error());
            QCoreApplication::exit(ErrorReply);
            return;
        }
        QCoreApplication::exit(
            writeOut(profiles::exportProfiles({ { target.profile, *secrets } }, password), path));
    };
    auto *desk = new SecretDesk(Folders::standard(), arguments.owner);
    QMetaObject::invokeMethod(
        desk,
        [desk, target = *target, write] {
            if (target.saved)
                desk->stored(target.profile, write);
            else
                write(target.secrets);
        },
        Qt::QueuedConnection);
    return -1;
}

} // namespace cli
