#pragma once
#include <QAbstractTableModel>
#include <QList>
#include <QSet>

namespace aws {

/// A table whose rows follow a list that is given anew again and again: what stays is kept, moved
/// and changed in place, so that a selection survives; never a reset. A row is known by its key.
template <typename Row> class FollowingTable : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }

protected:
    [[nodiscard]] virtual QString key(const Row &row) const = 0;
    [[nodiscard]] const Row &row(int number) const { return m_rows[number]; }

    /// Of rows with one key only the first counts.
    void follow(const QList<Row> &given)
    {
        QList<Row> wanted;
        QSet<QString> names;
        for (const Row &row : given) {
            if (const QString name = key(row); !names.contains(name)) {
                names += name;
                wanted += row;
            }
        }
        removeAllBut(names);
        QSet<QString> present;
        for (const Row &row : std::as_const(m_rows))
            present += key(row);
        for (qsizetype i = 0; i < wanted.size();) {
            qsizetype fresh = 0;
            while (i + fresh < wanted.size() && !present.contains(key(wanted[i + fresh])))
                ++fresh;
            if (fresh > 0)
                insert(i, wanted.sliced(i, fresh));
            else
                place(i, wanted[i]);
            i += qMax<qsizetype>(fresh, 1);
        }
    }

    void columnsChanged()
    {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

private:
    void removeAllBut(const QSet<QString> &names)
    {
        for (qsizetype last = m_rows.size() - 1; last >= 0; --last) {
            if (names.contains(key(m_rows[last])))
                continue;
            qsizetype first = last;
            while (first > 0 && !names.contains(key(m_rows[first - 1])))
                --first;
            beginRemoveRows({}, int(first), int(last));
            m_rows.remove(first, last - first + 1);
            endRemoveRows();
            last = first;
        }
    }

    void insert(qsizetype at, const QList<Row> &rows)
    {
        beginInsertRows({}, int(at), int(at + rows.size() - 1));
        m_rows = m_rows.sliced(0, at) + rows + m_rows.sliced(at);
        endInsertRows();
    }

    /// The row is further down, or here already.
    void place(qsizetype at, const Row &wanted)
    {
        qsizetype from = at;
        while (key(m_rows[from]) != key(wanted))
            ++from;
        if (from != at) {
            beginMoveRows({}, int(from), int(from), {}, int(at));
            m_rows.move(from, at);
            endMoveRows();
        }
        if (m_rows[at] == wanted)
            return;
        m_rows[at] = wanted;
        Q_EMIT dataChanged(index(int(at), 0), index(int(at), columnCount() - 1));
    }

    QList<Row> m_rows;
};

} // namespace aws
