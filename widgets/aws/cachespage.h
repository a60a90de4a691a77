#pragma once
#include "aws/discovery.h"
#include <QPointer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace aws {
class BastionsModel;
class CachesModel;
} // namespace aws

namespace common {
class PlainLabel;
} // namespace common

namespace ui {

/// The wizard's second page: the caches of the account's region, and for the chosen one the ways to
/// it with what speaks for each. Follows a Discovery while that is still asking.
class CachesPage final : public QWidget {
    Q_OBJECT

public:
    /// `host` = of the cache to choose by itself, mostly empty; `region` of what is copied.
    explicit CachesPage(QString host, QWidget *parent = nullptr);

    /// Null = forget what was found. It is looked at until it goes.
    void follow(aws::Discovery *discovery, const QString &region);
    /// The Discovery has ended.
    void showResult(const base::Result<> &result);

    [[nodiscard]] std::optional<aws::Cache> cache() const;
    /// None where the person goes without one, or nothing is chosen.
    [[nodiscard]] std::optional<aws::Bastion> bastion() const;
    [[nodiscard]] bool goesDirect() const;
    /// What is chosen is enough to go on with.
    [[nodiscard]] bool isComplete() const;
    /// AWS has been asked, and nothing came of it.
    [[nodiscard]] bool isEmpty() const;
    /// Nothing is there because AWS does not permit the question.
    [[nodiscard]] bool mayNotLook() const;
    /// The statements that this choice needs, for the clipboard.
    [[nodiscard]] QByteArray policy() const;
    void takeFocus();

Q_SIGNALS:
    void choiceChanged();

private:
    void makeCaches();
    void makeBastions();
    void refresh();
    void refreshBastions();
    void chooseFirst();
    void showState();
    void showFix();
    void showEmpty();
    [[nodiscard]] QString problemText() const;
    [[nodiscard]] int bastionRow() const;
    [[nodiscard]] int bestBastion() const;
    [[nodiscard]] QString cacheKey() const;

    QString m_host;
    QString m_region;
    QPointer<aws::Discovery> m_discovery;
    aws::CachesModel *m_caches;
    QSortFilterProxyModel *m_sorted;
    aws::BastionsModel *m_bastions;
    QLineEdit *m_filter;
    QLabel *m_stateIcon;
    common::PlainLabel *m_state;
    common::PlainLabel *m_empty; ///< instead of everything else
    QWidget *m_problem;
    common::PlainLabel *m_denied;
    QTableView *m_cacheTable;
    common::PlainLabel *m_bastionTitle;
    QStackedWidget *m_ways;
    QTableView *m_bastionTable;
    QPlainTextEdit *m_checklist;
    QCheckBox *m_direct;
    QWidget *m_fix;
    common::PlainLabel *m_fixText;
    QLineEdit *m_fixLine;
    QPushButton *m_copyFix;
    QPushButton *m_copyList;
    bool m_touched = false; ///< the person has chosen a cache
    QString m_wanted; ///< target of the bastion that the person has chosen
    QString m_wantedFor; ///< cacheKey() of then
    bool m_refreshing = false; ///< the program chooses, not the person
    bool m_running = false;
    QString m_failure; ///< of the whole search
};

} // namespace ui
