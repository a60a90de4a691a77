#pragma once
#include "profiles/importer.h"
#include <QAbstractTableModel>

namespace ui {

/// What was read from a paste or a file, a row for each value: what it fills, the value, how it is
/// known, and the line it stood in.
class FoundModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { FieldColumn, ValueColumn, KindColumn, LineColumn, SourceColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFound(const QList<profiles::Found> &found);
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    QList<profiles::Found> m_found;
};

} // namespace ui
