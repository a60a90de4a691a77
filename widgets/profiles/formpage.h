#pragma once
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include "widgets/common/plainlabel.h"
#include <optional>

class QGridLayout;

namespace ui {

/// One page of the connection form: labels at the left, fields at the right, a sentence below a
/// field when there is something to say about it.
class FormPage : public QWidget {
    Q_OBJECT

public:
    struct Problem {
        QWidget *field = nullptr;
        QString text;
    };

    explicit FormPage(QWidget *parent = nullptr);

    /// Fills the fields; edited() stays silent.
    void show(const profiles::Profile &profile);
    virtual void collect(profiles::Profile &profile) const = 0;
    /// The secrets that were typed on this page, since the last show().
    virtual void collectTyped(profiles::Secrets &) const { }
    virtual void setTyped(const profiles::Secrets &) { }
    /// Shows why under the field of that secret and gives it the focus; false when this page has
    /// none.
    virtual bool focusSecret(profiles::SecretSlot, const QString &) { return false; }
    /// Shows a sentence under each field that cannot stay as it is; the first one is returned.
    virtual std::optional<Problem> check() { return {}; }

Q_SIGNALS:
    void edited();

protected:
    virtual void fill(const profiles::Profile &profile) = 0;
    virtual void retranslate() = 0;
    void changeEvent(QEvent *event) override;

    /// A row number for the functions below. `field` may be a layout's holder; `buddy` takes the
    /// focus and the label's name.
    int addRow(QWidget *field, QWidget *buddy);
    void setLabel(int row, const QString &text);
    void setHint(int row, const QString &text);
    void setProblem(int row, const QString &text);
    void setRowVisible(int row, bool visible);
    /// Announces edited() unless the page is being filled.
    void touched();
    [[nodiscard]] bool isFilling() const { return m_filling; }

private:
    struct Row {
        common::PlainLabel *label;
        QWidget *field;
        QWidget *buddy;
        common::PlainLabel *note;
        QString hint;
        QString problem;
    };
    void showNote(int row);

    QGridLayout *m_grid;
    QList<Row> m_rows;
    bool m_filling = false;
};

} // namespace ui
