#pragma once
#include "base/keyref.h"
#include "values/newkeywriter.h"
#include "widgets/common/sheet.h"
#include <QTimer>

class QButtonGroup;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace common {
class CommandPreview;
class PlainLabel;
} // namespace common

namespace ui {

/// Makes a key: name, type, value, and a TTL that has to be chosen ("No TTL" is a choice). Never
/// writes over a key that is there.
class NewKeySheet final : public common::Sheet {
    Q_OBJECT

public:
    NewKeySheet(resp::Send browse, resp::Send work, QWidget *host);

    /// What the name begins with, e.g. "user:".
    void setPrefix(const QString &prefix);
    /// Chosen from the start; 0 = the person has to choose.
    void setDefaultTtl(int seconds);
    /// Name, type and value are given ("Create again"); only the TTL is asked.
    void setKey(const values::NewKey &key);
    void begin();

Q_SIGNALS:
    void created(const base::KeyRef &key);
    void toast(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void typeChanged();
    void refreshState();
    void checkName();
    void create();
    void addTtl(int seconds, const QString &objectName);
    [[nodiscard]] values::NewKey key() const;
    /// nullopt with the reason when nothing valid is chosen.
    [[nodiscard]] base::Result<values::Ttl> ttl() const;

    resp::Send m_browse;
    resp::Send m_work;
    std::optional<values::NewKey> m_given;
    bool m_nameEscaped = false;
    bool m_creating = false;
    QTimer m_nameTimer;
    quint64 m_nameRun = 0;
    bool m_nameTaken = false;

    common::PlainLabel *m_nameLabel;
    QLineEdit *m_name;
    common::PlainLabel *m_nameState;
    common::PlainLabel *m_typeLabel;
    QComboBox *m_type;
    common::PlainLabel *m_valueLabel;
    QStackedWidget *m_values;
    QPlainTextEdit *m_text;
    QTableWidget *m_pairs;
    common::PlainLabel *m_ttlLabel;
    QButtonGroup *m_ttls;
    QList<QPushButton *> m_ttlButtons;
    QLineEdit *m_ttlInput;
    common::PlainLabel *m_problem;
    common::CommandPreview *m_preview;
    QPushButton *m_cancel;
    QPushButton *m_create;
};

} // namespace ui
