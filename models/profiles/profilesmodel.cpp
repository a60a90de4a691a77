#include "profiles/profilesmodel.h"
#include "profiles/profilestore.h"
#include <QCoreApplication>
#include <QIODevice>
#include <QMimeData>
#include <algorithm>

namespace profiles {

namespace {
const QString &mimeType()
{
    static const QString type = QStringLiteral("application/x-larder-profile");
    return type;
}

QString environmentWord(Environment environment)
{
    switch (environment) {
    case Environment::Local:
        return QCoreApplication::translate("profiles", "local");
    case Environment::Development:
        return QCoreApplication::translate("profiles", "development");
    case Environment::Staging:
        return QCoreApplication::translate("profiles", "staging");
    case Environment::Production:
        return QCoreApplication::translate("profiles", "production");
    case Environment::Demo:
        return QCoreApplication::translate("profiles", "demo");
    }
    return {};
}

/// What the row shows by colours and signs.
QString spoken(const Profile &profile)
{
    QStringList words{ profile.name };
    if (profile.environment != Environment::Demo)
        words += profile.address();
    words += environmentWord(profile.environment);
    if (profile.tunnel.kind == TunnelKind::Ssh)
        words += QCoreApplication::translate("profiles", "through SSH");
    else if (profile.tunnel.kind == TunnelKind::Ssm)
        words += QCoreApplication::translate("profiles", "through Session Manager");
    else
        words += QCoreApplication::translate("profiles", "direct");
    if (profile.tls.enabled)
        words += profile.tls.verify ? QCoreApplication::translate("profiles", "TLS verified")
                                    : QCoreApplication::translate("profiles", "TLS not verified");
    else
        words += QCoreApplication::translate("profiles", "no TLS");
    return words.join(QStringLiteral(", "));
}
} // namespace

ProfilesModel::ProfilesModel(ProfileStore &store, Samples samples, QObject *parent)
    : QAbstractItemModel(parent)
    , m_store(store)
    , m_samples(samples == Samples::Shown)
{
    connect(&store, &ProfileStore::changed, this, &ProfilesModel::follow);
    follow();
}

ProfilesModel::~ProfilesModel() = default;

QUuid ProfilesModel::samplesId()
{
    return QUuid(0x1a4de4, 0x5a3b, 0x4e0d, 0x9d, 0x0e, 0x64, 0x65, 0x6d, 0x6f, 0x00, 0x01);
}

std::vector<ProfilesModel::Group> ProfilesModel::wanted() const
{
    std::vector<Group> groups;
    for (const Profile &profile : m_store.profiles()) {
        auto at = std::find_if(groups.begin(), groups.end(),
                               [&](const Group &group) { return group.name == profile.group; });
        if (at == groups.end())
            at = groups.insert(groups.end(), Group{ 0, profile.group, false, {} });
        at->rows.push_back(profile);
    }
    if (m_samples) {
        Profile demo;
        demo.id = samplesId();
        demo.environment = Environment::Demo;
        demo.name = QCoreApplication::translate("profiles", "sample data");
        groups.push_back(
            Group{ 0, QCoreApplication::translate("profiles", "Demo"), true, { demo } });
    }
    return groups;
}

int ProfilesModel::find(const Group &group, const QUuid &id) const
{
    const auto at = std::find_if(group.rows.begin(), group.rows.end(),
                                 [&id](const Profile &profile) { return profile.id == id; });
    return at == group.rows.end() ? -1 : static_cast<int>(at - group.rows.begin());
}

QModelIndex ProfilesModel::at(size_t group) const
{
    return createIndex(static_cast<int>(group), 0, quintptr(0));
}

/// Becomes what the store says in the smallest steps: nothing that stays is taken out and put back.
void ProfilesModel::follow()
{
    const std::vector<Group> target = wanted();
    const auto isWanted = [&target, this](const QUuid &id) {
        return std::any_of(target.begin(), target.end(),
                           [&](const Group &group) { return find(group, id) >= 0; });
    };
    for (size_t g = 0; g < m_groups.size(); ++g) {
        auto &rows = m_groups[g].rows;
        for (int row = static_cast<int>(rows.size()) - 1; row >= 0; --row) {
            if (isWanted(rows[static_cast<size_t>(row)].id))
                continue;
            beginRemoveRows(at(g), row, row);
            rows.erase(rows.begin() + row);
            endRemoveRows();
        }
    }
    for (size_t g = 0; g < target.size(); ++g) {
        const auto same = [&](const Group &group) {
            return group.samples == target[g].samples
                && (group.samples || group.name == target[g].name);
        };
        const auto found =
            std::find_if(m_groups.begin() + static_cast<ptrdiff_t>(g), m_groups.end(), same);
        const int to = static_cast<int>(g);
        if (found == m_groups.end()) {
            beginInsertRows({}, to, to);
            m_groups.insert(m_groups.begin() + to,
                            Group{ ++m_serial, target[g].name, target[g].samples, {} });
            endInsertRows();
        } else if (const int from = static_cast<int>(found - m_groups.begin()); from != to) {
            beginMoveRows({}, from, from, {}, to);
            std::rotate(m_groups.begin() + to, found, found + 1);
            endMoveRows();
        }
        m_groups[g].name = target[g].name;
    }
    for (size_t g = 0; g < target.size(); ++g) {
        auto &rows = m_groups[g].rows;
        for (size_t i = 0; i < target[g].rows.size(); ++i) {
            const Profile &want = target[g].rows[i];
            const int row = static_cast<int>(i);
            if (i < rows.size() && rows[i].id == want.id)
                continue;
            size_t fromGroup = m_groups.size();
            int from = -1;
            for (size_t h = 0; h < m_groups.size() && from < 0; ++h) {
                from = find(m_groups[h], want.id);
                fromGroup = h;
            }
            if (from < 0) {
                beginInsertRows(at(g), row, row);
                rows.insert(rows.begin() + row, want);
                endInsertRows();
                continue;
            }
            beginMoveRows(at(fromGroup), from, from, at(g), row);
            auto &source = m_groups[fromGroup].rows;
            Profile moved = std::move(source[static_cast<size_t>(from)]);
            source.erase(source.begin() + from);
            rows.insert(rows.begin() + row, std::move(moved));
            endMoveRows();
        }
    }
    if (m_groups.size() > target.size()) {
        beginRemoveRows({}, static_cast<int>(target.size()), static_cast<int>(m_groups.size()) - 1);
        m_groups.resize(target.size());
        endRemoveRows();
    }
    for (size_t g = 0; g < target.size(); ++g) {
        for (size_t i = 0; i < target[g].rows.size(); ++i) {
            if (m_groups[g].rows[i] == target[g].rows[i])
                continue;
            m_groups[g].rows[i] = target[g].rows[i];
            const QModelIndex changed = index(static_cast<int>(i), 0, at(g));
            Q_EMIT dataChanged(changed, changed);
        }
        Q_EMIT dataChanged(at(g), at(g)); // its count
    }
}

void ProfilesModel::retranslate()
{
    follow();
}

QModelIndex ProfilesModel::indexOf(const QUuid &id) const
{
    for (size_t g = 0; g < m_groups.size(); ++g) {
        if (const int row = find(m_groups[g], id); row >= 0)
            return index(row, 0, at(g));
    }
    return {};
}

QModelIndex ProfilesModel::groupIndex(const QString &group) const
{
    for (size_t g = 0; g < m_groups.size(); ++g) {
        if (!m_groups[g].samples && m_groups[g].name == group)
            return at(g);
    }
    return {};
}

QModelIndex ProfilesModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, 0, quintptr(0));
    return createIndex(row, 0, m_groups[static_cast<size_t>(parent.row())].serial);
}

QModelIndex ProfilesModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    for (size_t g = 0; g < m_groups.size(); ++g) {
        if (m_groups[g].serial == child.internalId())
            return at(g);
    }
    return {};
}

int ProfilesModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return static_cast<int>(m_groups[static_cast<size_t>(parent.row())].rows.size());
}

int ProfilesModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant ProfilesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QModelIndex parent = index.parent();
    const Group &group =
        m_groups[static_cast<size_t>(parent.isValid() ? parent.row() : index.row())];
    if (!parent.isValid()) {
        switch (role) {
        case Qt::DisplayRole:
            return group.name.isEmpty() ? QCoreApplication::translate("profiles", "Ungrouped")
                                        : group.name;
        case Qt::EditRole:
        case GroupRole:
            return group.name;
        case CountRole:
            return static_cast<int>(group.rows.size());
        default:
            return {};
        }
    }
    const Profile &profile = group.rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return profile.name;
    case Qt::AccessibleTextRole:
        return spoken(profile);
    case IdRole:
        return profile.id;
    case GroupRole:
        return group.name;
    case ProfileRole:
        return QVariant::fromValue(profile);
    case SearchRole:
        return QString(profile.name + u'\n' + profile.group + u'\n' + profile.address() + u'\n'
                       + profile.note);
    default:
        return {};
    }
}

bool ProfilesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable) || name.isEmpty())
        return false;
    const QUuid id = index.data(IdRole).toUuid();
    if (id.isNull())
        return m_store.renameGroup(index.data(GroupRole).toString(), name);
    auto profile = m_store.find(id);
    if (!profile)
        return false;
    profile->name = name;
    return m_store.update(*profile);
}

Qt::ItemFlags ProfilesModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool group = index.internalId() == 0;
    const Group &of = m_groups[static_cast<size_t>(group ? index.row() : index.parent().row())];
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (!group)
        flags |= Qt::ItemNeverHasChildren;
    if (of.samples)
        return flags;
    return flags | Qt::ItemIsEditable | (group ? Qt::ItemIsDropEnabled : Qt::ItemIsDragEnabled);
}

Qt::DropActions ProfilesModel::supportedDropActions() const
{
    return Qt::MoveAction;
}

QStringList ProfilesModel::mimeTypes() const
{
    return { mimeType() };
}

QMimeData *ProfilesModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty() || indexes.first().data(IdRole).toUuid().isNull())
        return nullptr;
    auto *data = new QMimeData; // the caller's
    data->setData(mimeType(), indexes.first().data(IdRole).toUuid().toByteArray());
    return data;
}

bool ProfilesModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int,
                                 const QModelIndex &parent)
{
    const QUuid id = QUuid::fromString(QString::fromLatin1(data->data(mimeType())));
    if (action != Qt::MoveAction || id.isNull() || !parent.isValid()
        || !(flags(parent) & Qt::ItemIsDropEnabled))
        return false;
    const QUuid before = row < 0 ? QUuid() : index(row, 0, parent).data(IdRole).toUuid();
    m_store.moveTo(id, parent.data(GroupRole).toString(), before);
    return false; // the row has moved already: the view must not remove the dragged one
}

} // namespace profiles
