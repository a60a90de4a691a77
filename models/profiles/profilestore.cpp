#include "profiles/profilestore.h"
#include "base/log.h"
#include "base/whendone.h"
#include "profiles/safefile.h"
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <algorithm>

namespace profiles {

struct ProfileStore::Loaded {
    ProfileFile file;
    std::optional<base::Error> trouble;
    bool mayWrite = true;
};

namespace {
/// The last good copy, or nothing.
std::optional<ProfileFile> backup(const SafeFile &disk)
{
    const auto bytes = disk.readBackup();
    if (!bytes || !*bytes)
        return {};
    auto file = readProfiles(**bytes);
    return file ? std::optional(std::move(*file)) : std::nullopt;
}
} // namespace

ProfileStore::ProfileStore(const QString &path, QObject *parent)
    : QObject(parent)
    , m_disk(std::make_shared<SafeFile>(path))
{
    m_worker.setMaxThreadCount(1);
}

ProfileStore::~ProfileStore()
{
    m_worker.waitForDone();
    if (m_loaded && m_mayWrite && m_dirty) {
        if (const auto done = m_disk->write(writeProfiles(m_file)); !done)
            qCWarning(base::logStorage).noquote() << done.error().text;
    }
}

void ProfileStore::load()
{
    auto promise = std::make_shared<QPromise<base::Result<Loaded>>>();
    promise->start();
    base::whenDone(promise->future(), this, [this](base::Result<Loaded> result) {
        if (!result)
            return; // shutting down
        const QList<Profile> early = m_file.profiles; // added before the file was read
        m_file = std::move(result->file);
        m_mayWrite = result->mayWrite;
        for (const Profile &profile : early) {
            if (indexOf(profile.id) < 0)
                m_file.profiles += profile;
        }
        gather();
        m_loaded = true;
        if (result->trouble)
            report(*result->trouble);
        Q_EMIT changed();
        Q_EMIT loaded();
        if (!early.isEmpty())
            touched();
    });
    m_worker.start([promise, disk = m_disk] {
        Loaded out;
        const QString shown = QDir::toNativeSeparators(disk->path());
        const auto trouble = [&](const QString &text, const QByteArray &detail = {}) {
            out.trouble = base::Error{ base::Error::Kind::Storage, text, detail };
        };
        auto bytes = disk->read();
        if (!bytes && bytes.error().kind != base::Error::Kind::TooLarge) {
            out.mayWrite = false; // it may be perfectly good: hands off
            trouble(QCoreApplication::translate(
                        "profiles",
                        "The saved connections in %1 cannot be read: %2. Nothing will be "
                        "written there until this is put right and Larder is started again.")
                        .arg(shown, QString::fromUtf8(bytes.error().detail)),
                    bytes.error().detail);
        } else if (bytes && !*bytes) {
            if (auto kept = backup(*disk)) {
                out.file = std::move(*kept);
                trouble(QCoreApplication::translate(
                            "profiles",
                            "The file %1 is missing. The connections come from its last good copy.")
                            .arg(shown));
            }
        } else {
            auto file = bytes ? readProfiles(**bytes)
                              : base::Result<ProfileFile>(base::fail(bytes.error()));
            if (file) {
                out.file = std::move(*file);
            } else {
                const auto aside = disk->setAside();
                out.mayWrite = aside.has_value();
                auto kept = backup(*disk);
                const QString where = aside
                    ? QCoreApplication::translate("profiles", "It was set aside as %1.").arg(*aside)
                    : QCoreApplication::translate(
                        "profiles", "It could not be set aside, so nothing will be written.");
                const QString now = kept
                    ? QCoreApplication::translate("profiles",
                                                  "The connections come from its last good copy.")
                    : QCoreApplication::translate("profiles", "The list starts empty.");
                trouble(QCoreApplication::translate("profiles",
                                                    "The file of saved connections %1 is damaged.")
                                .arg(shown)
                            + u' ' + where + u' ' + now,
                        file.error().detail);
                if (kept)
                    out.file = std::move(*kept);
            }
        }
        promise->addResult(std::move(out));
        promise->finish();
    });
}

void ProfileStore::report(const base::Error &error)
{
    qCWarning(base::logStorage).noquote() << error.text;
    m_trouble = error;
    Q_EMIT problem(error);
}

qsizetype ProfileStore::indexOf(const QUuid &id) const
{
    const auto &list = m_file.profiles;
    const auto at = std::find_if(list.begin(), list.end(),
                                 [&id](const Profile &profile) { return profile.id == id; });
    return at == list.end() ? -1 : at - list.begin();
}

std::optional<Profile> ProfileStore::find(const QUuid &id) const
{
    const qsizetype at = indexOf(id);
    return at < 0 ? std::nullopt : std::optional(m_file.profiles.at(at));
}

/// Groups in the order of their first member; members in the order in which they are.
void ProfileStore::gather()
{
    QStringList order;
    for (const Profile &profile : std::as_const(m_file.profiles)) {
        if (!order.contains(profile.group))
            order += profile.group;
    }
    std::stable_sort(m_file.profiles.begin(), m_file.profiles.end(),
                     [&order](const Profile &a, const Profile &b) {
                         return order.indexOf(a.group) < order.indexOf(b.group);
                     });
}

void ProfileStore::insertIntoGroup(Profile profile)
{
    auto &list = m_file.profiles;
    auto at = list.end();
    while (at != list.begin() && (at - 1)->group != profile.group)
        --at;
    list.insert(at == list.begin() ? list.end() : at, std::move(profile));
}

QString ProfileStore::freeName(const QString &name) const
{
    QSet<QString> taken;
    for (const Profile &profile : m_file.profiles)
        taken += profile.name;
    QString free = QCoreApplication::translate("profiles", "%1 copy").arg(name);
    for (int n = 2; taken.contains(free); ++n)
        free = QCoreApplication::translate("profiles", "%1 copy %2").arg(name).arg(n);
    return free;
}

QUuid ProfileStore::add(Profile profile)
{
    if (profile.id.isNull() || indexOf(profile.id) >= 0)
        profile.id = QUuid::createUuid();
    const QUuid id = profile.id;
    insertIntoGroup(std::move(profile));
    touched();
    return id;
}

QUuid ProfileStore::duplicate(const QUuid &id)
{
    const qsizetype at = indexOf(id);
    if (at < 0)
        return {};
    Profile copy = m_file.profiles.at(at);
    copy.id = QUuid::createUuid();
    copy.name = freeName(copy.name);
    copy.passwordStored = false; // secrets are stored by id: the copy has none yet
    copy.lastTest = {};
    copy.lastPass = {};
    copy.lastTestPassed = false;
    m_file.members.insert(copy.id, m_file.members.value(id));
    m_file.profiles.insert(at + 1, copy);
    touched();
    return copy.id;
}

bool ProfileStore::update(const Profile &profile)
{
    const qsizetype at = indexOf(profile.id);
    if (at < 0)
        return false;
    const Profile before = m_file.profiles.at(at);
    if (before == profile)
        return true;
    if (before.group == profile.group) {
        m_file.profiles[at] = profile;
    } else {
        m_file.profiles.removeAt(at);
        insertIntoGroup(profile);
    }
    touched();
    return true;
}

bool ProfileStore::remove(const QUuid &id)
{
    const qsizetype at = indexOf(id);
    if (at < 0)
        return false;
    m_file.profiles.removeAt(at);
    m_file.members.remove(id);
    touched();
    return true;
}

bool ProfileStore::moveBy(const QUuid &id, int step)
{
    auto &list = m_file.profiles;
    const qsizetype at = indexOf(id);
    const qsizetype to = at + step;
    if (at < 0 || to < 0 || to >= list.size() || (step != 1 && step != -1))
        return false;
    if (list.at(to).group == list.at(at).group)
        list.swapItemsAt(at, to);
    else
        list[at].group = list.at(to).group; // the groups meet here: only the name changes
    touched();
    return true;
}

bool ProfileStore::moveTo(const QUuid &id, const QString &group, const QUuid &before)
{
    const qsizetype at = indexOf(id);
    if (at < 0 || id == before)
        return false;
    Profile profile = m_file.profiles.takeAt(at);
    profile.group = group;
    const qsizetype to = before.isNull() ? -1 : indexOf(before);
    if (to >= 0 && m_file.profiles.at(to).group == group)
        m_file.profiles.insert(to, profile);
    else
        insertIntoGroup(profile);
    touched();
    return true;
}

bool ProfileStore::moveGroupBy(const QString &group, int step)
{
    QStringList order;
    for (const Profile &profile : std::as_const(m_file.profiles)) {
        if (!order.contains(profile.group))
            order += profile.group;
    }
    const qsizetype at = order.indexOf(group);
    const qsizetype to = at + step;
    if (at < 0 || to < 0 || to >= order.size() || at == to)
        return false;
    order.move(at, to);
    std::stable_sort(m_file.profiles.begin(), m_file.profiles.end(),
                     [&order](const Profile &a, const Profile &b) {
                         return order.indexOf(a.group) < order.indexOf(b.group);
                     });
    touched();
    return true;
}

bool ProfileStore::renameGroup(const QString &group, const QString &name)
{
    bool any = false;
    for (Profile &profile : m_file.profiles) {
        if (profile.group == group && group != name) {
            profile.group = name;
            any = true;
        }
    }
    if (any) {
        gather();
        touched();
    }
    return any;
}

void ProfileStore::touched()
{
    m_dirty = true;
    Q_EMIT changed();
    write();
}

void ProfileStore::write()
{
    if (m_writing || !m_loaded || !m_dirty)
        return;
    if (!m_mayWrite) {
        if (m_trouble)
            Q_EMIT problem(*m_trouble);
        return;
    }
    m_writing = true;
    m_dirty = false;
    auto promise = std::make_shared<QPromise<base::Result<>>>();
    promise->start();
    base::whenDone(promise->future(), this, [this](const base::Result<> &result) {
        m_writing = false;
        if (!result) {
            m_writeFailed = true;
            report(result.error());
            m_dirty = true; // tried again with the next change, and at the end
            return;
        }
        if (std::exchange(m_writeFailed, false))
            m_trouble.reset();
        Q_EMIT saved();
        write();
    });
    m_worker.start([promise, disk = m_disk, file = m_file] {
        promise->addResult(disk->write(writeProfiles(file)));
        promise->finish();
    });
}

} // namespace profiles
