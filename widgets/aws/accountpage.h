#pragma once
#include "aws/client.h"
#include "aws/ssosignin.h"
#include "widgets/common/theme.h"
#include <QUrl>
#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;
class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// The wizard's first page: as whom AWS is asked and where, what came of it, and the sign-in of a
/// profile whose own has expired. Asks AWS nothing by itself but that sign-in.
class AccountPage final : public QWidget {
    Q_OBJECT

public:
    /// `ssmEndpoint`: see aws::Account; mostly empty.
    AccountPage(aws::Places places, const QString &profile, const QString &region, QUrl ssmEndpoint,
                QWidget *parent = nullptr);
    ~AccountPage() override;

    /// What is chosen; the region is the profile's where none is entered.
    [[nodiscard]] aws::Account account() const;
    /// "" = it can be asked. Shown under the field, which takes the focus.
    QString refusal();

    /// AWS is being asked who that is.
    void showAsking();
    void showIdentity(const aws::Identity &identity);
    void showError(const base::Error &error);
    void takeFocus();
    /// Begins the sign-in of the chosen profile in the browser.
    void signIn();
    [[nodiscard]] bool isSigningIn() const { return m_sso != nullptr; }
    /// Profile and region are given: nothing but the sign-in is left to the person.
    void fixAccount();

Q_SIGNALS:
    /// Another account or region: what was found does not count any more.
    void changed();
    /// Signed in: what failed for want of it can be tried again.
    void signedIn();
    /// A sign-in has begun or ended.
    void signInChanged();

private:
    [[nodiscard]] QString chosenProfile() const;
    [[nodiscard]] QString usualProfile() const;
    void followProfile();
    void say(const QString &text, QColor common::Tokens::*role, const char *icon);
    void showCode(const QUrl &page, const QString &code, const QDateTime &until);
    void signInEnded(const base::Result<> &result);
    void endSignIn();

    aws::Places m_places;
    QUrl m_ssmEndpoint;
    QComboBox *m_profile;
    QComboBox *m_region;
    common::PlainLabel *m_regionNote;
    QLabel *m_icon;
    common::PlainLabel *m_state;
    common::PlainLabel *m_detail;
    QPushButton *m_signIn;
    QWidget *m_codeBox;
    common::PlainLabel *m_codeText;
    common::PlainLabel *m_code;
    QPushButton *m_browser;
    QPushButton *m_cancel;
    std::unique_ptr<aws::SsoSignIn> m_sso;
    QUrl m_page;
    bool m_ownRegion = false; ///< the person chose it
};

} // namespace ui
