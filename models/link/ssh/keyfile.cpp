#include "link/ssh/keyfile.h"
#include "link/ssh/keyidentity.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPromise>
#include <QThreadPool>
#include <functional>
#include <openssl/crypto.h>
#include <openssl/err.h>
#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace links {

namespace {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;

/// No key is near this; a wrong file may be.
constexpr qint64 longestKey = qint64(1024) * 1024;

auto unreadable(Kind kind, const QString &text, const QString &systemWords = {})
{
    return base::fail(kind, text, systemWords.toUtf8(), Cause::SshKeyUnreadable);
}

QString shown(const QString &path)
{
    const QString home = QDir::homePath() + u'/';
    return path.startsWith(home) ? QStringLiteral("~/") + path.sliced(home.size()) : path;
}

/// OpenSSH's rule for files of one's own; those of others are for their owners to guard.
bool isOpenToOthers(const QString &path)
{
#ifdef Q_OS_UNIX
    struct stat facts { };
    return stat(QFile::encodeName(path).constData(), &facts) == 0 && facts.st_uid == getuid()
        && (facts.st_mode & 077U) != 0;
#else
    Q_UNUSED(path)
    return false;
#endif
}

base::Result<Wiped> readText(const QString &path)
{
    const QString name = shown(path);
    const QFileInfo info(path);
    if (!info.exists())
        return unreadable(
            Kind::NotFound,
            QCoreApplication::translate("link", "There is no key file %1. Check the path.")
                .arg(name));
    if (!info.isFile())
        return unreadable(Kind::Invalid,
                          QCoreApplication::translate(
                              "link", "%1 is not a file. Choose the file of a private key.")
                              .arg(name));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(Kind::Invalid,
                          QCoreApplication::translate(
                              "link",
                              "The file %1 cannot be read. Check the path and whether this account "
                              "may read it.")
                              .arg(name),
                          file.errorString());
    Wiped text(QByteArray(std::min(file.size(), longestKey) + 1, '\0'));
    qint64 length = 0;
    while (length < text.bytes.size()) {
        const qint64 more = file.read(text.bytes.data() + length, text.bytes.size() - length);
        if (more < 0)
            return unreadable(Kind::Invalid,
                              QCoreApplication::translate(
                                  "link",
                                  "The file %1 cannot be read. Check the path and whether this "
                                  "account may read it.")
                                  .arg(name),
                              file.errorString());
        if (more == 0)
            break;
        length += more;
    }
    if (length > longestKey)
        return unreadable(Kind::Invalid,
                          QCoreApplication::translate(
                              "link",
                              "%1 is larger than 1 MB, so it is no key. Choose the file of a "
                              "private key.")
                              .arg(name));
    text.bytes.truncate(length);
    return text;
}

base::Result<IdentityPtr> identityIn(const QByteArray &text, const base::Secret &passphrase,
                                     const QString &name)
{
    const auto block = privateBlockIn(text);
    if (!block)
        return base::fail(keyError(block.error(), name));
    const Wiped words(passphrase.reveal());
    const auto key = openedKey(*block, words.bytes);
    if (!key)
        return base::fail(keyError(key.error(), name));
    auto identity = identityOf(*key, name);
    ERR_clear_error();
    if (!identity)
        return base::fail(keyError(identity.error(), name));
    return *identity;
}

base::Result<IdentityPtr> identityAt(const QString &path, const base::Secret &passphrase)
{
    const auto text = readText(path);
    if (!text)
        return base::fail(text.error());
    const bool holdsKey = privateBlockIn(text->bytes).has_value();
    if (holdsKey && isOpenToOthers(path))
        return unreadable(
            Kind::Invalid,
            QCoreApplication::translate(
                "link",
                "Others on this computer may read the key %1, so it is not used. Make "
                "it yours alone: chmod 600 \"%2\"")
                .arg(shown(path), path));
    return identityIn(text->bytes, passphrase, shown(path));
}

QFuture<base::Result<IdentityPtr>> inPool(std::function<base::Result<IdentityPtr>()> work)
{
    auto promise = std::make_shared<QPromise<base::Result<IdentityPtr>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        base::Result<IdentityPtr> key = work();
        // OpenSSL would let go of what it keeps for this thread only when the thread ends, which
        // can be too late: Qt does not wait for the very end of it.
        OPENSSL_thread_stop();
        promise->addResult(std::move(key));
        promise->finish();
    });
    return promise->future();
}

/// Of a private key's text, where it can be had without a passphrase.
std::optional<QByteArray> publicBlobOfKey(const QByteArray &text)
{
    const auto block = privateBlockIn(text);
    if (!block)
        return std::nullopt;
    if (block->label == "OPENSSH PRIVATE KEY")
        return publicBlobOfOpenSsh(block->body.bytes);
    const auto key = openedKey(*block, {});
    if (!key)
        return std::nullopt;
    const auto blob = publicBlobOf(key->get());
    ERR_clear_error();
    return blob ? std::optional(*blob) : std::nullopt;
}

} // namespace

QFuture<base::Result<IdentityPtr>>
readPrivateKey(const QByteArray &text, const base::Secret &passphrase, const QString &name)
{
    return inPool([text = base::Secret(text), passphrase, name] {
        const Wiped revealed(text.reveal());
        return identityIn(revealed.bytes, passphrase, name);
    });
}

QFuture<base::Result<IdentityPtr>> readKeyFile(const QString &path, const base::Secret &passphrase)
{
    return inPool([path, passphrase] { return identityAt(path, passphrase); });
}

std::optional<QByteArray> publicBlobIn(const QString &path)
{
    if (const auto text = readText(path)) {
        if (auto blob = publicBlobOfLine(text->bytes))
            return blob;
        if (auto blob = publicBlobOfKey(text->bytes))
            return blob;
    }
    const auto beside = readText(path + QStringLiteral(".pub"));
    return beside ? publicBlobOfLine(beside->bytes) : std::nullopt;
}

} // namespace links
