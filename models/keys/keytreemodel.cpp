#include "keys/keytreemodel.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include <QCoreApplication>
#include <QDateTime>
#include <algorithm>

namespace keys {

KeyTreeModel::KeyTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , clock([] { return QDateTime::currentMSecsSinceEpoch(); })
    , m_root(std::make_unique<Folder>())
{
    m_work.setSingleShot(true);
    connect(&m_work, &QTimer::timeout, this, &KeyTreeModel::work);
    m_flush.setSingleShot(true);
    connect(&m_flush, &QTimer::timeout, this, &KeyTreeModel::work);
}

KeyTreeModel::~KeyTreeModel() = default;

void KeyTreeModel::clear(int db)
{
    beginResetModel();
    m_root = std::make_unique<Folder>();
    m_next.clear();
    m_dirty.clear();
    m_draining.clear();
    m_accepted = 0;
    m_store.clear();
    m_db = db;
    endResetModel();
    Q_EMIT flushed();
}

void KeyTreeModel::rebuild()
{
    beginResetModel();
    m_root = std::make_unique<Folder>();
    m_next.clear();
    m_dirty.clear();
    m_draining.clear();
    m_accepted = 0;
    endResetModel();
    feed();
    Q_EMIT flushed();
}

void KeyTreeModel::setSeparators(const QByteArrayList &separators)
{
    m_segments = Segments(separators);
    rebuild();
}

void KeyTreeModel::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    rebuild();
}

void KeyTreeModel::setSort(Sort sort, Qt::SortOrder order)
{
    m_sort = sort;
    m_order = order;
    rebuild();
}

void KeyTreeModel::setFilter(const KeyFilter &filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    rebuild();
}

void KeyTreeModel::setPartial(bool partial)
{
    if (m_partial == partial)
        return;
    m_partial = partial;
    // Every folder row says it; the closed ones included.
    if (m_root->shown)
        Q_EMIT dataChanged(index(0, 0), index(int(m_root->shown) - 1, 0), { PartialRole });
    m_hurry = !partial;
    if (m_hurry && m_flush.isActive())
        m_flush.start(0);
    Q_EMIT flushed();
}

// --- where things are

Folder *KeyTreeModel::folderOf(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_root.get();
    const Entry entry = entryOf(parent);
    if (!(entry & groupBit))
        return nullptr;
    const auto *above = static_cast<Folder *>(parent.internalPointer());
    const Group &group = above->groups[entry & ~groupBit];
    return group.asFolder ? group.child.get() : nullptr;
}

Entry KeyTreeModel::entryOf(const QModelIndex &index) const
{
    const auto *folder = static_cast<const Folder *>(index.internalPointer());
    return folder->rows[size_t(index.row())];
}

QModelIndex KeyTreeModel::indexOfFolder(const Folder *folder) const
{
    if (!folder->parent)
        return {};
    const Entry entry = groupBit | folder->indexInParent;
    const std::vector<Entry> &rows = folder->parent->rows;
    if (folder->rowHint >= rows.size() || rows[folder->rowHint] != entry) {
        const qsizetype row = rowOf(*folder->parent, entry);
        if (row < 0)
            return {};
        folder->rowHint = size_t(row);
    }
    if (folder->rowHint >= folder->parent->shown)
        return {};
    return createIndex(int(folder->rowHint), 0, folder->parent);
}

KeyId KeyTreeModel::keyOf(const Folder &folder, Entry entry) const
{
    return entry & groupBit ? folder.groups[entry & ~groupBit].sample : entry;
}

bool KeyTreeModel::isShownAsFolder(const Folder &folder, Entry entry) const
{
    return entry & groupBit && folder.groups[entry & ~groupBit].asFolder;
}

qsizetype KeyTreeModel::rowOf(const Folder &folder, Entry entry) const
{
    const auto &rows = folder.rows;
    const auto at = std::lower_bound(rows.begin(), rows.end(), entry,
                                     [&](Entry a, Entry b) { return less(folder, a, b); });
    if (at != rows.end() && *at == entry)
        return at - rows.begin();
    // Ordered by a figure that has changed since.
    const auto found = std::find(rows.begin(), rows.end(), entry);
    return found == rows.end() ? -1 : found - rows.begin();
}

KeyId KeyTreeModel::keyAt(const QModelIndex &index) const
{
    if (!index.isValid() || isFolder(index))
        return noKey;
    return keyOf(*static_cast<Folder *>(index.internalPointer()), entryOf(index));
}

bool KeyTreeModel::isFolder(const QModelIndex &index) const
{
    return index.isValid()
        && isShownAsFolder(*static_cast<Folder *>(index.internalPointer()), entryOf(index));
}

void KeyTreeModel::collect(const Group &group, std::vector<KeyId> &ids) const
{
    if (group.child) {
        collect(*group.child, ids);
        return;
    }
    if (!group.folder) {
        if (m_store.isListed(group.sample))
            ids.push_back(group.sample);
        return;
    }
    for (KeyId id = group.head; id != noKey; id = m_next[id]) {
        if (m_store.isListed(id))
            ids.push_back(id);
    }
}

void KeyTreeModel::collect(const Folder &folder, std::vector<KeyId> &ids) const
{
    const auto take = [&](Entry entry) {
        if (entry & groupBit)
            collect(folder.groups[entry & ~groupBit], ids);
        else if (m_store.isListed(entry))
            ids.push_back(entry);
    };
    for (const Entry entry : folder.rows)
        take(entry);
    for (const Entry entry : folder.pending)
        take(entry);
    for (KeyId id = folder.inbox; id != noKey; id = m_next[id]) {
        if (m_store.isListed(id))
            ids.push_back(id);
    }
}

std::vector<KeyId> KeyTreeModel::keysBelow(const QModelIndex &index) const
{
    std::vector<KeyId> ids;
    if (!index.isValid()) {
        collect(*m_root, ids);
        return ids;
    }
    const auto *folder = static_cast<const Folder *>(index.internalPointer());
    const Entry entry = entryOf(index);
    if (entry & groupBit)
        collect(folder->groups[entry & ~groupBit], ids);
    else if (m_store.isListed(entry))
        ids.push_back(entry);
    return ids;
}

QByteArrayList KeyTreeModel::path(const QModelIndex &folder) const
{
    QByteArrayList path;
    if (!isFolder(folder))
        return path;
    const auto *above = static_cast<const Folder *>(folder.internalPointer());
    const Group &group = above->groups[entryOf(folder) & ~groupBit];
    const QByteArrayView name = m_store.name(group.sample);
    qsizetype from = 0;
    for (int i = 0; i < above->depth + group.chain; ++i) {
        const auto segment = segmentAt(name, from);
        path += name.sliced(from, segment.end - from).toByteArray();
        from = segment.next;
    }
    return path;
}

QModelIndex KeyTreeModel::findFolder(const QByteArrayList &path) const
{
    const Folder *folder = m_root.get();
    QModelIndex found;
    for (qsizetype depth = 0; depth < path.size();) {
        const QByteArray &segment = path.at(depth);
        const auto hash = quint32(qHashBits(segment.constData(), size_t(segment.size()), 0));
        const quint32 at = findGroup(*folder, segment, hash);
        if (at == noKey || !folder->groups[at].asFolder)
            break;
        const Group &group = folder->groups[at];
        const qsizetype row = rowOf(*folder, groupBit | at);
        if (row < 0 || size_t(row) >= folder->shown)
            break;
        found = createIndex(int(row), 0, folder);
        depth += group.chain;
        if (!group.child)
            break;
        folder = group.child.get();
    }
    return found;
}

QByteArray KeyTreeModel::prefix(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const auto *above = static_cast<const Folder *>(index.internalPointer());
    const Entry entry = entryOf(index);
    const QByteArrayView name = m_store.name(keyOf(*above, entry));
    const int folders = isShownAsFolder(*above, entry)
        ? above->depth + above->groups[entry & ~groupBit].chain
        : m_segments.folders(name, 0);
    return name.first(m_segments.skip(name, 0, folders)).toByteArray();
}

QModelIndex KeyTreeModel::indexOf(KeyId id) const
{
    if (id >= m_next.size() || m_next[id] == absent)
        return {};
    const QByteArrayView name = m_store.name(id);
    const Folder *folder = m_root.get();
    qsizetype from = 0;
    for (;;) {
        const auto segment = segmentAt(name, from);
        Entry entry = id;
        if (!segment.leaf) {
            const QByteArrayView bytes = name.sliced(from, segment.end - from);
            const quint32 at = findGroup(*folder, bytes,
                                         quint32(qHashBits(bytes.data(), size_t(bytes.size()), 0)));
            if (at == noKey)
                return {};
            const Group &group = folder->groups[at];
            if (group.asFolder) {
                if (!group.child)
                    return {};
                from = m_segments.skip(name, from, group.chain);
                folder = group.child.get();
                continue;
            }
            if (group.sample != id)
                return {};
            entry = groupBit | at;
        }
        const qsizetype row = rowOf(*folder, entry);
        if (row < 0 || size_t(row) >= folder->shown)
            return {};
        return createIndex(int(row), 0, folder);
    }
}

QModelIndex KeyTreeModel::reveal(KeyId id)
{
    if (id >= m_next.size() || m_next[id] == absent)
        return {};
    const QByteArrayView name = m_store.name(id);
    const int folders = m_mode == Mode::List ? 0 : m_segments.folders(name, 0);
    QByteArrayList path;
    qsizetype from = 0;
    for (int i = 0; i < folders; ++i) {
        const auto segment = segmentAt(name, from);
        path += name.sliced(from, segment.end - from).toByteArray();
        from = segment.next;
    }
    QModelIndex last;
    for (;;) { // each turn opens one more level
        const QModelIndex folder = findFolder(path);
        if (!folder.isValid() || folder == last || !canFetchMore(folder))
            break;
        fetchMore(folder);
        last = folder;
    }
    return indexOf(id);
}

qint64 KeyTreeModel::hiddenRows(const QModelIndex &parent) const
{
    const Folder *folder = folderOf(parent);
    return folder ? qint64(folder->rows.size() - folder->shown) : 0;
}

void KeyTreeModel::showMore(const QModelIndex &parent)
{
    Folder *folder = folderOf(parent);
    const qint64 hidden = hiddenRows(parent);
    if (!folder || hidden <= 0)
        return;
    const auto more = size_t(std::min<qint64>(hidden, qint64(pageRows)));
    beginInsertRows(parent, int(folder->shown), int(folder->shown + more) - 1);
    folder->shown += more;
    endInsertRows();
    Q_EMIT flushed();
}

size_t KeyTreeModel::memory() const
{
    size_t bytes = m_store.memory() + m_next.memory();
    std::vector<const Folder *> open{ m_root.get() };
    while (!open.empty()) {
        const Folder *folder = open.back();
        open.pop_back();
        bytes += sizeof(Folder) + folder->groups.size() * sizeof(Group)
            + (folder->slots.capacity() + folder->rows.capacity() + folder->pending.capacity()
               + folder->promoted.capacity())
                * sizeof(quint32);
        for (const Group &group : folder->groups) {
            if (group.child)
                open.push_back(group.child.get());
        }
    }
    return bytes;
}

// --- QAbstractItemModel

QModelIndex KeyTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || (parent.isValid() && parent.column() != 0))
        return {};
    const Folder *folder = folderOf(parent);
    if (!folder || size_t(row) >= folder->shown)
        return {};
    return createIndex(row, 0, folder);
}

QModelIndex KeyTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return indexOfFolder(static_cast<const Folder *>(index.internalPointer()));
}

int KeyTreeModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    const Folder *folder = folderOf(parent);
    return folder ? int(folder->shown) : 0;
}

int KeyTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool KeyTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_root->shown > 0;
    if (!isFolder(parent))
        return false;
    const Folder *folder = folderOf(parent);
    return !folder || folder->shown > 0;
}

bool KeyTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return isFolder(parent) && !folderOf(parent);
}

void KeyTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        open(static_cast<Folder *>(parent.internalPointer()), entryOf(parent) & ~groupBit);
}

Qt::ItemFlags KeyTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return isFolder(index) ? usual : usual | Qt::ItemNeverHasChildren;
}

QString KeyTreeModel::folderText(const Folder &folder, const Group &group) const
{
    const QByteArrayView name = m_store.name(group.sample);
    const qsizetype from = m_segments.skip(name, 0, folder.depth);
    const qsizetype last = m_segments.skip(name, from, group.chain - 1);
    const qsizetype end = segmentAt(name, last).end;
    return base::displayText(name.sliced(from, end - from), 300);
}

QVariant KeyTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &folder = *static_cast<const Folder *>(index.internalPointer());
    const Entry entry = entryOf(index);
    if (isShownAsFolder(folder, entry)) {
        const Group &group = folder.groups[entry & ~groupBit];
        switch (role) {
        case Qt::DisplayRole:
            return folderText(folder, group);
        case Qt::AccessibleTextRole:
            return QCoreApplication::translate("keys", "Folder %1, %2 keys")
                .arg(folderText(folder, group),
                     base::countText(group.count) + QLatin1String(m_partial ? "+" : ""));
        case NameBytesRole:
            return prefix(index);
        case FolderRole:
            return true;
        case CountRole:
            return qint64(group.count);
        case PartialRole:
            return m_partial;
        default:
            return {};
        }
    }
    const KeyId id = keyOf(folder, entry);
    const auto want = [&] {
        if (detailsWanted && !m_store.isRefused(id)
            && (m_store.type(id) == base::KeyType::Unknown
                || m_store.deadline(id) == KeyStore::unknownDeadline))
            detailsWanted(id);
    };
    switch (role) {
    case Qt::DisplayRole:
        return base::displayText(m_store.name(id), 300);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1 %2").arg(base::keyTypeBadge(m_store.type(id)),
                                           base::displayText(m_store.name(id), 300));
    case NameBytesRole:
        return m_store.name(id).toByteArray();
    case KeyRefRole:
        return QVariant::fromValue(base::KeyRef{ m_db, m_store.name(id).toByteArray() });
    case FolderRole:
        return false;
    case TypeRole:
        want();
        return QVariant::fromValue(m_store.type(id));
    case DeadlineRole:
        want();
        return m_store.deadline(id);
    case SizeRole:
        return m_store.valueSize(id);
    case ExpiredRole: {
        const qint64 deadline = m_store.deadline(id);
        return (deadline >= 0 && deadline <= clock()) || m_store.type(id) == base::KeyType::None;
    }
    case RefusedRole:
        return m_store.isRefused(id);
    case TailRole: {
        if (!folder.depth)
            return 0;
        const QByteArrayView name = m_store.name(id);
        return int(base::displayText(name.first(m_segments.skip(name, 0, folder.depth))).size());
    }
    default:
        return {};
    }
}

} // namespace keys
