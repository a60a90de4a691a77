#pragma once
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;

namespace common {

/// Two to five choices side by side, one of them on: 24 high, one outline round all. Arrow keys
/// move the choice.
class SegmentedControl final : public QWidget {
    Q_OBJECT

public:
    explicit SegmentedControl(QWidget *parent = nullptr);

    /// `icon` may be empty. The button is returned so that it can get an objectName.
    QAbstractButton *addSegment(const QString &text, const QString &icon = {});
    void setSegmentText(int index, const QString &text);
    [[nodiscard]] int current() const;
    [[nodiscard]] int count() const;
    /// Emits currentChanged() when it is another one.
    void setCurrent(int index);

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QButtonGroup *m_group;
    QHBoxLayout *m_row;
    int m_current = -1;
};

} // namespace common
