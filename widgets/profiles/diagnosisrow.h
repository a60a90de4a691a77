#pragma once
#include "session/diagnosis.h"
#include <QWidget>
#include <array>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace common {
class PlainLabel;
}

namespace ui {

/// "0.4 ms", "5,001 ms".
[[nodiscard]] QString millisecondsText(qint64 microseconds);

/// One step of a diagnosis: mark, name, what was found, time. A failed one opens: the sentence, the
/// system's own words, a button for each remedy.
class DiagnosisRow final : public QWidget {
    Q_OBJECT

public:
    explicit DiagnosisRow(session::Rung rung, QWidget *parent = nullptr);

    void show(const session::RungResult &result);
    [[nodiscard]] const session::RungResult &result() const { return m_result; }

Q_SIGNALS:
    void remedyChosen(session::Remedy remedy);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    static constexpr int mostRemedies = 4;

    void refresh();
    void showMark();
    void showRemedies();
    [[nodiscard]] QString findingText() const;
    [[nodiscard]] QString outcomeText() const;

    session::RungResult m_result;
    QLabel *m_mark;
    common::PlainLabel *m_name;
    common::PlainLabel *m_finding;
    common::PlainLabel *m_words;
    common::PlainLabel *m_time;
    QWidget *m_actions;
    QVBoxLayout *m_texts;
    QHBoxLayout *m_line;
    std::array<QPushButton *, mostRemedies> m_buttons{};
};

} // namespace ui
