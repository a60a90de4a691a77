#pragma once
#include "base/result.h"
#include "resp/send.h"
#include <QAbstractTableModel>
#include <QDateTime>
#include <QSet>

namespace values {

/// A collection, shown a page at a time: never more than one page (or one small collection) is in
/// memory, and no command asks the server for more than it answers in a few milliseconds. The
/// first answer tells the size of an element, and pages of big elements are made shorter.
/// Rows are named by what they are (field, member, stream ID, list index + bytes), see
/// IdentityRole; a row number means nothing outside the view.
class PagedModel : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PagedModel)

public:
    enum Role {
        BytesRole = Qt::UserRole, ///< QByteArray: the cell's exact bytes
        IdentityRole, ///< QByteArray: what names the row
        SortRole, ///< for a sorting proxy
        ChangedRole, ///< bool: differs from the refresh before
        FirstFreeRole
    };

    static constexpr int pageSize = 500;
    static constexpr qint64 fullReadBelow = 5000; ///< elements
    static constexpr qint64 pageBytes = 4 * 1024 * 1024;

    PagedModel(resp::Send send, QByteArray key, QObject *parent = nullptr);
    ~PagedModel() override;

    /// Reads the page that is shown again, or the first one.
    void load();
    void nextPage();
    void previousPage();
    [[nodiscard]] bool hasNext() const;
    [[nodiscard]] bool hasPrevious() const;
    /// Gives up what is being read; what is shown stays.
    void cancel();
    /// Shows only elements whose name contains `text`, found by the server where there is more
    /// than one page. Empty = all.
    void setFilter(const QByteArray &text);
    /// True when the collection can look for a name on the server.
    [[nodiscard]] virtual bool canFilter() const;

    [[nodiscard]] const QByteArray &key() const { return m_key; }
    /// Elements on the server at the last read; -1 before it.
    [[nodiscard]] qint64 total() const { return m_total; }
    /// Elements before the page that is shown.
    [[nodiscard]] qint64 offset() const;
    [[nodiscard]] qsizetype loadedRows() const { return m_rows.size() - ownRows(); }
    /// Bytes of names and values on this page.
    [[nodiscard]] qint64 loadedBytes() const;
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] const QDateTime &loadedAt() const { return m_loadedAt; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loadingChanged(bool loading);
    /// While a filter is running: elements looked at so far.
    void progressed(qint64 looked);
    void loaded();
    void failed(const base::Error &why);

protected:
    /// One element: what it consists of, in the order of the server's answer.
    struct Row {
        QByteArrayList cells;
        qint64 position = -1; ///< list index or rank; -1 where there is none

        friend bool operator==(const Row &, const Row &) = default;
    };
    using Rows = QList<Row>;

    // What makes a list a list, a set a set …
    [[nodiscard]] virtual resp::Command lengthCommand() const = 0;
    /// Asks for `count` elements from `token` on; the first token is empty.
    [[nodiscard]] virtual resp::Command pageCommand(const QByteArray &token, int count) const = 0;
    /// Takes the answer apart and returns the token that goes on behind it; empty = the end.
    virtual QByteArray takePage(const resp::Reply &reply, const QByteArray &token, int count,
                                Rows &rows) const = 0;
    /// Everything at once, for small collections; empty = pages only.
    [[nodiscard]] virtual resp::Command fullCommand() const { return {}; }
    virtual void takeAll(const resp::Reply &, Rows &) const { }
    [[nodiscard]] virtual QByteArray identity(const Row &row) const;
    /// The column's exact bytes.
    [[nodiscard]] virtual QByteArray cell(const Row &row, int column) const;
    [[nodiscard]] virtual QVariant sortKey(const Row &row, int column) const;
    /// Called when rows were read and before they are shown.
    virtual void rowsRead(Rows &) { }

    /// Rows at the end that are not on the server.
    [[nodiscard]] virtual qsizetype ownRows() const { return 0; }
    void appendRow(Row row);
    void removeRowAt(qsizetype at);

    /// Puts `rows` in place: in single cells when they are the same elements, else as a reset.
    void setRows(Rows rows);
    [[nodiscard]] const Rows &rows() const { return m_rows; }
    [[nodiscard]] const resp::Send &send() const { return m_send; }
    [[nodiscard]] const QByteArray &filter() const { return m_filter; }
    [[nodiscard]] virtual bool matches(const Row &row) const;
    /// A MATCH pattern of the filter, its glob characters escaped.
    [[nodiscard]] QByteArray filterPattern() const;
    /// True when the server itself leaves out what does not match.
    [[nodiscard]] virtual bool filtersOnServer() const { return false; }

private:
    struct Reading;
    void readPage(qsizetype page);
    void ask(const std::shared_ptr<Reading> &reading, int count);
    void answered(const std::shared_ptr<Reading> &reading, int count,
                  const base::Result<resp::Replies> &replies);
    void readAll(const std::shared_ptr<Reading> &reading);
    void finish(const std::shared_ptr<Reading> &reading);
    void fail(const base::Error &why);
    void setLoading(bool loading);

    resp::Send m_send;
    QByteArray m_key;
    QByteArray m_filter;
    Rows m_rows;
    QSet<QByteArray> m_changed;
    struct Start {
        QByteArray token;
        qint64 offset = 0;
    };
    QList<Start> m_starts{ Start{} }; ///< of the pages gone through; the last is the next one's
    qsizetype m_page = 0;
    bool m_more = false;
    qint64 m_total = -1;
    bool m_loading = false;
    quint64 m_run = 0;
    QDateTime m_loadedAt;
};

/// The glob that matches exactly what contains `text`: `*[]?\` are escaped.
[[nodiscard]] QByteArray containsPattern(const QByteArray &text);

} // namespace values
