#pragma once
#include "link/asker.h"
#include "widgets/common/sheet.h"

namespace ui {

/// The question about a host key that nobody here has seen before. Cancel has the focus, and Enter
/// never accepts: the sheet may come up while somebody types. Closed without an answer it answers
/// Cancel.
class HostKeySheet final : public common::Sheet {
    Q_OBJECT

public:
    /// `connection` = name of the profile that leads through this host.
    HostKeySheet(const links::HostKeyQuestion &question, const QString &connection, QWidget *host);

Q_SIGNALS:
    /// Once, before closed().
    void answered(links::HostKeyAnswer answer);

private:
    void addRow(const QString &label, const QString &value, const QString &name);
    void addFingerprint(const QString &fingerprint);
    void addComparison(const QString &keyType);
    void addButtons(bool onlyForGood);
    void answer(links::HostKeyAnswer answer);

    bool m_answered = false;
};

} // namespace ui
