#pragma once
#include <QAbstractTableModel>
#include <QByteArrayList>
#include <QDateTime>
#include <QSortFilterProxyModel>
#include <deque>

namespace console {

/// One command that the program sent, as the list of activity takes it in. Arguments are redacted.
struct ActivityEntry {
    QDateTime when;
    QString lane; ///< which pane asked, in the user's language
    int db = 0;
    QByteArrayList command;
    qint64 microseconds = 0;
    bool failed = false;
};

/// The last 2000 commands that the program sent, newest at the bottom.
class ActivityModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActivityModel)

public:
    enum Column {
        TimeColumn,
        LaneColumn,
        DatabaseColumn,
        CommandColumn,
        DurationColumn,
        ColumnCount
    };
    enum Role {
        CommandRole = Qt::UserRole, ///< QByteArray: the line as it may be typed
        FailedRole, ///< bool
        DatabaseRole, ///< int
        MicrosecondsRole
    }; ///< qint64
    static constexpr int capacity = 2000;

    explicit ActivityModel(QObject *parent = nullptr);

    void append(const console::ActivityEntry &entry);
    void clear();
    /// In production the arguments behind the key are shown as "…": no values on the screen.
    void setValuesHidden(bool hidden);
    [[nodiscard]] bool valuesHidden() const { return m_valuesHidden; }
    /// Commands since the start or the last clear(), also those that have left the list.
    [[nodiscard]] qint64 total() const { return m_total; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    void totalChanged(qint64 total);

private:
    void flush();
    [[nodiscard]] QByteArray line(const ActivityEntry &entry) const;

    std::deque<ActivityEntry> m_entries;
    std::vector<ActivityEntry> m_arrived; // inserted together, a few times a second
    bool m_flushing = false;
    bool m_valuesHidden = false;
    qint64 m_total = 0;
};

/// Rows whose command, lane or database holds the words of the filter.
class ActivityFilter final : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActivityFilter)

public:
    explicit ActivityFilter(QObject *parent = nullptr);

    void setText(const QString &text);
    void setFailedOnly(bool on);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    bool m_failedOnly = false;
};

} // namespace console

Q_DECLARE_METATYPE(console::ActivityEntry)
