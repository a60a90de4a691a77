#pragma once
#include "base/result.h"
#include "widgets/profiles/panel.h"

class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// What the last test of this connection said: one sentence, the server's own words, the time.
class TestPanel final : public QWidget {
    Q_OBJECT

public:
    explicit TestPanel(QWidget *parent = nullptr);

    void showRunning();
    void showResult(const base::Result<QString> &result, qint64 ms);
    void showCancelled();

Q_SIGNALS:
    void retryRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    enum class State { Running, Passed, Failed, Cancelled };
    void refresh();
    [[nodiscard]] QString report() const;

    State m_state = State::Running;
    QString m_sentence;
    base::Error m_error;
    qint64 m_ms = 0;
    Panel *m_head;
    common::PlainLabel *m_title;
    QLabel *m_headIcon;
    common::PlainLabel *m_headText;
    common::PlainLabel *m_time;
    QPushButton *m_copy;
    QWidget *m_body;
    QLabel *m_bodyIcon;
    common::PlainLabel *m_text;
    common::PlainLabel *m_detail;
    QPushButton *m_retry;
};

} // namespace ui
