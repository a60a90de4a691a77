#include "profiles/vault.h"
#include "base/whendone.h"
#include "profiles/safefile.h"
#include <QCoreApplication>
#include <QFileInfo>

namespace profiles {

struct Vault::Opening {
    vault::Entries entries;
    std::optional<base::Error> trouble;
};

/// The key lives beside the file, so that a write that was asked for before a change of password
/// and runs after it seals with the new key.
struct Vault::Disk {
    SafeFile file;
    std::optional<vault::Key> key;
};

namespace {
template <typename T> std::shared_ptr<QPromise<base::Result<T>>> started()
{
    auto promise = std::make_shared<QPromise<base::Result<T>>>();
    promise->start();
    return promise;
}

tl::unexpected<base::Error> locked()
{
    return base::fail(base::Error::Kind::Storage,
                      QCoreApplication::translate("profiles", "The vault is locked."));
}
} // namespace

Vault::Vault(const QString &path, const vault::Cost &cost, QObject *parent)
    : QObject(parent)
    , m_path(path)
    , m_disk(new Disk{ SafeFile(path), {} })
    , m_cost(cost)
{
    m_worker.setMaxThreadCount(1);
}

Vault::~Vault()
{
    m_worker.waitForDone();
}

bool Vault::exists() const
{
    return QFileInfo::exists(m_path) || QFileInfo::exists(m_path + QStringLiteral(".bak"));
}

QFuture<base::Result<>> Vault::adopt(const QFuture<base::Result<Opening>> &future)
{
    auto promise = started<void>();
    base::whenDone(future, this, [this, promise](base::Result<Opening> result) {
        if (result) {
            m_open = true;
            m_entries = std::move(result->entries);
            m_trouble = std::move(result->trouble);
            promise->addResult(base::Result<>());
        } else {
            promise->addResult(base::fail(result.error()));
        }
        promise->finish();
    });
    return promise->future();
}

QFuture<base::Result<>> Vault::create(const base::Secret &password)
{
    auto promise = started<Opening>();
    m_worker.start([promise, disk = m_disk, cost = m_cost, password] {
        const auto make = [&]() -> base::Result<Opening> {
            const auto there = disk->file.read();
            if (!there)
                return base::fail(there.error());
            if (*there)
                return base::fail(
                    base::Error::Kind::Invalid,
                    QCoreApplication::translate("profiles", "There is a vault already."));
            auto key = vault::newKey(password, cost);
            if (!key)
                return base::fail(key.error());
            if (auto written = disk->file.write(vault::seal(*key, {})); !written)
                return base::fail(written.error());
            disk->key = std::move(*key);
            return Opening{};
        };
        promise->addResult(make());
        promise->finish();
    });
    return adopt(promise->future());
}

QFuture<base::Result<>> Vault::open(const base::Secret &password)
{
    auto promise = started<Opening>();
    m_worker.start([promise, disk = m_disk, password] {
        const auto work = [&]() -> base::Result<Opening> {
            const auto bytes = disk->file.read();
            if (!bytes && bytes.error().kind != base::Error::Kind::TooLarge)
                return base::fail(bytes.error());
            const bool missing = bytes && !*bytes;
            if (!missing && bytes) {
                auto opened = vault::open(**bytes, password);
                if (opened) {
                    disk->key = std::move(opened->key);
                    return Opening{ std::move(opened->entries), {} };
                }
                if (opened.error().kind != base::Error::Kind::Invalid)
                    return base::fail(opened.error());
            }
            // Damaged or missing: the last good copy, but only with the right password, and
            // nothing is renamed before it is known to open.
            const auto backup = disk->file.readBackup();
            const bool hasBackup = backup && *backup && vault::check(**backup);
            auto opened = hasBackup
                ? vault::open(**backup, password)
                : base::Result<vault::Opened>(base::fail(base::Error::Kind::Invalid, {}));
            if (!opened && hasBackup)
                return base::fail(opened.error());
            QString text;
            if (!missing) {
                const auto aside = disk->file.setAside();
                if (!aside)
                    return base::fail(aside.error());
                text = QCoreApplication::translate(
                           "profiles", "The vault file is damaged. It was set aside as %1.")
                           .arg(*aside);
            } else {
                text = QCoreApplication::translate("profiles", "The vault file is missing.");
            }
            if (!opened)
                return base::fail(base::Error::Kind::Invalid, text);
            if (auto written = disk->file.write(**backup); !written)
                return base::fail(written.error());
            text += u' '
                + QCoreApplication::translate("profiles",
                                              "The passwords come from its last good copy.");
            disk->key = std::move(opened->key);
            return Opening{ std::move(opened->entries),
                            base::Error{ base::Error::Kind::Storage, text, {} } };
        };
        promise->addResult(work());
        promise->finish();
    });
    return adopt(promise->future());
}

QFuture<base::Result<>> Vault::changePassword(const base::Secret &old, const base::Secret &password)
{
    auto promise = started<void>();
    m_worker.start([promise, disk = m_disk, cost = m_cost, old, password] {
        const auto work = [&]() -> base::Result<> {
            const auto bytes = disk->file.read();
            if (!bytes)
                return base::fail(bytes.error());
            if (!*bytes)
                return base::fail(
                    base::Error::Kind::NotFound,
                    QCoreApplication::translate("profiles", "The vault file is missing."));
            const auto opened = vault::open(**bytes, old);
            if (!opened)
                return base::fail(opened.error());
            auto key = vault::newKey(password, cost);
            if (!key)
                return base::fail(key.error());
            if (auto written =
                    disk->file.write(vault::seal(*key, opened->entries), SafeFile::Backup::Same);
                !written)
                return written;
            disk->key = std::move(*key);
            return {};
        };
        promise->addResult(work());
        promise->finish();
    });
    return promise->future();
}

void Vault::lock()
{
    m_open = false;
    m_entries.clear();
    m_worker.start([disk = m_disk] { disk->key.reset(); });
}

QFuture<base::Result<>> Vault::probe()
{
    return base::ready(isOpen() ? base::Result<>() : base::Result<>(locked()));
}

QFuture<base::Result<base::Secret>> Vault::read(const QUuid &profile, SecretSlot slot)
{
    if (!isOpen())
        return base::ready<base::Secret>(locked());
    const auto found = m_entries.constFind(secretName(profile, slot));
    if (found == m_entries.constEnd())
        return base::ready<base::Secret>(
            base::fail(base::Error::Kind::NotFound,
                       QCoreApplication::translate("profiles", "No password is stored.")));
    return base::ready(base::Result<base::Secret>(*found));
}

QFuture<base::Result<>> Vault::write(const QUuid &profile, SecretSlot slot,
                                     const base::Secret &secret)
{
    return store(secretName(profile, slot), secret);
}

QFuture<base::Result<>> Vault::remove(const QUuid &profile, SecretSlot slot)
{
    if (isOpen() && !m_entries.contains(secretName(profile, slot)))
        return base::ready(base::Result<>());
    return store(secretName(profile, slot), {});
}

QFuture<base::Result<>> Vault::store(const QByteArray &name,
                                     const std::optional<base::Secret> &secret)
{
    if (!isOpen())
        return base::ready<void>(locked());
    const auto before =
        m_entries.contains(name) ? std::optional(m_entries.value(name)) : std::nullopt;
    const auto put = [this, name](const std::optional<base::Secret> &value) {
        if (value)
            m_entries.insert(name, *value);
        else
            m_entries.remove(name);
    };
    put(secret);
    auto written = started<void>();
    auto promise = started<void>();
    base::whenDone(written->future(), this, [=, this](const base::Result<> &result) {
        // What could not be written is not pretended to be there, unless it changed again
        // meanwhile.
        const auto now =
            m_entries.contains(name) ? std::optional(m_entries.value(name)) : std::nullopt;
        if (!result && isOpen() && now == secret)
            put(before);
        promise->addResult(result);
        promise->finish();
    });
    m_worker.start([written, disk = m_disk, entries = m_entries] {
        written->addResult(disk->key ? disk->file.write(vault::seal(*disk->key, entries))
                                     : base::Result<>(locked()));
        written->finish();
    });
    return promise->future();
}

} // namespace profiles
