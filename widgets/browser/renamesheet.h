#pragma once
#include "widgets/common/plainlabel.h"
#include "widgets/common/sheet.h"
#include <QByteArray>
#include <optional>

class QLineEdit;
class QPushButton;

namespace ui {

/// Asks for a key's new name, in exact bytes.
class RenameSheet final : public common::Sheet {
    Q_OBJECT

public:
    RenameSheet(QWidget *host, const QByteArray &name);
    /// Why the last try was refused; stays open.
    void showProblem(const QString &problem);

Q_SIGNALS:
    void renameRequested(const QByteArray &to);

private:
    void check();
    [[nodiscard]] std::optional<QByteArray> typed() const;

    QByteArray m_name;
    bool m_escaped;
    QLineEdit *m_edit;
    common::PlainLabel *m_problem;
    QPushButton *m_rename;
};

} // namespace ui
