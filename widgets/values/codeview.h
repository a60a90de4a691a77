#pragma once
#include <QPlainTextEdit>

namespace ui {

/// A text view in the fixed font with line numbers. exactText() gives back every character that
/// went in, also those that toPlainText() would replace.
class CodeView final : public QPlainTextEdit {
    Q_OBJECT

public:
    enum class Colouring { None, Json };

    explicit CodeView(QWidget *parent = nullptr);

    void setColouring(Colouring colouring);
    [[nodiscard]] QString exactText() const;

Q_SIGNALS:
    /// A key that would have changed the text, while it is read-only.
    void editRefused();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    friend class LineNumbers;
    [[nodiscard]] int gutterWidth() const;
    void placeGutter();
    void paintGutter(QPaintEvent *event);
    void applyTheme();

    QWidget *m_gutter;
    class JsonColours *m_json;
};

} // namespace ui
