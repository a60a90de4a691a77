#pragma once
#include "base/result.h"
#include "profiles/profilejson.h"
#include <QObject>
#include <QThreadPool>
#include <optional>

namespace profiles {

class SafeFile;

/// The saved connections, in the order in which they are listed; those of a group stand together.
/// Everything is by id, never by position. Each change is written to the file by a worker, as a
/// whole or not at all; the destructor waits for the last write.
class ProfileStore final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileStore)

public:
    explicit ProfileStore(const QString &path, QObject *parent = nullptr);
    ~ProfileStore() override;

    /// Reads the file in a worker; loaded() follows, and problem() when something is wrong with it.
    void load();
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// True when nothing waits to be written.
    [[nodiscard]] bool isSaved() const { return !m_writing && !m_dirty; }
    /// What the person should know about the file; nullopt when all is well.
    [[nodiscard]] const std::optional<base::Error> &trouble() const { return m_trouble; }

    [[nodiscard]] const QList<Profile> &profiles() const { return m_file.profiles; }
    [[nodiscard]] std::optional<Profile> find(const QUuid &id) const;

    /// Keeps the profile under a new id (unless it brings one that is free), at the end of its
    /// group.
    QUuid add(Profile profile);
    /// A copy under a new id and a new name right behind the original. Null id = no such profile.
    QUuid duplicate(const QUuid &id);
    /// Replaces the profile of the same id; false when it is gone.
    bool update(const Profile &profile);
    bool remove(const QUuid &id);

    /// One step up (-1) or down (+1); over the edge of its group it enters the next group.
    bool moveBy(const QUuid &id, int step);
    /// To `group`, before the profile `before` (null = at the end of the group).
    bool moveTo(const QUuid &id, const QString &group, const QUuid &before = {});
    bool moveGroupBy(const QString &group, int step);
    bool renameGroup(const QString &group, const QString &name);

Q_SIGNALS:
    void loaded();
    void changed();
    void saved();
    void problem(const base::Error &error);

private:
    struct Loaded;
    [[nodiscard]] qsizetype indexOf(const QUuid &id) const;
    [[nodiscard]] QString freeName(const QString &name) const;
    void insertIntoGroup(Profile profile);
    void gather();
    void touched();
    void write();
    void report(const base::Error &error);

    ProfileFile m_file;
    std::shared_ptr<SafeFile> m_disk; // used by the worker only
    QThreadPool m_worker;
    std::optional<base::Error> m_trouble;
    bool m_loaded = false;
    bool m_mayWrite = true;
    bool m_writing = false;
    bool m_dirty = false;
    bool m_writeFailed = false;
};

} // namespace profiles
