#pragma once
#include "stats/sampler.h"
#include <QWidget>

class QLabel;
class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// Marks A and B with the figures of exactly the span between them.
class MarksBar final : public QWidget {
    Q_OBJECT

public:
    explicit MarksBar(QWidget *parent = nullptr);

    /// Takes what the sampler has marked; hides itself when that is nothing.
    void show(const stats::Sampler &sampler, bool excludeOwn);
    using QWidget::show;
    /// The span as a few lines of text; empty while there is no B.
    [[nodiscard]] QString report() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clearRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void restyle();
    void fit();
    void copyReport();

    common::PlainLabel *m_title;
    common::PlainLabel *m_from;
    common::PlainLabel *m_to;
    QLabel *m_flagA;
    QLabel *m_flagB;
    QLabel *m_arrow;
    common::PlainLabel *m_figures;
    QPushButton *m_clear;
    QPushButton *m_copy;
    QList<stats::Sampler::Mark> m_marks;
    std::optional<stats::Sampler::Span> m_span;
    bool m_excludeOwn = true;
};

} // namespace ui
