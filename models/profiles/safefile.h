#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QString>
#include <optional>

namespace profiles {

/// One file of ours that must survive crashes, other programs and our own bugs: written as a whole
/// or not at all, readable by its owner only, with the content before the last write beside it as
/// ".bak". Content that somebody else put there is copied aside, never overwritten.
/// Blocks on the disk: use it from a worker, one call at a time.
class SafeFile {
public:
    explicit SafeFile(QString path);

    [[nodiscard]] QString path() const { return m_path; }

    /// nullopt = no such file. TooLarge over 16 MB, Storage when the system refuses.
    [[nodiscard]] base::Result<std::optional<QByteArray>> read();
    [[nodiscard]] base::Result<std::optional<QByteArray>> readBackup() const;

    /// Renames the file to "<name>.unreadable-<time>" and returns that name (without folder).
    [[nodiscard]] base::Result<QString> setAside();

    enum class Backup { Previous, Same };
    /// `Same` makes the backup equal to the new content: nothing of the old one stays.
    [[nodiscard]] base::Result<> write(const QByteArray &bytes, Backup backup = Backup::Previous);

private:
    [[nodiscard]] QString freeName(const QString &word) const;

    QString m_path;
    std::optional<QByteArray> m_seen; // hash of the content that we read or wrote last
};

} // namespace profiles
