#pragma once
#include "link/asker.h"
#include "profiles/secretstore.h"
#include "widgets/common/sheet.h"

class QCheckBox;
class QLineEdit;

namespace ui {

/// Asks for the words that a sign-in at a bastion needs: a password, a passphrase, whatever the
/// server asks line by line, or a yes or no. What came from a server or a program stands there as
/// plain text. Closed without an answer it answers with given = false.
class PromptSheet final : public common::Sheet {
    Q_OBJECT

public:
    /// `connection` = name of the profile that leads through this host; `where` = what remembering
    /// the words would mean.
    PromptSheet(const links::Prompt &prompt, const QString &connection,
                profiles::SecretStore::Where where, QWidget *host);

Q_SIGNALS:
    /// Once, before closed().
    void answered(const links::PromptAnswer &answer);

private:
    void addHeading(const links::Prompt &prompt, const QString &connection);
    void addFields(const links::Prompt &prompt);
    void addRemember(profiles::SecretStore::Where where);
    void addField(const QString &label, bool echo);
    void addEntryButtons();
    void addConfirmButtons();
    void next(qsizetype field);
    void submit();
    void say(const QByteArray &word);
    void answer(const links::PromptAnswer &answer);

    const bool m_mayBeEmpty; ///< a server may want just Enter
    QList<QLineEdit *> m_fields;
    QCheckBox *m_remember = nullptr;
    bool m_answered = false;
};

} // namespace ui
