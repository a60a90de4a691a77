#pragma once
#include <QSortFilterProxyModel>

namespace profiles {

/// The connections whose name, group, address or note contains the text; a group shows when it
/// holds one. The order stays the store's.
class ProfilesFilter final : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfilesFilter)

public:
    explicit ProfilesFilter(QObject *parent = nullptr);
    ~ProfilesFilter() override;

    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
};

} // namespace profiles
