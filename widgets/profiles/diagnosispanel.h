#pragma once
#include "session/diagnosis.h"
#include "widgets/profiles/panel.h"

class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

class DiagnosisRow;

/// The ladder of the last test of this connection, as it is climbed and after.
class DiagnosisPanel final : public QWidget {
    Q_OBJECT

public:
    explicit DiagnosisPanel(QWidget *parent = nullptr);

    void showReport(const session::DiagnosisReport &report, bool running);
    void showCancelled();

Q_SIGNALS:
    void remedyChosen(session::Remedy remedy);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class State { Running, Passed, Failed, Cancelled };
    void refresh();
    void showHead(const QString &icon, QColor common::Tokens::*role, const QString &text);
    [[nodiscard]] QString stoppedText() const;

    State m_state = State::Running;
    session::DiagnosisReport m_report;
    Panel *m_head;
    common::PlainLabel *m_title;
    QLabel *m_headIcon;
    common::PlainLabel *m_headText;
    common::PlainLabel *m_time;
    QPushButton *m_copy;
    QWidget *m_body;
    QList<DiagnosisRow *> m_rows;
};

} // namespace ui
