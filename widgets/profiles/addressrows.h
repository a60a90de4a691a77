#pragma once
#include <QAbstractTableModel>
#include <QStringList>

namespace ui {

/// Rows of "host:port" as the person types them, in one or two columns: seeds, sentinels, the node
/// address map. Holds any text, and says of each cell what is wrong with it.
class AddressRows final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { ProblemRole = Qt::UserRole }; ///< QString: empty when the cell is good

    AddressRows(int columns, quint16 defaultPort, QObject *parent = nullptr);

    /// Each of as many texts as there are columns.
    void setRows(const QList<QStringList> &rows);
    /// Without the rows that are empty all over.
    [[nodiscard]] QList<QStringList> rows() const;
    void setTitles(const QStringList &titles);
    void setDefaultPort(quint16 port);
    /// The first bad cell; an invalid index when all is well.
    [[nodiscard]] QModelIndex firstProblem() const;
    [[nodiscard]] QString problem(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool insertRows(int row, int count, const QModelIndex &parent = {}) override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;

Q_SIGNALS:
    /// Any of the texts is another one, or there are more or fewer of them.
    void edited();

private:
    [[nodiscard]] bool isBlank(int row) const;

    const int m_columns;
    quint16 m_port;
    QStringList m_titles;
    QList<QStringList> m_rows;
};

} // namespace ui
