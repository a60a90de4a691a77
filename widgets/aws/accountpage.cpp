#include "widgets/aws/accountpage.h"
#include "aws/recipe.h"
#include "profiles/awsnames.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include <QComboBox>
#include <QCompleter>
#include <QDesktopServices>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

namespace ui {

using base::Error;
using common::Theme;
using common::Tokens;

namespace {
QComboBox *editableList(const char *name)
{
    auto *box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    // Completed in the line, a name that is already whole would swallow the Enter that goes on.
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    return box;
}

common::PlainLabel *caption(const QString &text, QWidget *buddy)
{
    auto *label = new common::PlainLabel(text);
    label->setRole(&Tokens::textSecondary);
    label->setBuddy(buddy);
    buddy->setAccessibleName(text);
    return label;
}
} // namespace

AccountPage::AccountPage(aws::Places places, const QString &profile, const QString &region,
                         QUrl ssmEndpoint, QWidget *parent)
    : QWidget(parent)
    , m_places(std::move(places))
    , m_ssmEndpoint(std::move(ssmEndpoint))
    , m_profile(editableList("wizardProfile"))
    , m_region(editableList("wizardRegion"))
    , m_regionNote(new common::PlainLabel)
    , m_icon(new QLabel)
    , m_state(new common::PlainLabel)
    , m_detail(new common::PlainLabel)
    , m_signIn(new QPushButton(tr("Sign in…")))
    , m_codeBox(new QWidget)
    , m_codeText(new common::PlainLabel)
    , m_code(new common::PlainLabel)
    , m_browser(new QPushButton(tr("Open the page in the browser")))
    , m_cancel(new QPushButton(tr("Cancel sign-in")))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("wizardAccount"));
    m_profile->addItems(aws::profileNames(m_places));
    m_profile->setEditText(profile.isEmpty() && m_profile->count() > 0 ? QString() : profile);
    m_profile->lineEdit()->setPlaceholderText(usualProfile());
    m_region->addItems(profiles::awsRegions());
    m_region->setEditText(region);
    m_region->lineEdit()->setPlaceholderText(tr("the profile names none: choose one"));
    m_ownRegion = !region.isEmpty();
    m_regionNote->setObjectName(QStringLiteral("wizardRegionProblem"));
    m_regionNote->setType(Theme::Size::Secondary);
    m_regionNote->setRole(&Tokens::danger);
    m_regionNote->setWordWrap(true);
    m_regionNote->hide();
    m_state->setObjectName(QStringLiteral("wizardIdentity"));
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setObjectName(QStringLiteral("wizardDetail"));
    m_detail->setFixedType();
    m_detail->setRole(&Tokens::textMuted);
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_signIn->setObjectName(QStringLiteral("wizardSignIn"));
    m_code->setObjectName(QStringLiteral("wizardCode"));
    m_code->setFixedType(Theme::Size::Figure, QFont::DemiBold);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_codeText->setWordWrap(true);
    m_codeText->setRole(&Tokens::textSecondary);
    m_browser->setObjectName(QStringLiteral("wizardBrowser"));
    m_browser->setIcon(common::icon(QStringLiteral("external")));
    m_cancel->setObjectName(QStringLiteral("wizardCancelSignIn"));
    for (QPushButton *button : { m_signIn, m_browser, m_cancel }) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(true); // Enter presses the one that has the focus
    }

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.px(12));
    grid->setVerticalSpacing(theme.px(10));
    grid->setColumnMinimumWidth(0, theme.px(112));
    grid->setColumnStretch(1, 1);
    grid->addWidget(caption(tr("AWS profile"), m_profile), 0, 0);
    grid->addWidget(m_profile, 0, 1);
    grid->addWidget(caption(tr("Region"), m_region), 1, 0);
    grid->addWidget(m_region, 1, 1);
    grid->addWidget(m_regionNote, 2, 1);

    auto *codes = new QVBoxLayout(m_codeBox);
    codes->setContentsMargins(0, 0, 0, 0);
    codes->setSpacing(theme.px(8));
    codes->addWidget(m_codeText);
    codes->addWidget(m_code);
    auto *codeButtons = new QHBoxLayout;
    codeButtons->setSpacing(theme.px(8));
    codeButtons->addWidget(m_browser);
    codeButtons->addWidget(m_cancel);
    codeButtons->addStretch(1);
    codes->addLayout(codeButtons);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme.px(6));
    texts->addWidget(m_state);
    texts->addWidget(m_detail);
    texts->addSpacing(theme.px(2));
    texts->addWidget(m_signIn, 0, Qt::AlignLeft);
    texts->addWidget(m_codeBox);
    auto *state = new QHBoxLayout;
    state->setSpacing(theme.px(8));
    state->addWidget(m_icon, 0, Qt::AlignTop);
    state->addLayout(texts, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(16));
    column->addLayout(grid);
    column->addLayout(state);
    column->addStretch(1);

    connect(m_profile, &QComboBox::currentTextChanged, this, [this] {
        followProfile();
        endSignIn();
        Q_EMIT changed();
    });
    connect(m_region, &QComboBox::currentTextChanged, this, [this] {
        m_ownRegion = !m_region->currentText().trimmed().isEmpty();
        m_regionNote->hide();
        Q_EMIT changed();
    });
    connect(m_signIn, &QAbstractButton::clicked, this, &AccountPage::signIn);
    connect(m_browser, &QAbstractButton::clicked, this,
            [this] { QDesktopServices::openUrl(m_page); });
    connect(m_cancel, &QAbstractButton::clicked, this, [this] {
        if (m_sso)
            m_sso->cancel();
    });
    followProfile();
    endSignIn();
}

AccountPage::~AccountPage() = default;

QString AccountPage::chosenProfile() const
{
    return m_profile->currentText().trimmed();
}

/// Whose keys are used where none is chosen.
QString AccountPage::usualProfile() const
{
    const QString name = aws::profileOfKeys({}, m_places);
    if (name.isEmpty())
        return tr("as the environment says, or default");
    return m_places.environment.value(QStringLiteral("AWS_PROFILE")) == name
        ? tr("%1 (AWS_PROFILE)").arg(name)
        : name;
}

/// The region of a profile goes with it, unless the person has chosen one.
void AccountPage::followProfile()
{
    if (!m_ownRegion) {
        const aws::KeySource source({ {}, chosenProfile(), {}, {}, {} }, m_places, nullptr);
        const QSignalBlocker quiet(m_region);
        m_region->setEditText(source.region().value_or(QString()));
    }
    m_regionNote->hide();
}

aws::Account AccountPage::account() const
{
    return { {}, chosenProfile(), m_region->currentText().trimmed(), {}, m_ssmEndpoint };
}

QString AccountPage::refusal()
{
    const QString region = m_region->currentText().trimmed();
    QString problem = region.isEmpty() ? tr("Choose the region of the cache.")
                                       : profiles::awsRegionProblem(region);
    m_regionNote->setText(problem);
    m_regionNote->setVisible(!problem.isEmpty());
    m_region->setAccessibleDescription(problem);
    if (!problem.isEmpty())
        m_region->setFocus(Qt::OtherFocusReason);
    return problem;
}

void AccountPage::say(const QString &text, QColor Tokens::*role, const char *icon)
{
    const Theme &theme = Theme::instance();
    m_icon->setPixmap(common::iconPixmap(QLatin1String(icon), theme.tokens().*role, theme.px(16),
                                         devicePixelRatioF()));
    m_state->setRole(role);
    m_state->setText(text);
    m_detail->clear();
    m_detail->hide();
    m_signIn->hide();
}

void AccountPage::showAsking()
{
    say(tr("Asking AWS who you are…"), &Tokens::textSecondary, "clock");
}

void AccountPage::showIdentity(const aws::Identity &identity)
{
    say(tr("Account %1").arg(identity.account), &Tokens::ok, "ok");
    m_detail->setText(identity.arn);
    m_detail->show();
}

void AccountPage::showError(const Error &error)
{
    say(error.text, &Tokens::danger, "error");
    m_detail->setText(QString::fromUtf8(error.detail));
    m_detail->setVisible(!error.detail.isEmpty());
    const aws::KeySource source(account(), m_places, nullptr);
    const bool bySso = aws::signsInBySso(source.profile(), m_places);
    const bool wanted = error.cause == Error::Cause::AwsSignInExpired && bySso;
    m_signIn->setVisible(wanted);
    if (wanted)
        m_signIn->setFocus(Qt::OtherFocusReason);
}

void AccountPage::takeFocus()
{
    m_profile->setFocus(Qt::OtherFocusReason);
    m_profile->lineEdit()->selectAll();
}

void AccountPage::signIn()
{
    const aws::KeySource source(account(), m_places, nullptr);
    m_sso = std::make_unique<aws::SsoSignIn>(source.profile(), m_places);
    connect(m_sso.get(), &aws::SsoSignIn::confirm, this, &AccountPage::showCode);
    connect(m_sso.get(), &aws::SsoSignIn::finished, this, &AccountPage::signInEnded);
    say(tr("Asking IAM Identity Center for a code…"), &Tokens::textSecondary, "clock");
    Q_EMIT signInChanged();
    m_sso->start();
}

/// However it failed, it can be begun again.
void AccountPage::signInEnded(const base::Result<> &result)
{
    endSignIn();
    if (result) {
        say(tr("Signed in."), &Tokens::ok, "ok");
        Q_EMIT signedIn();
        return;
    }
    showError(result.error());
    if (result.error().kind == Error::Kind::Cancelled)
        say(result.error().text, &Tokens::textSecondary, "info");
    m_signIn->show();
    m_signIn->setFocus(Qt::OtherFocusReason);
}

void AccountPage::fixAccount()
{
    for (QComboBox *box : { m_profile, m_region })
        box->setEnabled(false);
}

void AccountPage::showCode(const QUrl &page, const QString &code, const QDateTime &until)
{
    m_page = page;
    say(tr("Waiting for the sign-in in the browser…"), &Tokens::textSecondary, "clock");
    m_codeText->setText(
        tr("The page %1 shows a code. Confirm there only if it is this one. Good "
           "until %2.")
            .arg(page.host(),
                 QLocale().toString(until.toLocalTime().time(), QLocale::ShortFormat)));
    m_code->setText(code);
    m_codeBox->show();
    m_browser->setFocus(Qt::OtherFocusReason);
}

void AccountPage::endSignIn()
{
    if (m_sso) {
        m_sso->disconnect(this);
        m_sso->cancel();
        m_sso.release()->deleteLater(); // this may be its own signal
        Q_EMIT signInChanged();
    }
    m_codeBox->hide();
    say(tr("Nothing has been asked yet. AWS is then asked who you are, and which caches and "
           "instances there are: read-only calls, nothing is changed."),
        &Tokens::textSecondary, "info");
}

} // namespace ui
