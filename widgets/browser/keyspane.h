#pragma once
#include "base/capabilities.h"
#include "base/keyref.h"
#include "base/keytype.h"
#include "keys/keyactions.h"
#include "keys/keydetails.h"
#include "keys/keyscanner.h"
#include "keys/keyspace.h"
#include "keys/keytreemodel.h"
#include "keys/undovault.h"
#include "profiles/profile.h"
#include "resp/send.h"
#include <QDateTime>
#include <QSet>
#include <QTimer>
#include <QWidget>
#include <array>
#include <optional>

class QAction;
class QHBoxLayout;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace common {
class Chip;
class EmptyState;
class IconButton;
class PlainLabel;
class SegmentedControl;
} // namespace common

namespace ui {

class KeysFooter;
class KeyView;

/// The keys of one database: search, type chips, tree or list, scan progress, and what can be done
/// with keys as a whole. Asks for nothing but a resp::Send; speaks in signals.
class KeysPane final : public QWidget {
    Q_OBJECT

public:
    explicit KeysPane(QWidget *parent = nullptr);
    ~KeysPane() override;

    /// Before the first setSend().
    void setServer(const profiles::Profile &profile, const base::Capabilities &can);
    /// Shows the database that these are bound to, from the start. `browse` for names and
    /// details, `work` for renames and deletions.
    void setSend(const resp::Send &browse, const resp::Send &work);
    /// Everything that writes stays visible, disabled, with `reason` as its tooltip.
    void setReadOnly(bool readOnly, const QString &reason = {});
    /// The list stays, marked as of `since`.
    void setOffline(const QDateTime &since);
    /// Back again with the same Sends; `restarted`: a new server process, so a scan starts over.
    void setOnline(bool restarted);
    /// The nodes behind the Sends are others, or in another state.
    void nodesChanged();
    /// Where sheets and toasts open; the window without it.
    void setSheetHost(QWidget *host);

    void noteCreated(const base::KeyRef &key);
    void noteChanged(const base::KeyRef &key);
    void noteRemoved(const base::KeyRef &key);
    /// Selects the key in the list and opens its folders; lists it first if it was not.
    void revealKey(const base::KeyRef &key);

    [[nodiscard]] int database() const { return m_model.database(); }
    [[nodiscard]] std::optional<base::KeyRef> currentKey() const;
    [[nodiscard]] base::KeyType currentType() const;
    [[nodiscard]] keys::UndoVault &vault() { return m_vault; }
    [[nodiscard]] const keys::KeyStore &store() const { return m_model.store(); }
    [[nodiscard]] const QList<keys::Keyspace::Database> &databases() const;

public Q_SLOTS:
    void focusSearch();
    void focusList();
    /// To the buttons of the running scan.
    void focusProgress();
    void refresh();
    void stopScan();
    void renameCurrent();
    void deleteSelected();
    /// Brings back what was deleted last.
    void undoDelete();
    [[nodiscard]] bool canUndo() const { return m_vault.newest() != 0; }
    void requestNewKey();

Q_SIGNALS:
    /// The current row has been another key for 120 ms.
    void keyPreviewRequested(const base::KeyRef &key, base::KeyType type);
    /// Enter or a double click: keep it open.
    void keyActivated(const base::KeyRef &key, base::KeyType type);
    void keyDeleted(const base::KeyRef &key);
    void keyRestored(const base::KeyRef &key);
    void keyRenamed(const base::KeyRef &from, const base::KeyRef &to);
    void newKeyRequested(const QByteArray &prefix);
    /// The person chose another database; answer with setSend().
    void databaseChanged(int db);
    /// The vault gained or lost its last copy.
    void undoAvailableChanged(bool available);
    /// How many scans and deletions are under way.
    void jobsChanged(int running);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    static constexpr std::array chipTypes{ base::KeyType::String,    base::KeyType::Hash,
                                           base::KeyType::List,      base::KeyType::Set,
                                           base::KeyType::SortedSet, base::KeyType::Stream,
                                           base::KeyType::Json,      base::KeyType::Other };

    void build();
    void wire();
    void retranslate();
    void applyTheme();
    void refreshDatabases();
    void refreshChips();
    void refreshState();
    void refreshActions();
    void scan();
    void filterLocally();
    void searchServer();
    void escape();
    void currentMoved();
    void restoreView();
    void showContextMenu(const QPoint &at);
    void showGlobHelp();
    void setSort(keys::KeyTreeModel::Sort sort);
    void chipToggled();

    [[nodiscard]] QWidget *host() const;
    [[nodiscard]] std::vector<keys::KeyId> selectedKeys() const;
    [[nodiscard]] bool folderSelected() const;
    [[nodiscard]] QString factsOf(keys::KeyId id) const;
    void deleteOne(keys::KeyId id);
    void deleteOneNow(const base::KeyRef &key);
    void askToDelete(const std::vector<keys::KeyId> &ids, const QString &reason);
    void forget(const QByteArrayList &names);
    void countJobs();
    void restore(int id, keys::UndoVault::Life life);
    void say(const QString &text);

    profiles::Profile m_profile;
    base::Capabilities m_can;
    resp::Send m_browse;
    resp::Send m_work;
    keys::KeyTreeModel m_model;
    keys::KeyScanner m_scanner;
    keys::KeyDetails m_details;
    keys::KeyActions m_keyActions;
    keys::UndoVault m_vault;
    keys::Keyspace m_keyspace;

    common::PlainLabel *m_title;
    QToolButton *m_database;
    common::IconButton *m_more;
    QLineEdit *m_search;
    QToolButton *m_case;
    common::IconButton *m_help;
    QWidget *m_chipRow;
    common::Chip *m_all;
    QHash<base::KeyType, common::Chip *> m_chips;
    QToolButton *m_moreChips;
    common::SegmentedControl *m_mode;
    QToolButton *m_sort;
    common::PlainLabel *m_banner;
    QStackedWidget *m_stack;
    KeyView *m_view;
    common::EmptyState *m_empty;
    KeysFooter *m_footer;
    QMenu *m_menu;
    QAction *m_refresh = nullptr;
    QAction *m_newKey = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_copyName = nullptr;
    QAction *m_undo = nullptr;

    QTimer m_preview; ///< 120 ms after the current row moved
    QTimer m_progress; ///< the footer's next look at the scan
    QTimer m_countdown; ///< repaints the times
    QWidget *m_host = nullptr;
    QByteArray m_match; ///< what the server was asked for
    QByteArray m_exact; ///< "=name"
    QList<base::KeyType> m_types; ///< chips that are on
    QHash<base::KeyType, qint64> m_counts; ///< last known, also of chips that are off
    int m_jobs = 0;
    int m_bulks = 0;
    QSet<QByteArray> m_open; ///< paths of open folders, to open them again
    QByteArray m_wanted; ///< a key to be selected as soon as it has a row
    QString m_completeAt;
    QString m_typeProblem;
    QDateTime m_offlineSince;
    QString m_readOnlyReason;
    bool m_readOnly = false;
    bool m_quiet = false; ///< the current row is moved by us, not by the person
};

} // namespace ui
