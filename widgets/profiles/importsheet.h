#pragma once
#include "aws/places.h"
#include "profiles/importer.h"
#include "widgets/common/sheet.h"
#include <QTimer>

class QFormLayout;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTableView;

namespace common {
class PlainLabel;
}

namespace ui {

class FoundModel;
class RouteProposal;

/// What a paste or a file holds, before anything of it is saved: its connections, and the "found"
/// list of each. Asks for the values of open ${VARIABLES} and for the password of a sealed file.
/// Reading happens in a worker thread.
class ImportSheet final : public common::Sheet {
    Q_OBJECT

public:
    ImportSheet(const QByteArray &text, QWidget *host);
    /// Reads the file, too, in the worker.
    static ImportSheet *ofFile(const QString &path, QWidget *host);

    /// A private ElastiCache endpoint is then shown with the bastions that AWS knows for it.
    /// Without these AWS is not asked.
    void setAwsPlaces(const aws::Places &places);

Q_SIGNALS:
    /// The person wants these. `connecting` only comes with one.
    void chosen(const QList<profiles::Candidate> &candidates, bool connecting);
    /// This one, and its way is still to be found: in AWS, or by an SSH server.
    void wayWanted(const profiles::Candidate &candidate, profiles::TunnelKind kind);

protected:
    void changeEvent(QEvent *event) override;

private:
    explicit ImportSheet(QWidget *host);
    void start(const QByteArray &text, const QString &path);
    void retranslate();
    void read();
    void show(const base::Result<profiles::Import> &import);
    void showVariables();
    void showCandidate(int row);
    void proposeRoute(int row);
    void takeRoute(const profiles::Profile &profile, const QString &bastion);
    void dropRoute();
    void leaveFor(profiles::TunnelKind kind);
    void showWarning(const QList<profiles::Candidate> &wanted);
    void check();
    void choose(bool connecting);
    [[nodiscard]] QList<profiles::Candidate> checked() const;
    [[nodiscard]] QHash<QString, QString> variables() const;

    QByteArray m_text;
    QString m_path;
    profiles::Import m_import;
    int m_request = 0; ///< grows: what was read before is not shown any more
    QTimer m_again; ///< after the last change of a variable
    FoundModel *m_found;
    RouteProposal *m_route;
    profiles::Candidate m_asPasted; ///< the one whose way is proposed
    common::PlainLabel *m_state;
    common::PlainLabel *m_warning; ///< the programs that what is checked would run
    QListWidget *m_list;
    QTableView *m_table;
    QWidget *m_questions;
    QFormLayout *m_form;
    QHash<QString, QLineEdit *> m_variables;
    common::PlainLabel *m_passwordLabel;
    QLineEdit *m_password;
    QPushButton *m_cancel;
    QPushButton *m_connect;
    QPushButton *m_save;
    bool m_focused = false;
};

} // namespace ui
