#pragma once
#include "aws/discovery.h"
#include "profiles/profile.h"
#include "widgets/common/sheet.h"

class QPushButton;
class QStackedWidget;

namespace common {
class PlainLabel;
}

namespace ui {

class AccountPage;
class CachesPage;
class FinishPage;

/// Finds a cache and a way to it in an AWS account, in three pages: who asks, what there is, what
/// the connection is called. AWS is asked nothing before the person goes on from the first page,
/// and nothing but read-only calls ever. Makes a profile; keeping it is somebody else's.
class AwsWizard final : public common::Sheet {
    Q_OBJECT

public:
    enum class Purpose {
        Connection, ///< a new one
        Bastion, ///< for a connection that is there already: two pages
        SignIn, ///< of a profile whose own has expired: the first page alone
    };
    enum class Next { Save, Test, Connect };
    struct Start {
        Purpose purpose = Purpose::Connection;
        QString profile; ///< of AWS; empty = as the environment says
        QString region; ///< empty = the profile's
        QUrl ssmEndpoint{}; ///< see aws::Account
        QString host{}; ///< of the cache that is looked for
        QStringList groups{}; ///< of connections, to choose from
    };

    /// `asker` = whom an MFA code is asked of; may be null.
    AwsWizard(aws::Places places, std::shared_ptr<aws::Asker> asker, const Start &start,
              QWidget *host);
    ~AwsWizard() override;

Q_SIGNALS:
    /// Purpose::Connection, once. The profile has no id yet.
    void made(const profiles::Profile &profile, ui::AwsWizard::Next next);
    /// Purpose::SignIn, once: what failed can be tried again.
    void signedIn();
    /// Purpose::Bastion, once.
    void bastionChosen(const QString &target, const QString &region, const QString &awsProfile);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeButtons();
    void showPage(int page);
    void showButtons();
    void goOn();
    void goBack();
    void ask();
    void forget();
    void identified(const aws::Identity &identity);
    void finished(const base::Result<> &result);
    [[nodiscard]] profiles::Profile wanted() const;
    void finish(Next next);

    const aws::Places m_places;
    const std::shared_ptr<aws::Asker> m_asker;
    const Purpose m_purpose;
    std::unique_ptr<aws::Discovery> m_discovery;
    aws::Account m_account; ///< that was asked
    QList<common::PlainLabel *> m_steps;
    QStackedWidget *m_pages;
    AccountPage *m_accountPage;
    CachesPage *m_caches;
    FinishPage *m_finish;
    QPushButton *m_policy;
    QPushButton *m_back;
    QPushButton *m_save;
    QPushButton *m_test;
    QPushButton *m_go; ///< Next, at last Connect
};

} // namespace ui
