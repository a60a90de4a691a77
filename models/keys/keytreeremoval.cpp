// KeyTreeModel, the half that takes keys away and notices what changed about them.
#include "keys/keytreemodel.h"
#include <QScopedValueRollback>
#include <algorithm>

namespace keys {

void KeyTreeModel::unplace(KeyId id, std::vector<std::pair<Folder *, Entry>> &gone)
{
    if (id >= m_next.size() || m_next[id] == absent)
        return;
    const QByteArrayView name = m_store.name(id);
    Folder *folder = m_root.get();
    qsizetype from = 0;
    --m_accepted;
    for (;;) {
        if (folder->inbox != noKey)
            drain(folder, std::numeric_limits<int>::max()); // or its counts would be wrong
        markDirty(folder);
        const auto segment = segmentAt(name, from);
        if (segment.leaf) {
            gone.emplace_back(folder, id);
            return;
        }
        const QByteArrayView bytes = name.sliced(from, segment.end - from);
        const quint32 at = findGroup(*folder, bytes, hashOf(bytes));
        if (at == noKey)
            return;
        Group &group = folder->groups[at];
        if (--group.count == 0)
            gone.emplace_back(folder, groupBit | at);
        if (!group.child)
            return;
        from = m_segments.skip(name, from, group.chain);
        folder = group.child.get();
    }
}

void KeyTreeModel::removeKeys(const std::vector<KeyId> &ids)
{
    std::vector<std::pair<Folder *, Entry>> gone;
    for (const KeyId id : ids) {
        if (!m_store.isListed(id))
            continue;
        unplace(id, gone); // first: keys of a folder that is just being opened must still count
        m_store.remove(id);
    }
    // Deepest first: a folder's own row goes after the rows in it.
    std::stable_sort(gone.begin(), gone.end(), [](const auto &a, const auto &b) {
        return a.first->depth != b.first->depth ? a.first->depth > b.first->depth
                                                : a.first < b.first;
    });
    for (size_t begin = 0; begin < gone.size();) {
        Folder *folder = gone[begin].first;
        std::vector<Entry> entries;
        for (; begin < gone.size() && gone[begin].first == folder; ++begin)
            entries.push_back(gone[begin].second);
        sweep(folder, std::move(entries));
    }
    if (!gone.empty() || !ids.empty())
        Q_EMIT flushed();
    schedule();
}

void KeyTreeModel::sweep(Folder *folder, std::vector<Entry> gone)
{
    const QScopedValueRollback changing(m_changing, true);
    const QModelIndex parent = indexOfFolder(folder);
    const bool silent = folder->parent && !parent.isValid();
    std::sort(gone.begin(), gone.end());
    const auto isGone = [&](Entry entry) {
        return std::binary_search(gone.begin(), gone.end(), entry);
    };
    if (gone.size() > maxRanges) { // to the end first, then one range
        if (!silent)
            Q_EMIT layoutAboutToBeChanged(parent.isValid() ? QList<QPersistentModelIndex>{ parent }
                                                           : QList<QPersistentModelIndex>{});
        QModelIndexList from;
        std::vector<Entry> entries;
        const QModelIndexList persistent = persistentIndexList();
        for (const QModelIndex &index : persistent) {
            if (index.internalPointer() == folder) {
                from += index;
                entries.push_back(entryOf(index));
            }
        }
        const auto shownEnd = folder->rows.begin() + qsizetype(folder->shown);
        const auto firstGone = std::stable_partition(folder->rows.begin(), shownEnd,
                                                     [&](Entry entry) { return !isGone(entry); });
        const auto keep = firstGone - folder->rows.begin();
        QModelIndexList to;
        for (const Entry entry : entries) {
            const auto at = std::find(folder->rows.begin(), shownEnd, entry);
            to += createIndex(int(at - folder->rows.begin()), 0, folder);
        }
        changePersistentIndexList(from, to);
        if (!silent)
            Q_EMIT layoutChanged(parent.isValid() ? QList<QPersistentModelIndex>{ parent }
                                                  : QList<QPersistentModelIndex>{});
        const auto count = qsizetype(folder->shown) - keep;
        if (count > 0) {
            if (!silent)
                beginRemoveRows(parent, int(keep), int(folder->shown) - 1);
            folder->rows.erase(folder->rows.begin() + keep, shownEnd);
            folder->shown -= size_t(count);
            if (!silent)
                endRemoveRows();
        }
        folder->rows.erase(std::remove_if(folder->rows.begin() + qsizetype(folder->shown),
                                          folder->rows.end(), isGone),
                           folder->rows.end());
    } else {
        for (const Entry entry : gone) {
            const qsizetype row = rowOf(*folder, entry);
            if (row < 0)
                continue;
            const bool seen = size_t(row) < folder->shown;
            if (seen && !silent)
                beginRemoveRows(parent, int(row), int(row));
            folder->rows.erase(folder->rows.begin() + row);
            folder->shown -= seen;
            if (seen && !silent)
                endRemoveRows();
        }
    }
    // A removed group keeps its place in the table, empty, in case its name comes again.
    const auto forget = [this](Folder *dead, const auto &self) -> void {
        std::erase(m_dirty, dead);
        std::erase(m_draining, dead);
        for (Group &group : dead->groups) {
            if (group.child)
                self(group.child.get(), self);
        }
    };
    for (const Entry entry : gone) {
        if (!(entry & groupBit))
            continue;
        Group &group = folder->groups[entry & ~groupBit];
        if (group.row == Group::Row::Shown)
            group.row = Group::Row::None;
        group.folder = group.asFolder = false;
        group.head = noKey;
        if (group.child)
            forget(group.child.get(), forget);
        group.child.reset();
    }
}

void KeyTreeModel::dropExpired()
{
    const std::vector<KeyId> ids = m_store.expired(clock());
    if (!ids.empty())
        removeKeys(ids);
}

void KeyTreeModel::detailsChanged(const std::vector<KeyId> &ids)
{
    const qint64 now = clock();
    bool added = false;
    for (const KeyId id : ids) {
        if (id >= m_next.size() || !m_store.isListed(id))
            continue;
        if (m_next[id] == absent) { // hidden for not being known until now
            if (m_filter.accepts(m_store, id, now)) {
                place(id);
                added = true;
            }
            continue;
        }
        const QModelIndex index = indexOf(id);
        if (index.isValid())
            Q_EMIT dataChanged(index, index, { TypeRole, DeadlineRole, SizeRole, ExpiredRole });
    }
    if (added)
        schedule();
    Q_EMIT flushed();
}

} // namespace keys
