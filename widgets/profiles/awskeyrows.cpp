#include "widgets/profiles/awskeyrows.h"
#include "widgets/common/segmentedcontrol.h"
#include <QLineEdit>
#include <QRegularExpression>

namespace ui {

using common::SegmentedControl;
using profiles::AwsKeys;

AwsKeyRows::AwsKeyRows(FormPage &page, const Names &names, const std::function<void()> &changed)
    : m_page(page)
    , m_choice(new SegmentedControl)
    , m_keyId(new QLineEdit)
    , m_secret(page.makeSecretField(names.secret))
    , m_token(page.makeSecretField(names.token))
{
    m_choice->setObjectName(QLatin1String(names.choice));
    for (int i = 0; i < 2; ++i)
        m_choice->addSegment({})->setObjectName(
            QStringLiteral("%1%2").arg(QLatin1String(names.choice)).arg(i));
    m_keyId->setObjectName(QLatin1String(names.keyId));
    m_keyId->setFont(common::Theme::instance().fixed());
    m_choiceLine = page.addRowAtLeft(m_choice);
    m_keyIdLine = page.addRow(m_keyId, m_keyId);
    m_secretLine = page.addRow(m_secret.holder, m_secret.edit);
    m_tokenLine = page.addRow(m_token.holder, m_token.edit);
    for (QLineEdit *edit : { m_keyId, m_secret.edit, m_token.edit })
        QObject::connect(edit, &QLineEdit::textChanged, &page, [this, changed] {
            m_problem.clear();
            changed();
        });
    QObject::connect(m_choice, &SegmentedControl::currentChanged, &page, changed);
}

void AwsKeyRows::retranslate()
{
    m_page.setLabel(m_choiceLine, tr("AWS keys"), tr("What requests to AWS are signed with"));
    m_choice->setSegmentText(0, tr("Of the AWS profile"));
    m_choice->setSegmentText(1, tr("Of this connection"));
    m_page.setLabel(m_keyIdLine, tr("Access key ID"));
    m_page.setLabel(m_secretLine, tr("Secret access key"), tr("What is stored is never shown"));
    m_page.setLabel(m_tokenLine, tr("Session token"), tr("What is stored is never shown"));
    m_secret.retranslate();
    m_token.retranslate();
    showHints();
}

bool AwsKeyRows::isOwn() const
{
    return m_choice->current() == 1;
}

void AwsKeyRows::show(bool shown, bool givenToCli)
{
    m_givenToCli = givenToCli;
    m_page.setRowVisible(m_choiceLine, shown);
    for (const int line : { m_keyIdLine, m_secretLine, m_tokenLine })
        m_page.setRowVisible(line, shown && isOwn());
    showHints();
}

void AwsKeyRows::showHints()
{
    const QString kept = m_stored ? tr("Leave empty to keep what is stored") : QString();
    m_keyId->setPlaceholderText(m_stored ? kept : QStringLiteral("AKIA…"));
    m_secret.edit->setPlaceholderText(kept);
    m_token.edit->setPlaceholderText(m_stored ? kept : tr("only with temporary keys"));
    m_page.setHint(
        m_choiceLine,
        isOwn() && m_givenToCli
            ? tr("Typed here and used for this connection alone. The AWS CLI is given them in "
                 "its environment, where your other programs can read them while it runs.")
            : isOwn()
            ? tr("Typed here and used for this connection alone.")
            : tr("Found as the AWS CLI finds them: environment, profile, SSO, role. Its files "
                 "are only read."));
    m_page.setHint(m_tokenLine, m_storage);
}

void AwsKeyRows::setStorageText(const QString &text)
{
    m_storage = text;
    showHints();
}

void AwsKeyRows::fill(bool stored)
{
    m_stored = stored;
    m_problem.clear();
    m_choice->setCurrent(stored ? 1 : 0);
    m_keyId->clear();
    m_secret.set({});
    m_token.set({});
}

base::Secret AwsKeyRows::typed() const
{
    if (!isOwn())
        return {};
    return AwsKeys{ m_keyId->text().trimmed(), m_secret.secret(), m_token.secret() }.sealed();
}

void AwsKeyRows::setTyped(const profiles::Secrets &typed)
{
    const AwsKeys keys = AwsKeys::opened(typed.aws).value_or(AwsKeys());
    if (keys.isEmpty())
        return;
    m_choice->setCurrent(1);
    m_keyId->setText(keys.accessKeyId);
    m_secret.set(keys.secretAccessKey);
    m_token.set(keys.sessionToken);
}

void AwsKeyRows::ask(const QString &problem)
{
    m_choice->setCurrent(1);
    m_problem = problem;
}

void AwsKeyRows::focus()
{
    m_keyId->setFocus(Qt::OtherFocusReason);
}

/// Half of a pair signs nothing.
QString AwsKeyRows::problem() const
{
    static const QRegularExpression form(QStringLiteral("^[A-Z0-9]{16,128}$"));
    const QString id = m_keyId->text().trimmed();
    const bool typed =
        !id.isEmpty() || !m_secret.edit->text().isEmpty() || !m_token.edit->text().isEmpty();
    if (!typed && !m_stored)
        return tr("Enter an access key ID and its secret, or choose the AWS profile's.");
    if (typed && !form.match(id).hasMatch())
        return tr("An access key ID has 16 or more capital letters and digits: AKIA…, ASIA…");
    return {};
}

void AwsKeyRows::clearProblems()
{
    for (const int line : { m_keyIdLine, m_secretLine })
        m_page.setProblem(line, {});
}

void AwsKeyRows::check(const Judge &judge)
{
    if (!isOwn())
        return;
    const QString wrong = problem();
    judge(m_keyIdLine, m_keyId, wrong);
    const bool secretMissing =
        wrong.isEmpty() && !m_keyId->text().trimmed().isEmpty() && m_secret.edit->text().isEmpty();
    judge(m_secretLine, m_secret.edit,
          secretMissing ? tr("Enter the secret that belongs to this access key ID.") : m_problem);
}

} // namespace ui
