#pragma once
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include "widgets/common/plainlabel.h"
#include <optional>

class QGridLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace ui {

/// One page of the connection form: labels at the left, fields at the right, a sentence below a
/// field when there is something to say about it.
class FormPage : public QWidget {
    Q_OBJECT
    friend class AwsKeyRows; // which are rows of several pages

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
    void paintEvent(QPaintEvent *event) override;

    /// A row number for the functions below. `field` may be a layout's holder; `buddy` takes the
    /// focus and the label's name.
    int addRow(QWidget *field, QWidget *buddy);
    /// The same for a field that stands at its own width, at the left.
    int addRowAtLeft(QWidget *field);
    /// A title above the next row; with one, a hairline divides the page from the one above.
    void addHeading(common::PlainLabel *heading);
    /// `tip` = the field's tooltip; without one it is the label.
    void setLabel(int row, const QString &text, const QString &tip = {});
    void setHint(int row, const QString &text);
    void setProblem(int row, const QString &text);
    void setRowVisible(int row, bool visible);
    /// Announces edited() unless the page is being filled.
    void touched();

    /// `first` takes the room, the others stand behind it.
    [[nodiscard]] static QWidget *side(QWidget *first, std::initializer_list<QWidget *> others);
    /// The outline that a text edit of several lines has not by itself.
    [[nodiscard]] static QWidget *outlined(QPlainTextEdit *edit);
    /// A field for a secret, with a button that shows what is typed.
    struct SecretField {
        QWidget *holder;
        QLineEdit *edit;
        QPushButton *reveal;
        void retranslate() const;
        void set(const base::Secret &secret) const;
        [[nodiscard]] base::Secret secret() const;
    };
    [[nodiscard]] SecretField makeSecretField(const char *name);
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
    common::PlainLabel *m_heading = nullptr;
    QList<Row> m_rows;
    bool m_filling = false;
};

} // namespace ui
