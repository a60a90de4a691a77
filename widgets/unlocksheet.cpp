#include "widgets/unlocksheet.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace ui {

UnlockSheet::UnlockSheet(const profiles::Profile &profile, QWidget *host)
    : common::Sheet(host)
    , m_profile(profile)
    , m_question(new common::PlainLabel(this))
    , m_span(new QButtonGroup(this))
    , m_cancel(new QPushButton(this))
    , m_unlock(new QPushButton(this))
{
    setObjectName(QStringLiteral("unlockSheet"));
    setPanelWidth(440);
    m_question->setObjectName(QStringLiteral("unlockQuestion"));
    m_question->setWordWrap(true);
    body()->addWidget(m_question);
    if (isProduction()) {
        m_name = new QLineEdit(this);
        m_name->setObjectName(QStringLiteral("unlockName"));
        body()->addWidget(m_name);
        connect(m_name, &QLineEdit::textChanged, this,
                [this](const QString &text) { m_unlock->setEnabled(text == m_profile.name); });
    }
    auto *row = new QHBoxLayout;
    const QStringList names{ QStringLiteral("unlock15Minutes"), QStringLiteral("unlock1Hour"),
                             QStringLiteral("unlockUntilDisconnect") };
    for (int i = 0; i < names.size(); ++i) {
        auto *choice = new QRadioButton(this);
        choice->setObjectName(names.at(i));
        choice->setChecked(i == 0);
        m_span->addButton(choice, i);
        row->addWidget(choice);
    }
    row->addStretch(1);
    body()->addLayout(row);

    m_cancel->setObjectName(QStringLiteral("unlockCancel"));
    m_unlock->setObjectName(QStringLiteral("unlockConfirm"));
    common::setButtonRole(m_unlock, common::ButtonRole::Primary);
    // The default button is the harmless one, and there is none on production.
    m_unlock->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    m_unlock->setEnabled(!isProduction());
    footer()->addWidget(m_cancel);
    footer()->addWidget(m_unlock);
    connect(m_cancel, &QPushButton::clicked, this, &Sheet::close);
    connect(m_unlock, &QPushButton::clicked, this, &UnlockSheet::accept);
    retranslate();
}

void UnlockSheet::openForTyping()
{
    open(m_name ? static_cast<QWidget *>(m_name) : m_cancel);
}

bool UnlockSheet::isProduction() const
{
    return m_profile.cautionEnvironment() == profiles::Environment::Production;
}

void UnlockSheet::accept()
{
    if (m_name && m_name->text() != m_profile.name)
        return;
    const QDateTime now = QDateTime::currentDateTime();
    QDateTime until;
    if (m_span->checkedId() == 0)
        until = now.addSecs(15 * 60);
    else if (m_span->checkedId() == 1)
        until = now.addSecs(60 * 60);
    Q_EMIT unlocked(until);
    close();
}

void UnlockSheet::changeEvent(QEvent *event)
{
    Sheet::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void UnlockSheet::retranslate()
{
    setTitle(tr("Unlock writes"));
    if (isProduction()) {
        m_question->setText(
            m_profile.environment == profiles::Environment::Production
                ? tr("Writes will reach PRODUCTION. Type %1 to confirm.").arg(m_profile.name)
                : tr("Type %1 to allow writes to it.").arg(m_profile.name));
        m_name->setAccessibleName(tr("Profile name"));
        m_name->setPlaceholderText(m_profile.name);
    } else {
        m_question->setText(tr("Allow writes to %1 for:").arg(m_profile.name));
    }
    m_span->button(0)->setText(tr("15 minutes"));
    m_span->button(1)->setText(tr("1 hour"));
    m_span->button(2)->setText(tr("Until disconnect"));
    m_cancel->setText(tr("Cancel"));
    m_unlock->setText(tr("Unlock"));
}

} // namespace ui
