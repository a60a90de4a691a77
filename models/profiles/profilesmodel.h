#pragma once
#include "profiles/profile.h"
#include <QAbstractItemModel>
#include <vector>

namespace profiles {

class ProfileStore;

/// The connections as a tree: groups, and in them profiles. Follows the store; rows move and
/// change one by one, so selection and folding survive. Dragging moves a profile by its id.
class ProfilesModel final : public QAbstractItemModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfilesModel)

public:
    enum Role {
        IdRole = Qt::UserRole, ///< QUuid; null for a group
        GroupRole, ///< QString: of the profile, or the group's own
        CountRole, ///< int: profiles in a group
        ProfileRole, ///< profiles::Profile
        SearchRole, ///< QString: what the filter looks at
    };
    enum class Samples { Hidden, Shown };

    /// With Samples::Shown the demo server stands at the end, in a group of its own, under
    /// samplesId(); it is in no file.
    explicit ProfilesModel(ProfileStore &store, Samples samples = Samples::Hidden,
                           QObject *parent = nullptr);
    ~ProfilesModel() override;

    static QUuid samplesId();

    [[nodiscard]] QModelIndex indexOf(const QUuid &id) const;
    [[nodiscard]] QModelIndex groupIndex(const QString &group) const;
    /// After a change of language: names of our own rows.
    void retranslate();

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

private:
    struct Group {
        quintptr serial = 0; // names the group in the indexes of its children, wherever it moves
        QString name;
        bool samples = false;
        std::vector<Profile> rows;
    };
    [[nodiscard]] std::vector<Group> wanted() const;
    [[nodiscard]] QModelIndex at(size_t group) const;
    [[nodiscard]] int find(const Group &group, const QUuid &id) const;
    void follow();

    ProfileStore &m_store;
    const bool m_samples;
    quintptr m_serial = 0;
    std::vector<Group> m_groups;
};

} // namespace profiles
