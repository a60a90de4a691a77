// KeyTreeModel, the half that sorts keys into folders and brings them to the views in bursts.
#include "keys/keytreemodel.h"
#include <QElapsedTimer>
#include <QScopedValueRollback>
#include <algorithm>
#include <cstring>

namespace keys {

namespace {

constexpr int sliceMs = 8; // of feeding or draining, between two turns of the event loop
constexpr size_t burstRows = 8192; // new rows of one folder in one burst

int compare(QByteArrayView a, QByteArrayView b)
{
    const auto common = size_t(std::min(a.size(), b.size()));
    const int order = common ? std::memcmp(a.data(), b.data(), common) : 0;
    if (order)
        return order;
    return a.size() < b.size() ? -1 : a.size() > b.size();
}

} // namespace

Segments::Segment KeyTreeModel::segmentAt(QByteArrayView name, qsizetype from) const
{
    if (m_mode == Mode::List)
        return { name.size(), name.size(), true };
    return m_segments.at(name, from);
}

QByteArrayView KeyTreeModel::segmentOf(const Folder &folder, const Group &group) const
{
    const QByteArrayView name = m_store.name(group.sample);
    const qsizetype from = m_segments.skip(name, 0, folder.depth);
    return name.sliced(from, m_segments.at(name, from).end - from);
}

bool KeyTreeModel::less(const Folder &folder, Entry a, Entry b) const
{
    const bool folderA = isShownAsFolder(folder, a);
    const bool folderB = isShownAsFolder(folder, b);
    if (folderA != folderB)
        return folderA;
    const bool up = m_order == Qt::AscendingOrder;
    if (folderA) {
        const int order = compare(segmentOf(folder, folder.groups[a & ~groupBit]),
                                  segmentOf(folder, folder.groups[b & ~groupBit]));
        return m_sort == Sort::Name && !up ? order > 0 : order < 0;
    }
    const KeyId idA = keyOf(folder, a);
    const KeyId idB = keyOf(folder, b);
    qint64 figure = 0;
    // Unknown and "none" come last, whichever way the rest is ordered.
    const auto byFigure = [&](qint64 x, qint64 y) -> qint64 {
        if ((x < 0) != (y < 0))
            return x < 0 ? 1 : -1;
        const qint64 order = x < y ? -1 : x > y;
        return up && x >= 0 ? order : -order;
    };
    switch (m_sort) {
    case Sort::Name:
        break;
    case Sort::Type: {
        const auto rank = [&](KeyId id) {
            const base::KeyType type = m_store.type(id);
            return type == base::KeyType::Unknown ? qint64(-1) : qint64(type);
        };
        figure = byFigure(rank(idA), rank(idB));
        break;
    }
    case Sort::Ttl:
        figure = byFigure(m_store.deadline(idA), m_store.deadline(idB));
        break;
    case Sort::Size:
        figure = byFigure(m_store.valueSize(idA), m_store.valueSize(idB));
        break;
    }
    if (figure)
        return figure < 0;
    const int order = compare(m_store.name(idA), m_store.name(idB));
    return m_sort == Sort::Name && !up ? order > 0 : order < 0;
}

// --- groups

quint32 KeyTreeModel::findGroup(const Folder &folder, QByteArrayView segment, quint32 hash) const
{
    if (folder.slots.empty())
        return noKey;
    const size_t mask = folder.slots.size() - 1;
    for (size_t slot = hash & mask; folder.slots[slot] != noKey; slot = (slot + 1) & mask) {
        const quint32 at = folder.slots[slot];
        const Group &group = folder.groups[at];
        if (group.hash == hash && segmentOf(folder, group) == segment)
            return at;
    }
    return noKey;
}

quint32 KeyTreeModel::makeGroup(Folder &folder, QByteArrayView segment, quint32 hash, KeyId sample)
{
    const quint32 known = findGroup(folder, segment, hash);
    if (known != noKey)
        return known;
    if ((folder.groups.size() + 1) * 4 > folder.slots.size() * 3) {
        std::vector<quint32> slots(std::max<size_t>(16, folder.slots.size() * 2), noKey);
        const size_t mask = slots.size() - 1;
        for (size_t at = 0; at < folder.groups.size(); ++at) {
            size_t slot = folder.groups[at].hash & mask;
            while (slots[slot] != noKey)
                slot = (slot + 1) & mask;
            slots[slot] = quint32(at);
        }
        folder.slots.swap(slots);
    }
    const auto at = quint32(folder.groups.size());
    Group &group = folder.groups.emplace_back();
    group.sample = sample;
    group.hash = hash;
    const size_t mask = folder.slots.size() - 1;
    size_t slot = hash & mask;
    while (folder.slots[slot] != noKey)
        slot = (slot + 1) & mask;
    folder.slots[slot] = at;
    return at;
}

int KeyTreeModel::sharedFolders(QByteArrayView a, qsizetype fromA, QByteArrayView b,
                                qsizetype fromB, int atMost) const
{
    int shared = 0;
    while (shared < atMost) {
        const auto x = m_segments.at(a, fromA);
        const auto y = m_segments.at(b, fromB);
        if (x.leaf || y.leaf || a.sliced(fromA, x.end - fromA) != b.sliced(fromB, y.end - fromB))
            break;
        fromA = x.next;
        fromB = y.next;
        ++shared;
    }
    return shared;
}

// --- taking keys in

void KeyTreeModel::feed()
{
    QElapsedTimer timer;
    timer.start();
    const qint64 now = clock();
    const bool all = m_filter.isEmpty();
    const bool first = m_root->rows.empty() && m_root->pending.empty();
    for (int i = 1; m_next.size() < m_store.end(); ++i) {
        if ((i & 0xFF) == 0 && timer.elapsed() >= sliceMs)
            break;
        const auto id = KeyId(m_next.size());
        m_next.append(absent);
        if (m_store.isListed(id) && (all || m_filter.accepts(m_store, id, now)))
            place(id);
    }
    if (first && !m_root->pending.empty())
        flush(m_root.get()); // the first rows are not kept waiting
    schedule();
}

void KeyTreeModel::place(KeyId id)
{
    ++m_accepted;
    placeIn(m_root.get(), id, m_store.name(id), 0);
}

void KeyTreeModel::placeIn(Folder *folder, KeyId id, QByteArrayView name, qsizetype from)
{
    for (bool placed = false; !placed;) {
        markDirty(folder);
        const auto segment = segmentAt(name, from);
        if (segment.leaf) {
            m_next[id] = noKey;
            folder->pending.push_back(id);
            return;
        }
        const QByteArrayView bytes = name.sliced(from, segment.end - from);
        const quint32 at = makeGroup(*folder, bytes, hashOf(bytes), id);
        addToGroup(folder, at, id, name, from, placed);
    }
}

void KeyTreeModel::addToGroup(Folder *&folder, quint32 at, KeyId id, QByteArrayView name,
                              qsizetype &from, bool &placed)
{
    Group &group = folder->groups[at];
    if (group.count == 0) {
        group.sample = id;
        group.count = 1;
        group.chain = 1;
        group.folder = false;
        m_next[id] = noKey;
        if (group.row == Group::Row::None) {
            group.row = Group::Row::Pending;
            folder->pending.push_back(groupBit | at);
        }
        placed = true;
        return;
    }
    const QByteArrayView sample = m_store.name(group.sample);
    const qsizetype behind = m_segments.at(name, from).next;
    if (!group.folder || group.chain > 1) {
        const qsizetype sampleFrom = m_segments.skip(sample, 0, folder->depth + 1);
        const int most = group.folder ? group.chain - 1 : 0x7FFF;
        const int chain = 1 + sharedFolders(sample, sampleFrom, name, behind, most);
        if (!group.folder) {
            group.chain = quint16(chain);
            group.folder = true;
            group.head = group.sample;
            m_next[group.head] = noKey;
            if (group.row == Group::Row::Shown)
                folder->promoted.push_back(at);
        } else if (chain < group.chain) {
            if (group.child)
                splitChain(folder, at, chain);
            else
                group.chain = quint16(chain);
        }
    }
    ++group.count;
    if (!group.child) {
        m_next[id] = group.head;
        group.head = id;
        placed = true;
        return;
    }
    from = m_segments.skip(name, from, group.chain);
    folder = group.child.get();
}

/// An opened folder "a:b" turns out to be two: "a" with "b" in it, because "a:c" exists.
void KeyTreeModel::splitChain(Folder *folder, quint32 at, int chain)
{
    const QScopedValueRollback changing(m_changing, true);
    Group &group = folder->groups[at];
    Folder *child = group.child.get();
    const QModelIndex index = indexOfFolder(child);
    const size_t shown = child->shown;
    if (index.isValid() && shown) {
        beginRemoveRows(index, 0, int(shown) - 1);
        child->shown = 0;
        endRemoveRows();
    }
    auto between = std::make_unique<Folder>();
    between->parent = folder;
    between->indexInParent = at;
    between->depth = folder->depth + chain;
    const QByteArrayView sample = m_store.name(group.sample);
    const qsizetype from = m_segments.skip(sample, 0, between->depth);
    const QByteArrayView bytes = sample.sliced(from, m_segments.at(sample, from).end - from);
    makeGroup(*between, bytes, hashOf(bytes), group.sample);
    Group &inner = between->groups.front();
    inner.count = group.count;
    inner.chain = quint16(group.chain - chain);
    inner.folder = inner.asFolder = true;
    inner.row = Group::Row::Shown;
    inner.child = std::move(group.child);
    child->parent = between.get();
    child->indexInParent = 0;
    group.chain = quint16(chain);
    Folder *added = between.get();
    group.child = std::move(between);
    if (index.isValid())
        beginInsertRows(index, 0, 0);
    added->rows.push_back(groupBit);
    added->shown = 1;
    child->shown = shown;
    if (index.isValid()) {
        endInsertRows();
        Q_EMIT dataChanged(index, index);
    }
}

void KeyTreeModel::open(Folder *folder, quint32 at)
{
    Group &group = folder->groups[at];
    group.child = std::make_unique<Folder>();
    Folder *child = group.child.get();
    child->parent = folder;
    child->indexInParent = at;
    child->depth = folder->depth + group.chain;
    child->inbox = group.head;
    group.head = noKey;
    child->draining = true;
    m_draining.push_back(child);
    markDirty(child);
    if (!m_changing) { // else a view asked from inside a change: the rows follow behind it
        drain(child, sliceMs);
        flush(child);
    }
    schedule();
}

/// Places keys of a just opened folder; false when time ran out first.
bool KeyTreeModel::drain(Folder *folder, int ms)
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 1; folder->inbox != noKey; ++i) {
        if ((i & 0xFF) == 0 && timer.elapsed() >= ms)
            return false;
        const KeyId id = folder->inbox;
        folder->inbox = m_next[id];
        m_next[id] = noKey;
        if (!m_store.isListed(id))
            continue;
        const QByteArrayView name = m_store.name(id);
        placeIn(folder, id, name, m_segments.skip(name, 0, folder->depth));
    }
    folder->draining = false;
    m_draining.erase(std::find(m_draining.begin(), m_draining.end(), folder));
    return true;
}

// --- bursts

void KeyTreeModel::markDirty(Folder *folder)
{
    if (folder->dirty)
        return;
    folder->dirty = true;
    m_dirty.push_back(folder);
}

bool KeyTreeModel::isSettled() const
{
    return m_next.size() == m_store.end() && m_draining.empty() && m_dirty.empty();
}

void KeyTreeModel::schedule()
{
    if (m_next.size() < m_store.end() || !m_draining.empty())
        m_work.start(0);
    if (!m_dirty.empty() && !m_flush.isActive())
        m_flush.start(m_hurry ? 0 : m_burstMs);
}

void KeyTreeModel::work()
{
    if (!m_flush.isActive() && !m_dirty.empty()) {
        QElapsedTimer timer;
        timer.start();
        bool more = false;
        const auto dirty = std::exchange(m_dirty, {});
        size_t done = 0;
        for (; done < dirty.size() && timer.elapsed() < sliceMs; ++done) {
            dirty[done]->dirty = false;
            if (!flush(dirty[done])) {
                markDirty(dirty[done]);
                more = true;
            }
        }
        more |= done < dirty.size();
        m_dirty.insert(m_dirty.end(), dirty.begin() + qsizetype(done), dirty.end());
        // A burst that was cut short goes on soon, but lets the event loop breathe.
        if (more)
            m_flush.start(std::min(m_burstMs, sliceMs * 2));
        Q_EMIT flushed();
    }
    if (!m_draining.empty())
        drain(m_draining.back(), sliceMs);
    if (m_next.size() < m_store.end())
        feed();
    if (isSettled())
        m_hurry = false;
    schedule();
}

void KeyTreeModel::sortEntries(const Folder &folder, std::vector<Entry> &entries) const
{
    std::sort(entries.begin(), entries.end(), [&](Entry a, Entry b) { return less(folder, a, b); });
}

/// Brings one burst of pending rows to the views; false when rows remain.
bool KeyTreeModel::flush(Folder *folder)
{
    const QScopedValueRollback changing(m_changing, true);
    std::vector<Entry> fresh;
    fresh.reserve(std::min(burstRows, folder->pending.size()));
    size_t taken = 0;
    for (; taken < folder->pending.size() && fresh.size() < burstRows; ++taken) {
        const Entry entry = folder->pending[taken];
        if (entry & groupBit) {
            Group &group = folder->groups[entry & ~groupBit];
            group.row = group.count ? Group::Row::Shown : Group::Row::None;
            group.asFolder = group.folder;
            if (group.count)
                fresh.push_back(entry);
        } else if (m_store.isListed(entry)) {
            fresh.push_back(entry);
        }
    }
    folder->pending.erase(folder->pending.begin(), folder->pending.begin() + qsizetype(taken));
    if (folder->pending.empty())
        folder->pending.shrink_to_fit();

    if (!fresh.empty() || !folder->promoted.empty()) {
        sortEntries(*folder, fresh);
        size_t ranges = folder->promoted.size() * 2;
        auto last = folder->rows.cend();
        for (size_t i = 0; i < fresh.size() && ranges <= maxRanges; ++i) {
            const auto at = std::lower_bound(folder->rows.cbegin(), folder->rows.cend(), fresh[i],
                                             [&](Entry a, Entry b) { return less(*folder, a, b); });
            ranges += i == 0 || at != last;
            last = at;
        }
        if (ranges <= maxRanges)
            flushRanges(folder, fresh);
        else
            flushBulk(folder, fresh);
    }
    const QModelIndex parent = indexOfFolder(folder);
    if (folder->shown && (parent.isValid() || !folder->parent)) // counts of the folders in it
        Q_EMIT dataChanged(index(0, 0, parent), index(int(folder->shown) - 1, 0, parent));
    return folder->pending.empty();
}

void KeyTreeModel::flushRanges(Folder *folder, const std::vector<Entry> &fresh)
{
    const QModelIndex parent = indexOfFolder(folder);
    const bool silent = folder->parent && !parent.isValid();
    const size_t most = std::max(pageRows, folder->shown);
    std::vector<Entry> add = fresh;
    for (const quint32 at : std::exchange(folder->promoted, {})) {
        Group &group = folder->groups[at];
        if (group.row != Group::Row::Shown || !group.folder || group.asFolder)
            continue; // removed meanwhile
        const qsizetype row = rowOf(*folder, groupBit | at);
        const bool seen = size_t(row) < folder->shown;
        if (seen && !silent)
            beginRemoveRows(parent, int(row), int(row));
        folder->rows.erase(folder->rows.begin() + row);
        group.asFolder = true;
        folder->shown -= seen;
        if (seen && !silent)
            endRemoveRows();
        add.push_back(groupBit | at);
    }
    sortEntries(*folder, add);
    for (size_t end = add.size(); end > 0;) { // from the back, so that places in front stay right
        const auto place = [&](Entry entry) {
            return std::lower_bound(folder->rows.begin(), folder->rows.end(), entry,
                                    [&](Entry a, Entry b) { return less(*folder, a, b); })
                - folder->rows.begin();
        };
        const auto at = place(add[end - 1]);
        size_t begin = end - 1;
        while (begin > 0 && place(add[begin - 1]) == at)
            --begin;
        const size_t count = end - begin;
        const bool seen = size_t(at) < folder->shown
            || (folder->shown == folder->rows.size() && folder->shown < pageRows);
        if (seen && !silent)
            beginInsertRows(parent, int(at), int(at) + int(count) - 1);
        folder->rows.insert(folder->rows.begin() + at, add.begin() + qsizetype(begin),
                            add.begin() + qsizetype(end));
        if (seen)
            folder->shown += count;
        if (seen && !silent)
            endInsertRows();
        end = begin;
    }
    if (folder->shown > most) { // a page stays a page
        if (!silent)
            beginRemoveRows(parent, int(most), int(folder->shown) - 1);
        folder->shown = most;
        if (!silent)
            endRemoveRows();
    }
}

void KeyTreeModel::flushBulk(Folder *folder, const std::vector<Entry> &fresh)
{
    const QModelIndex parent = indexOfFolder(folder);
    const bool silent = folder->parent && !parent.isValid();
    // First the new rows at the end, as one range, then everything into order.
    const size_t total = folder->rows.size() + fresh.size();
    const size_t shown = std::max(folder->shown, std::min(pageRows, total));
    std::vector<Entry> old = folder->rows;
    if (shown > folder->shown && !silent)
        beginInsertRows(parent, int(folder->shown), int(shown) - 1);
    const bool grown = shown > folder->shown;
    folder->rows.insert(folder->rows.end(), fresh.begin(), fresh.end());
    folder->shown = shown;
    if (grown && !silent)
        endInsertRows();

    if (!silent)
        Q_EMIT layoutAboutToBeChanged(parent.isValid() ? QList<QPersistentModelIndex>{ parent }
                                                       : QList<QPersistentModelIndex>{},
                                      VerticalSortHint);
    QModelIndexList from;
    std::vector<Entry> entries;
    const QModelIndexList persistent = persistentIndexList();
    for (const QModelIndex &index : persistent) {
        if (index.internalPointer() != folder)
            continue;
        from += index;
        entries.push_back(entryOf(index));
    }
    std::vector<Entry> add = fresh;
    if (!folder->promoted.empty()) {
        for (const quint32 at : std::exchange(folder->promoted, {})) {
            Group &group = folder->groups[at];
            if (group.row != Group::Row::Shown || !group.folder || group.asFolder)
                continue;
            group.asFolder = true;
            add.push_back(groupBit | at);
        }
        std::vector<Entry> moved(add.begin() + qsizetype(fresh.size()), add.end());
        std::sort(moved.begin(), moved.end());
        old.erase(std::remove_if(old.begin(), old.end(),
                                 [&](Entry entry) {
                                     return entry & groupBit
                                         && std::binary_search(moved.begin(), moved.end(), entry);
                                 }),
                  old.end());
        sortEntries(*folder, add);
    }
    // Few new among many old: search each one's place and move the old rows in blocks.
    folder->rows.resize(total);
    auto out = folder->rows.begin();
    auto in = old.cbegin();
    for (const Entry entry : add) {
        const auto place = std::lower_bound(in, old.cend(), entry,
                                            [&](Entry a, Entry b) { return less(*folder, a, b); });
        out = std::copy(in, place, out);
        *out++ = entry;
        in = place;
    }
    std::copy(in, old.cend(), out);
    QModelIndexList to;
    for (const Entry entry : entries) {
        const qsizetype row = rowOf(*folder, entry);
        to += row >= 0 && size_t(row) < folder->shown ? createIndex(int(row), 0, folder)
                                                      : QModelIndex();
    }
    changePersistentIndexList(from, to);
    if (!silent)
        Q_EMIT layoutChanged(parent.isValid() ? QList<QPersistentModelIndex>{ parent }
                                              : QList<QPersistentModelIndex>{},
                             VerticalSortHint);
}

} // namespace keys
