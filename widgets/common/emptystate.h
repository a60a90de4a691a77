#pragma once
#include <QWidget>

class QAbstractButton;
class QHBoxLayout;
class QLabel;

namespace common {

class PlainLabel;

/// The middle of an empty pane: a 32 px icon, a sentence, and what can be done about it.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(const QString &icon, QWidget *parent = nullptr);

    void setIconName(const QString &icon);
    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    QAbstractButton *addAction(const QString &text, bool primary = false);
    void clearActions();

private:
    void refresh();

    QString m_iconName;
    QLabel *m_icon;
    PlainLabel *m_text;
    QHBoxLayout *m_actions;
};

} // namespace common
