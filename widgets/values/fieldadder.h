#pragma once
#include <QWidget>

class QLineEdit;
class QPushButton;

namespace ui {

/// One row above the table: a field's name and value, Add.
class FieldAdder final : public QWidget {
    Q_OBJECT

public:
    explicit FieldAdder(QWidget *parent = nullptr);
    void open();

Q_SIGNALS:
    void added(const QByteArray &field, const QByteArray &value);
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void retranslate();
    void add();

    QLineEdit *m_field;
    QLineEdit *m_value;
    QPushButton *m_add;
    QPushButton *m_close;
};

} // namespace ui
