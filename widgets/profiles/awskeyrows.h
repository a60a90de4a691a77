#pragma once
#include "profiles/awskeys.h"
#include "widgets/profiles/formpage.h"
#include <QCoreApplication>
#include <functional>

namespace common {
class SegmentedControl;
}

namespace ui {

/// The rows of a page in which a person types AWS keys for the one connection, or leaves them to
/// the AWS profile. What is stored is never shown. The page calls what its own fill(),
/// retranslate() and check() are for.
class AwsKeyRows final {
    Q_DECLARE_TR_FUNCTIONS(ui::AwsKeyRows)
    Q_DISABLE_COPY_MOVE(AwsKeyRows)

public:
    /// Of the fields, as objects.
    struct Names {
        const char *choice;
        const char *keyId;
        const char *secret;
        const char *token;
    };
    using Judge = std::function<void(int, QWidget *, const QString &)>;

    /// Adds its rows below those that the page has; lives as long as the page. `changed` = a field
    /// has another content, also while the page is filled.
    AwsKeyRows(FormPage &page, const Names &names, const std::function<void()> &changed);
    ~AwsKeyRows() = default;

    /// `stored` = keys are kept for this connection.
    void fill(bool stored);
    void setTyped(const profiles::Secrets &typed);
    [[nodiscard]] bool isOwn() const;
    /// The kept ones are still wanted.
    [[nodiscard]] bool keepsStored() const { return m_stored && isOwn(); }
    /// AwsKeys::sealed() of what was typed; empty when nothing was, or the profile's are chosen.
    [[nodiscard]] base::Secret typed() const;

    void retranslate();
    /// `givenToCli` = a program gets them in its environment.
    void show(bool shown, bool givenToCli = false);
    /// Where they will go: "Saved in the system keychain…".
    void setStorageText(const QString &text);
    /// Chooses the connection's own, and says below the secret why they are needed.
    void ask(const QString &problem);
    void focus();
    /// Judges each field; only where the rows are shown.
    void check(const Judge &judge);
    void clearProblems();

private:
    void showHints();
    [[nodiscard]] QString problem() const;

    FormPage &m_page;
    common::SegmentedControl *m_choice;
    QLineEdit *m_keyId;
    FormPage::SecretField m_secret;
    FormPage::SecretField m_token;
    int m_choiceLine, m_keyIdLine, m_secretLine, m_tokenLine;
    QString m_storage;
    QString m_problem;
    bool m_stored = false;
    bool m_givenToCli = false;
};

} // namespace ui
