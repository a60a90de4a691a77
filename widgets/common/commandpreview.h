#pragma once
#include <QByteArrayList>
#include <QWidget>

namespace common {

/// The exact commands an action will send, on one line, the command word and quoted arguments in
/// their own colours, with a copy button. Copies redis-cli lines, one command per line.
class CommandPreview final : public QWidget {
    Q_OBJECT

public:
    explicit CommandPreview(QWidget *parent = nullptr);

    /// Empty = nothing to send; the copy button is then disabled.
    void setCommands(const QList<QByteArrayList> &commands);
    /// As redis-cli would take them, joined with line breaks.
    [[nodiscard]] QString text() const;
    /// The sunken box round it; on by default. Off where a bar is its box already.
    void setBoxed(bool boxed);

    /// One command as a redis-cli line, arguments quoted where needed.
    [[nodiscard]] static QString line(const QByteArrayList &command);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void copied();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QList<QByteArrayList> m_commands;
    class IconButton *m_copy;
    bool m_boxed = true;
};

} // namespace common
