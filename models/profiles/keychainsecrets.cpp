#include "profiles/keychainsecrets.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QRandomGenerator>
#include <QTimer>
#include <qt6keychain/keychain.h>

namespace profiles {

namespace {
using Done = std::shared_ptr<QPromise<base::Result<>>>;

base::Error keychainError(const QKeychain::Job &job)
{
    const auto kind = job.error() == QKeychain::EntryNotFound ? base::Error::Kind::NotFound
                                                              : base::Error::Kind::Storage;
    const QString text = kind == base::Error::Kind::NotFound
        ? QCoreApplication::translate("profiles", "No password is stored.")
        : QCoreApplication::translate("profiles", "The system keychain refused: %1.")
              .arg(job.errorString());
    return { kind, text, job.errorString().toUtf8() };
}

void finish(const Done &done, const base::Result<> &result)
{
    if (done->future().isFinished())
        return;
    done->addResult(result);
    done->finish();
}
} // namespace

KeychainSecrets::KeychainSecrets(QString service, QObject *parent)
    : QObject(parent)
    , m_service(std::move(service))
{
}

KeychainSecrets::~KeychainSecrets() = default;

QFuture<base::Result<>> KeychainSecrets::probe()
{
    auto done = std::make_shared<QPromise<base::Result<>>>();
    done->start();
    const QString name =
        QStringLiteral("canary/%1").arg(QUuid::createUuid().toString(QUuid::WithoutBraces));
    QByteArray bytes(24, '\0');
    for (char &byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    const base::Secret canary(bytes);

    // A keyring may be waiting for its own unlock question; nobody waits for ever.
    QTimer::singleShot(std::chrono::seconds(60), this, [done] {
        finish(done,
               base::fail(base::Error::Kind::Timeout,
                          QCoreApplication::translate("profiles",
                                                      "The system keychain does not answer.")));
    });
    base::whenDone(writeName(name, canary), this, [=, this](const base::Result<> &written) {
        if (!written)
            return finish(done, written);
        base::whenDone(readName(name), this, [=, this](const base::Result<base::Secret> &read) {
            base::whenDone(removeName(name), this, [=](const base::Result<> &removed) {
                if (!read)
                    finish(done, base::fail(read.error()));
                else if (!(*read == canary))
                    finish(done,
                           base::fail(
                               base::Error::Kind::Storage,
                               QCoreApplication::translate(
                                   "profiles", "The system keychain gave back something else.")));
                else
                    finish(done, removed);
            });
        });
    });
    return done->future();
}

QFuture<base::Result<base::Secret>> KeychainSecrets::read(const QUuid &profile, SecretSlot slot)
{
    return readName(QString::fromLatin1(secretName(profile, slot)));
}

QFuture<base::Result<>> KeychainSecrets::write(const QUuid &profile, SecretSlot slot,
                                               const base::Secret &secret)
{
    return writeName(QString::fromLatin1(secretName(profile, slot)), secret);
}

QFuture<base::Result<>> KeychainSecrets::remove(const QUuid &profile, SecretSlot slot)
{
    return removeName(QString::fromLatin1(secretName(profile, slot)));
}

QFuture<base::Result<base::Secret>> KeychainSecrets::readName(const QString &name)
{
    auto promise = std::make_shared<QPromise<base::Result<base::Secret>>>();
    promise->start();
    auto *job = new QKeychain::ReadPasswordJob(m_service); // deletes itself when finished
    job->setInsecureFallback(false);
    job->setKey(name);
    connect(job, &QKeychain::Job::finished, job, [promise, job] {
        if (job->error() != QKeychain::NoError) {
            promise->addResult(base::fail(keychainError(*job)));
        } else {
            QByteArray bytes = job->binaryData();
            promise->addResult(base::Secret(bytes));
            base::wipe(bytes);
        }
        promise->finish();
    });
    job->start();
    return promise->future();
}

QFuture<base::Result<>> KeychainSecrets::writeName(const QString &name, const base::Secret &secret)
{
    auto promise = std::make_shared<QPromise<base::Result<>>>();
    promise->start();
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setInsecureFallback(false);
    job->setKey(name);
    job->setBinaryData(secret.reveal());
    connect(job, &QKeychain::Job::finished, job, [promise, job] {
        promise->addResult(job->error() == QKeychain::NoError
                               ? base::Result<>()
                               : base::Result<>(base::fail(keychainError(*job))));
        promise->finish();
    });
    job->start();
    return promise->future();
}

QFuture<base::Result<>> KeychainSecrets::removeName(const QString &name)
{
    auto promise = std::make_shared<QPromise<base::Result<>>>();
    promise->start();
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setInsecureFallback(false);
    job->setKey(name);
    connect(job, &QKeychain::Job::finished, job, [promise, job] {
        const bool gone =
            job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
        promise->addResult(gone ? base::Result<>()
                                : base::Result<>(base::fail(keychainError(*job))));
        promise->finish();
    });
    job->start();
    return promise->future();
}

} // namespace profiles
