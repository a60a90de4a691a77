#pragma once
#include <QAbstractButton>

namespace common {

/// A checkable filter chip, 20 high: a word in small capitals style and an optional count.
class Chip final : public QAbstractButton {
    Q_OBJECT

public:
    explicit Chip(const QString &word, QWidget *parent = nullptr);
    /// Empty = no count.
    void setCount(const QString &count);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_count;
};

} // namespace common
