#pragma once
#include <QPointer>
#include <QWidget>
#include <functional>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace ui {

/// Everything that can be done from here, found by a few letters: actions, connections, open tabs.
/// Matches the shown text, its English original and the initial consonants of Korean.
class CommandPalette final : public QWidget {
    Q_OBJECT

public:
    struct Item {
        QString group;
        QString text;
        QString hint; ///< shortcut, or why it is disabled
        QString icon;
        QStringList also; ///< other words that find it
        bool enabled = true;
        std::function<void()> run;
    };

    CommandPalette(QList<Item> items, QWidget *host);
    void open();

    /// Letters of `query` in order in `text`, any case; the score is lower for a closer match, -1
    /// for none. `places` receives the matched positions.
    [[nodiscard]] static int match(const QString &query, const QString &text,
                                   QList<int> *places = nullptr);
    /// "연결" → "ㅇㄱ"; everything else stays.
    [[nodiscard]] static QString initials(const QString &korean);

Q_SIGNALS:
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void place();
    void filter();
    void step(int by);
    void runCurrent();
    void close();

    QList<Item> m_items;
    QWidget *m_panel;
    QLineEdit *m_query;
    QListView *m_list;
    QStandardItemModel *m_model;
    QPointer<QWidget> m_before;
    bool m_closing = false;
};

} // namespace ui
